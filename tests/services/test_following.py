"""What happens to posts at their platforms while nobody here does anything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Clock, Delivery, State, Waits
from amtdesk.domain.errors import Problem
from tests.services.platform import Public, Stage
from tests.services.test_wishes import handed_over


def there(stage: Stage, delivery: Delivery) -> Public:
    (found,) = stage.platform.of(delivery.account_id)
    return found


def test_planned_far_enough_ahead_it_is_handed_over_at_once(stage: Stage) -> None:
    delivery = handed_over(stage)
    assert (delivery.clock, delivery.scheduled, delivery.remote_id) == (Clock.PLATFORM, delivery.due, "k1")
    assert stage.log_of(delivery) == [("hand over", "accepted"), ("read back", "published")]
    stage.run(hours=70)
    found = stage.delivery(delivery)
    assert (found.state, found.problem, found.ended) == (State.PUBLISHED, None, delivery.due)
    assert stage.platform.calls.count("hand_over") == 1
    assert "publish" not in stage.platform.calls


@pytest.mark.parametrize("minutes", [7, 60 * 24 * 31])
def test_too_near_or_too_far_this_computer_keeps_it(stage: Stage, minutes: int) -> None:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(minutes=minutes))
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.PLANNED
    stage.run(minutes=minutes)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_a_person_may_keep_the_clock_here(stage: Stage) -> None:
    account_id = stage.connect("keeper")
    stage.accounts.choose_clock(account_id, Clock.PC)
    delivery = stage.planned(account_id, due=stage.clock() + timedelta(hours=3))
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.PLANNED
    stage.accounts.choose_clock(account_id, Clock.PLATFORM)
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.HANDED_OVER


def test_handing_over_is_tried_again_and_at_its_time_this_computer_sends_it(stage: Stage) -> None:
    stage.platform.will("hand_over", *["offline"] * 40)
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=1))
    for _ in range(12):
        stage.run(minutes=5)
    found = stage.delivery(delivery)
    assert found.state is State.PUBLISHED
    assert found.clock is Clock.PC
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_a_text_the_platform_never_takes_fails_long_before_its_time(stage: Stage) -> None:
    stage.platform.will("hand_over", "refuses")
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=5))
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.FAILED, Problem.TEXT_TOO_LONG)
    stage.planning.retry(delivery.id)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.scheduled) == (State.HANDED_OVER, delivery.due)


@pytest.mark.parametrize("how", ["accepts and is silent", "accepts and stumbles", "accepts and dies"])
def test_a_hand_over_without_an_answer_is_looked_up(stage: Stage, how: str) -> None:
    stage.platform.will("hand_over", how)
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=5))
    try:
        stage.run(seconds=1)
    except BaseException:  # noqa: BLE001 - the process is gone
        stage.restart()
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.UNCERTAIN
    stage.run(seconds=121)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    assert len(stage.platform.of(delivery.account_id)) == 1


def test_a_server_that_does_not_care_for_the_time_is_told_from_its_answer(stage: Stage) -> None:
    stage.platform.will("hand_over", "at once")
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock() + timedelta(hours=5))
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.notice) == (State.PUBLISHED, Problem.PUBLISHED_EARLY)
    account = stage.accounts.get(delivery.account_id)
    assert account is not None
    assert stage.accounts.clock_of(account) is Clock.PC, "it will not be trusted again"


def test_moved_there_is_noticed_within_half_an_hour(stage: Stage) -> None:
    delivery = handed_over(stage)
    theirs = delivery.due + timedelta(hours=6)
    there(stage, delivery).scheduled = theirs
    stage.run(minutes=29)
    assert stage.delivery(delivery).notice is None
    stage.run(minutes=2)
    found = stage.delivery(delivery)
    assert (found.state, found.notice, found.scheduled, found.due) == (
        State.HANDED_OVER,
        Problem.MOVED_THERE,
        theirs,
        delivery.due,
    )


def test_after_a_start_it_is_asked_soon(stage: Stage) -> None:
    delivery = handed_over(stage)
    there(stage, delivery).scheduled = delivery.due + timedelta(hours=1)
    stage.restart()
    stage.run(minutes=6)
    assert stage.delivery(delivery).notice is Problem.MOVED_THERE


def test_another_text_there_is_noticed(stage: Stage) -> None:
    delivery = handed_over(stage)
    there(stage, delivery).text = "Der Markt fällt aus."
    stage.run(minutes=31)
    assert stage.delivery(delivery).notice is Problem.CHANGED_THERE


def test_deleted_there_has_failed_after_two_looks(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.platform.public.clear()
    stage.run(minutes=31)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.FAILED, Problem.REMOVED_THERE)
    stage.planning.retry(delivery.id)
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.scheduled) == (State.HANDED_OVER, delivery.due)


def test_published_early_there_is_noticed(stage: Stage) -> None:
    delivery = handed_over(stage)
    there(stage, delivery).scheduled = None
    stage.run(minutes=31)
    found = stage.delivery(delivery)
    assert (found.state, found.notice) == (State.PUBLISHED, Problem.PUBLISHED_EARLY)


def test_a_platform_that_lets_the_time_pass_is_spoken_of(stage: Stage) -> None:
    delivery = handed_over(stage)
    public = there(stage, delivery)
    public.late = timedelta(minutes=20)
    stage.run(hours=3)
    for _ in range(12):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.notice) == (State.HANDED_OVER, Problem.STILL_WAITING)
    stage.run(minutes=10)
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.PUBLISHED, None)


@pytest.mark.parametrize("how", ["offline", "brakes", "denies"])
def test_no_answer_changes_nothing(stage: Stage, how: str) -> None:
    delivery = handed_over(stage)
    stage.platform.will("read_back", how)
    stage.run(minutes=31)
    found = stage.delivery(delivery)
    assert (found.state, found.notice, found.scheduled) == (State.HANDED_OVER, None, delivery.due)
    stage.platform.calls.clear()
    stage.run(minutes=4)
    assert "read_back" not in stage.platform.calls
    stage.run(minutes=2)
    assert "read_back" in stage.platform.calls


def test_what_was_deleted_after_it_was_published_is_noticed(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.PUBLISHED
    stage.platform.public.clear()
    stage.run(minutes=31)
    assert stage.delivery(delivery).notice is None
    stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.notice) == (State.PUBLISHED, Problem.REMOVED_THERE)


def test_published_posts_are_not_watched_for_ever(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    stage.run(days=4)
    stage.platform.calls.clear()
    stage.run(hours=5)
    assert stage.platform.calls == []
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_what_is_due_there_is_asked_after_again_and_again(stage: Stage) -> None:
    stage.platform.will("publish", "waits")
    delivery = stage.planned(stage.connect())
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    stage.platform.will("read_back", "offline", "offline")
    stage.run(seconds=61)
    stage.run(seconds=20)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    stage.run(seconds=61)
    stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_refused_twice_when_it_is_due_a_person_decides(stage: Stage) -> None:
    delivery = handed_over(stage)
    stage.platform.will("read_back", "refuses", "refuses")
    stage.run(hours=3)
    stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)


def test_two_pictures_stay_here_where_the_platform_takes_one(stage: Stage) -> None:
    from tests.channels.conftest import png

    account_id = stage.connect("keeper")
    post = stage.draft(account_id, due=stage.clock() + timedelta(hours=3))
    taken = [stage.posts.take_picture(png(40 + one, 30), "bild.png") for one in range(2)]
    from amtdesk.domain.post import Attached

    for number, state in ((2, State.PLANNED), (1, State.HANDED_OVER)):
        post = stage.posts.save(replace(post, pictures=tuple(Attached(one, "Bild") for one in taken[:number])))
        if not post.deliveries:
            post = stage.planning.plan(post.id)
        stage.run(seconds=1)
        assert stage.delivery(post.deliveries[0]).state is state
        post = stage.posts.get(post.id) or post
