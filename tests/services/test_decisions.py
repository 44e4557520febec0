"""Deciding about one delivery."""

from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Clock, State, Wish
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.services.decisions import new_token
from tests.services.platform import Stage


def test_tokens_are_never_the_same() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000


def test_what_failed_is_sent_now_with_the_name_it_had(stage: Stage) -> None:
    stage.platform.will("publish", "refuses")
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    stage.planning.retry(delivery.id)
    found = stage.delivery(delivery)
    assert (found.state, found.due, found.token, found.ended) == (
        State.PLANNED,
        stage.clock(),
        delivery.token,
        None,
    )


def test_what_the_platform_was_to_keep_is_handed_over_anew_under_another_name(stage: Stage) -> None:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=9))
    stage.run(seconds=1)
    stage.platform.public.clear()
    stage.run(minutes=31)
    stage.run(seconds=61)
    assert stage.delivery(delivery).problem is Problem.REMOVED_THERE
    stage.planning.retry(delivery.id)
    found = stage.delivery(delivery)
    assert (found.due, found.clock, found.scheduled) == (delivery.due, Clock.PLATFORM, None)
    assert found.token != delivery.token


def test_dropping_what_the_platform_holds_is_a_wish(stage: Stage) -> None:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=9))
    stage.run(seconds=1)
    stage.planning.drop(delivery.id)
    found = stage.delivery(delivery)
    assert (found.state, found.wish) == (State.HANDED_OVER, Wish.WITHDRAWN)


def test_no_such_delivery(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        stage.planning.drop(99)
