"""When it is time for a round."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.reminder import EARLY, Put, due, missed, slots
from amtdesk.domain.schedule import moment
from amtdesk.domain.settings import Office

OFFICE = Office()._replace(round_slots=(time(8, 15), time(11, 30)))
DAY = date(2026, 10, 14)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return moment(datetime.combine(day, time(hour, minute)))


def test_without_slots_of_ones_own_there_is_one_when_the_day_begins() -> None:
    assert slots(Office(), DAY) == [time(8, 15)] and slots(Office(), date(2026, 10, 17)) == []
    assert slots(Office()._replace(round_slots=()), DAY) == []


def test_one_is_reminded_from_the_slot_on_until_a_round_was_held() -> None:
    assert due(at(8, 14), OFFICE, (), [], Put()) is None
    assert due(at(8, 15), OFFICE, (), [], Put()) == time(8, 15)
    assert due(at(9), OFFICE, (), [at(8, 0)], Put()) is None
    assert due(at(11, 31), OFFICE, (), [at(8, 0)], Put()) == time(11, 30)
    assert due(at(15), OFFICE, (), [], Put()) is None


def test_not_on_weekends_holidays_and_absences() -> None:
    saturday = date(2026, 10, 17)
    assert due(at(9, day=saturday), OFFICE, (), [], Put()) is None
    assert due(at(9), OFFICE, {DAY}, [], Put()) is None
    away = OFFICE._replace(away=(DAY, DAY + timedelta(days=3)))
    assert due(at(9), away, (), [], Put()) is None and missed(at(16), away, (), []) == []


def test_later_and_not_today_are_heard() -> None:
    assert due(at(8, 20), OFFICE, (), [], Put(until=at(8, 30))) is None
    assert due(at(8, 31), OFFICE, (), [], Put(until=at(8, 30))) == time(8, 15)
    assert due(at(9), OFFICE, (), [], Put(skipped=DAY)) is None
    assert due(at(9), OFFICE, (), [], Put(skipped=DAY - timedelta(days=1))) == time(8, 15)
    # a clock that was set back must not silence her for years
    assert due(at(9), OFFICE, (), [], Put(until=at(9) + timedelta(days=400))) == time(8, 15)


def test_what_went_by_without_a_round_is_listed() -> None:
    assert missed(at(9), OFFICE, (), []) == []
    assert missed(at(11, 20), OFFICE, (), []) == [time(8, 15)]
    assert missed(at(16), OFFICE, (), [at(11, 25)]) == [time(8, 15)]
    assert missed(at(16), OFFICE, (), [at(8, 10), at(11, 30)]) == []


@given(
    st.integers(0, 24 * 60 - 1),
    st.lists(st.integers(0, 24 * 60 - 1), max_size=4),
    st.lists(st.integers(0, 24 * 60 - 1), max_size=3, unique=True),
)
def test_nobody_is_reminded_before_the_slot_nor_after_a_round(now: int, rounds: list[int], own: list[int]) -> None:
    office = Office()._replace(round_slots=tuple(time(one // 60, one % 60) for one in own))
    begun = [at(one // 60, one % 60) for one in rounds if one <= now]
    found = due(at(now // 60, now % 60), office, (), begun, Put())
    if found is not None:
        slot = at(found.hour, found.minute)
        assert slot <= at(now // 60, now % 60) and found in office.round_slots  # type: ignore[operator]
        assert not any(one >= slot - EARLY for one in begun)
