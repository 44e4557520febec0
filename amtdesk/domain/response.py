"""The clock of answers: how long a citizen may wait, counted only on days when somebody is there."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from amtdesk.domain.schedule import ZONE, Hours, local, moment

#: How soon an answer is promised, unless the office says otherwise.
TARGET = timedelta(hours=24)
#: No office is closed for longer; a search for the next open day ends here.
_LONGEST_BREAK = 60


def due(
    asked: datetime,
    hours: Sequence[Hours],
    is_free: Callable[[date], bool],
    target: timedelta = TARGET,
    zone: str = ZONE,
) -> datetime:
    """Until when an answer is expected (aware UTC): `target` after `asked`, days without Servicezeit left out.

    It is due while somebody is there: what ends after the Servicezeit of a day is due at its end, what ends before it
    by the end of its first span; never sooner than an hour after `asked`.
    """
    if not hours:
        return asked + target
    open_on = _opening(hours, is_free)
    wall, left = local(asked, zone).replace(tzinfo=None), target
    if not open_on(wall.date()):
        day = _next_open(wall.date(), open_on)
        wall = datetime.combine(
            day, min((span.start for span in hours if span.weekday == day.weekday()), default=time(9))
        )
    while wall + left >= datetime.combine(wall.date() + timedelta(days=1), time()):
        midnight = datetime.combine(wall.date() + timedelta(days=1), time())
        left -= midnight - wall
        wall = midnight
        if not open_on(wall.date()):
            wall = datetime.combine(_next_open(wall.date(), open_on), time())
    return max(moment(_inside(wall + left, hours), zone), asked + min(target, timedelta(hours=1)))


def worked(
    start: datetime, end: datetime, hours: Sequence[Hours], is_free: Callable[[date], bool], zone: str = ZONE
) -> timedelta:
    """How much Servicezeit lies between two moments."""
    total, day, last = timedelta(), local(start, zone).date(), local(end, zone).date()
    while day <= last:
        if not is_free(day):
            for span in hours:
                if span.weekday == day.weekday():
                    opened = max(start, moment(datetime.combine(day, span.start), zone))
                    closed = min(end, moment(datetime.combine(day, span.end), zone))
                    total += max(timedelta(), closed - opened)
        day += timedelta(days=1)
    return total


def _opening(hours: Sequence[Hours], is_free: Callable[[date], bool]) -> Callable[[date], bool]:
    weekdays = {span.weekday for span in hours}
    return lambda day: day.weekday() in weekdays and not is_free(day)


def _next_open(day: date, open_on: Callable[[date], bool]) -> date:
    for ahead in range(1, _LONGEST_BREAK):
        if open_on(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    return day + timedelta(days=1)


def _inside(wall: datetime, hours: Sequence[Hours]) -> datetime:
    spans = sorted((span.start, span.end) for span in hours if span.weekday == wall.weekday())
    if any(start <= wall.time() <= end for start, end in spans):
        return wall
    before = [end for _, end in spans if end < wall.time()]
    if before:
        return datetime.combine(wall.date(), before[-1])
    return datetime.combine(wall.date(), spans[0][1]) if spans else wall
