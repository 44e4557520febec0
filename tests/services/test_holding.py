"""„Alles anhalten“: at once, without a network, and out of it again one by one or all."""

from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.domain.delivery import Delivery, LatePolicy, State, Wish
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.hold import Late
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office
from amtdesk.services.answers import Words
from amtdesk.services.holding import Holding, next_slot
from tests.builders import draft
from tests.services.platform import MORNING, Stage
from tests.services.test_inbox import Office as Inboxed
from tests.services.test_inbox import comment


@pytest.fixture
def holding(stage: Stage) -> Holding:
    return Holding(stage.database, stage.changes, stage.clock, stage.planning, stage.offices)


def handed_over(stage: Stage) -> Delivery:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=3))
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    return delivery


def test_holding_says_who_when_and_why(stage: Stage, holding: Holding) -> None:
    stage.offices.save(stage.offices.get()._replace(short_sign="ka"))
    with pytest.raises(NotAllowed):
        holding.hold("  ")
    made = holding.hold("Unfall auf der B27 ")
    assert (made.by, made.reason, made.started) == ("ka", "Unfall auf der B27", MORNING)
    assert holding.current() == made
    with pytest.raises(NotAllowed):
        holding.hold("noch einmal")
    stage.clock.on(hours=1)
    holding.release({}, end=True)
    assert holding.current() is None
    assert [(one.reason, one.ended) for one in holding.history()] == [("Unfall auf der B27", stage.clock())]


def test_everything_planned_is_held_also_what_goes_by_hand(stage: Stage, holding: Holding) -> None:
    post = stage.planning.plan(stage.draft(stage.connect(), stage.connect("manual")).id)
    holding.hold("Unfall")
    assert {one.before for one in holding.held()} == {State.PLANNED, State.BY_HAND}
    holding.release({d.id: stage.clock() + timedelta(hours=2) for d in post.deliveries}, end=True)
    found = stage.posts.get(post.id)
    assert found is not None
    assert [d.state for d in found.deliveries] == [State.PLANNED, State.BY_HAND]
    assert found.due == stage.clock() + timedelta(hours=2)


def test_what_is_planned_later_is_held_too(stage: Stage, holding: Holding) -> None:
    holding.hold("Unfall")
    assert stage.delivery(stage.planned(stage.connect())).state is State.HELD


def test_one_released_goes_out_while_the_rest_stays(stage: Stage, holding: Holding) -> None:
    account = stage.connect()
    one, other = stage.planned(account), stage.planned(account, text="Ein anderer.")
    holding.hold("Unfall")
    holding.release({one.id: stage.clock() + timedelta(minutes=10)}, end=False)
    stage.run(minutes=11)
    assert stage.delivery(one).state is State.PUBLISHED
    stage.run(hours=3)
    assert stage.delivery(other).state is State.HELD
    # decided one by one with the usual button
    stage.planning.retry(other.id)
    stage.run(seconds=1)
    assert stage.delivery(other).state is State.PUBLISHED


def test_what_a_platform_holds_is_taken_back_there_and_handed_over_anew(stage: Stage, holding: Holding) -> None:
    delivery = handed_over(stage)
    stage.platform.will("cancel", "offline")
    holding.hold("Unfall")
    assert stage.delivery(delivery).wish is Wish.HOLD
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.HANDED_OVER, "without a network it is still there, and said so"
    assert [words for _, words in holding.at_platforms()] == ["Herbstmarkt"]
    stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.HELD and stage.platform.of(delivery.account_id) == []
    assert holding.at_platforms() == []
    holding.release({delivery.id: stage.clock() + timedelta(days=1)}, end=True)
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_a_platform_that_will_not_give_it_back_is_told_of(stage: Stage, holding: Holding) -> None:
    delivery = handed_over(stage)
    stage.platform.will("cancel", "refuses", "refuses")
    holding.hold("Unfall")
    for _ in range(4):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.problem, found.wish) == (State.HANDED_OVER, Problem.WISH_REFUSED, None)
    assert [one.id for one, _ in holding.at_platforms()] == [delivery.id]


def test_ending_lets_platforms_keep_what_they_were_not_told_of(stage: Stage, holding: Holding) -> None:
    delivery = handed_over(stage)
    holding.hold("Unfall")
    holding.release({}, end=True)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.wish) == (State.HANDED_OVER, None)
    assert "cancel" not in stage.platform.calls


def test_proposals_keep_times_ahead_and_find_slots_for_the_rest(stage: Stage, holding: Holding) -> None:
    account = stage.connect()
    ahead = stage.planned(account, due=MORNING + timedelta(days=2))
    late = stage.planned(account, text="Heute um neun.", due=MORNING + timedelta(minutes=30))
    closed = stage.planned(
        account, text="Straße gesperrt.", due=MORNING + timedelta(minutes=40), late_policy=LatePolicy.LAPSE
    )
    holding.hold("Unfall")
    stage.clock.on(hours=6)
    found = {one.held[0].delivery.id: one for one in holding.proposals()}
    assert found[ahead.id].due == ahead.due and found[ahead.id].late is None
    assert (found[late.id].late, found[closed.id].late) == (Late.TOO_LATE, Late.LAPSED)
    assert local(found[late.id].due).strftime("%a %H:%M") == "Thu 09:00"
    assert len({one.due for one in found.values()}) == 3, "each has a slot of its own"


def test_a_slot_lies_in_presence(stage: Stage) -> None:
    friday = MORNING + timedelta(days=2, hours=8)
    assert local(next_slot(Office(), [], friday)).strftime("%a %H:%M") == "Mon 09:00"
    assert local(next_slot(Office(hours=()), [], MORNING)).hour == 9
    assert stage.clock() == MORNING


def test_answers_are_told_from_posts_and_wait_a_quarter_of_an_hour_at_most(tmp_path: Path) -> None:
    office = Inboxed(tmp_path)
    office.writes(comment("a1"))
    office.fetch()
    desk = office.desk
    (asked,) = desk.inbox.queue()
    desk.planning.plan(draft(desk, [office.account], due=office.clock() + timedelta(hours=1)).id)
    desk.answers.answer(asked.id, Words("Am Montag."))
    assert desk.holding.would_hold() == (1, 1, 0)
    desk.holding.hold("Unfall")
    today = desk.glance()
    assert (today.held, today.held_answers) == (1, 1)
    office.clock.on(minutes=22)
    answer, post = desk.holding.proposals()
    assert (answer.words, answer.answer, post.answer) == ("Am Montag.", True, False)
    assert (answer.due, answer.late) == (MORNING + timedelta(minutes=30), None)
    desk.holding.release({answer.held[0].delivery.id: answer.due}, end=False)
    assert desk.holding.would_hold() == (0, 1, 0)
