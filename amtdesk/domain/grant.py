"""What an access may do and how long it lasts, as the settings of its account keep it between two tests."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from amtdesk.domain.channel import Ability, Connection, Kind
from amtdesk.domain.schedule import local

#: Names among the settings: when the access ends and when it was last made to last longer (ISO, UTC), what it may do,
#: what it may not do though the platform can (JSON: ability and the platform's word for what is missing).
EXPIRES, RENEWED, ABLE, MISSING = "expires", "renewed", "able", "missing"
#: Days before the end on which a person is warned; from the second on it is loud.
WARNED = (14, 7, 1)


def noted(found: Connection) -> dict[str, str]:
    """What a test found out, as settings; what it did not find out is left out."""
    result = dict(found.settings)
    if found.expires is not None:
        result[EXPIRES] = moment(found.expires)
    if found.abilities or found.missing:
        result[ABLE] = ",".join(sorted(one.value for one in found.abilities))
        result[MISSING] = json.dumps({one.value: word for one, word in sorted(found.missing.items())})
    return result


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


def able(settings: Mapping[str, str], kind: Kind) -> frozenset[Ability]:
    """What the access may do, as far as the last test said; all the kind can, where none did."""
    if ABLE not in settings:
        return kind.abilities - frozenset(missing(settings))
    known = {one.value: one for one in Ability}
    return frozenset(known[name] for name in settings[ABLE].split(",") if name in known) & kind.abilities


def missing(settings: Mapping[str, str]) -> dict[Ability, str]:
    """What the access may not do though the platform can, and the platform's word for what is missing."""
    try:
        kept = json.loads(settings.get(MISSING, "") or "{}")
    except ValueError:
        return {}
    known = {one.value: one for one in Ability}
    return {known[name]: str(word) for name, word in kept.items() if name in known} if isinstance(kept, dict) else {}


def _read(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=UTC)
