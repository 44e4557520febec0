"""How moments and days stand in the file."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.store.rows import LONG_AGO, as_text, from_text

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(
    lambda one: one.replace(tzinfo=UTC, microsecond=0)
)


@given(MOMENTS, st.integers(-12, 12))
def test_a_moment_comes_back_from_whatever_zone(one: datetime, hours: int) -> None:
    elsewhere = one.astimezone(timezone(timedelta(hours=hours)))
    assert from_text(as_text(elsewhere)) == one and as_text(elsewhere) == as_text(one)


@pytest.mark.parametrize("text", ["", "gestern", "2026", "2026-13-40T99:00:00Z"])
def test_what_is_no_moment_was_long_ago_and_is_logged(text: str, caplog: pytest.LogCaptureFixture) -> None:
    assert from_text(text) == LONG_AGO
    assert "no moment" in caplog.text


def test_a_moment_without_a_zone_is_utc() -> None:
    assert from_text("2026-10-14T08:00:00") == datetime(2026, 10, 14, 8, tzinfo=UTC)


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert (as_text(one) < as_text(other)) == (one < other)
