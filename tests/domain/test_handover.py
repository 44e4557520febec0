"""Whether a platform may be given a post, and who holds the clock."""

from datetime import timedelta

import pytest

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Kind, Limits
from amtdesk.domain.delivery import Clock, Delivery, State
from amtdesk.domain.handover import MARGIN, Fits, clock_of, fits, tell_at
from tests.builders import MORNING

KEEPER = Kind("keeper", "Keeper", "world", (), frozenset({Ability.SCHEDULE}), keeps_time=True)
FACEBOOK = Limits.of(
    {
        "native_schedule": {"min_s": 600, "max_s": 2_592_000},
        "schedule_safe": {"min_s": 1200, "max_s": 2_505_600},
        "schedule_multi_image": False,
    }
)
WORDPRESS = Limits.of({"native_schedule": {"min_s": 60, "max_s": None}})


@pytest.mark.parametrize(
    ("limits", "pictures", "ahead", "expected"),
    [
        (WORDPRESS, 9, timedelta(minutes=1) + MARGIN, Fits.YES),
        (WORDPRESS, 0, timedelta(seconds=59) + MARGIN, Fits.NO),
        (WORDPRESS, 0, timedelta(days=900), Fits.YES),
        (FACEBOOK, 1, timedelta(minutes=20) + MARGIN, Fits.YES),
        (FACEBOOK, 0, timedelta(minutes=19) + MARGIN, Fits.NO),
        (FACEBOOK, 2, timedelta(hours=5), Fits.NO),
        (FACEBOOK, 1, timedelta(days=29), Fits.YES),
        (FACEBOOK, 1, timedelta(days=30), Fits.LATER),
        (Limits(), 0, timedelta(days=1), Fits.NO),
        (WORDPRESS, 0, -timedelta(days=1), Fits.NO),
    ],
)
def test_near_far_and_too_many_pictures(limits: Limits, pictures: int, ahead: timedelta, expected: Fits) -> None:
    assert fits(limits, pictures, MORNING + ahead, MORNING) is expected


@pytest.mark.parametrize("chosen", [None, Clock.PC, Clock.PLATFORM])
def test_a_person_chooses_where_the_platform_can(chosen: Clock | None) -> None:
    account = Account(1, "keeper", "Website", "", clock=chosen)
    assert clock_of(account, KEEPER) is (chosen or Clock.PLATFORM)
    usual = Kind("mastodon", "Mastodon", "m", (), frozenset({Ability.SCHEDULE}))
    assert clock_of(account, usual) is (chosen or Clock.PC)
    assert clock_of(account, Kind("bluesky", "Bluesky", "b", (), frozenset())) is Clock.PC


def test_the_platform_is_told_when_it_is_quiet_but_in_time() -> None:
    due = MORNING + timedelta(hours=1)
    delivery = Delivery(1, 1, 1, State.HANDED_OVER, due, "Europe/Berlin", "t", scheduled=due)
    quiet = timedelta(minutes=2)
    assert tell_at(delivery, MORNING, quiet) == MORNING + quiet
    assert tell_at(delivery, due - timedelta(minutes=4), quiet) == due - timedelta(minutes=3)
    assert tell_at(delivery, due, quiet) == due
