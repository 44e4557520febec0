"""Posts within 24 hours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.allowance import WINDOW, busiest

DUE = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "most"),
    [
        ([], 1),
        ([0, 0], 3),
        ([-1, 1], 3),
        ([-24, 24], 1),
        # those before and those after are more than a day apart
        ([-20, -19, 5, 6], 3),
        ([-20, -2, 3], 4),
        ([-100, 100], 1),
    ],
)
def test_the_fullest_day_around_it_counts(hours: list[int], most: int) -> None:
    assert busiest(DUE, [DUE + timedelta(hours=one) for one in hours]) == most


@given(st.lists(st.integers(-3000, 3000)), st.integers(-3000, 3000))
def test_it_is_what_counting_each_window_finds(minutes: list[int], own: int) -> None:
    due = DUE + timedelta(minutes=own)
    others = [DUE + timedelta(minutes=one) for one in minutes]
    windows = [DUE + timedelta(minutes=one) for one in {*minutes, own}]
    held = [start for start in windows if start <= due < start + WINDOW]
    assert busiest(due, others) == 1 + max(sum(start <= one < start + WINDOW for one in others) for start in held)
