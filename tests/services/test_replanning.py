"""New times for what missed its own, several at once, and back again."""

from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import NotAllowed
from tests.services.platform import MORNING, Stage


def missed(stage: Stage, *accounts: int) -> list[Delivery]:
    post = stage.planning.plan(stage.draft(*accounts).id)
    stage.run(days=2)
    found = [stage.delivery(one) for one in post.deliveries]
    assert {one.state for one in found} == {State.MISSED}
    return found


def test_several_get_new_times_at_once_and_go_out_then(stage: Stage) -> None:
    one, hand = missed(stage, stage.connect(), stage.connect("manual"))
    due = stage.clock() + timedelta(hours=1)
    before = stage.planning.plan_again({one.id: due, hand.id: due})
    assert [stage.delivery(d).state for d in (one, hand)] == [State.PLANNED, State.BY_HAND]
    post = stage.posts.get(one.post_id)
    assert post is not None and post.due == due
    stage.planning.undo(before)
    assert [stage.delivery(d) for d in (one, hand)] == [one, hand]
    post = stage.posts.get(one.post_id)
    assert post is not None and post.due == MORNING + timedelta(hours=1)
    stage.planning.plan_again({one.id: due, hand.id: due})
    stage.run(hours=1)
    assert stage.delivery(one).state is State.PUBLISHED
    stage.planning.undo(before)
    assert stage.delivery(one).state is State.PUBLISHED, "what is public stays public"


def test_one_bad_time_changes_nothing(stage: Stage) -> None:
    one, other = missed(stage, stage.connect(), stage.connect())
    with pytest.raises(NotAllowed):
        stage.planning.plan_again({one.id: stage.clock() + timedelta(hours=1), other.id: stage.clock()})
    with pytest.raises(NotAllowed):
        stage.planning.plan_again({one.id: stage.clock() + timedelta(hours=1), 99: stage.clock() + timedelta(hours=1)})
    assert [stage.delivery(d).state for d in (one, other)] == [State.MISSED] * 2


def test_a_new_time_also_where_another_channel_is_public(stage: Stage) -> None:
    one, other = missed(stage, stage.connect(), stage.connect())
    stage.planning.is_online(other.id, "https://a.example/1")
    due = stage.clock() + timedelta(hours=1)
    stage.planning.plan_again({one.id: due})
    assert (stage.delivery(one).state, stage.delivery(one).due) == (State.PLANNED, due)
    post = stage.posts.get(one.post_id)
    assert post is not None and post.due == MORNING + timedelta(hours=1), "the post appeared when it appeared"


def test_dropping_several_can_be_undone(stage: Stage) -> None:
    found = missed(stage, stage.connect(), stage.connect())
    before = stage.planning.drop_all([one.id for one in found])
    assert {stage.delivery(one).state for one in found} == {State.WITHDRAWN}
    stage.planning.undo(before)
    assert [stage.delivery(one) for one in found] == found


def test_what_was_dropped_can_be_taken_up_again(stage: Stage) -> None:
    (delivery,) = missed(stage, stage.connect())
    with pytest.raises(NotAllowed):
        stage.planning.resume(delivery.id)
    stage.planning.drop(delivery.id)
    stage.planning.resume(delivery.id)
    stage.planning.move(delivery.post_id, stage.clock() + timedelta(hours=1))
    again = stage.planning.plan(delivery.post_id).deliveries
    assert [one.state for one in again] == [State.PLANNED]


def test_what_is_planned_is_neither_replanned_nor_dropped_here(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    with pytest.raises(NotAllowed):
        stage.planning.plan_again({delivery.id: stage.clock() + timedelta(hours=1)})
    with pytest.raises(NotAllowed):
        stage.planning.drop_all([delivery.id])
