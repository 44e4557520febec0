"""Dates that return every year."""

from datetime import date

import pytest

from amtdesk.domain.yearly import Entry, day_of, easter, first_advent, nth_weekday
from amtdesk.system import resources


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25)), (2285, (3, 22))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(("year", "day"), [(2022, 27), (2025, 30), (2026, 29)])
def test_the_first_advent(year: int, day: int) -> None:
    assert first_advent(year) == date(year, 11, day)


def test_first_and_last_weekdays_of_a_month() -> None:
    assert nth_weekday(2026, 9, 4, 2) == date(2026, 9, 10)
    assert nth_weekday(2026, 10, 7, -1) == date(2026, 10, 25)
    assert nth_weekday(2026, 12, 1, -1) == date(2026, 12, 28)


def test_leap_days_and_other_years_are_left_out() -> None:
    leap = Entry("x", "Schalttag", {"typ": "fest", "monat": 2, "tag": 29})
    assert day_of(leap, (), 2027) is None and day_of(leap, (), 2028) == date(2028, 2, 29)
    even = Entry("y", "alle zwei Jahre", {"typ": "fest", "monat": 5, "tag": 1}, years="gerade")
    assert day_of(even, (), 2027) is None and day_of(even, (), 2028) == date(2028, 5, 1)


def test_one_entry_can_hang_on_another() -> None:
    base = Entry("ostern", "Ostern", {"typ": "ostern", "versatz": 0})
    after = Entry("z", "eine Woche danach", {"typ": "relativ", "basis": "ostern", "versatz": 7})
    assert day_of(after, [base], 2026) == date(2026, 4, 12)
    assert day_of(after, [], 2026) is None


def test_every_entry_of_the_shipped_file_can_be_worked_out() -> None:
    entries = [Entry.of(one) for one in resources.json("content/jahreskalender.json")["eintraege"]]
    days = [day_of(one, entries, year) for year in (2026, 2027, 2028) for one in entries]
    assert sum(day is not None for day in days) > len(entries)
