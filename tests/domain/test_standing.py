"""Standing of a wording by the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from amtdesk.domain.standing import NOTICE, Agreement, Standing, expires, standing, to_confirm

AGREED = Agreement("Petra Beispiel", "Bauamt", date(2026, 1, 31))


@pytest.mark.parametrize(
    ("months", "end"),
    [(1, date(2026, 2, 28)), (12, date(2027, 1, 31)), (13, date(2027, 2, 28)), (0, date(2026, 2, 28))],
)
def test_it_ends_on_the_same_day_of_the_month(months: int, end: date) -> None:
    assert expires(date(2026, 1, 31), months) == end


def test_it_goes_from_agreed_over_due_to_expired() -> None:
    end = date(2027, 1, 31)
    assert standing(AGREED, 12, date(2026, 1, 31)) is Standing.AGREED
    assert standing(AGREED, 12, end - timedelta(days=NOTICE + 1)) is Standing.AGREED
    assert standing(AGREED, 12, end - timedelta(days=NOTICE)) is Standing.DUE
    assert standing(AGREED, 12, end - timedelta(days=1)) is Standing.DUE
    assert standing(AGREED, 12, end) is Standing.EXPIRED


def test_nobody_or_not_yet_is_not_agreed() -> None:
    assert standing(Agreement(), 12, date(2026, 5, 1)) is Standing.NOT_AGREED
    assert standing(Agreement(denied_on=date(2026, 1, 1)), 12, date(2026, 5, 1)) is Standing.NOT_AGREED
    assert standing(AGREED, 12, date(2026, 1, 30)) is Standing.NOT_AGREED


def test_years_beyond_the_calendar_do_not_break_it() -> None:
    assert standing(AGREED, 9999 * 12, date(2026, 5, 1)) is Standing.AGREED


def test_who_was_asked_is_not_asked_again_within_a_month() -> None:
    today = date(2027, 1, 20)
    assert to_confirm(AGREED, 12, today)
    assert not to_confirm(AGREED, 12, date(2026, 6, 1))
    assert not to_confirm(Agreement(), 12, today)
    asked = replace(AGREED, asked_on=today)
    assert not to_confirm(asked, 12, today + timedelta(days=NOTICE - 1))
    assert to_confirm(asked, 12, today + timedelta(days=NOTICE))
