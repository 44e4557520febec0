"""Folding: what a searcher types and what is written meet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.folding import fold, spellings, words


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


def test_a_folded_word_is_looked_for_in_all_its_spellings() -> None:
    assert spellings("muell") == ["muell", "müll", "mÜll"]
    assert "Straße".casefold() not in spellings("bach") and spellings("bach") == ["bach"]
    assert "straße" in spellings("strasse")
    assert len(spellings("ae" * 40)) <= 3**3


@given(st.text(alphabet="aäoöuüsße", max_size=12))
def test_what_was_folded_is_found_again(text: str) -> None:
    if len(re.findall("ae|oe|ue|ss|[äöüß]", text)) <= 2 and fold(text).count("s") < 3:
        assert any(one.casefold() in text.casefold() or one == fold(text) for one in spellings(fold(text)))
