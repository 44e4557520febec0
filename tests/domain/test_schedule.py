"""Wall clock and calendar: the two odd nights of the year, months, house slots."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.schedule import (
    USUAL_HOURS,
    Hours,
    Night,
    free_slot,
    horizon,
    local,
    moment,
    moved,
    oddity,
    slots,
    weeks,
)

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "odd"),
    [
        ("2026-10-25T02:30", Night.TWICE),
        ("2026-10-25T01:59", None),
        ("2026-10-25T03:00", None),
        ("2027-03-28T02:30", Night.MISSING),
        ("2027-03-28T01:59", None),
        ("2027-03-28T03:00", None),
        ("2026-07-01T02:30", None),
    ],
)
def test_two_nights_of_the_year_are_odd(wall: str, odd: Night | None) -> None:
    assert oddity(datetime.fromisoformat(wall)) is odd


def test_a_time_that_happens_twice_can_be_meant_either_way() -> None:
    wall = datetime(2026, 10, 25, 2, 30)
    assert moment(wall) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(wall, second=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_missing_time_moves_on_by_the_gap() -> None:
    assert local(moment(datetime(2027, 3, 28, 2, 30))).replace(tzinfo=None) == datetime(2027, 3, 28, 3, 30)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2026, 10, 26), date(2027, 3, 29)])
def test_nine_o_clock_stays_nine_o_clock_across_both_nights(day: date) -> None:
    due = moment(datetime(2026, 10, 20, 9))
    assert local(moved(due, day)).time() == time(9) and local(moved(due, day)).date() == day


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.sampled_from(["Europe/Berlin", "UTC", "Asia/Tokyo"])
)
def test_wall_times_come_back_unless_the_night_is_odd(wall: datetime, zone: str) -> None:
    wall = wall.replace(microsecond=0)
    back = local(moment(wall, zone), zone).replace(tzinfo=None)
    assert back == wall or oddity(wall, zone) is Night.MISSING


@given(st.integers(2020, 2040), st.integers(1, 12))
def test_a_month_is_shown_in_full_weeks_from_monday(year: int, month: int) -> None:
    found = weeks(year, month)
    days = [day for week in found for day in week]
    assert all(week[0].weekday() == 0 and len(week) == 7 for week in found)
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    inside = [day for day in days if (day.year, day.month) == (year, month)]
    assert inside[0].day == 1 and (inside[-1] + timedelta(days=1)).day == 1
    assert all(any(day.month == month for day in week) for week in found)


def test_house_slots_lie_an_hour_after_somebody_came() -> None:
    assert slots(date(2026, 10, 14), USUAL_HOURS) == [time(9)]
    two = (Hours(2, time(14), time(14, 30)), Hours(2, time(8), time(12)))
    assert slots(date(2026, 10, 14), two) == [time(9), time(14, 30)]
    assert slots(date(2026, 10, 17), USUAL_HOURS) == [time(9)]


_TAKEN = st.lists(st.integers(0, 96), max_size=40).map(
    lambda quarters: [moment(datetime(2026, 10, 14)) + timedelta(minutes=15 * one) for one in quarters]
)


@given(day=st.dates(date(2026, 10, 10), date(2026, 11, 5)), taken=_TAKEN)
def test_a_free_slot_is_ahead_and_nobody_elses(day: date, taken: list[datetime]) -> None:
    found = free_slot(day, USUAL_HOURS, taken, NOW)
    assert found >= NOW + timedelta(minutes=5) and found not in taken
    assert found.second == 0 and found.microsecond == 0


def test_the_horizon_is_the_last_planned_day() -> None:
    today = date(2026, 10, 14)
    assert horizon([today - timedelta(days=3), today, today + timedelta(days=19)], today) == (
        today + timedelta(days=19),
        19,
    )
    assert horizon([today - timedelta(days=1)], today) == (None, 0)
