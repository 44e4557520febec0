from datetime import date

from amtdesk.ui.calendar.paging import turned


def test_a_month_on_keeps_the_day_or_takes_the_last_one() -> None:
    assert turned(date(2026, 10, 14), 1, weekly=False) == date(2026, 11, 14)
    assert turned(date(2026, 1, 31), 1, weekly=False) == date(2026, 2, 28)
    assert turned(date(2026, 1, 5), -1, weekly=False) == date(2025, 12, 5)
    assert turned(date(2026, 12, 5), 1, weekly=False) == date(2027, 1, 5)


def test_a_week_on_is_seven_days() -> None:
    assert turned(date(2026, 12, 28), 1, weekly=True) == date(2027, 1, 4)
