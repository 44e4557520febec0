"""One post on one channel: its states, and the only table of steps between them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from amtdesk.domain.errors import NotAllowed, Problem


class State(StrEnum):
    """States of a post (before planning) and of a delivery, as they stand in the database and in JSON."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    PLANNED = "planned"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    BY_HAND = "by_hand"
    PUBLISHED = "published"
    PUBLISHED_BY_HAND = "published_by_hand"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    MISSED = "missed"
    HELD = "held"
    WITHDRAWN = "withdrawn"


_S = State

#: From each state the states that may follow; everything else is refused.
STEPS: dict[State, frozenset[State]] = {
    _S.DRAFT: frozenset({_S.AWAITING_APPROVAL, _S.APPROVED, _S.PLANNED, _S.BY_HAND}),
    _S.AWAITING_APPROVAL: frozenset({_S.DRAFT, _S.APPROVED}),
    _S.APPROVED: frozenset({_S.DRAFT, _S.PLANNED, _S.BY_HAND}),
    # uncertain without ever having been sent from here: the file was put back or copied, another one may have sent it
    _S.PLANNED: frozenset(
        {_S.DRAFT, _S.SENDING, _S.BY_HAND, _S.MISSED, _S.FAILED, _S.HELD, _S.WITHDRAWN, _S.UNCERTAIN}
    ),
    _S.SENDING: frozenset({_S.PUBLISHED, _S.HANDED_OVER, _S.PLANNED, _S.FAILED, _S.UNCERTAIN}),
    _S.HANDED_OVER: frozenset({_S.PUBLISHED, _S.PLANNED, _S.DRAFT, _S.UNCERTAIN, _S.FAILED, _S.HELD, _S.WITHDRAWN}),
    _S.BY_HAND: frozenset({_S.DRAFT, _S.PLANNED, _S.PUBLISHED_BY_HAND, _S.MISSED, _S.HELD, _S.WITHDRAWN}),
    # a person who knows the post is online says so with its link, hence published_by_hand from every open end
    _S.FAILED: frozenset({_S.DRAFT, _S.PLANNED, _S.BY_HAND, _S.PUBLISHED_BY_HAND, _S.WITHDRAWN}),
    _S.UNCERTAIN: frozenset(
        {_S.PUBLISHED, _S.PUBLISHED_BY_HAND, _S.PLANNED, _S.HANDED_OVER, _S.WITHDRAWN, _S.MISSED, _S.BY_HAND}
    ),
    _S.MISSED: frozenset({_S.DRAFT, _S.PLANNED, _S.BY_HAND, _S.PUBLISHED_BY_HAND, _S.WITHDRAWN}),
    _S.HELD: frozenset({_S.PLANNED, _S.BY_HAND, _S.DRAFT, _S.WITHDRAWN, _S.PUBLISHED_BY_HAND}),
    _S.PUBLISHED: frozenset({_S.WITHDRAWN}),
    _S.PUBLISHED_BY_HAND: frozenset({_S.WITHDRAWN}),
    # undo of „Verwerfen“
    _S.WITHDRAWN: frozenset({_S.DRAFT, _S.MISSED, _S.HELD}),
}

#: Nothing further happens by itself; a person may still act.
ENDED = frozenset({_S.PUBLISHED, _S.PUBLISHED_BY_HAND, _S.FAILED, _S.MISSED, _S.WITHDRAWN})
#: A public copy exists.
PUBLIC = frozenset({_S.PUBLISHED, _S.PUBLISHED_BY_HAND})
#: Nothing of it is anywhere but here.
OURS = frozenset({_S.DRAFT, _S.AWAITING_APPROVAL, _S.APPROVED, _S.PLANNED, _S.BY_HAND, _S.FAILED, _S.MISSED, _S.HELD})
#: Text and pictures may change; of what was handed over the platform is told.
EDITABLE = OURS | {_S.HANDED_OVER}
#: The time may change.
MOVABLE = EDITABLE

_LOUDNESS = (
    _S.FAILED,
    _S.UNCERTAIN,
    _S.MISSED,
    _S.HELD,
    _S.BY_HAND,
    _S.AWAITING_APPROVAL,
    _S.SENDING,
    _S.DRAFT,
    _S.APPROVED,
    _S.PLANNED,
    _S.HANDED_OVER,
    _S.PUBLISHED_BY_HAND,
    _S.PUBLISHED,
    _S.WITHDRAWN,
)
_PARTLY_AT = _LOUDNESS.index(_S.BY_HAND)


