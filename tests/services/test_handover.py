"""Deciding about posts that platforms hold."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from amtdesk.domain.delivery import Clock, Delivery, State
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.schedule import Hours
from amtdesk.services.calendar import Calendar
from amtdesk.services.handover import Handover
from amtdesk.system import resources
from tests.services.platform import Public, Stage
from tests.services.test_wishes import handed_over


@pytest.fixture
def handover(stage: Stage) -> Iterator[Handover]:
    calendar = Calendar(resources.json("content/jahreskalender.json"))
    yield Handover(stage.database, stage.changes, stage.clock, stage.accounts, stage.offices, calendar)


def there(stage: Stage, delivery: Delivery) -> Public:
    (found,) = stage.platform.of(delivery.account_id)
    return found


def moved_there(stage: Stage) -> tuple[Delivery, datetime]:
    """Somebody gave it another time on the platform, and it was noticed."""
    delivery = handed_over(stage)
    later = delivery.due + timedelta(hours=5)
    there(stage, delivery).scheduled = later
    stage.run(hours=2)
    found = stage.delivery(delivery)
    assert (found.state, found.problem, found.scheduled) == (State.HANDED_OVER, Problem.MOVED_THERE, later)
    return found, later


def removed_there(stage: Stage) -> Delivery:
    """It was public; somebody took it away there, and it was noticed."""
    delivery = handed_over(stage)
    stage.run(hours=3, minutes=1)
    assert stage.delivery(delivery).state is State.PUBLISHED
    stage.platform.public.clear()
    for _ in range(60):
        stage.run(hours=1)
        if stage.delivery(delivery).problem is Problem.REMOVED_THERE:
            break
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.PUBLISHED, Problem.REMOVED_THERE)
    return found


def test_the_time_of_the_platform_can_be_taken_over(stage: Stage, handover: Handover) -> None:
    delivery, later = moved_there(stage)
    handover.adopt(delivery.id)
    found, post = stage.delivery(delivery), stage.posts.get(delivery.post_id)
    assert (found.state, found.due, found.notice) == (State.HANDED_OVER, later, None)
    assert post is not None and post.due == later
    stage.run(hours=1)
    assert stage.delivery(delivery).notice is None


def test_or_the_platform_is_told_our_time(stage: Stage, handover: Handover) -> None:
    delivery, _ = moved_there(stage)
    stage.planning.move(delivery.post_id, stage.clock() + timedelta(days=1))
    handover.ours(delivery.id)
    stage.run(minutes=5)
    found = stage.delivery(delivery)
    assert found.wish is None and found.notice is None
    assert there(stage, delivery).scheduled == found.due == found.scheduled


def test_or_this_computer_takes_it_back_and_sends_it_once(stage: Stage, handover: Handover) -> None:
    delivery, _ = moved_there(stage)
    handover.here(delivery.id)
    stage.run(minutes=5)
    assert stage.platform.of(delivery.account_id) == []
    stage.run(minutes=56)
    found = stage.delivery(delivery)
    assert (found.state, found.clock) == (State.PUBLISHED, Clock.PC)
    assert there(stage, delivery).scheduled is None


def test_what_was_taken_away_there_can_rest(stage: Stage, handover: Handover) -> None:
    delivery = removed_there(stage)
    handover.forget(delivery.id)
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.WITHDRAWN, None)
    stage.run(hours=5)
    assert stage.platform.of(delivery.account_id) == []


def test_or_come_out_once_more_as_another_post(stage: Stage, handover: Handover) -> None:
    delivery = removed_there(stage)
    handover.again(delivery.id)
    stage.run(seconds=1)
    (anew,) = stage.every_delivery()
    assert anew.state is State.PUBLISHED and anew.token != delivery.token
    assert there(stage, anew).token == anew.token
    with pytest.raises(NotAllowed):
        handover.again(anew.id)


def test_what_nobody_removed_is_neither_forgotten_nor_sent_again(stage: Stage, handover: Handover) -> None:
    delivery = handed_over(stage)
    stage.run(hours=3, minutes=1)
    for decision in (handover.forget, handover.again, handover.to_platform):
        with pytest.raises(NotAllowed):
            decision(delivery.id)
        with pytest.raises(NotAllowed):
            decision(99)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_the_platform_is_given_the_clock_only_where_it_would_take_it(stage: Stage, handover: Handover) -> None:
    keeper, plain = stage.connect("keeper"), stage.connect("plain")
    stage.accounts.choose_clock(keeper, Clock.PC)
    soon = stage.planned(keeper, due=stage.clock() + timedelta(minutes=6))
    other = stage.planned(plain, due=stage.clock() + timedelta(hours=3))
    good = stage.planned(keeper, due=stage.clock() + timedelta(hours=3))
    for one in (soon, other):
        with pytest.raises(NotAllowed):
            handover.to_platform(one.id)
    handover.to_platform(good.id)
    stage.run(seconds=1)
    assert stage.delivery(good).state is State.HANDED_OVER


def test_before_a_break_it_is_told_what_needs_this_computer(stage: Stage, handover: Handover) -> None:
    # Wednesday is the last day with somebody there; the next one is Monday
    office = stage.offices.get()._replace(
        hours=(Hours(0, time(8), time(12)), Hours(2, time(8), time(12))), zone="Europe/Berlin"
    )
    stage.offices.save(office)
    keeper = stage.connect("keeper")
    stage.accounts.choose_clock(keeper, Clock.PC)
    saturday = datetime(2026, 10, 17, 8, tzinfo=UTC)
    inside = stage.planned(keeper, due=saturday)
    by_hand = stage.planned(stage.connect("manual"), due=saturday + timedelta(hours=1))
    stage.planned(keeper, due=datetime(2026, 10, 20, 8, tzinfo=UTC))
    found = handover.while_away()
    assert found is not None
    ahead, depending = found
    assert (ahead.start, ahead.end) == (
        datetime(2026, 10, 14, 10, tzinfo=UTC),
        datetime(2026, 10, 19, 6, tzinfo=UTC),
    )
    assert [(one.delivery.id, one.may_hand_over) for one in depending] == [(inside.id, True), (by_hand.id, False)]
    stage.offices.save(office._replace(away=(date(2026, 10, 14), date(2026, 10, 14))))
    assert handover.while_away() is None
