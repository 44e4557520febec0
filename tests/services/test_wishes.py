"""What a person wants of a post that the platform holds: done there, now or when it can be reached."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Clock, Delivery, State, Waits, Wish
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.services.wishes import wish
from tests.services.platform import Stage


def handed_over(stage: Stage, **ahead: float) -> Delivery:
    """A post that waits at the platform for its time, three hours from now unless told otherwise."""
    due = stage.clock() + timedelta(**(ahead or {"hours": 3}))
    delivery = stage.planned(stage.connect("keeper"), due=due)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert found.state is State.HANDED_OVER
    return found


def waiting(stage: Stage, delivery: Delivery) -> list[str]:
    return [f"{one.text} {one.scheduled:%H:%M}" for one in stage.platform.of(delivery.account_id) if one.scheduled]


def test_a_move_is_told_to_the_platform(stage: Stage) -> None:
    delivery = handed_over(stage)
    later = delivery.due + timedelta(days=1)
    stage.planning.move(delivery.post_id, later)
    assert stage.delivery(delivery).wish is Wish.MOVE
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.wish, found.due, found.scheduled) == (State.HANDED_OVER, None, later, later)
    assert [one.scheduled for one in stage.platform.of(delivery.account_id)] == [later]
    assert stage.platform.calls.count("hand_over") == 1


def test_a_move_without_a_network_is_done_when_it_is_back(stage: Stage) -> None:
    delivery = handed_over(stage)
    later = delivery.due + timedelta(hours=2)
    stage.platform.will("reschedule", "offline", "silent")
    stage.planning.move(delivery.post_id, later)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.wish, found.due, found.scheduled, found.problem) == (
        Wish.MOVE,
        later,
        delivery.due,
        Problem.OFFLINE,
    )
    stage.restart()
    for _ in range(3):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.wish, found.scheduled, found.problem) == (None, later, None)


def test_a_move_that_comes_too_late_ends_as_it_really_was(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.platform.will("reschedule", "offline")
    stage.planning.move(delivery.post_id, delivery.due + timedelta(days=1))
    stage.run(seconds=1)
    stage.run(hours=4)
    found = stage.delivery(delivery)
    assert (found.state, found.problem, found.wish) == (State.PUBLISHED, Problem.WISH_TOO_LATE, None)
    assert (found.due, found.ended) == (delivery.due, delivery.due)
    stage.run(days=2)
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_a_move_nearer_than_the_platform_takes_comes_back_to_this_computer(stage: Stage) -> None:
    delivery = handed_over(stage)
    soon = stage.clock() + timedelta(minutes=4)
    stage.planning.move(delivery.post_id, soon)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.clock, found.due) == (State.PLANNED, Clock.PC, soon)
    stage.run(minutes=4)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_another_text_waits_until_nobody_writes_and_then_replaces_the_first(stage: Stage) -> None:
    delivery = handed_over(stage)
    for words in ("Am Sonntag ist", "Am Sonntag ist Herbstmarkt, mit Musik."):
        post = stage.posts.get(delivery.post_id)
        assert post is not None
        stage.posts.save(replace(post, text=words))
        stage.run(seconds=60)
    assert waiting(stage, delivery) == ["Am Sonntag ist Herbstmarkt. 09:30"]
    stage.run(seconds=61)
    stage.run(seconds=1)
    assert waiting(stage, delivery) == ["Am Sonntag ist Herbstmarkt, mit Musik. 09:30"]
    found = stage.delivery(delivery)
    assert (found.state, found.wish) == (State.HANDED_OVER, None)
    assert found.token != delivery.token


def test_another_text_shortly_before_the_time_is_told_in_time(stage: Stage) -> None:
    delivery = handed_over(stage, minutes=30)
    stage.clock.now = delivery.due - timedelta(minutes=4)
    post = stage.posts.get(delivery.post_id)
    assert post is not None
    stage.posts.save(replace(post, text="Ohne Musik."))
    stage.run(minutes=1)
    assert stage.delivery(delivery).state is State.PLANNED
    stage.run(minutes=3)
    assert [one.text for one in stage.platform.of(delivery.account_id)] == ["Ohne Musik."]


def test_back_to_a_draft_takes_it_back_at_the_platform(stage: Stage) -> None:
    delivery = handed_over(stage)
    assert stage.planning.unplan(delivery.post_id).stage is State.DRAFT
    stage.run(seconds=1)
    post = stage.posts.get(delivery.post_id)
    assert post is not None
    assert post.deliveries == ()
    assert stage.platform.of(delivery.account_id) == []


def test_planning_again_before_the_platform_was_told_sends_one(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.planning.unplan(delivery.post_id)
    stage.planning.plan(delivery.post_id)
    stage.run(seconds=1)
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_what_is_dropped_is_withdrawn_there(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.planning.drop(delivery.id)
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.WITHDRAWN
    assert stage.platform.of(delivery.account_id) == []


@pytest.mark.parametrize("how", ["accepts and dies", "accepts and is silent"])
def test_a_cancel_without_an_answer_is_not_done_twice_over(stage: Stage, how: str) -> None:
    delivery = handed_over(stage)
    stage.platform.will("cancel", how)
    stage.planning.drop(delivery.id)
    try:
        stage.run(seconds=1)
    except BaseException:  # noqa: BLE001 - the process is gone
        stage.restart()
    for _ in range(4):
        stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.WITHDRAWN


def test_publishing_now_takes_it_back_first(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.planning.publish_now(delivery.post_id)
    stage.run(seconds=1)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.clock, found.problem) == (State.PUBLISHED, Clock.PC, None)
    (public,) = stage.platform.of(delivery.account_id)
    assert public.scheduled is None


def test_dropped_too_late_it_is_public_and_said(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.clock.on(hours=4)
    stage.planning.drop(delivery.id)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.notice) == (State.PUBLISHED, Problem.WISH_TOO_LATE)


def test_what_the_platform_refuses_stays_as_it_is(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.platform.will("reschedule", "refuses", "refuses")
    stage.planning.move(delivery.post_id, delivery.due + timedelta(hours=1))
    stage.run(seconds=1)
    stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.notice, found.due) == (State.HANDED_OVER, Problem.WISH_REFUSED, delivery.due)


def test_gone_there_and_past_its_time_a_person_decides(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.planning.move(delivery.post_id, delivery.due + timedelta(hours=1))
    stage.platform.public.clear()
    stage.clock.on(hours=3, minutes=3)
    for _ in range(5):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)


def test_a_wish_for_what_is_no_longer_there_is_refused(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.run(hours=4)
    assert stage.delivery(delivery).state is State.PUBLISHED
    with pytest.raises(NotAllowed):
        stage.planning.drop(delivery.id)


def test_what_is_held_is_taken_back_there_and_waits_here(stage: Stage) -> None:
    delivery = handed_over(stage)
    with stage.database.writing() as connection:
        wish(connection, delivery, Wish.HOLD, stage.clock())
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.remote_id, found.clock) == (State.HELD, None, Clock.PLATFORM)
    assert stage.platform.of(delivery.account_id) == []
