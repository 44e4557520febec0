"""Nothing is left unsaid."""

from dataclasses import replace
from datetime import date

from amtdesk.domain.exchange import CONTENT, Entry, Fault, FileRefused, Refusal, Row, Standing, compare
from amtdesk.domain.exchange_reading import read
from amtdesk.ui.textmodules import exchange_words as words

ONE = Entry("a", "K", "T", "X", agreed_by="Kern", agreed_on=date(2026, 10, 1))


def test_every_fault_refusal_standing_and_field_has_its_words() -> None:
    assert set(words.FAULTS) == set(Fault) and set(words.REFUSALS) == set(Refusal)
    assert set(words.STANDINGS) == set(Standing) and set(CONTENT) <= set(words.FIELDS)
    assert all(said.endswith(".") for said in words.FAULTS.values())


def test_a_row_says_what_it_would_do() -> None:
    assert words.note(compare(read(2, {"text": "Y"}), ONE, "")) == "Text. Die Zustimmung erlischt."
    assert words.note(compare(read(2, {"keywords": ["y"]}), ONE, "")) == "Stichwörter"
    assert words.note(compare(read(2, {}), ONE, "")) == ""
    assert words.note(Row(2, replace(ONE, agreed_by=""), Standing.NEW)) == "noch nicht abgestimmt"
    assert words.note(compare(read(2, {"title": ""}), None, "")).startswith("Der Titel fehlt.")
    assert words.refused(FileRefused(Refusal.BROKEN, 7))[0].endswith("(Zeile 7)")
