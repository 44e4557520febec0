"""When it is time for a Community-Runde, and which ones were missed; no blame, only a list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amtdesk.domain.presence import present
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office

#: A round so long before its slot (minutes) counts for it.
EARLY = timedelta(minutes=20)
#: After this nobody is reminded of a slot any more.
LATEST = timedelta(hours=3)
#: Without slots of one's own: so long after the day's first span of presence began.
AFTER_START = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Put:
    """What she answered to a reminder: again after `until` (UTC), or not on `skipped`."""

    until: datetime | None = None
    skipped: date | None = None


def slots(office: Office, day: date) -> list[time]:
    """The slots of a day: her own, else one when the day begins."""
    if office.round_slots is not None:
        return sorted(office.round_slots)
    starts = [span.start for span in office.hours if span.weekday == day.weekday()]
    if not starts:
        return []
    return [(datetime.combine(day, min(starts)) + AFTER_START).time()]


def due(now: datetime, office: Office, holidays: Collection[date], rounds: Sequence[datetime], put: Put) -> time | None:
    """The slot to be reminded of now, None when there is none.

    `rounds` are the beginnings of today's rounds (UTC). Not on days off, not after „heute nicht“, not while put off.
    """
    wall = local(now, office.zone)
    if not present(wall.date(), office, holidays) or put.skipped == wall.date():
        return None
    if put.until is not None and now < put.until <= now + timedelta(days=1):
        return None
    held = [local(one, office.zone).replace(tzinfo=None) for one in rounds]
    here = wall.replace(tzinfo=None)
    for slot in reversed(slots(office, wall.date())):
        at = datetime.combine(wall.date(), slot)
        if not at <= here <= at + LATEST:
            continue
        return None if any(at - EARLY <= one for one in held) else slot
    return None


def missed(now: datetime, office: Office, holidays: Collection[date], rounds: Sequence[datetime]) -> list[time]:
    """Slots of today that went by without a round."""
    wall = local(now, office.zone)
    if not present(wall.date(), office, holidays):
        return []
    here, days = wall.replace(tzinfo=None), slots(office, wall.date())
    held = sorted(local(one, office.zone).replace(tzinfo=None) for one in rounds)
    found = []
    for number, slot in enumerate(days):
        at = datetime.combine(wall.date(), slot)
        end = datetime.combine(wall.date(), days[number + 1]) if number + 1 < len(days) else at + LATEST
        if here > end - EARLY and not any(at - EARLY <= one < end - EARLY for one in held):
            found.append(slot)
    return found
