"""Platforms that count, a desk connected to one of them, and processes of it that can be killed."""

import multiprocessing
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from amtdesk.channels import CHANNELS as KINDS
from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Clock, Delivery, State, Waits
from amtdesk.domain.post import Attached, Post
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from tests.builders import MORNING, draft
from tests.channels.conftest import png
from tests.channels.servers.bluesky import BlueskyServer
from tests.channels.servers.facebook import FacebookServer
from tests.channels.servers.instagram import InstagramServer
from tests.channels.servers.linkedin import LinkedInServer
from tests.channels.servers.mastodon import MastodonServer
from tests.channels.servers.telegram import TelegramServer
from tests.channels.servers.threads import ThreadsServer
from tests.channels.servers.wordpress import WordPressServer
from tests.channels.servers.x import XServer
from tests.channels.whole import WHOLE
from tests.crash.child import Moment, Stop, desk_at, headless, window

#: Where a process can be split off one that has everything imported already, that is done.
PROCESSES: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
PROCESSES.set_forkserver_preload(["tests.crash.child"])
CHANNELS = ("wordpress", "mastodon", "forgetful", "bluesky", "practice")
#: None of these has a key of ours; what is unknown is looked for, and of Telegram's only a person can see it.
UNSEEN = ("telegram",)
YOUNGER = ("facebook", "instagram", "threads", "telegram", "x", "linkedin")
#: Nothing of a test takes longer than this (seconds), however busy the computer is.
PATIENCE = 60.0


@dataclass
class Arena:
    """One platform of one kind; `forgetful` is a Mastodon that ignores keys and would post twice."""

    channel: str
    folder: Path
    now: Moment
    server: Any = None
    number: int = 0
    account_id: int = 0
    figures: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> str:
        """Its name among the channels."""
        return "mastodon" if self.channel == "forgetful" else self.channel

    @property
    def repeatable(self) -> bool:
        """Whether the platform itself makes no second post of one key."""
        return KINDS[self.kind].repeatable

    def fresh(self) -> Path:
        """A data directory with the account connected."""
        template = self.folder / "template"
        if not template.exists():
            desk = desk_at(template, self.now)
            self.account_id = self._connect(desk).id
            desk.database.close()
        self.number += 1
        if self.server is not None:
            self.server.calm()
        return Path(shutil.copytree(template, self.folder / str(self.number)))

    def _connect(self, desk: Desk) -> Account:
        found = {one.kind: (one.settings, one.secrets) for one in WHOLE}
        settings, secrets = found.get(self.kind, ({}, {}))
        return desk.accounts.add(Access(self.kind, "Kanal", getattr(self.server, "url", ""), settings, secrets))

    def post(self, desk: Desk, *, picture: bool = False, ahead: float | None = None, long: bool = False) -> Post:
        """One post with words of its own, planned: due now, or so many minutes ahead with the platform's own clock."""
        self.figures["posts"] += 1
        words = f"Beitrag {self.channel} {self.number} {self.figures['posts']}." + " Mehr dazu." * 110 * long
        # on Instagram nothing is without one
        picture = picture or self.kind == "instagram"
        pictures = (Attached(desk.posts.take_picture(png(), "Markt.png"), "Stände"),) if picture else ()
        post = draft(desk, [self.account_id], words, title=words, pictures=pictures)
        if ahead is None:
            return desk.planning.publish_now(post.id)
        desk.accounts.choose_clock(self.account_id, Clock.PLATFORM)
        desk.planning.move(post.id, self.now() + timedelta(minutes=ahead))
        return desk.planning.plan(post.id)

    def tidied(self) -> None:
        """Before sending again a person deletes pictures that stand there without their words."""
        if self.channel == "telegram":
            words = max((key for key, one in self.server.messages.items() if one.get("text")), default=(0, 0))
            alone = [key for key, one in self.server.messages.items() if key > words and not one.get("caption")]
            assert len(alone) <= 1, "the picture went out twice"
            for key in alone:
                del self.server.messages[key]

    def count(self, post: Post, folder: Path) -> int:
        """How often everybody sees the post."""
        if self.server is not None:
            self.server.publish_due()
            return sum(post.text in text for text, _alts in self.server.public)
        pages = (folder / "practice").parent.rglob("beitrag.html")
        return sum(post.text in page.read_text(encoding="utf-8") for page in pages if "/." not in page.as_posix())

    @contextmanager
    def process(self, folder: Path, stop: Stop | None = None) -> Iterator[tuple[Any, Pipe]]:
        """A process with the worker of an open window, ready to begin; killed in the end."""
        ours, theirs = PROCESSES.Pipe()
        process = PROCESSES.Process(target=window, args=(folder, self.now, theirs, stop), daemon=True)
        process.start()
        theirs.close()
        try:
            expect(ours, "ready")
            yield process, ours
        finally:
            kill(process)
            ours.close()

    def publish_due(self, folder: Path, wait: float = PATIENCE) -> tuple[Any, Pipe]:
        """A process with `amtdesk publish-due`, ready to begin."""
        ours, theirs = PROCESSES.Pipe()
        process = PROCESSES.Process(target=headless, args=(folder, self.now, theirs, wait), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def settle(self, desk: Desk) -> None:
        """What the restarted program does by itself, until nothing is left that it would do."""
        for _ in range(60):
            if self.server is not None:
                self.server.publish_due()
            desk.publisher.run_due()
            left = [one for one in every_delivery(desk) if goes_on(one)]
            if not left:
                return
            soon = min(one.due for one in left) - self.now() < timedelta(minutes=5)
            self.now.on(31 if soon else 240)


def every_delivery(desk: Desk) -> list[Delivery]:
    """All there are."""
    return [one for post in desk.posts.newest(1000) for one in post.deliveries]


def goes_on(one: Delivery) -> bool:
    """Whether the program itself will do more about it."""
    if one.state is State.UNCERTAIN:
        return one.waits is Waits.LOOK_UP
    return one.state in (State.PLANNED, State.SENDING, State.HANDED_OVER)


def expect(pipe: Pipe, word: str) -> None:
    """Wait for a word of a process."""
    assert pipe.poll(PATIENCE), f"no {word!r}"
    assert pipe.recv() == word


def kill(process: Any) -> None:
    """Without a warning: SIGKILL, or TerminateProcess."""
    process.kill()
    process.join(PATIENCE)


class _Calms:
    def calm(self) -> None:
        self._troubles.clear()  # type: ignore[attr-defined]
        self.in_trouble.clear()  # type: ignore[attr-defined]

    def publish_due(self) -> None:
        """Nothing waits here."""


_SERVERS: dict[str, type] = {
    "wordpress": WordPressServer,
    "mastodon": MastodonServer,
    "forgetful": MastodonServer,
    "bluesky": BlueskyServer,
    "facebook": FacebookServer,
    "instagram": InstagramServer,
    "threads": ThreadsServer,
    "telegram": TelegramServer,
    "x": XServer,
    "linkedin": LinkedInServer,
}
#: These take no time of ours.
_TIMELESS = ("bluesky", "telegram")


@contextmanager
def arena(channel: str, folder: Path) -> Iterator[Arena]:
    """A platform that listens."""
    now = Moment(PROCESSES.Value("d", MORNING.timestamp()))
    made = Arena(channel, folder, now)
    if channel == "practice":
        yield made
        return
    kind: Any = type("Calm", (_SERVERS[channel], _Calms), {})
    server = kind() if channel in _TIMELESS else kind(now)
    server.ignores_key = channel == "forgetful"
    with server:
        made.server = server
        yield made
