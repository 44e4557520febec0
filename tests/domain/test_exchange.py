"""What a row of a file would do to the library, and why it cannot be taken."""

from dataclasses import replace
from datetime import date
from typing import Any

from amtdesk.domain.asked import Asked
from amtdesk.domain.exchange import Entry, Read, Standing, compare
from amtdesk.domain.exchange_reading import read

HOUSE = "Gemeinde Musterbach"
AGREED = {"agreed_by": "Frau Kern", "agreed_office": "Bauamt", "agreed_on": date(2026, 10, 1)}
MODULE = Entry("loch", "Bauhof", "Schlagloch", "Danke, wir sehen nach.", house=HOUSE, **AGREED)


def given(**values: Any) -> Read:
    return read(2, values)


def test_a_row_is_new_changed_or_as_it_was() -> None:
    one = given(title="Schlagloch", text="Danke.", category="Bauhof")
    assert compare(one, None, HOUSE).standing is Standing.NEW
    assert compare(given(text="Danke, wir sehen nach.\r\n"), MODULE, HOUSE).standing is Standing.UNCHANGED
    row = compare(given(title="Loch"), MODULE, HOUSE)
    assert row.standing is Standing.CHANGED and row.changed == ("title",) and not row.rewords
    # columns the file does not have stay as they are
    assert row.entry == replace(MODULE, title="Loch")


def test_a_file_adds_questions_and_takes_none_away() -> None:
    known = replace(MODULE, questions=(Asked("Wann?"),), words=("loch",))
    row = compare(given(questions=["Wo?", "Wann?"]), known, HOUSE)
    assert row.changed == ("questions",) and row.entry.questions == (Asked("Wann?"), Asked("Wo?")) and row.entry.agreed
    assert compare(given(questions=[], words=[]), known, HOUSE).standing is Standing.UNCHANGED
    assert compare(given(words=["krater"]), known, HOUSE).entry.words == ("loch", "krater")


def test_another_wording_ends_the_agreement_whatever_the_file_says() -> None:
    row = compare(
        given(text="Neu.", agreed_by="Frau Kern", agreed_office="Bauamt", agreed_on="14.10.2026", house=HOUSE),
        MODULE,
        HOUSE,
    )
    assert row.voids and row.rewords and not row.entry.agreed and row.entry.version == 2
    assert not compare(given(text="Neu."), replace(MODULE, agreed_on=None), HOUSE).voids


def test_an_agreement_comes_along_only_from_the_same_house() -> None:
    values = {"title": "A", "text": "B", "category": "C", "agreed_by": "Kern", "agreed_on": "2026-10-14"}
    ours = compare(given(**values, house="gemeinde  musterbach".replace("  ", " ")), None, HOUSE)
    assert ours.entry.agreed and ours.entry.agreed_on == date(2026, 10, 14)
    for house in ("Gemeinde Anderswo", ""):
        assert not compare(given(**values, house=house), None, HOUSE).entry.agreed
    assert not compare(given(**values, house=""), None, "").entry.agreed
    open_ = replace(MODULE, agreed_by="", agreed_office="", agreed_on=None)
    row = compare(given(agreed_by="Kern", agreed_office="Bauamt", agreed_on="14.10.2026", house=HOUSE), open_, HOUSE)
    assert row.standing is Standing.CHANGED and not row.rewords and row.entry.agreed


def test_an_empty_cell_clears_a_text_and_leaves_what_must_have_a_value() -> None:
    row = compare(given(text_familiar="", review_months="", approval=""), replace(MODULE, text_familiar="Du"), HOUSE)
    assert row.changed == ("text_familiar", *AGREED) and row.entry.review_months == 12 and row.rewords
