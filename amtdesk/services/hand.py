"""Publishing by hand: text, pictures in a folder, and the page, ready to be taken over."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import STEPS, Delivery, State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.folding import fold
from amtdesk.domain.post import Attached, Post
from amtdesk.domain.textmodule import unfilled
from amtdesk.services import pictures
from amtdesk.services.accounts import Accounts
from amtdesk.store import deliveries, posts
from amtdesk.store.database import Database
from amtdesk.store.files import write_whole

#: Where one writes on platforms whose address for people is another than the one of their interface.
_PAGES = {"bluesky": "https://bsky.app/", "wordpress": "{url}/wp-admin/post-new.php"}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Prepared:
    """All one needs to publish by hand. `pictures` are (file, Bildbeschreibung) in order; `folder` holds them."""

    delivery: Delivery
    account: Account
    words: str
    text: str
    page_url: str
    pictures: tuple[tuple[Path, str], ...] = ()
    folder: Path | None = None


class Hand:
    """Prepares deliveries for the hands of a person; the folder below the data directory is ours alone."""

    def __init__(self, database: Database, accounts: Accounts, media_folder: Path, folder: Path) -> None:
        self._database = database
        self._accounts = accounts
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
        if delivery.state is not State.BY_HAND and State.BY_HAND not in STEPS[delivery.state]:
            raise NotAllowed(f"delivery {delivery_id} is {delivery.state.value}")
        with self._database.reading() as connection:
            post = posts.get(connection, delivery.post_id)
        account = self._accounts.get(delivery.account_id)
        if post is None or account is None:
            raise NotAllowed(f"delivery {delivery_id} has lost its post or account")
        text = post.text_for(account.id).strip()
        left = unfilled(text, post.title, *(one.alt for one in post.pictures))
        if left is not None:
            raise Rejected(Problem.PLACEHOLDER_OPEN, left)
        self._put_away(post.id)
        written = self._write(post)
        return Prepared(
            delivery, account, post.words, text, page_of(account), written, self._of(post.id) if written else None
        )

    def _of(self, post_id: int) -> Path:
        return self._folder / str(post_id)

    def _write(self, post: Post) -> tuple[tuple[Path, str], ...]:
        if not post.pictures:
            return ()
        folder = self._of(post.id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = [(folder / name, one) for name, one in zip(_names(post), post.pictures, strict=True)]
        stay = {path for path, _ in wanted}
        for old in folder.iterdir():
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


def page_of(account: Account) -> str:
    """Where a person publishes on this account; empty when nothing is known."""
    known = _PAGES.get(account.kind, "{url}")
    return known.format(url=account.url.rstrip("/")) if account.url or "{" not in known else ""


def _alt(one: Attached) -> str:
    return "" if one.decorative else one.alt.strip()


def _names(post: Post) -> list[str]:
    """`bild-1-herbstmarkt.jpg`: in order, speaking, ASCII."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(post.words)).strip("-")[:_LONGEST_NAME].strip("-")
    digits = len(str(len(post.pictures)))
    return [
        "-".join(filter(None, ("bild", f"{number:0{digits}}", words))) + pictures.path_of(Path(), one.media).suffix
        for number, one in enumerate(post.pictures, 1)
    ]
