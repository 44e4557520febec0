"""An Anliegen: what a citizen wants of the house, from the first message to the word that it is done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Source


class Status(StrEnum):
    """Where an Anliegen stands, as in the database and in JSON."""

    NEW = "new"
    #: a Zwischenbescheid went out
    CLARIFYING = "clarifying"
    PASSED_ON = "passed_on"
    WATCHED = "watched"
    ANSWERED = "answered"
    #: the citizen was told that it is done
    REPORTED = "reported"
    #: no answer needed, for a reason
    CLOSED = "closed"


class Kind(StrEnum):
    """What it is about."""

    QUESTION = "question"
    CRITICISM = "criticism"
    PRAISE = "praise"
    DEFECT = "defect"
    SUGGESTION = "suggestion"
    PRIVATE = "private"
    OTHER = "other"


_S = Status
_DECIDED = frozenset({_S.CLARIFYING, _S.PASSED_ON, _S.WATCHED, _S.ANSWERED, _S.CLOSED})

#: From each status those that may follow; everything else is refused. A new message makes any of them new again.
STEPS: dict[Status, frozenset[Status]] = {
    _S.NEW: _DECIDED,
    _S.CLARIFYING: _DECIDED | {_S.NEW, _S.REPORTED},
    _S.PASSED_ON: _DECIDED | {_S.NEW, _S.REPORTED},
    _S.WATCHED: _DECIDED | {_S.NEW},
    _S.ANSWERED: frozenset({_S.NEW, _S.ANSWERED, _S.CLARIFYING, _S.PASSED_ON, _S.WATCHED, _S.REPORTED, _S.CLOSED}),
    _S.REPORTED: frozenset({_S.NEW}),
    _S.CLOSED: frozenset({_S.NEW}),
}
#: Comes back by itself on its day of Wiedervorlage.
WAITING = frozenset({_S.CLARIFYING, _S.PASSED_ON, _S.WATCHED})
#: Nothing more is expected of us.
SETTLED = frozenset({_S.ANSWERED, _S.REPORTED, _S.CLOSED})


def step(before: Status, after: Status) -> Status:
    """`after` when the table allows it, else `NotAllowed`."""
    if after not in STEPS[before]:
        raise NotAllowed(f"{before.value} -> {after.value}")
    return after


def number(year: int, count: int) -> str:
    """The number an Anliegen goes by, counted per year: `26-0412`."""
    return f"{year % 100:02d}-{count:04d}"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One Anliegen; times are aware UTC. `account_id` is None for what was taken over by hand."""

    id: int
    number: str
    account_id: int | None
    #: kind of the channel, or for what was taken over by hand the words of the user
    channel: str
    source: Source
    status: Status
    kind: Kind
    #: when the message came that waits for an answer longest
    opened: datetime
    #: the youngest message of anyone else
    newest: datetime
    author: str = ""
    #: beginning of the youngest foreign message, at most `SNIPPET` characters
    snippet: str = ""
    urgent: bool = False
    #: hurtful: shown folded away, opened on purpose
    collapsed: bool = False
    #: an answer is expected until then
    due: datetime | None = None
    #: Wiedervorlage
    follow_up: date | None = None
    reason: str = ""
    note: str = ""
    place: str = ""
    contact_id: int | None = None
    thread: str = ""
    post: str = ""
    post_text: str = ""
    post_url: str = ""
    url: str = ""
    settled: datetime | None = None


def kind_of(text: str, source: Source) -> Kind:
    """A first guess she can change: what ends with a question mark asks, what came privately is a Nachricht."""
    if source is Source.PRIVATE:
        return Kind.PRIVATE
    return Kind.QUESTION if "?" in text else Kind.OTHER


#: Characters of a message shown in the queue.
SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One message of an Anliegen as kept here."""

    id: int
    inquiry_id: int
    text: str
    created: datetime
    source: Source
    remote_id: str = ""
    parent: str = ""
    author: str = ""
    handle: str = ""
    url: str = ""
    own: bool = False
    hidden: bool = False
    edited: datetime | None = None
    #: what it said before it was changed on the platform, empty when it never was
    before: str = ""
    #: when it was found to be deleted on the platform
    gone: datetime | None = None
    #: since when it has our „Gefällt mir“, and who gave it
    liked: datetime | None = None
    liked_by: str = ""


class Decision(StrEnum):
    """What was decided about an Anliegen, for its history and for undoing."""

    ANSWER = "answer"
    INTERIM = "interim"
    PASS_ON = "pass_on"
    WATCH = "watch"
    CLOSE = "close"
    REPORT = "report"
    HIDE = "hide"
    UNHIDE = "unhide"
    DELETE = "delete"
    BLOCK = "block"
    REOPEN = "reopen"
    EDIT = "edit"
    LIKE = "like"
    UNLIKE = "unlike"


#: Said beside what was decided: they neither end anything nor stand in the way of taking a decision back.
THANKS = frozenset({Decision.LIKE, Decision.UNLIKE})


#: Where a decision leads; the others leave the status as it is.
LEADS_TO: dict[Decision, Status] = {
    Decision.ANSWER: _S.ANSWERED,
    Decision.INTERIM: _S.CLARIFYING,
    Decision.PASS_ON: _S.PASSED_ON,
    Decision.WATCH: _S.WATCHED,
    Decision.CLOSE: _S.CLOSED,
    Decision.REPORT: _S.REPORTED,
    Decision.REOPEN: _S.NEW,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One entry of the history. `before` holds the columns of the Anliegen as they were."""

    id: int
    inquiry_id: int
    made: datetime
    by: str
    what: Decision
    reason: str
    before: dict[str, Any]
    post_id: int | None = None
    module_id: str | None = None
    round_id: int | None = None
    undone: datetime | None = None
