"""Labels of the days, computed and never fetched."""

from datetime import date

import pytest

from amtdesk.domain.account import Account
from amtdesk.services.calendar import Calendar
from amtdesk.system import resources


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(resources.json("content/jahreskalender.json"))


@pytest.mark.parametrize(
    ("day", "land", "name"),
    [
        (date(2026, 10, 3), "BW", "Tag der Deutschen Einheit"),
        (date(2026, 1, 6), "BW", "Heilige Drei Könige"),
        (date(2026, 1, 6), "NI", None),
        (date(2026, 10, 31), "NI", "Reformationstag"),
        (date(2026, 10, 31), "BW", None),
        (date(2026, 4, 6), "", "Ostermontag"),
        (date(2026, 11, 18), "SN", "Buß- und Bettag"),
    ],
)
def test_each_land_has_its_holidays(calendar: Calendar, day: date, land: str, name: str | None) -> None:
    assert calendar.holiday(day, land) == name


def test_labels_lie_in_the_wanted_days_and_holidays_come_first(calendar: Calendar) -> None:
    start, end = date(2026, 12, 20), date(2027, 1, 10)
    labels = calendar.labels(start, end, "BW")
    assert all(start <= day < end for day in labels)
    assert labels[date(2026, 12, 25)][0].holiday
    assert labels[date(2027, 1, 1)][0].words == "Neujahr"
    for found in labels.values():
        assert len({one.words for one in found}) == len(found), "nothing is said twice"
        assert sorted(found, key=lambda one: not one.holiday) == found


def test_every_entry_has_a_day_in_some_year(calendar: Calendar) -> None:
    labels = calendar.labels(date(2026, 1, 1), date(2028, 1, 1), "")
    assert len(labels) > 30
    assert any(one.solemn for found in labels.values() for one in found)


def test_a_copy_date_stands_on_its_weekday_beside_the_others(calendar: Calendar) -> None:
    start, end = date(2026, 12, 21), date(2027, 1, 4)
    paper = Account(1, "gazette", "Blatt", "", {"copy_date": "Fr 9:30"})
    found = calendar.with_copy_dates(calendar.labels(start, end, "BW"), [paper, Account(2, "x", "X", "")], start, end)
    words = {day: [one.words for one in labels] for day, labels in found.items()}
    assert words[date(2026, 12, 25)][0] == "Erster Weihnachtstag"
    assert [day for day, said in words.items() if "Redaktionsschluss Blatt, 9:30 Uhr" in said] == [
        date(2026, 12, 25),
        date(2027, 1, 1),
    ]
