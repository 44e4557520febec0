"""Times as people write them, and what is worth knowing about one."""

from datetime import date, datetime, time

import pytest

from amtdesk.domain.schedule import USUAL_HOURS, Hours
from amtdesk.ui.editor import wall


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("9", time(9)),
        ("9:15", time(9, 15)),
        ("9.15 Uhr", time(9, 15)),
        ("0915", time(9, 15)),
        (" 14:00 uhr ", time(14)),
        ("24:00", None),
        ("9:75", None),
        ("bald", None),
        ("", None),
    ],
)
def test_a_time_is_understood_as_it_is_written(said: str, meant: time | None) -> None:
    assert wall.understood(said) == meant


@pytest.mark.parametrize("clock", wall.QUARTERS)
def test_what_is_offered_is_understood(clock: time) -> None:
    assert wall.understood(wall.spoken(clock)) == clock


@pytest.mark.parametrize(
    ("at", "holiday", "said"),
    [
        (datetime(2026, 10, 16, 9), None, "fester Platz am Freitag"),
        (datetime(2026, 10, 16, 10), None, ""),
        (datetime(2026, 10, 16, 18), None, "um diese Zeit niemand im Dienst"),
        (datetime(2026, 10, 17, 9), None, "Samstag, niemand im Dienst"),
        (datetime(2026, 12, 25, 9), "Erster Weihnachtstag", "Feiertag: Erster Weihnachtstag"),
    ],
)
def test_the_hint_says_the_one_thing_worth_knowing(at: datetime, holiday: str | None, said: str) -> None:
    assert wall.hint(at, USUAL_HOURS, holiday) == said


def test_times_of_presence_come_first() -> None:
    friday, saturday = date(2026, 10, 16), date(2026, 10, 17)
    assert wall.proposed(friday, USUAL_HOURS) == [time(9), time(8), time(10), time(11)]
    assert wall.proposed(saturday, USUAL_HOURS) == []
    twice = (Hours(4, time(8, 30), time(12)), Hours(4, time(14), time(16)))
    assert wall.proposed(friday, twice)[:2] == [time(9, 30), time(15)]
