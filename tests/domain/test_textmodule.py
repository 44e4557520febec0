"""Placeholders of Textbausteine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.settings import Office
from amtdesk.domain.textmodule import TextModule, fill, office_values, open_placeholders


def test_known_ones_are_filled_and_unknown_or_empty_ones_stay_visible() -> None:
    text = "{{anrede}}, {{ ort }} ist am {{tag}} dran."
    assert fill(text, {"anrede": "Guten Tag", "tag": ""}) == "Guten Tag, {{ ort }} ist am {{tag}} dran."
    assert open_placeholders(text) == ("anrede", "ort", "tag")


def test_what_the_office_knows_needs_no_asking() -> None:
    values = office_values(Office(name="Musterbach", phone="01234 567", short_sign="MK"))
    assert values["kommune"] == "Musterbach" and values["servicezeit"] == "Mo–Fr 8–12 Uhr"
    assert open_placeholders(fill("{{kommune}} {{telefon}} {{kuerzel}} {{servicezeit}}", values)) == ()


@pytest.mark.parametrize("text", ["", "{ort}", "{{", "}}", "{{{}}}", "{{a{b}}"])
def test_half_brackets_are_no_placeholder(text: str) -> None:
    assert all("{" not in name for name in open_placeholders(text))


WORDS = st.text(st.characters(exclude_characters="{}"))
NAMES = st.sampled_from(["anrede", "ort", "tag", "kürzel"])


@given(st.lists(WORDS | NAMES.map("{{{{{}}}}}".format)).map("".join), st.dictionaries(NAMES, WORDS))
def test_exactly_what_is_known_is_filled(text: str, values: dict[str, str]) -> None:
    known = {name for name, value in values.items() if value}
    filled = fill(text, values)
    assert set(open_placeholders(filled)) == set(open_placeholders(text)) - known
    assert fill(filled, values) == filled


def test_a_value_brings_no_placeholder_of_its_own() -> None:
    filled = fill("Bis {{datum}}, {{ort}}", {"datum": "{{ort}}", "ort": "Hauptstraße"})
    assert open_placeholders(filled) == () and "{{" not in filled and "Hauptstraße" in filled


def test_the_form_of_address_counts_more_than_the_length() -> None:
    both = TextModule("a", "k", "T", "Sie lang", "du lang", text_short="Sie kurz", text_short_familiar="du kurz")
    assert [both.wording(familiar=f, short=s) for f in (False, True) for s in (False, True)] == [
        "Sie lang",
        "Sie kurz",
        "du lang",
        "du kurz",
    ]
    assert TextModule("a", "k", "T", "Sie", "du", text_short="Sie kurz").wording(familiar=True, short=True) == "du"
    assert TextModule("a", "k", "T", "Sie").wording(familiar=True, short=True) == "Sie"
