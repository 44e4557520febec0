"""How moments and days stand in the file."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.store.rows import as_text, from_text

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(
    lambda one: one.replace(tzinfo=UTC, microsecond=0)
)


@given(MOMENTS, st.integers(-12, 12))
def test_a_moment_comes_back_from_whatever_zone(one: datetime, hours: int) -> None:
    elsewhere = one.astimezone(timezone(timedelta(hours=hours)))
    assert from_text(as_text(elsewhere)) == one and as_text(elsewhere) == as_text(one)


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert (as_text(one) < as_text(other)) == (one < other)
