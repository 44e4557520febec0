"""Each due delivery exactly once, or a state that says why not."""

import logging
import sqlite3
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import Delivery, LatePolicy, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.domain.post import Attached
from amtdesk.domain.retry import LOOK_AFTER
from amtdesk.services.accounts import Access
from amtdesk.services.publisher import Publisher
from tests.services.platform import Died, Stage


def sent(stage: Stage, *, kind: str = "plain", **values: Any) -> Delivery:
    """A delivery whose time has come, after one pass."""
    delivery = stage.planned(stage.connect(kind), **values)
    stage.run(hours=1)
    return stage.delivery(delivery)


def test_nothing_goes_out_before_its_time(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    stage.run(minutes=59)
    assert stage.delivery(delivery).state is State.PLANNED
    assert stage.platform.public == []
    assert stage.publisher.next_moment() == delivery.due
    assert stage.publisher.overdue() == []


def test_published_needs_the_platforms_id_and_a_read_back(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    report = stage.run(hours=1)
    found = stage.delivery(delivery)
    assert found.state is State.PUBLISHED
    assert (found.remote_id, found.url) == ("p1", "https://platform.example/p1")
    assert found.ended == stage.clock()
    assert (found.problem, found.waits, found.next_try) == (None, None, None)
    assert report.reached == {State.PUBLISHED: [delivery.id]}
    assert report.troubles == []
    assert stage.log_of(delivery) == [("publish", "accepted"), ("read back", "published")]
    stage.run(minutes=5)
    assert len(stage.platform.public) == 1


@pytest.mark.parametrize("how", ["gone", "offline", "bug", "denies"])
def test_what_cannot_be_read_back_is_not_called_published_yet(stage: Stage, how: str) -> None:
    stage.platform.will("read_back", how)
    delivery = sent(stage)
    assert (delivery.state, delivery.waits, delivery.remote_id) == (State.UNCERTAIN, Waits.LOOK_UP, "p1")
    assert delivery.problem is Problem.NOT_CONFIRMED
    stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert stage.platform.calls.count("publish") == 1


def test_what_is_never_shown_becomes_a_question(stage: Stage) -> None:
    stage.platform.will("read_back", "gone", "gone", "gone")
    delivery = sent(stage)
    stage.run(seconds=61)
    stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)
    assert stage.platform.calls.count("publish") == 1


@pytest.mark.parametrize("kind", ["plain", "repeatable"])
def test_certainly_not_sent_is_tried_again_with_growing_pauses(stage: Stage, kind: str) -> None:
    stage.platform.will("publish", *["offline"] * 6)
    delivery = sent(stage, kind=kind)
    pauses = []
    for _ in range(6):
        found = stage.delivery(delivery)
        assert found.state is State.PLANNED
        assert found.problem is Problem.OFFLINE
        assert found.next_try is not None
        pauses.append((found.next_try - stage.clock()).total_seconds())
        before = len(stage.platform.calls)
        stage.run(seconds=pauses[-1] - 1)
        assert len(stage.platform.calls) == before, "not before its time"
        stage.run(seconds=1)
    assert pauses == [15, 30, 60, 120, 240, 300]
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.public) == 1


def test_a_platform_that_brakes_is_left_alone_as_long_as_it_says(stage: Stage) -> None:
    stage.platform.will("publish", "brakes")
    stage.platform.until = stage.clock() + timedelta(hours=1, minutes=20)
    delivery = sent(stage)
    assert delivery.next_try == stage.platform.until
    assert delivery.problem is Problem.RATE_LIMITED
    assert stage.publisher.overdue() == [delivery.id]
    stage.run(minutes=19, seconds=59)
    assert stage.platform.calls.count("publish") == 1
    stage.run(seconds=1)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_put_off_beyond_its_limit_it_is_missed_when_the_limit_is_over(stage: Stage) -> None:
    stage.platform.will("publish", "brakes")
    stage.platform.until = stage.clock() + timedelta(days=3650)
    delivery = sent(stage)
    assert delivery.next_try == delivery.due + timedelta(minutes=30, seconds=1)
    stage.run(minutes=30, seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.MISSED, Problem.RATE_LIMITED)
    assert stage.platform.calls.count("publish") == 1


def test_what_the_platform_refuses_has_failed_with_its_reason(stage: Stage) -> None:
    stage.platform.will("publish", "refuses")
    delivery = stage.planned(stage.connect())
    report = stage.run(hours=1)
    found = stage.delivery(delivery)
    assert (found.state, found.problem, found.detail) == (State.FAILED, Problem.TEXT_TOO_LONG, "too long")
    assert report.troubles == [delivery.id]
    stage.run(minutes=5)
    assert stage.platform.calls.count("publish") == 1


