"""Stems of German words as citizens write them."""

import pytest

from amtdesk.domain.stems import stem, words


@pytest.mark.parametrize(
    "same", ["straße strasse straßen", "laterne laternen", "schlagloch schlagloecher", "haus häuser"]
)
def test_forms_of_a_word_have_one_stem(same: str) -> None:
    assert len({stem(word) for word in words(same)}) == 1


def test_single_letters_and_signs_are_no_words() -> None:
    assert words("Wo ist's? §1 🎉 a-B Tonne!") == ["wo", "ist", "tonne"]


def test_a_word_without_end_is_cut() -> None:
    assert len(stem("a" * 5_000)) == 60
