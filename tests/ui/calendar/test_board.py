from datetime import UTC, date, datetime

import pytest

from amtdesk.domain.delivery import State
from amtdesk.ui.calendar.board import Filter, board, day_of, movable
from tests.ui.calendar.tiles import tile

START, END = date(2026, 10, 1), date(2026, 11, 1)


def test_a_post_stands_on_the_day_of_its_own_wall_clock() -> None:
    assert day_of(tile(due=datetime(2026, 10, 14, 22, 30, tzinfo=UTC))) == date(2026, 10, 15)
    assert day_of(tile(due=None)) is None


def test_loud_posts_come_first_then_the_time_counts() -> None:
    early = tile(1, due=datetime(2026, 10, 14, 6, tzinfo=UTC))
    late = tile(2, due=datetime(2026, 10, 14, 8, tzinfo=UTC), state=State.PUBLISHED)
    failed = tile(3, due=datetime(2026, 10, 14, 9, tzinfo=UTC), state=State.FAILED)
    shown = board([late, failed, early], Filter(), START, END)
    assert [one.post_id for one in shown.on(date(2026, 10, 14))] == [3, 1, 2]


def test_days_outside_are_left_out() -> None:
    assert not board([tile(due=datetime(2026, 11, 5, 8, tzinfo=UTC))], Filter(), START, END).days


def test_the_filter_counts_what_it_holds_back() -> None:
    shown = board([tile(1), tile(2)], Filter(words="herbst"), START, END, {1})
    assert shown.held_back == 1
    assert shown.find(1) is not None
    assert shown.find(2) is None


@pytest.mark.parametrize(
    ("chosen", "passes"),
    [
        (Filter(), True),
        (Filter(account_id=1), True),
        (Filter(account_id=2), False),
        (Filter(state=State.PLANNED), True),
        (Filter(state=State.FAILED), False),
        (Filter(partly=True), False),
        (Filter(words="   "), True),
    ],
)
def test_filters(chosen: Filter, passes: bool) -> None:
    assert chosen.passes(tile(channels=((1, State.PLANNED),))) is passes


def test_words_let_through_what_was_found() -> None:
    assert Filter(words="Straße").passes(tile(1), {1})
    assert not Filter(words="Straße").passes(tile(1), {2})
    assert not Filter(words="Straße", account_id=2).passes(tile(1), {1})


def test_a_state_is_found_on_any_channel() -> None:
    mixed = tile(state=State.FAILED, channels=((1, State.PUBLISHED), (2, State.FAILED)))
    assert Filter(state=State.PUBLISHED).passes(mixed)


def test_a_filter_of_blanks_is_none() -> None:
    assert not Filter(words="  ").active
    assert Filter(partly=True).active


def test_a_post_moves_only_when_every_channel_may() -> None:
    assert movable(tile(channels=((1, State.PLANNED), (2, State.FAILED))))
    assert not movable(tile(channels=((1, State.PLANNED), (2, State.PUBLISHED))))
    assert movable(tile(state=State.DRAFT, channels=()))
