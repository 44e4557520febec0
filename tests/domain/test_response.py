"""The clock of answers counts days on which somebody is there."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.response import due, worked
from amtdesk.domain.schedule import USUAL_HOURS, Hours, local, moment


def at(text: str) -> datetime:
    return moment(datetime.fromisoformat(text))


def never(day: date) -> bool:
    return False


def test_asked_while_somebody_is_there_it_is_due_a_day_later() -> None:
    assert due(at("2026-10-14T09:30"), USUAL_HOURS, never) == at("2026-10-15T09:30")


def test_what_ends_in_the_afternoon_is_due_at_noon() -> None:
    assert due(at("2026-10-14T15:00"), USUAL_HOURS, never) == at("2026-10-15T12:00")


def test_weekends_and_holidays_do_not_count() -> None:
    assert due(at("2026-10-16T10:00"), USUAL_HOURS, never) == at("2026-10-19T10:00")
    assert due(at("2026-10-17T23:00"), USUAL_HOURS, never) == at("2026-10-20T08:00")
    monday = date(2026, 10, 19)
    assert due(at("2026-10-16T10:00"), USUAL_HOURS, lambda day: day == monday) == at("2026-10-20T10:00")


def test_across_the_night_of_the_clock_change_the_wall_time_stays() -> None:
    assert due(at("2026-10-23T10:00"), USUAL_HOURS, never) == at("2026-10-26T10:00")


def test_an_office_without_hours_promises_a_plain_day() -> None:
    assert due(at("2026-10-17T10:00"), (), never) == at("2026-10-18T10:00")


_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))
_HOURS = st.lists(
    st.builds(
        lambda day, start, length: Hours(day, time(start), time(min(23, start + length))),
        st.integers(0, 6),
        st.integers(6, 18),
        st.integers(1, 6),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


@given(asked=_MOMENTS, hours=_HOURS, later=st.timedeltas(timedelta(), timedelta(days=9)))
def test_due_is_ahead_on_a_day_somebody_is_there_and_never_sooner_for_who_asks_later(
    asked: datetime, hours: tuple[Hours, ...], later: timedelta
) -> None:
    found = due(asked, hours, never)
    assert found > asked
    if found > asked + timedelta(hours=1):
        assert local(found).weekday() in {span.weekday for span in hours}
    assert due(asked + later, hours, never) >= found - timedelta(days=1)


@given(start=_MOMENTS, hours=_HOURS, length=st.timedeltas(timedelta(), timedelta(days=30)))
def test_time_of_service_adds_up(start: datetime, hours: tuple[Hours, ...], length: timedelta) -> None:
    middle, end = start + length / 3, start + length
    whole = worked(start, end, hours, never)
    assert worked(start, middle, hours, never) + worked(middle, end, hours, never) == whole
    assert worked(start, end, hours, lambda day: True) == timedelta()


def test_time_of_service_is_counted_within_the_hours() -> None:
    assert worked(at("2026-10-14T11:00"), at("2026-10-15T09:00"), USUAL_HOURS, never) == timedelta(hours=2)
