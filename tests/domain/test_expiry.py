"""How long an access lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.domain import expiry

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
ZONE = "Europe/Berlin"


def test_an_end_without_zone_is_utc() -> None:
    assert expiry.expires({expiry.EXPIRES: "2026-12-01T10:00:00"}) == datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "left", "warned"), [(60, 60, None), (15, 15, None), (14, 14, 14), (8, 8, 14), (7, 7, 7), (2, 2, 7)]
)
def test_it_warns_in_steps(days: int, left: int, warned: int | None) -> None:
    end = NOW + timedelta(days=days)
    assert expiry.days_left(end, NOW, ZONE) == left
    assert expiry.warns(end, NOW, ZONE) == warned


@pytest.mark.parametrize(("hours", "left"), [(15, 0), (16, 1), (-30, -1)])
def test_days_are_those_of_the_calendar_on_the_wall(hours: int, left: int) -> None:
    end = NOW + timedelta(hours=hours)
    assert expiry.days_left(end, NOW, ZONE) == left
    assert expiry.warns(end, NOW, ZONE) == 1


def test_an_unknown_end_warns_of_nothing() -> None:
    assert expiry.warns(None, NOW, ZONE) is None
