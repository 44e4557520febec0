"""Everything stands still: because a person said so, or because the file is not where it was."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from amtdesk.domain.delivery import Delivery, LatePolicy, State


class Hold(NamedTuple):
    """One time everything was held: who, when, why; `ended` None as long as it lasts."""

    id: int
    started: datetime
    by: str
    reason: str
    ended: datetime | None = None


class Cause(StrEnum):
    """Why the queue of a file stands still without anybody having held it."""

    RESTORED = "restored"
    COPIED = "copied"


class Freeze(NamedTuple):
    """The queue stands still until a person confirms; `source` names the copy a restored file came from."""

    cause: Cause
    since: datetime | None = None
    source: str = ""


class Late(StrEnum):
    """Why a held post is not proposed for release."""

    LAPSED = "lapsed"
    ASKS = "asks"
    TOO_LATE = "too_late"


class Held(NamedTuple):
    """A delivery that is held, with what it was before and the words of its post."""

    delivery: Delivery
    before: State
    words: str
    #: to a comment or a message, no post of the Redaktionsplan
    answer: bool = False


def late(delivery: Delivery, now: datetime) -> Late | None:
    """Why a delivery may no longer go out without a person asking for it; None as long as it may."""
    if not delivery.too_late(now):
        return None
    match delivery.late_policy:
        case LatePolicy.LAPSE:
            return Late.LAPSED
        case LatePolicy.ASK:
            return Late.ASKS
        case _:
            return Late.TOO_LATE
