"""Steps a person decides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from amtdesk.domain.delivery import LatePolicy, State, Waits
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.finding import Finding
from amtdesk.domain.post import Post
from amtdesk.domain.schedule import local
from amtdesk.services.changes import Kind
from amtdesk.services.planning import Refused
from tests.services.platform import Died, Stage


def kept(stage: Stage, post: Post) -> Post:
    """The post as it stands in the file."""
    found = stage.posts.get(post.id)
    assert found is not None
    return found


def findings(refused: pytest.ExceptionInfo[Refused]) -> list[Finding]:
    return [note.finding for note in refused.value.notes]


def test_planning_makes_one_delivery_for_each_chosen_channel(stage: Stage) -> None:
    one, two, hand = stage.connect(), stage.connect("repeatable"), stage.connect("manual")
    post = stage.draft(one, two, hand, late_policy=LatePolicy.ASK, late_limit=10)
    news: list[Kind] = []
    stage.changes.listen(news.append)
    planned = stage.planning.plan(post.id)
    states = {d.account_id: d.state for d in planned.deliveries}
    assert states == {one: State.PLANNED, two: State.PLANNED, hand: State.BY_HAND}
    assert {(d.due, d.zone, d.late_policy, d.late_limit) for d in planned.deliveries} == {
        (post.due, "Europe/Berlin", LatePolicy.ASK, 10)
    }
    assert len({d.token for d in planned.deliveries}) == 3
    assert set(news) == {Kind.POSTS, Kind.DELIVERIES}


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ({"text": "  "}, Finding.TEXT_EMPTY),
        ({"text": "x" * 501}, Finding.TEXT_TOO_LONG),
        ({"text": "Am {{datum}}"}, Finding.PLACEHOLDER_OPEN),
        ({"due": None}, Finding.NO_TIME),
        ({"due": datetime(2026, 10, 14, 6, 29, tzinfo=UTC)}, Finding.TIME_PAST),
        ({"variants": ()}, Finding.NO_CHANNEL),
    ],
)
def test_planning_is_refused_with_what_is_missing_and_nothing_changes(
    stage: Stage, values: dict[str, object], finding: Finding
) -> None:
    post = stage.draft(stage.connect(), **values)
    with pytest.raises(Refused) as refused:
        stage.planning.plan(post.id)
    assert findings(refused) == [finding]
    assert kept(stage, post) == post


def test_one_bad_channel_refuses_the_whole_post(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    post = stage.draft(one, two)
    post = stage.posts.save(replace(post, variants=(post.variants[0], replace(post.variants[1], text="x" * 600))))
    with pytest.raises(Refused) as refused:
        stage.planning.plan(post.id)
    assert [(note.account_id, note.number) for note in refused.value.notes] == [(two, 100)]
    assert kept(stage, post).deliveries == ()


def test_planning_twice_is_refused(stage: Stage) -> None:
    post = stage.draft(stage.connect())
    stage.planning.plan(post.id)
    with pytest.raises(NotAllowed):
        stage.planning.plan(post.id)
    assert len(kept(stage, post).deliveries) == 1


def test_an_unknown_post_is_refused(stage: Stage) -> None:
    for step in (stage.planning.plan, stage.planning.publish_now, stage.planning.unplan):
        with pytest.raises(NotAllowed):
            step(99)


def test_a_channel_chosen_later_can_be_planned_beside_a_published_one(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    delivery = stage.planned(one)
    stage.run(hours=1)
    post = stage.posts.get(delivery.post_id)
    assert post is not None
    post = stage.posts.save(replace(post, variants=(*post.variants, replace(post.variants[0], account_id=two))))
    post = stage.planning.publish_now(post.id)
    assert {d.account_id: d.state for d in post.deliveries} == {one: State.PUBLISHED, two: State.PLANNED}
    stage.run()
    assert len(stage.platform.public) == 2


def test_publish_now_needs_no_time_and_takes_planned_ones_along(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    untimed = stage.planning.publish_now(stage.draft(one, due=None).id)
    assert untimed.due == stage.clock()
    post = stage.draft(one)
    stage.planning.plan(post.id)
    post = stage.posts.save(
        replace(kept(stage, post), variants=(*post.variants, replace(post.variants[0], account_id=two)))
    )
    post = stage.planning.publish_now(post.id)
    assert {d.due for d in post.deliveries} == {stage.clock()}
    stage.run()
    assert len(stage.platform.public) == 3


def test_a_removed_channel_is_no_obstacle_for_the_others(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    post = stage.draft(one, two)
    stage.accounts.remove(two)
    planned = stage.planning.plan(post.id)
    assert [d.account_id for d in planned.deliveries] == [one]
    lonely = stage.draft(two)
    with pytest.raises(Refused) as refused:
        stage.planning.plan(lonely.id)
    assert findings(refused) == [Finding.NO_CHANNEL]


def test_unplanned_is_a_draft_again_and_nothing_goes_out(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    post = stage.planning.unplan(delivery.post_id)
    assert (post.deliveries, post.stage) == ((), State.DRAFT)
    stage.run(hours=1)
    assert stage.platform.public == []
    with pytest.raises(NotAllowed):
        stage.planning.unplan(post.id)


def test_a_moved_post_goes_out_at_its_new_time_and_moving_back_undoes_it(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    later = delivery.due + timedelta(hours=3)
    moved = stage.planning.move(delivery.post_id, later)
    assert (moved.before, moved.after) == (delivery.due, later)
    assert stage.delivery(delivery).due == later
    assert moved.before is not None
    stage.planning.move(delivery.post_id, moved.before)
    assert stage.delivery(delivery).due == delivery.due
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_a_move_into_the_past_or_of_a_public_post_changes_nothing(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    with pytest.raises(NotAllowed):
        stage.planning.move(delivery.post_id, stage.clock())
    stage.run(hours=1)
    with pytest.raises(NotAllowed):
        stage.planning.move(delivery.post_id, stage.clock() + timedelta(hours=1))
    found = stage.posts.get(delivery.post_id)
    assert found is not None and found.due == delivery.due


def test_a_withdrawn_channel_does_not_hold_the_others(stage: Stage) -> None:
    one, two = stage.connect(), stage.connect()
    post = stage.planning.plan(stage.draft(one, two).id)
    stage.accounts.remove(two)
    later = stage.clock() + timedelta(hours=5)
    stage.planning.move(post.id, later)
    assert {d.account_id: (d.state, d.due) for d in kept(stage, post).deliveries} == {
        one: (State.PLANNED, later),
        two: (State.WITHDRAWN, post.due),
    }
    stage.posts.save(replace(kept(stage, post), text="Neuer Text"))


def test_moving_to_another_day_keeps_the_wall_time_across_the_change_of_clocks(stage: Stage) -> None:
    post = stage.draft(stage.connect(), due=datetime(2026, 10, 23, 7, 0, tzinfo=UTC))
    assert local(post.due or stage.clock()).hour == 9
    moved = stage.planning.move_to_day(post.id, date(2026, 10, 26))
    assert moved.after == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)


def test_moving_an_untimed_draft_to_a_day_takes_a_free_slot(stage: Stage) -> None:
    account = stage.connect()
    taken = stage.draft(account, due=datetime(2026, 10, 15, 7, 0, tzinfo=UTC))
    post = stage.draft(account, due=None)
    moved = stage.planning.move_to_day(post.id, date(2026, 10, 15))
    assert moved.after not in (None, taken.due)
    assert local(moved.after).date() == date(2026, 10, 15)


def test_moving_to_today_after_its_time_of_day_takes_the_next_free_slot(stage: Stage) -> None:
    stage.clock.on(hours=6)
    post = stage.draft(stage.connect(), due=datetime(2026, 10, 16, 7, 0, tzinfo=UTC))
    moved = stage.planning.move_to_day(post.id, date(2026, 10, 14))
    assert moved.after > stage.clock()
    assert local(moved.after).date() == date(2026, 10, 14)


def test_a_failed_one_is_sent_again_after_it_was_mended(stage: Stage) -> None:
    stage.platform.will("publish", "refuses")
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    with pytest.raises(NotAllowed):
        stage.planning.is_online(99, "")
    stage.planning.retry(delivery.id)
    found = stage.delivery(delivery)
    assert (found.state, found.due, found.problem, found.token) == (
        State.PLANNED,
        stage.clock(),
        None,
        delivery.token,
    )
    stage.run()
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_a_failed_one_is_planned_anew_at_the_posts_time(stage: Stage) -> None:
    stage.platform.will("publish", "refuses")
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    stage.planning.move(delivery.post_id, stage.clock() + timedelta(days=1))
    post = stage.planning.plan(delivery.post_id)
    assert (post.deliveries[0].state, post.deliveries[0].due) == (State.PLANNED, post.due)
    assert post.deliveries[0].ended is None


def unclear(stage: Stage) -> int:
    """A delivery that a person must decide about."""
    stage.platform.will("publish", "silent")
    delivery = stage.planned(stage.connect())
    for seconds in (3600, 120, 60):
        stage.run(seconds=seconds)
    assert stage.delivery(delivery).waits is Waits.PERSON
    return delivery.id


def test_while_the_program_looks_nothing_is_sent_again(stage: Stage) -> None:
    stage.platform.will("publish", "accepts and is silent")
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    with pytest.raises(NotAllowed):
        stage.planning.retry(delivery.id)
    stage.run(seconds=120)
    assert len(stage.platform.public) == 1


def test_sent_again_after_a_question_is_a_new_post_with_a_new_key(stage: Stage) -> None:
    delivery_id = unclear(stage)
    before = stage.every_delivery()[0]
    stage.planning.retry(delivery_id)
    after = stage.every_delivery()[0]
    assert after.token != before.token
    assert (after.state, after.final, after.remote_id, after.waits) == (State.PLANNED, None, None, None)
    stage.run()
    assert stage.every_delivery()[0].state is State.PUBLISHED


def test_an_id_from_before_the_question_is_not_read_back_later(stage: Stage) -> None:
    stage.platform.will("read_back", "gone", "gone", "gone")
    delivery = stage.planned(stage.connect())
    for seconds in (3600, 61, 61):
        stage.run(seconds=seconds)
    assert stage.delivery(delivery).waits is Waits.PERSON
    stage.platform.public.clear()
    stage.planning.retry(delivery.id)
    stage.platform.will("publish", "dies")
    with pytest.raises(Died):
        stage.run()
    stage.restart()
    assert stage.delivery(delivery).remote_id is None


def test_what_is_online_counts_as_published(stage: Stage) -> None:
    delivery_id = unclear(stage)
    stage.planning.is_online(delivery_id, " https://a.example/1 ")
    found = stage.every_delivery()[0]
    assert (found.state, found.url, found.waits, found.problem) == (
        State.PUBLISHED_BY_HAND,
        "https://a.example/1",
        None,
        None,
    )
    assert found.ended == stage.clock()


def test_what_was_dropped_goes_nowhere(stage: Stage) -> None:
    delivery_id = unclear(stage)
    stage.planning.drop(delivery_id)
    stage.run(hours=1)
    assert stage.every_delivery()[0].state is State.WITHDRAWN
    assert stage.platform.public == []


def test_by_hand_instead_is_not_sent(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    stage.planning.by_hand(delivery.id)
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.BY_HAND
    assert stage.platform.public == []


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (step, state)
        for step in ("retry", "by_hand", "drop", "is_online")
        for state in (State.SENDING, State.HANDED_OVER, State.PUBLISHED)
        # what a platform holds it can be asked to give back
        if (step, state) != ("drop", State.HANDED_OVER)
    ],
)
def test_a_late_click_changes_nothing_of_what_is_on_its_way(stage: Stage, step: str, state: State) -> None:
    delivery = stage.planned(stage.connect())
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = ?", (state.value,))
    with pytest.raises(NotAllowed):
        getattr(stage.planning, step)(delivery.id, *(["https://a.example"] if step == "is_online" else []))
    assert stage.delivery(delivery).state is state


def test_notes_name_a_channel_that_must_be_connected_anew_without_blocking(stage: Stage) -> None:
    account = stage.connect()
    stage.platform.will("connect", "denies")
    with pytest.raises(Exception, match=Problem.ACCESS_EXPIRED.value):
        stage.accounts.test(account)
    notes = stage.planning.notes(stage.draft(account))
    assert [(note.finding, note.blocks) for note in notes] == [(Finding.CHANNEL_RECONNECT, False)]
    assert stage.planning.plan(stage.draft(account).id).deliveries


def test_free_slots_avoid_other_posts_but_not_the_post_itself(stage: Stage) -> None:
    day = date(2026, 10, 15)
    nine = datetime(2026, 10, 15, 7, 0, tzinfo=UTC)
    assert stage.planning.free_slot(day) == nine
    post = stage.draft(stage.connect(), due=nine)
    assert stage.planning.free_slot(day) != nine
    assert stage.planning.free_slot(day, but=post.id) == nine
