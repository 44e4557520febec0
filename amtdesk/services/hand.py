"""Publishing by hand: text, pictures in a folder, and the page, ready to be taken over."""

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from amtdesk.domain import composer
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Extra, Kind, Limits
from amtdesk.domain.composer import Page
from amtdesk.domain.delivery import PUBLIC, STEPS, Delivery, State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.fit import each, fit
from amtdesk.domain.folding import fold
from amtdesk.domain.media import Media
from amtdesk.domain.post import Attached, Post
from amtdesk.domain.textmodule import unfilled
from amtdesk.services import bundle, pictures
from amtdesk.services.accounts import Accounts
from amtdesk.services.code import Squares, squares
from amtdesk.services.office import Offices
from amtdesk.store import deliveries, media, posts, settings
from amtdesk.store.database import Database
from amtdesk.store.files import write_whole

#: The picture of the Wappen, by its id among the media, stands under this key among the settings.
_COAT = "coat_of_arms"
_LONGEST_NAME = 60
#: Kinds of channel that are the house's own website.
_HOMES = ("wordpress", "website")


@dataclass(frozen=True, slots=True)
class Prepared:
    """All one needs to publish by hand. `pictures` are (file, Bildbeschreibung) in order; `folder` holds them.

    Each picture is as the place takes it: its part, its size and its type; `fates` say so, empty for what stays.
    """

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
    fates: tuple[str, ...] = ()
    folder: Path | None = None
    #: text, pictures and captions in one ZIP file
    bundle: Path | None = None
    #: a `mailto:` link; empty for none
    mail: str = ""
    #: where a printable page is to be written, and the picture of the Wappen on it
    sheet: Path | None = None
    coat: Path | None = None
    #: where the page leads on, and its QR code; empty for nowhere
    link: str = ""
    code: Squares = ()


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
        """Text, page and pictures of a delivery; the pictures are written into a folder of its own.

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
        self._put_away(delivery_id)
        folder = self._folder / str(delivery_id)
        # where pictures are no part of the post they are material: whole
        limits = self._accounts.limits(account) if Ability.PICTURES in kind.abilities else Limits()
        shapes = [(one.media.width, one.media.height) for one in post.pictures]
        takes = list(zip(post.pictures, each(shapes, limits), strict=True))
        written = self._write(folder, post, takes)
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
            tuple(_fate(one, limits) for one, limits in takes),
            folder if written or kind.extras else None,
        )
        return self._with_extras(prepared, post, folder) if kind.extras else prepared

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

    def _at_home(self, post: Post) -> str:
        """Where the post stands on a website of the house; empty when it does not."""
        public = [one for one in post.deliveries if one.state in PUBLIC and one.url]
        accounts = {one.account_id: self._accounts.get(one.account_id) for one in public}
        return next((one.url or "" for one in public if (at := accounts[one.account_id]) and at.kind in _HOMES), "")

    def _with_extras(self, prepared: Prepared, post: Post, folder: Path) -> Prepared:
        extras, name = prepared.kind.extras, _slug(post) or "beitrag"
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
            link = composer.link_in(prepared.text) or self._at_home(post)
            code = squares(link) if link else ()
            path = folder / f"aushang-{name}.pdf"
            prepared = replace(prepared, sheet=path, coat=self.coat(), link=link if code else "", code=code)
        return prepared

    def _write(
        self, folder: Path, post: Post, takes: Sequence[tuple[Attached, Limits]]
    ) -> tuple[tuple[Path, str], ...]:
        if not takes:
            return ()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = [_made(one, pictures.load(self._media, one.media), limits) for one, limits in takes]
        wanted = [folder / name for name in _names(post, [mime for _, mime in made])]
        for old in folder.glob("bild-*"):
            if old not in wanted:
                # still open somewhere: then it stays until next time
                with suppress(OSError):
                    old.unlink()
        for path, (content, _) in zip(wanted, made, strict=True):
            write_whole(path, content)
        return tuple((path, _alt(one)) for path, (one, _) in zip(wanted, takes, strict=True))

    def _put_away(self, but: int) -> None:
        """Folders of what no longer waits for a hand."""
        if not self._folder.is_dir():
            return
        with self._database.reading() as connection:
            stay = {str(one.id) for one in deliveries.in_states(connection, (State.BY_HAND,))} | {str(but)}
        for folder in self._folder.iterdir():
            if folder.name.isdigit() and folder.name not in stay:
                shutil.rmtree(folder, ignore_errors=True)


def _alt(one: Attached) -> str:
    return "" if one.decorative else one.alt.strip()


def _slug(post: Post) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(post.words)).strip("-")[:_LONGEST_NAME].strip("-")


def _made(one: Attached, content: bytes, limits: Limits) -> tuple[bytes, str]:
    made, mime, *_ = pictures.for_channel(content, one.media.mime, limits, one.crop)
    return made, mime


def _fate(one: Attached, limits: Limits) -> str:
    media = one.media
    return fit(media.width, media.height, media.mime, limits, media.size, one.crop).words


def _names(post: Post, mimes: Sequence[str]) -> list[str]:
    """`bild-1-herbstmarkt.jpg`: in order, speaking, ASCII."""
    words, digits = _slug(post), len(str(len(mimes)))
    return [
        "-".join(filter(None, ("bild", f"{number:0{digits}}", words))) + f".{pictures.SUFFIX[mime]}"
        for number, mime in enumerate(mimes, 1)
    ]
