"""Redaktionsschluss."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.account import Account
from amtdesk.domain.copy_date import CopyDate, hand_in, read
from amtdesk.domain.schedule import ZONE, local

THURSDAY = CopyDate(3, time(10))
#: Wednesday, 14 October 2026, 8:30 on the wall
NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)


def wall(day: int, hour: int = 9) -> datetime:
    """A wall time in October 2026."""
    return datetime(2026, 10, day, hour - 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Do 10:00", "Do 10:00"),
        ("donnerstags, 9.30 Uhr", "Do 9:30"),
        (" Freitag um 12 Uhr ", "Fr 12:00"),
        ("mo. 8", "Mo 8:00"),
        ("Sonnabend 7:05", "Sa 7:05"),
        ("mittwoch 0:00", "Mi 0:00"),
    ],
)
def test_what_people_write_is_read(typed: str, said: str) -> None:
    found = read(typed)
    assert str(found) == said
    assert read(said) == found


@pytest.mark.parametrize("typed", ["", "10:00", "Do", "Do 25:00", "Do 10:75", "Heute 10:00", "Do 10:00 und Fr 9:00"])
def test_anything_else_is_not(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    ("due", "by"),
    [
        # on Saturday it must be in the paper of that week
        (wall(17), wall(15, 10)),
        (wall(15, 10), wall(15, 10)),
        # an hour before: the paper of the week before would be too late by now, so the coming one
        (wall(15, 9), wall(15, 10)),
        (wall(22, 9), wall(15, 10)),
        (wall(22, 11), wall(22, 10)),
    ],
)
def test_a_text_is_handed_in_by_the_last_date_before_it(due: datetime, by: datetime) -> None:
    assert THURSDAY.hand_in(due, NOW, ZONE) == by


@given(
    st.integers(0, 6),
    st.times(),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.integers(1, 60 * 24 * 60),
)
def test_it_is_ahead_on_its_weekday_and_before_the_post_where_that_can_be(
    weekday: int, at: time, now: datetime, minutes: int
) -> None:
    rule = CopyDate(weekday, at.replace(second=0, microsecond=0))
    start = now.replace(tzinfo=UTC, microsecond=0)
    due = start + timedelta(minutes=minutes)
    found = rule.hand_in(due, start, ZONE)
    assert found > start
    assert local(found).weekday() == weekday or local(found).hour <= 3
    assert found <= due or found <= start + timedelta(days=7, hours=2)


def test_a_channel_without_one_takes_the_time_of_the_post() -> None:
    paper = Account(1, "gazette", "Blatt", "", {"copy_date": "Do 10:00"})
    assert hand_in(paper, wall(17), NOW, ZONE) == wall(15, 10)
    assert hand_in(Account(1, "gazette", "Blatt", ""), wall(17), NOW, ZONE) == wall(17)
    assert hand_in(None, wall(17), NOW, ZONE) == wall(17)
