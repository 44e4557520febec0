"""Folding: what a searcher types and what is written meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.folding import fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Müll", "muell"),
        ("Café", "cafe"),
        ("MU\u0308LL", "Müll"),
        ("ŁÓDŹ", "lodz"),
        ("DİNÇER", "dincer"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_signs_and_blanks_are_no_operators() -> None:
    assert words('  "Wann" OR  -müll* ') == ["wann", "or", "-muell*"]
    assert words(" \t\n") == []


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_folds_to_what_a_file_can_keep_and_folding_again_changes_nothing(text: str) -> None:
    once = fold(text)
    once.encode()
    assert "\0" not in once
    assert fold(once) == once