class LatePolicy(StrEnum):
    """What becomes of a post that could not go out in time."""

    PUBLISH = "publish"
    ASK = "ask"
    LAPSE = "lapse"


class Clock(StrEnum):
    """Who sends the post at its time."""

    PC = "pc"
    PLATFORM = "platform"


class Wish(StrEnum):
    """What a person wants of a delivery the platform holds; kept until the platform was told."""

    MOVE = "move"
    #: another text: take it back and hand it over anew
    EDIT = "edit"
    #: take it back, this computer sends it
    PC = "pc"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    #: everything is held: take it back, a person releases it later
    HOLD = "hold"


class Waits(StrEnum):
    """For whom an uncertain delivery waits."""

    LOOK_UP = "look_up"
    PERSON = "person"


#: What was noticed on a platform; each stands until a person has read it and decided.
NOTICES = frozenset(
    {
        Problem.MOVED_THERE,
        Problem.CHANGED_THERE,
        Problem.REMOVED_THERE,
        Problem.PUBLISHED_EARLY,
        Problem.STILL_WAITING,
        Problem.WISH_TOO_LATE,
        Problem.WISH_REFUSED,
    }
)

#: Minutes a post may be late and still go out by itself.
LATE_LIMIT = 30


class Delivery(NamedTuple):
    """One post on one channel, from planning to its end; times are aware UTC, `zone` names the wall clock."""

    id: int
    post_id: int
    account_id: int
    state: State
    due: datetime
    zone: str
    token: str
    late_policy: LatePolicy = LatePolicy.PUBLISH
    late_limit: int = LATE_LIMIT
    attempts: int = 0
    started: datetime | None = None
    #: when the irreversible call began; while None nothing can have reached the platform
    final: datetime | None = None
    clock: Clock = Clock.PC
    next_try: datetime | None = None
    ended: datetime | None = None
    waits: Waits | None = None
    looks: int = 0
    remote_id: str | None = None
    url: str | None = None
    problem: Problem | None = None
    detail: str = ""
    payload_hash: str | None = None
    #: when the platform said it publishes what it holds
    scheduled: datetime | None = None
    #: what the platform showed of the text when it was handed over
    mark: str = ""
    wish: Wish | None = None
    #: when the platform was last asked whether all is as it was
    checked: datetime | None = None
    #: published by hand where there is no link: a few words such as the number of the issue
    note: str = ""
    #: when its text was changed after publishing, and when it was deleted, on the platform and from here
    edited: datetime | None = None
    taken_down: datetime | None = None

    @property
    def notice(self) -> Problem | None:
        """What was noticed on the platform and is still to be decided."""
        return self.problem if self.problem in NOTICES and self.state in (State.HANDED_OVER, *PUBLIC) else None

    @property
    def latest(self) -> datetime:
        """The last moment at which it may go out without asking."""
        limit = 0 if self.late_policy is not LatePolicy.PUBLISH else self.late_limit
        # the worker looks every 15 s; a post that is seconds late is on time
        return self.due + max(timedelta(minutes=limit), timedelta(minutes=2))

    def too_late(self, now: datetime) -> bool:
        """Whether it may no longer go out without asking."""
        return now > self.latest


def may(before: State, after: State) -> bool:
    """Whether the table allows the step."""
    return after in STEPS[before]


def step(before: State, after: State) -> State:
    """`after` when the table allows it, else `NotAllowed`."""
    if not may(before, after):
        raise NotAllowed(f"{before.value} -> {after.value}")
    return after


class Overall(NamedTuple):
    """The state a tile shows for a whole post: the loudest, or partly published."""

    state: State
    partly: bool = False


def overall(states: Iterable[State]) -> Overall:
    """The loudest of the states (at least one); partly when some are public, some not, and nothing louder is open."""
    found = sorted(states, key=_LOUDNESS.index)
    loudest = found[0]
    public = sum(state in PUBLIC for state in found)
    partly = 0 < public < len(found) and _LOUDNESS.index(loudest) >= _PARTLY_AT and loudest is not State.SENDING
    return Overall(loudest, partly)
