"""Days on which somebody is at the office, and how long nobody will be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amtdesk.domain.schedule import local, moment
from amtdesk.domain.settings import Office

#: Nobody plans further ahead; an office without any hours has no next day.
_FARTHEST = 120


@dataclass(frozen=True, slots=True)
class Break:
    """From the end of this day's presence (or now, when it is over) until somebody is there again; aware UTC."""

    start: datetime
    end: datetime


def present(day: date, office: Office, holidays: Collection[date]) -> bool:
    """Whether somebody is at the office on a day."""
    if day in holidays or (office.away and office.away[0] <= day <= office.away[1]):
        return False
    return any(span.weekday == day.weekday() for span in office.hours)


def next_presence(after: date, office: Office, holidays: Collection[date]) -> date | None:
    """The next day with somebody at the office."""
    days = (after + timedelta(days=ahead) for ahead in range(1, _FARTHEST))
    return next((day for day in days if present(day, office, holidays)), None)


def break_ahead(now: datetime, office: Office, holidays: Collection[date]) -> Break | None:
    """The break that begins today: only on the last day of presence before at least one day without."""
    today = local(now, office.zone).date()
    following = next_presence(today, office, holidays)
    if not present(today, office, holidays) or following is None or following == today + timedelta(days=1):
        return None
    closing = max(span.end for span in office.hours if span.weekday == today.weekday())
    opening = min(span.start for span in office.hours if span.weekday == following.weekday())
    start = moment(datetime.combine(today, closing), office.zone)
    return Break(max(start, now), moment(datetime.combine(following, opening), office.zone))
