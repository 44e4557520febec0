"""Moments as platforms write them."""

from datetime import UTC, datetime
from typing import Any


def read(value: Any) -> datetime | None:
    """A moment in ISO 8601 as UTC (without a zone it is taken as UTC), or None."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def write(moment: datetime) -> str:
    """The moment in UTC with milliseconds and Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
