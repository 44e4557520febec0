"""Publishing by hand: text, pictures in a folder, and the page, ready to be taken over."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from amtdesk.domain import composer
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Extra, Kind
from amtdesk.domain.composer import Page
from amtdesk.domain.delivery import STEPS, Delivery, State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.folding import fold
from amtdesk.domain.media import Media
from amtdesk.domain.post import Attached, Post
from amtdesk.domain.textmodule import unfilled
from amtdesk.services import bundle, pictures
from amtdesk.services.accounts import Accounts
from amtdesk.services.office import Offices
from amtdesk.store import deliveries, media, posts, settings
from amtdesk.store.database import Database
from amtdesk.store.files import write_whole

#: The picture of the Wappen, by its id among the media, stands under this key among the settings.
_COAT = "coat_of_arms"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Prepared:
    """All one needs to publish by hand. `pictures` are (file, Bildbeschreibung) in order; `folder` holds them."""

    delivery: Delivery
    account: Account
    kind: Kind
    words: str
    text: str
    page: Page
    #: hosts on which the link may lie; empty: anywhere
    hosts: tuple[str, ...] = ()
    #: published as a headline; empty where there is none
    title: str = ""
    pictures: tuple[tuple[Path, str], ...] = ()
    folder: Path | None = None
    #: text, pictures and captions in one ZIP file
    bundle: Path | None = None
    #: a `mailto:` link; empty for none
    mail: str = ""
    #: where a printable page is to be written, and the picture of the Wappen on it
    sheet: Path | None = None
    coat: Path | None = None


class Hand:
    """Prepares deliveries for the hands of a person; the folder below the data directory is ours alone."""

    def __init__(self, database: Database, accounts: Accounts, offices: Offices, media_folder: Path, folder: Path):
        self._database = database
        self._accounts = accounts
        self._offices = offices
        self._media = media_folder
        self._folder = folder

    def delivery(self, delivery_id: int) -> Delivery:
        """The delivery as it stands. Raises `NotAllowed` when there is none."""
        with self._database.reading() as connection:
            found = deliveries.get(connection, delivery_id)
        if found is None:
            raise NotAllowed(f"no delivery {delivery_id}")
        return found

    def prepare(self, delivery_id: int) -> Prepared:
        """Text, page and pictures of a delivery; the pictures are written into a folder of the post.

        Raises `NotAllowed` when it may not be published by hand (any more), `Rejected` for an open placeholder
        or a picture that is gone, OSError when the folder cannot be written.
        """
        delivery = self.delivery(delivery_id)
        # of an uncertain one a person says first that it is not online
        may = State.BY_HAND in STEPS[delivery.state] and delivery.state is not State.UNCERTAIN
        if delivery.state is not State.BY_HAND and not may:
            raise NotAllowed(f"delivery {delivery_id} is {delivery.state.value}")
        with self._database.reading() as connection:
            post = posts.get(connection, delivery.post_id)
        account = self._accounts.get(delivery.account_id)
        kind = self._accounts.kinds.get(account.kind) if account is not None else None
        if post is None or account is None or kind is None:
            raise NotAllowed(f"delivery {delivery_id} has lost its post or account")
        text = post.text_for(account.id).strip()
        left = unfilled(text, post.title, *(one.alt for one in post.pictures))
        if left is not None:
            raise Rejected(Problem.PLACEHOLDER_OPEN, left)
        self._put_away(post.id)
        written = self._write(post)
        folder = self._of(post.id) if written or kind.extras else None
        title = post.title.strip() if kind.titled else ""
        prepared = Prepared(
            delivery,
            account,
            kind,
            post.words,
            text,
            composer.page_of(kind, account, text, title),
            composer.hosts_of(kind, account),
            title,
            written,
            folder,
        )
        return prepared if folder is None else self._with_extras(prepared, post, folder)

    def keep_coat(self, picture: Media) -> None:
        """From now on this is the Wappen on printed pages."""
        with self._database.writing() as connection:
            settings.put(connection, _COAT, picture.id)

    def coat(self) -> Path | None:
        """The file with the Wappen, if one was chosen and is there."""
        with self._database.reading() as connection:
            chosen = settings.get(connection, _COAT)
            found = media.get(connection, chosen) if isinstance(chosen, int) else None
        path = pictures.path_of(self._media, found) if found is not None else None
        return path if path is not None and path.is_file() else None

    def _with_extras(self, prepared: Prepared, post: Post, folder: Path) -> Prepared:
        extras, name = prepared.kind.extras, _slug(post) or "beitrag"
        if extras:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if Extra.BUNDLE in extras:
            path = folder / f"{name}.zip"
            at = prepared.delivery.due
            write_whole(path, bundle.packed(prepared.title, prepared.text, prepared.pictures, at))
            prepared = replace(prepared, bundle=path)
        address = prepared.account.settings.get("email", "").strip()
        if Extra.MAIL in extras and address:
            office = self._offices.get().name
            subject = f"{prepared.account.name}: {prepared.words}"
            prepared = replace(prepared, mail=bundle.mail(address, subject, prepared.title, prepared.text, office))
        if Extra.SHEET in extras:
            prepared = replace(prepared, sheet=folder / f"aushang-{name}.pdf", coat=self.coat())
        return prepared

    def _of(self, post_id: int) -> Path:
        return self._folder / str(post_id)

    def _write(self, post: Post) -> tuple[tuple[Path, str], ...]:
        if not post.pictures:
            return ()
        folder = self._of(post.id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = [(folder / name, one) for name, one in zip(_names(post), post.pictures, strict=True)]
        stay = {path for path, _ in wanted}
        for old in folder.glob("bild-*"):
            if old not in stay:
                # still open somewhere: then it stays until next time
                with suppress(OSError):
                    old.unlink()
        for path, one in wanted:
            write_whole(path, pictures.load(self._media, one.media))
        return tuple((path, _alt(one)) for path, one in wanted)

    def _put_away(self, but: int) -> None:
        """Folders of posts that no longer wait for a hand."""
        if not self._folder.is_dir():
            return
        with self._database.reading() as connection:
            stay = {str(one.post_id) for one in deliveries.in_states(connection, (State.BY_HAND,))} | {str(but)}
        for folder in self._folder.iterdir():
            if folder.name.isdigit() and folder.name not in stay:
                shutil.rmtree(folder, ignore_errors=True)


def _alt(one: Attached) -> str:
    return "" if one.decorative else one.alt.strip()


def _slug(post: Post) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(post.words)).strip("-")[:_LONGEST_NAME].strip("-")


def _names(post: Post) -> list[str]:
    """`bild-1-herbstmarkt.jpg`: in order, speaking, ASCII."""
    words = _slug(post)
    digits = len(str(len(post.pictures)))
    return [
        "-".join(filter(None, ("bild", f"{number:0{digits}}", words))) + pictures.path_of(Path(), one.media).suffix
        for number, one in enumerate(post.pictures, 1)
    ]
