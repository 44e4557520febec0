from hypothesis import given
from hypothesis import strategies as st

from amtdesk.ui.calendar.fit import Form, Sizes, fit

SIZES = Sizes(line=15, single=21)


def test_one_post_gets_up_to_three_lines_and_some_air() -> None:
    assert fit([3], 94, SIZES) == [Form(3, SIZES.full(3) + SIZES.padding)]


def test_short_words_leave_the_tile_small() -> None:
    assert fit([1], 94, SIZES)[0].lines == 1


def test_two_full_tiles_fit_a_row_of_a_five_week_month() -> None:
    assert [form.lines for form in fit([3, 3], 94, SIZES)] == [1, 1]


def test_in_six_weeks_the_second_post_becomes_a_line() -> None:
    assert [form.lines for form in fit([3, 3], 74, SIZES)] == [1, 0]


def test_three_posts_are_all_shown_before_two_large_ones() -> None:
    assert [form.lines for form in fit([3, 3, 3], 94, SIZES)] == [1, 0, 0]


def test_of_four_posts_two_are_shown_in_full() -> None:
    assert [form.lines for form in fit([1, 1, 1, 1], 94, SIZES)] == [1, 1]


def test_in_a_low_window_single_lines_are_left() -> None:
    assert [form.lines for form in fit([3, 3, 3], 25, SIZES)] == [0]


def test_no_room_shows_nothing() -> None:
    assert fit([1, 1], 5, SIZES) == []


def test_a_roomy_cell_gives_words_to_every_tile() -> None:
    assert [form.lines for form in fit([3, 3], 170, SIZES)] == [3, 3]


@given(st.lists(st.integers(1, 3), max_size=12), st.integers(0, 400))
def test_what_is_shown_always_fits(wanted: list[int], room: int) -> None:
    forms = fit(wanted, room, SIZES)
    assert sum(form.height for form in forms) + SIZES.gap * max(0, len(forms) - 1) <= room
    assert all(form.lines <= most for form, most in zip(forms, wanted, strict=False))