@pytest.mark.parametrize("how", ["accepts and is silent", "accepts and stumbles"])
def test_a_lost_answer_is_looked_up_after_two_minutes_and_found(stage: Stage, how: str) -> None:
    stage.platform.will("publish", how)
    delivery = sent(stage)
    assert (delivery.state, delivery.waits) == (State.UNCERTAIN, Waits.LOOK_UP)
    assert delivery.next_try == stage.clock() + LOOK_AFTER
    stage.run(seconds=119)
    assert "look_up" not in stage.platform.calls
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.remote_id, found.url) == (State.PUBLISHED, "p1", "https://platform.example/p1")
    assert len(stage.platform.public) == 1


@pytest.mark.parametrize("how", ["silent", "bug"])
def test_not_found_twice_a_person_decides(stage: Stage, how: str) -> None:
    stage.platform.will("publish", how)
    delivery = sent(stage)
    stage.run(seconds=120)
    assert stage.delivery(delivery).waits is Waits.LOOK_UP
    stage.run(seconds=59)
    assert stage.platform.calls.count("look_up") == 1
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)
    stage.run(hours=1)
    assert stage.platform.calls.count("look_up") == 2
    assert stage.platform.calls.count("publish") == 1


def test_not_found_twice_a_repeatable_one_is_sent_again_under_the_same_key(stage: Stage) -> None:
    stage.platform.will("publish", "silent")
    delivery = sent(stage, kind="repeatable")
    stage.run(seconds=120)
    report = stage.run(seconds=60)
    found = stage.delivery(delivery)
    assert found.state is State.PUBLISHED
    assert [one.token for one in stage.platform.public] == [delivery.token]
    assert report.reached[State.PUBLISHED] == [delivery.id]


def test_a_server_still_at_work_is_waited_for(stage: Stage) -> None:
    stage.platform.will("publish", "accepts slowly")
    delivery = sent(stage)
    stage.run(seconds=120)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.public) == 1


@pytest.mark.parametrize(("how", "problem"), [("offline", Problem.OFFLINE), ("denies", Problem.ACCESS_EXPIRED)])
def test_no_answer_to_a_look_is_no_proof(stage: Stage, how: str, problem: Problem) -> None:
    stage.platform.will("publish", "accepts and is silent")
    stage.platform.will("look_up", *[how] * 4)
    delivery = sent(stage)
    stage.run(seconds=120)
    for _ in range(3):
        found = stage.delivery(delivery)
        assert (found.state, found.waits, found.looks, found.problem) == (State.UNCERTAIN, Waits.LOOK_UP, 0, problem)
        stage.run(seconds=60)
    stage.run(seconds=60)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_looking_heeds_a_platform_that_brakes(stage: Stage) -> None:
    stage.platform.will("publish", "accepts and is silent")
    stage.platform.will("look_up", "brakes")
    delivery = sent(stage)
    stage.platform.until = stage.clock() + timedelta(minutes=30)
    stage.run(seconds=120)
    assert stage.delivery(delivery).next_try == stage.platform.until


@pytest.mark.parametrize("how", ["refuses", "bug"])
def test_what_cannot_be_looked_up_becomes_a_question(stage: Stage, how: str) -> None:
    stage.platform.will("publish", "accepts and is silent")
    stage.platform.will("look_up", how, how)
    delivery = sent(stage)
    stage.run(seconds=120)
    stage.run(seconds=60)
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)
    assert stage.platform.calls.count("publish") == 1


def test_another_post_of_the_same_text_is_not_taken_for_this_one(stage: Stage) -> None:
    account = stage.connect()
    first = stage.planned(account)
    second = stage.planned(account)
    stage.platform.will("publish", "accepts", "silent")
    stage.run(hours=1)
    stage.run(seconds=120)
    stage.run(seconds=60)
    assert stage.delivery(first).state is State.PUBLISHED
    found = stage.delivery(second)
    assert (found.state, found.waits, found.remote_id) == (State.UNCERTAIN, Waits.PERSON, None)


def test_a_channel_that_wants_to_be_connected_anew_keeps_its_posts(stage: Stage) -> None:
    account = stage.connect()
    first, second = stage.planned(account), stage.planned(account, text="Zweiter")
    stage.platform.will("publish", "denies")
    stage.run(hours=1)
    assert stage.accounts.every()[0].standing is Standing.RECONNECT
    assert {stage.delivery(one).state for one in (first, second)} == {State.PLANNED}
    stage.run(minutes=10)
    assert stage.platform.calls.count("publish") == 1, "one refusal is enough"
    assert stage.delivery(second).problem is Problem.ACCESS_EXPIRED
    stage.accounts.test(account)
    stage.run(minutes=1)
    assert {stage.delivery(one).state for one in (first, second)} == {State.PUBLISHED}


