"""Builds what tests need: a clock that obeys, a desk on a real file, posts."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amtdesk.app import build
from amtdesk.domain.post import Attached, Post
from amtdesk.services.accounts import Access
from amtdesk.services.desk import Desk
from amtdesk.system.paths import Paths
from amtdesk.system.secrets import MemorySecrets

#: Wednesday, 14 October 2026, 8:30 in Musterbach.
MORNING = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)


class Clock:
    """A clock that stands until it is told."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, **step: float) -> datetime:
        """Go on by a timedelta's keywords."""
        self.now += timedelta(**step)
        return self.now


def desk_at(folder: Path, clock: Clock | None = None, **options: Any) -> Desk:
    """The services on a fresh file in `folder`, secrets in memory."""
    options.setdefault("secrets", MemorySecrets())
    return build(Paths(folder), now=clock or Clock(), **options)


def practice(desk: Desk, name: str = "Übungskanal") -> int:
    """Connect an Übungskanal; returns its id."""
    return desk.accounts.add(Access("practice", name, "", {}, {})).id


def by_hand(
    desk: Desk,
    name: str = "Mitteilungsblatt",
    url: str = "https://verlag.example",
    kind: str = "manual",
    **settings: str,
) -> int:
    """Connect a channel without interface; returns its id."""
    return desk.accounts.add(Access(kind, name, url, settings, {}), test=kind != "manual").id


def draft(
    desk: Desk,
    account_ids: Collection[int] = (),
    text: str = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz.",
    *,
    due: datetime | None = None,
    title: str = "Herbstmarkt",
    pictures: tuple[Attached, ...] = (),
) -> Post:
    """A kept draft."""
    post = desk.posts.draft("Europe/Berlin", due=due, account_ids=account_ids)
    return desk.posts.save(replace(post, title=title, text=text, pictures=pictures))
