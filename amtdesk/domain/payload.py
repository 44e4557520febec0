"""What goes out to a channel, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from amtdesk.domain.message import Target


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as it goes out: file bytes, upright and without metadata."""

    content: bytes
    mime: str
    width: int
    height: int
    alt: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown below the text for its first link."""

    url: str
    title: str
    description: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Lent:
    """A picture that everybody can fetch at `url` for a while; `take_back` deletes it there and may be repeated."""

    url: str
    take_back: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Payload:
    """What goes out, frozen when the delivery was claimed. `token` stays the same for every attempt of this text."""

    title: str
    text: str
    language: str
    token: str
    pictures: tuple[Picture, ...] = ()
    #: the moment the post counts as written, the same for every attempt; None: the moment it is sent
    created: datetime | None = None
    #: what it answers; None for a post of its own
    target: Target | None = None
    #: never beside pictures, and only where the kind of channel takes one
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What the platform said exists: its id and the public link, both read back."""

    remote_id: str
    url: str
    #: not public yet: the platform itself publishes it at this moment (UTC)
    scheduled: datetime | None = None
    #: tells one text from another, as far as the platform shows it; empty where it does not
    mark: str = field(default="", compare=False)
