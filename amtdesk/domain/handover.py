"""Whether a platform may be given a post ahead of its time, and who holds the clock."""

from datetime import datetime, timedelta
from enum import StrEnum

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Kind, Limits
from amtdesk.domain.delivery import Clock, Delivery

#: Pictures must be uploaded, and no two clocks agree.
MARGIN = timedelta(minutes=3)
#: Somebody who is writing is left in peace this long before the platform is told …
QUIET = timedelta(minutes=2)
#: … but never later than this before the platform publishes.
LAST_CHANCE = timedelta(minutes=3)


class Fits(StrEnum):
    """Whether a planned post can be handed over."""

    YES = "yes"
    #: too far ahead as yet
    LATER = "later"
    NO = "no"


def clock_of(account: Account, kind: Kind) -> Clock:
    """Who is to hold the clock of what is planned on an account: as a person chose, else as is usual there."""
    if Ability.SCHEDULE not in kind.abilities:
        return Clock.PC
    return account.clock or (Clock.PLATFORM if kind.keeps_time else Clock.PC)


def fits(limits: Limits, pictures: int, due: datetime, now: datetime) -> Fits:
    """Whether the platform's scheduler takes a post with so many pictures for `due` (both aware UTC)."""
    if limits.schedule_ahead is None or due - now < limits.schedule_ahead + MARGIN:
        return Fits.NO
    if limits.schedule_pictures is not None and pictures > limits.schedule_pictures:
        return Fits.NO
    if limits.schedule_most is not None and due - now > limits.schedule_most:
        return Fits.LATER
    return Fits.YES


def tell_at(delivery: Delivery, now: datetime, quiet: timedelta) -> datetime:
    """When to tell the platform of a change: once nobody has changed more for `quiet`, in time before it publishes."""
    last = (delivery.scheduled or delivery.due) - LAST_CHANCE
    return max(now, min(now + quiet, last))
