"""What citizens write to us and beside us, as a channel delivers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from amtdesk.domain.errors import Problem


class Source(StrEnum):
    """How a message reached us."""

    COMMENT = "comment"
    MENTION = "mention"
    REVIEW = "review"
    PRIVATE = "private"
    #: taken over from the clipboard, from a platform that cannot be read
    CAPTURED = "captured"


@dataclass(frozen=True, slots=True)
class Message:
    """One comment, mention, review or private message; ids are the platform's own, as text, times aware UTC.

    `thread` is the id of the first message of the conversation, its own id when it is the first. `post` is the id of
    our post it hangs under, empty when it hangs under none. `text` is plain, whatever the platform sends.
    """

    remote_id: str
    thread: str
    text: str
    created: datetime
    source: Source = Source.COMMENT
    parent: str = ""
    author: str = ""
    handle: str = ""
    url: str = ""
    #: written by this account, here or on the platform
    own: bool = False
    #: not visible to the public: hidden by us, or waiting for moderation; None: the platform does not tell
    hidden: bool | None = False
    edited: datetime | None = None
    post: str = ""
    post_text: str = ""
    post_url: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one reading brought, and where the next one goes on. `cursor` is kept as JSON beside the account.

    `rests`: nothing was asked this time, because the platform counts every call.
    """

    messages: tuple[Message, ...]
    cursor: Mapping[str, Any] = field(default_factory=dict)
    rests: bool = False


@dataclass(frozen=True, slots=True)
class OwnPost:
    """One of our published posts, for platforms that show comments only post by post."""

    remote_id: str
    url: str
    text: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """What an answer answers: `parent` is the message itself, `thread` the first of its conversation."""

    parent: str
    thread: str
    post: str = ""
    handle: str = ""
    source: Source = Source.COMMENT


@dataclass(frozen=True, slots=True)
class Cursor:
    """`fetched` is the last reading that worked, `tried` the last at all; both UTC."""

    account_id: int
    cursor: Mapping[str, Any] = field(default_factory=dict)
    fetched: datetime | None = None
    tried: datetime | None = None
    problem: Problem | None = None
    detail: str = ""
