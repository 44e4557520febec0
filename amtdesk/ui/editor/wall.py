"""Reading and writing wall-clock times, and what is worth knowing about one; no Qt in here."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from amtdesk.domain.schedule import Hours, slots
from amtdesk.ui import texts

_CLOCK = re.compile(r"\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2})|(\d{2}))?\s*(?:uhr)?\s*", re.IGNORECASE)


def spoken(wall: time) -> str:
    """`9:00 Uhr`."""
    return f"{wall.hour}:{wall.minute:02d} Uhr"


def understood(said: str) -> time | None:
    """The time someone typed: `9`, `9:15`, `9.15`, `0915`, `9:15 Uhr`; None when it is none."""
    found = _CLOCK.fullmatch(said)
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or found.group(3) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


QUARTERS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45))


def proposed(day: date, hours: Sequence[Hours]) -> list[time]:
    """Times to choose first: the house slots of the day, then the full hours of presence; none when nobody is there."""
    spans = [span for span in hours if span.weekday == day.weekday()]
    if not spans:
        return []
    first = slots(day, hours)
    full = [time(hour) for span in spans for hour in range(24) if span.start <= time(hour) < span.end]
    return [*first, *sorted(set(full) - set(first))]


def hint(wall: datetime, hours: Sequence[Hours], holiday: str | None) -> str:
    """What is quietly said beside the time: holiday, nobody there, a house slot; or nothing."""
    weekday = texts.DAYS[wall.weekday()]
    if holiday:
        return f"Feiertag: {holiday}"
    spans = [span for span in hours if span.weekday == wall.weekday()]
    if not spans:
        return f"{weekday}, niemand im Dienst"
    if wall.time() in slots(wall.date(), hours):
        return f"fester Platz am {weekday}"
    if not any(span.start <= wall.time() <= span.end for span in spans):
        return "um diese Zeit niemand im Dienst"
    return ""
