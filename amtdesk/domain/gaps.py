"""Gaps of the plan: days of presence on which nothing is planned."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from amtdesk.domain.schedule import Hours

#: So many days ahead count as a gap when nothing at all is planned.
AT_LEAST = 7
#: A plan that reaches further is looked at this far only.
AT_MOST = 27


def gaps(
    planned: Iterable[date], hours: Sequence[Hours], today: date, free: Collection[date] = frozenset()
) -> list[date]:
    """Days after `today` up to the last planned one on which someone is there, nothing is planned and no holiday is.

    Without anything planned the next `AT_LEAST` days count.
    """
    ahead = {day for day in planned if day > today}
    last = min(max(ahead, default=today + timedelta(days=AT_LEAST)), today + timedelta(days=AT_MOST))
    present = {span.weekday for span in hours}
    days = (today + timedelta(days=step) for step in range(1, (last - today).days + 1))
    return [day for day in days if day.weekday() in present and day not in ahead and day not in free]


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Neighbouring days gathered as (first, last)."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
