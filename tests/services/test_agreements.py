"""Who stands behind a Textbaustein, and asking again in time."""

from dataclasses import replace
from datetime import date

import pytest

from amtdesk.domain.settings import Office
from amtdesk.domain.standing import NOBODY, Standing
from amtdesk.domain.textmodule import TextModule
from amtdesk.services.agreements import NO_OFFICE, Agreements
from amtdesk.services.library import Library
from tests.services.platform import Stage

CONTENT = {
    "kategorien": [{"id": "k", "titel": "Bauhof"}],
    "bausteine": [
        {"id": one, "kategorie": "k", "titel": one.title(), "text": f"Text {one} {{{{ort}}}}", "abstimmen_mit": office}
        for one, office in (("a", "Bauamt"), ("b", "bauamt"), ("c", "Leitung"), ("d", ""))
    ],
}


@pytest.fixture
def library(stage: Stage) -> Library:
    library = Library(stage.database, stage.changes, stage.clock, stage.offices.get)
    library.stock(CONTENT)
    return library


@pytest.fixture
def agreements(stage: Stage, library: Library) -> Agreements:
    stage.offices.save(Office(name="Gemeinde Musterbach"))
    return Agreements(stage.database, stage.changes, stage.clock, stage.offices.get)


def get(library: Library, module_id: str) -> TextModule:
    found = library.get(module_id)
    assert found is not None
    return found


def test_agreed_by_name_office_and_day_until_the_wording_changes(library: Library, agreements: Agreements) -> None:
    before = agreements.agree("a", " Petra Beispiel ", "Bauamt", date(2026, 10, 1))
    found = get(library, "a")
    assert found.standing is Standing.AGREED
    assert (found.agreement.by, found.agreement.office, found.agreement.on) == (
        "Petra Beispiel",
        "Bauamt",
        date(2026, 10, 1),
    )
    assert library.find("text a")[0].agreed
    changed = library.save(replace(found, text="anders"))
    assert changed.standing is Standing.NOT_AGREED
    agreements.put_back([before])
    assert get(library, "a").version == 2 and library.history("a")[1].agreement == found.agreement


def test_without_a_name_or_in_the_future_nobody_agrees(agreements: Agreements, library: Library) -> None:
    for by, day in (("  ", None), ("Petra", date(2027, 1, 1))):
        with pytest.raises(ValueError, match="name and a day"):
            agreements.agree("a", by, "", day)
    with pytest.raises(LookupError):
        agreements.agree("weg", "Petra", "")
    assert get(library, "a").agreement == NOBODY


def test_the_list_names_each_office_once_and_what_is_due(
    stage: Stage, library: Library, agreements: Agreements
) -> None:
    assert agreements.groups() == []
    assert [(one.office, len(one.modules)) for one in agreements.groups(new_too=True)] == [
        ("Bauamt", 2),
        ("Leitung", 1),
        (NO_OFFICE, 1),
    ]
    for one in "abc":
        agreements.agree(one, "Petra Beispiel", "")
    stage.clock.on(days=340)
    library.put_away("c")
    (group,) = agreements.groups()
    assert [one.standing for one in group.modules] == [Standing.DUE, Standing.DUE]
    letter = agreements.letter(group)
    assert "1. A\n„Text a {{ort}}“\n(zuletzt bestätigt am 14.10.2026 von Petra Beispiel)" in letter
    assert "bis 03.10.2027" in letter and letter.endswith("Gemeinde Musterbach")


def test_answers_take_one_step_and_can_be_undone(stage: Stage, library: Library, agreements: Agreements) -> None:
    agreements.agree("a", "Petra Beispiel", "Bauamt")
    stage.clock.on(days=400)
    expired = get(library, "a")
    assert expired.standing is Standing.EXPIRED
    asked = agreements.ask(["a"])
    assert get(library, "a").agreement.asked_on == date(2027, 11, 18)
    agreements.put_back(asked)
    assert get(library, "a") == expired
    confirmed = agreements.confirm("a")
    again = get(library, "a")
    assert again.standing is Standing.AGREED and again.agreement.by == "Petra Beispiel"
    agreements.put_back([confirmed])
    denied = agreements.deny("a")
    refused = get(library, "a")
    assert refused.standing is Standing.NOT_AGREED and refused.agreement.denied_on == date(2027, 11, 18)
    assert refused.agreement.by == "Petra Beispiel"
    agreements.put_back([denied])
    assert get(library, "a") == expired
    assert agreements.confirm("b", "Jan").agreement == NOBODY
    assert get(library, "b").agreement.office == "bauamt"
