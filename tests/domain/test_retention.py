"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.retention import ALL_OF, DAYS, MONTHS, WEEKS, kept
from amtdesk.domain.schedule import local

NOW = datetime(2026, 10, 14, 6, 2, tzinfo=UTC)
MINUTES = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
MOMENTS = st.sets(MINUTES, max_size=60)


def daily(days: int) -> list[datetime]:
    return [NOW - timedelta(days=day) for day in range(days)]


def test_of_a_year_of_daily_copies_there_stay_seven_days_eight_weeks_twelve_months() -> None:
    stay = kept(daily(400), NOW)
    months = {(local(one).year, local(one).month) for one in stay}
    assert len(months) == 12
    assert 20 <= len(stay) <= 2 + DAYS + WEEKS + MONTHS


def test_everything_of_two_days_stays() -> None:
    hourly = [NOW - timedelta(hours=hour) for hour in range(48)]
    assert kept(hourly, NOW) == set(hourly)


def test_of_an_older_day_the_last_copy_stays() -> None:
    morning, evening = NOW - timedelta(days=5, hours=4), NOW - timedelta(days=5)
    assert kept([morning, evening], NOW) == {evening}


def test_a_long_absence_costs_nothing() -> None:
    before = kept(daily(400), NOW)
    after = kept(before, NOW + timedelta(days=700))
    assert set(daily(DAYS)) <= after
    assert {(local(one).year, local(one).month) for one in after} == {
        (local(one).year, local(one).month) for one in before
    }


def test_a_copy_from_a_clock_that_ran_ahead_stays() -> None:
    ahead = NOW + timedelta(days=3)
    assert kept([ahead], NOW) == {ahead}


def test_thinned_every_day_for_two_years_it_holds_all_three_spans() -> None:
    stay: set[datetime] = set()
    for day in range(730):
        now = NOW + timedelta(days=day)
        stay = kept({*stay, now}, now)
    assert {now - timedelta(days=day) for day in range(9)} <= stay
    assert len({(one.year, one.month) for one in stay}) >= 12
    assert len({local(one).isocalendar()[:2] for one in stay}) >= 8
    assert len(stay) <= 2 + DAYS + WEEKS + MONTHS


@given(MOMENTS)
def test_it_never_invents_never_loses_the_newest_and_stays_bounded(moments: set[datetime]) -> None:
    stay = kept(moments, NOW)
    assert stay <= moments
    recent = {one for one in moments if NOW - one < ALL_OF}
    assert recent <= stay
    assert not moments or max(moments) in stay
    assert len(stay - recent) <= DAYS + WEEKS + MONTHS


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(moments: set[datetime]) -> None:
    once = kept(moments, NOW)
    assert kept(once, NOW) == once
