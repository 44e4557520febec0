"""How long an access lasts, as the settings of its account keep it; read before the first paint, so on its own."""

from collections.abc import Mapping
from datetime import UTC, datetime

from amtdesk.domain.schedule import local

#: Names among the settings: when the access ends, and when it was last made to last longer (ISO, UTC).
EXPIRES, RENEWED = "expires", "renewed"
#: Days before the end on which a person is warned; from the second on it is loud.
WARNED = (14, 7, 1)


def moment(at: datetime) -> str:
    """As it stands in the settings."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def expires(settings: Mapping[str, str]) -> datetime | None:
    """When the access ends (UTC); None: never, or nobody knows."""
    return _read(settings.get(EXPIRES, ""))


def renewed(settings: Mapping[str, str]) -> datetime | None:
    """When it was last made to last longer (UTC)."""
    return _read(settings.get(RENEWED, ""))


def days_left(end: datetime, now: datetime, zone: str) -> int:
    """Whole days of the calendar until the access ends; 0 on the day itself, negative afterwards."""
    return (local(end, zone).date() - local(now, zone).date()).days


def warns(end: datetime | None, now: datetime, zone: str) -> int | None:
    """Which of `WARNED` has been reached; None while the end is far or unknown."""
    if end is None:
        return None
    left = days_left(end, now, zone)
    return min((days for days in WARNED if left <= days), default=None)


def _read(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=UTC)
