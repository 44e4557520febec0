"""Who is there when, and for how long nobody is."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from amtdesk.domain.presence import break_ahead, next_presence, present
from amtdesk.domain.schedule import Hours
from amtdesk.domain.settings import Office, from_json, to_json

OFFICE = Office()
FRIDAY = datetime(2026, 10, 16, 7, 0, tzinfo=UTC)
REFORMATION = date(2026, 10, 31)


def test_before_the_weekend_the_break_lasts_until_monday_morning() -> None:
    found = break_ahead(FRIDAY, OFFICE, ())
    assert found is not None
    assert found.start == datetime(2026, 10, 16, 10, 0, tzinfo=UTC)
    assert found.end == datetime(2026, 10, 19, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("days", [-1, 1, 2, -4])
def test_on_other_days_there_is_none(days: int) -> None:
    assert break_ahead(FRIDAY + timedelta(days=days), OFFICE, ()) is None


def test_after_closing_it_has_begun() -> None:
    late = FRIDAY + timedelta(hours=9)
    found = break_ahead(late, OFFICE, ())
    assert found is not None and found.start == late


def test_a_holiday_makes_a_break_in_the_week_and_lengthens_a_weekend() -> None:
    tuesday = FRIDAY + timedelta(days=4)
    found = break_ahead(tuesday, OFFICE, {date(2026, 10, 21)})
    assert found is not None and found.end == datetime(2026, 10, 22, 6, 0, tzinfo=UTC)
    longer = break_ahead(FRIDAY, OFFICE, {date(2026, 10, 19)})
    assert longer is not None and longer.end == datetime(2026, 10, 20, 6, 0, tzinfo=UTC)


def test_an_absence_counts_and_the_clocks_may_change_in_it() -> None:
    away = OFFICE._replace(away=(date(2026, 10, 19), date(2026, 10, 30)))
    found = break_ahead(FRIDAY, away, {REFORMATION})
    assert found is not None and found.end == datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    assert not present(date(2026, 10, 20), away, ())
    assert break_ahead(FRIDAY + timedelta(days=4), away, ()) is None


def test_two_mornings_a_week() -> None:
    office = OFFICE._replace(hours=(Hours(1, time(8), time(12)), Hours(3, time(14), time(18))))
    assert next_presence(date(2026, 10, 13), office, ()) == date(2026, 10, 15)
    found = break_ahead(datetime(2026, 10, 13, 7, tzinfo=UTC), office, ())
    assert found is not None and found.end == datetime(2026, 10, 15, 12, 0, tzinfo=UTC)


def test_without_any_hours_there_is_no_next_day() -> None:
    nobody = OFFICE._replace(hours=())
    assert next_presence(FRIDAY.date(), nobody, ()) is None
    assert break_ahead(FRIDAY, nobody, ()) is None


def test_an_absence_is_kept_with_the_office() -> None:
    away = OFFICE._replace(away=(date(2026, 12, 21), date(2027, 1, 6)))
    assert from_json(to_json(away)) == away
    assert from_json(to_json(OFFICE)).away is None
