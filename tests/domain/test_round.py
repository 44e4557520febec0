"""The clock of the round: pauses and sleep do not count, and nothing is ever cut off."""

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.round import LONGEST_TICK, RoundClock

FULL = RoundClock(900.0)


def test_it_counts_down_while_it_runs_and_stands_while_it_is_paused() -> None:
    clock = FULL.start(100.0).tick(101.0).tick(103.0)
    assert (clock.left, clock.running, clock.started) == (897, True, True)
    paused = clock.pause(104.0)
    assert (paused.left, paused.running, paused.started) == (896, False, True)
    assert paused.tick(500.0) == paused
    assert paused.start(1000.0).tick(1001.0).left == 895


def test_the_sleep_of_the_computer_does_not_count() -> None:
    assert FULL.start(0.0).tick(1.0).tick(3600.0).tick(3601.0).left == 898


def test_at_zero_nothing_ends_and_five_minutes_more_can_be_had() -> None:
    clock = RoundClock(2.0).start(0.0).tick(1.5).tick(3.0)
    assert clock.up and clock.left == 0 and clock.running
    assert clock.longer(300).left == 300
    assert clock.reset() == RoundClock(2.0)


def test_starting_twice_changes_nothing() -> None:
    assert FULL.start(1.0).start(9.0) == FULL.start(1.0)


@given(steps=st.lists(st.tuples(st.sampled_from(["tick", "pause", "start"]), st.floats(-10, 5000)), max_size=40))
def test_used_time_never_shrinks_and_no_step_counts_more_than_a_tick(steps: list[tuple[str, float]]) -> None:
    clock, now = FULL, 0.0
    for what, step in steps:
        now += step
        after: RoundClock = getattr(clock, what)(now)
        assert 0 <= after.used - clock.used <= LONGEST_TICK
        clock = after
