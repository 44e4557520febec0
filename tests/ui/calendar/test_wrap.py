import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.ui.calendar.wrap import elide, wrap


def test_words_that_fit_stay_on_one_line() -> None:
    assert wrap("Heute ist Markt", 20, 3, len) == ("Heute ist Markt",)


def test_words_go_to_the_next_line() -> None:
    assert wrap("Laub: Wohin mit vollen Säcken?", 15, 3, len) == ("Laub: Wohin mit", "vollen Säcken?")


def test_what_is_left_over_ends_in_dots() -> None:
    assert wrap("Friedhof bis 20 Uhr offen an Allerheiligen", 12, 2, len) == ("Friedhof bis", "20 Uhr offe…")


@pytest.mark.parametrize(
    ("word", "width", "lines"),
    [
        ("Herbstmarkt", 8, ("Herbst-", "markt")),
        ("Allerheiligen", 8, ("Aller-", "heiligen")),
        ("Vorlesenachmittag", 15, ("Vorlesenachmit-", "tag")),
        ("Vorlesenachmittag", 12, ("Vorlesenach-", "mittag")),
        ("Gemeinde-Bücherei", 10, ("Gemeinde-", "Bücherei")),
    ],
)
def test_a_long_word_is_cut_at_a_syllable(word: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrap(word, width, 3, len) == lines


def test_letters_spoken_together_never_part() -> None:
    for width in range(4, 12):
        for line in wrap("Sachbearbeitung", width, 6, len)[:-1]:
            assert not line.endswith("c-")


def test_a_word_without_syllables_is_cut_where_it_must() -> None:
    assert wrap("x" * 12, 5, 3, len) == ("xxxx", "xxxx", "xxxx")


def test_no_words_are_no_lines() -> None:
    assert wrap("   ", 10, 3, len) == ()


@given(st.text(max_size=300), st.integers(1, 40), st.integers(1, 4))
def test_lines_are_never_too_many_nor_too_wide(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, most, len)
    assert len(lines) <= most
    assert all(len(line) <= max(width, 1) for line in lines)


@given(st.text(max_size=80), st.integers(1, 40))
def test_elided_text_fits(text: str, width: int) -> None:
    assert len(elide(text, width, len)) <= width