def test_connected_anew_what_waited_goes_out_at_once(stage: Stage) -> None:
    account = stage.connect()
    first, second = stage.planned(account), stage.planned(account, text="Zweiter")
    stage.platform.will("publish", "denies")
    stage.run(hours=1)
    assert {stage.delivery(one).state for one in (first, second)} == {State.PLANNED}
    stage.accounts.reconnect(account, Access("plain", "Kanal", "", {}, {"password": "neu"}))
    stage.run()
    assert {stage.delivery(one).state for one in (first, second)} == {State.PUBLISHED}


@pytest.mark.parametrize(
    ("policy", "late", "state"),
    [
        (LatePolicy.PUBLISH, 30 * 60, State.PUBLISHED),
        (LatePolicy.PUBLISH, 30 * 60 + 1, State.MISSED),
        (LatePolicy.ASK, 120, State.PUBLISHED),
        (LatePolicy.ASK, 121, State.MISSED),
        (LatePolicy.LAPSE, 120, State.PUBLISHED),
        (LatePolicy.LAPSE, 121, State.WITHDRAWN),
    ],
)
def test_too_late_is_asked_about_or_lapses(stage: Stage, policy: LatePolicy, late: int, state: State) -> None:
    delivery = stage.planned(stage.connect(), late_policy=policy)
    stage.run(hours=1, seconds=late)
    found = stage.delivery(delivery)
    assert found.state is state
    assert len(stage.platform.public) == (state is State.PUBLISHED)
    if state is not State.PUBLISHED:
        assert found.problem is Problem.TOO_LATE
        assert found.ended == stage.clock()


def test_by_hand_is_missed_the_day_after(stage: Stage) -> None:
    delivery = stage.planned(stage.connect("manual"))
    stage.run(hours=10)
    assert stage.delivery(delivery).state is State.BY_HAND
    stage.run(hours=14)
    assert stage.delivery(delivery).state is State.MISSED


def test_one_broken_row_never_stops_the_others(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    account = stage.connect()
    broken, first, second = (stage.planned(account, text=text) for text in ("eins", "zwei", "drei"))
    stage.platform.will("open", "bug")
    with stage.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE delivery SET due = '2026-10-14T07:29:00Z' WHERE id = {broken.id}")
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        stage.run(hours=1)
    assert stage.delivery(broken).state is State.FAILED
    assert {stage.delivery(one).state for one in (first, second)} == {State.PUBLISHED}


def test_a_post_that_is_gone_never_stops_the_others(stage: Stage) -> None:
    account = stage.connect()
    gone, other = stage.planned(account, text="eins"), stage.planned(account, text="zwei")
    with stage.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE post SET deleted = '2026-10-14T07:00:00Z' WHERE id = {gone.post_id}")
    stage.run(hours=1)
    assert stage.delivery(other).state is State.PUBLISHED
    assert [one.text for one in stage.platform.public] == ["zwei"]


def test_the_key_stays_for_every_attempt_and_changes_with_the_text(stage: Stage) -> None:
    stage.platform.will("publish", "offline", "offline")
    delivery = sent(stage)
    stage.run(seconds=15)
    assert stage.delivery(delivery).token == delivery.token
    post = stage.posts.get(delivery.post_id)
    assert post is not None
    stage.posts.save(replace(post, text="Am Sonntag ist kein Herbstmarkt."))
    stage.run(seconds=30)
    found = stage.delivery(delivery)
    assert found.state is State.PUBLISHED
    assert found.token != delivery.token
    assert [(one.token, one.text) for one in stage.platform.public] == [
        (found.token, "Am Sonntag ist kein Herbstmarkt.")
    ]


def test_what_goes_out_is_what_stood_there_when_it_was_claimed(stage: Stage) -> None:
    stage.platform.will("publish", "accepts and is silent")
    delivery = sent(stage)
    post = stage.posts.get(delivery.post_id)
    assert post is not None
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE post SET text = 'etwas anderes'")
    stage.run(seconds=120)
    assert stage.delivery(delivery).state is State.PUBLISHED


@pytest.mark.parametrize(
    ("text", "problem"), [("Am {{datum}} ist Markt", Problem.PLACEHOLDER_OPEN), ("  \n", Problem.TEXT_EMPTY)]
)
def test_an_open_placeholder_or_nothing_never_leaves_the_program(stage: Stage, text: str, problem: Problem) -> None:
    delivery = stage.planned(stage.connect())
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE post SET text = ?", (text,))
    stage.run(hours=1)
    found = stage.delivery(delivery)
    assert (found.state, found.problem) == (State.FAILED, problem)
    assert stage.platform.public == []


@pytest.mark.parametrize("state", ["before", "after"])
@pytest.mark.parametrize("transactions", range(6))
@pytest.mark.parametrize("kind", ["plain", "repeatable"])
def test_dying_at_any_transaction_loses_and_doubles_nothing(
    stage: Stage, kind: str, transactions: int, state: str
) -> None:
    delivery = stage.planned(stage.connect(kind))
    stage.clock.on(hours=1)
    stage.database.dies_in, stage.database.dies_after_commit = transactions, state == "after"
    try:
        stage.publisher.run_due()
    except Died:
        stage.restart()
    stage.database.dies_in = None
    for _ in range(8):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    if kind == "plain" and not stage.platform.public:
        # claimed, and nobody can know whether it was sent
        assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)
    else:
        assert found.state is State.PUBLISHED
        assert len(stage.platform.public) == 1


