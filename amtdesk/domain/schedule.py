"""Wall clock and calendar: zones, the two odd nights of the year, months, house slots."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"


class Night(StrEnum):
    """What is odd about a wall-clock time."""

    TWICE = "twice"
    MISSING = "missing"


def local(moment: datetime, zone: str = ZONE) -> datetime:
    """The aware moment on the wall clock of `zone`."""
    return moment.astimezone(ZoneInfo(zone))


def oddity(wall: datetime, zone: str = ZONE) -> Night | None:
    """Whether the naive wall time happens twice or never in `zone`."""
    tz = ZoneInfo(zone)
    early, late = (wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return None
    return Night.MISSING if early.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != wall else Night.TWICE


def moment(wall: datetime, zone: str = ZONE, *, second: bool = False) -> datetime:
    """Aware UTC for a naive wall time; `second` picks the later of a time that happens twice.

    A missing time moves on by the gap (2:30 becomes 3:30), as clocks on the wall do.
    """
    aware = wall.replace(tzinfo=ZoneInfo(zone), fold=1 if second else 0)
    return aware.astimezone(UTC)


def weeks(year: int, month: int) -> list[list[date]]:
    """The weeks a month touches, Monday first, as full weeks."""
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    following = date(year + month // 12, month % 12 + 1, 1)
    count = -(-(following - start).days // 7)
    return [[start + timedelta(days=7 * row + day) for day in range(7)] for row in range(count)]


class Hours(NamedTuple):
    """One span of presence on a weekday (Monday 0), in wall time."""

    weekday: int
    start: time
    end: time


#: Mo–Fr 8–12 Uhr, until someone says otherwise.
USUAL_HOURS = tuple(Hours(weekday, time(8), time(12)) for weekday in range(5))
#: Where a house slot lies in the span of presence: an hour after the start, so that someone is there for answers.
SLOT_AFTER_START = timedelta(hours=1)


def slots(day: date, hours: Sequence[Hours]) -> list[time]:
    """House slots of a day: one in each span of presence; 9:00 on a day without presence."""
    found = []
    for span in hours:
        if span.weekday == day.weekday():
            begin = datetime.combine(day, span.start)
            slot = min(begin + SLOT_AFTER_START, datetime.combine(day, span.end))
            found.append(slot.time())
    return sorted(found) or [time(9)]


def free_slot(
    day: date, hours: Sequence[Hours], taken: Iterable[datetime], now: datetime, zone: str = ZONE
) -> datetime:
    """The next free house slot of `day` as aware UTC; on a full or passed day the next free quarter of an hour.

    `taken` are aware moments of other posts. A post never lands in the past: at least five minutes ahead of `now`,
    on a day that is over as soon as that.
    """
    # compared as moments: on two nights of the year wall times are no measure
    used = {one.astimezone(UTC).replace(second=0, microsecond=0) for one in taken}
    earliest = now.astimezone(UTC) + timedelta(minutes=5)
    candidates = [moment(datetime.combine(day, slot), zone) for slot in slots(day, hours)]
    for candidate in candidates:
        if candidate not in used and candidate >= earliest:
            return candidate
    quarter = max(candidates[0], _next_quarter(earliest))
    while quarter in used:
        quarter += timedelta(minutes=15)
    return quarter


def _next_quarter(at: datetime) -> datetime:
    rest = at - at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
    return at + (timedelta(minutes=15) - rest) if rest else at


def moved(due: datetime, day: date, zone: str = ZONE) -> datetime:
    """The same wall-clock time on another day, as aware UTC."""
    return moment(datetime.combine(day, local(due, zone).time()), zone)


def horizon(planned: Iterable[date], today: date) -> tuple[date | None, int]:
    """The last planned day from today on and how many days ahead it lies; (None, 0) when nothing is planned."""
    ahead = [day for day in planned if day >= today]
    return (max(ahead), (max(ahead) - today).days) if ahead else (None, 0)
