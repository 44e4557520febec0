"""Sending one delivery: by this computer's clock or by the platform's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amtdesk.domain.card import LinkCard
from amtdesk.domain.delivery import Clock, State
from amtdesk.domain.errors import Problem
from tests.services.platform import Stage


def test_at_its_time_it_is_sent_from_here_whoever_was_to_hold_the_clock(stage: Stage) -> None:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(minutes=4))
    assert delivery.clock is Clock.PLATFORM
    stage.run(minutes=4)
    found = stage.delivery(delivery)
    assert (found.state, found.clock) == (State.PUBLISHED, Clock.PC)
    assert "hand_over" not in stage.platform.calls


def test_a_scheduler_that_is_full_leaves_it_to_this_computer(stage: Stage) -> None:
    stage.platform.will("hand_over", "full")
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=2))
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.clock, found.problem) == (State.PLANNED, Clock.PC, None)
    stage.run(hours=2)
    assert stage.delivery(delivery).state is State.PUBLISHED


@pytest.mark.parametrize("how", ["brakes", "offline", "denies"])
def test_what_could_not_be_handed_over_is_never_late_for_it(stage: Stage, how: str) -> None:
    stage.platform.until = stage.clock() + timedelta(days=3)
    stage.platform.will("hand_over", how)
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=2))
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert found.state is State.PLANNED
    assert found.next_try is not None and found.next_try <= delivery.due
    if how == "denies":
        assert found.problem is Problem.ACCESS_EXPIRED
        stage.accounts.test(delivery.account_id)
    stage.run(hours=2)
    stage.run(minutes=2)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.of(delivery.account_id)) == 1


@pytest.mark.parametrize("takes", [True, False])
def test_a_card_is_brought_first_where_the_kind_takes_one(stage: Stage, takes: bool) -> None:
    kinds = stage.accounts.kinds
    stage.accounts.kinds = {**kinds, "plain": replace(kinds["plain"], cards=takes)}
    link = "https://www.musterbach.example/fest"
    delivery = stage.planned(stage.connect(), text=f"Mehr: {link}", card=LinkCard(link, "Fest"))
    if takes:
        # nothing is out yet: it is tried again
        stage.platform.will("upload", "offline")
        stage.run(hours=1)
        assert stage.delivery(delivery).state is State.PLANNED
    stage.run(**{"minutes": 5} if takes else {"hours": 1})
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert ("upload" in stage.platform.calls) is takes
    assert len(stage.platform.of(delivery.account_id)) == 1
