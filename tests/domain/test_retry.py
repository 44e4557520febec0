"""When to try and when to look again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.retry import DEADLINE, LONGEST_WAIT, LOOK_AFTER, LOOK_AGAIN, back_off, next_look, next_try

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_tries_come_after_15_s_doubling_up_to_five_minutes() -> None:
    assert [back_off(n).total_seconds() for n in range(1, 8)] == [15, 30, 60, 120, 240, 300, 300]
    assert back_off(10**6) == timedelta(minutes=5)


@given(attempts=st.integers(0, 100), wait=st.timedeltas(timedelta(days=-9), timedelta(days=4000)))
def test_a_platform_is_heard_as_far_as_that_is_sensible(attempts: int, wait: timedelta) -> None:
    found = next_try(NOW, attempts, NOW + wait)
    assert found >= NOW + back_off(attempts)
    assert found <= NOW + LONGEST_WAIT
    if wait <= LONGEST_WAIT:
        assert found >= NOW + wait


def test_nobody_looks_before_the_server_can_be_done() -> None:
    assert timedelta(seconds=2 * DEADLINE) <= LOOK_AFTER
    assert next_look(NOW, NOW - timedelta(seconds=30), 0) == NOW - timedelta(seconds=30) + LOOK_AFTER
    assert next_look(NOW, NOW - timedelta(hours=5), 1) == NOW + LOOK_AGAIN


def test_a_start_ahead_of_now_is_from_before_the_clock_was_set_back() -> None:
    assert next_look(NOW, NOW + timedelta(days=400), 0) == NOW + LOOK_AFTER == next_look(NOW, None, 0)