@pytest.mark.parametrize("step", ["upload", "publish", "accepts and dies", "read_back", "open"])
def test_dying_in_any_call_loses_and_doubles_nothing(stage: Stage, step: str) -> None:
    content = BytesIO()
    Image.new("RGB", (64, 48), "red").save(content, "JPEG")
    picture = Attached(stage.posts.take_picture(content.getvalue(), "markt.jpg"), "Stände")
    delivery = stage.planned(stage.connect("repeatable"), pictures=(picture,))
    stage.platform.will(*(("publish", step) if step.startswith("accepts") else (step, "dies")))
    stage.clock.on(hours=1)
    with pytest.raises(Died):
        stage.publisher.run_due()
    stage.restart()
    for _ in range(8):
        stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.public) == 1


def test_a_crash_before_the_final_call_is_no_question(stage: Stage) -> None:
    account = stage.connect()
    delivery = stage.planned(account)
    with stage.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE delivery SET state = 'sending', attempts = 1, started = '2026-10-14T07:30:00Z', final = NULL"
        )
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_a_failing_log_does_not_touch_the_state(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("amtdesk.store.attempts.log", full)
    assert sent(stage).state is State.PUBLISHED
    assert len(stage.platform.public) == 1


@pytest.mark.parametrize("call", ["working", "report"])
def test_nothing_after_the_platforms_id_runs_the_call_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def breaks(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(stage.accounts, call, breaks)
    delivery = sent(stage)
    monkeypatch.undo()
    for _ in range(6):
        stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert stage.platform.calls.count("publish") == 1


def test_an_id_that_could_not_be_kept_is_found_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    real = stage.publisher._outcomes.move_on

    def breaks(delivery: Delivery, **values: Any) -> Delivery:
        if "remote_id" in values:
            raise sqlite3.OperationalError("database or disk is full")
        return real(delivery, **values)

    monkeypatch.setattr(stage.publisher._outcomes, "move_on", breaks)
    delivery = sent(stage)
    assert delivery.state is State.SENDING
    monkeypatch.undo()
    stage.run(seconds=5)
    assert stage.delivery(delivery).state is State.UNCERTAIN
    stage.run(seconds=120)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert stage.platform.calls.count("publish") == 1


def test_what_the_platform_keeps_back_is_followed_until_it_is_public(stage: Stage) -> None:
    stage.platform.will("publish", "waits")
    delivery = sent(stage)
    assert delivery.state is State.HANDED_OVER
    stage.run(seconds=5)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    stage.run(seconds=60)
    assert stage.delivery(delivery).state is State.PUBLISHED


def test_what_vanished_while_the_platform_kept_it_becomes_a_question(stage: Stage) -> None:
    stage.platform.will("publish", "waits")
    delivery = sent(stage)
    stage.platform.public.clear()
    for _ in range(4):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.PERSON)


def test_on_a_removed_account_nothing_goes_out(stage: Stage) -> None:
    account = stage.connect()
    delivery = stage.planned(account)
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE account SET removed = '2026-10-14T07:00:00Z'")
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.WITHDRAWN
    assert stage.platform.public == []


def test_who_does_not_have_the_turn_does_nothing(stage: Stage) -> None:
    from contextlib import nullcontext

    delivery = stage.planned(stage.connect())
    other = Publisher(
        stage.database, stage.changes, stage.clock, stage.accounts, stage.folder, lambda: nullcontext(False)
    )
    stage.clock.on(hours=1)
    assert other.run_due().busy
    assert stage.delivery(delivery).state is State.PLANNED


def test_the_clock_may_be_set_back_after_publishing(stage: Stage) -> None:
    delivery = sent(stage)
    stage.run(hours=-3)
    stage.run(hours=3)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert len(stage.platform.public) == 1


def test_a_look_put_off_by_a_clock_that_was_wrong_is_not_put_off_for_years(stage: Stage) -> None:
    stage.clock.on(days=400)
    stage.platform.will("publish", "accepts and is silent")
    delivery = sent(stage)
    stage.run(days=-400)
    assert stage.delivery(delivery).state in (State.PUBLISHED, State.UNCERTAIN)
    stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert found.state is State.PUBLISHED
