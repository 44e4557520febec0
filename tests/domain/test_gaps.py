from datetime import date

from amtdesk.domain.gaps import gaps, runs
from amtdesk.domain.schedule import USUAL_HOURS

TODAY = date(2026, 10, 14)


def october(*days: int) -> list[date]:
    return [date(2026, 10, day) for day in days]


def test_a_gap_is_a_day_of_presence_without_a_post_before_the_last_planned_one():
    assert gaps(october(14, 15, 16, 18, 23, 26, 27, 29, 30), USUAL_HOURS, TODAY) == october(19, 20, 21, 22, 28)


def test_a_holiday_is_no_gap():
    found = gaps(october(30), USUAL_HOURS, TODAY, frozenset(october(19)))
    assert date(2026, 10, 19) not in found


def test_without_any_plan_the_next_week_has_gaps():
    assert gaps([], USUAL_HOURS, TODAY) == october(15, 16, 19, 20, 21)


def test_a_plan_far_ahead_is_looked_at_for_four_weeks_only():
    assert max(gaps([date(2027, 6, 1)], USUAL_HOURS, TODAY)) == date(2026, 11, 10)


def test_nobody_there_means_no_gaps():
    assert gaps(october(30), (), TODAY) == []


def test_neighbouring_days_are_one_run():
    assert runs(october(28, 19, 20, 21)) == [(date(2026, 10, 19), date(2026, 10, 21)), (date(2026, 10, 28),) * 2]
