"""Deliveries: every step through the table, one per post and channel."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from amtdesk.domain.delivery import Delivery, LatePolicy, State
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.inquiry import Kind
from amtdesk.domain.message import Message
from amtdesk.domain.post import Post
from amtdesk.store import accounts, attempts, deliveries, messages, posts
from amtdesk.store.database import Database
from amtdesk.store.messages import Judged

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.writing() as connection:
        accounts.add(connection, "practice", "Ü", "", {})
        for _ in range(3):
            posts.add(connection, Post(0, "Markt", "Text"), NOW)
        yield connection


def plan(connection: Connection, post_id: int = 1, due: datetime = NOW) -> Delivery:
    key = deliveries.add(
        connection,
        post_id=post_id,
        account_id=1,
        state=State.PLANNED,
        due=due,
        zone="Europe/Berlin",
        token="t",
        late_policy=LatePolicy.ASK,
        late_limit=5,
    )
    found = deliveries.get(connection, key)
    assert found is not None
    return found


def test_a_post_has_one_delivery_per_channel_ever(connection: Connection) -> None:
    plan(connection)
    with pytest.raises(IntegrityError):
        plan(connection)


def test_a_step_outside_the_table_is_refused(connection: Connection) -> None:
    with pytest.raises(NotAllowed):
        deliveries.move(connection, plan(connection), State.PUBLISHED)


def test_who_saw_an_older_state_does_not_move_it(connection: Connection) -> None:
    seen = plan(connection)
    claimed = deliveries.move(connection, seen, State.SENDING, started=NOW, attempts=1)
    assert (claimed.state, claimed.started, claimed.attempts) == (State.SENDING, NOW, 1)
    with pytest.raises(NotAllowed, match="no longer planned"):
        deliveries.move(connection, seen, State.SENDING)
    assert not deliveries.change(connection, seen.id, State.PLANNED, due=NOW)
    with pytest.raises(NotAllowed):
        deliveries.remove(connection, seen)


def test_due_are_those_whose_moment_and_pause_are_over(connection: Connection) -> None:
    one, two, three = (plan(connection, n, NOW + timedelta(minutes=n - 2)) for n in (1, 2, 3))
    assert [found.id for found in deliveries.due(connection, NOW)] == [one.id, two.id]
    deliveries.change(connection, one.id, State.PLANNED, next_try=NOW + timedelta(seconds=30))
    assert [found.id for found in deliveries.due(connection, NOW)] == [two.id]
    assert deliveries.next_moment(connection, NOW) is not None
    assert three.due == NOW + timedelta(minutes=1)


def test_back_to_a_draft_the_delivery_and_its_log_are_gone(connection: Connection) -> None:
    one = plan(connection)
    attempts.log(connection, one, "publish", NOW, 12, "timed_out")
    deliveries.remove(connection, one)
    assert deliveries.get(connection, one.id) is None and attempts.of_delivery(connection, one.id) == []


def test_overdue_is_what_has_not_come_to_an_end(connection: Connection) -> None:
    one, two, three = (plan(connection, n, NOW + timedelta(minutes=n)) for n in (1, 2, 3))
    assert [found.id for found in deliveries.overdue(connection, NOW + timedelta(minutes=3))] == [one.id, two.id]
    deliveries.move(connection, two, State.SENDING, started=NOW + timedelta(minutes=9))
    deliveries.move(connection, three, State.SENDING, started=NOW)
    found = deliveries.overdue(connection, NOW + timedelta(minutes=5))
    assert [each.id for each in found] == [one.id, three.id]


def test_what_waits_for_the_network_may_go_at_once(connection: Connection) -> None:
    one, two = plan(connection, 1), plan(connection, 2)
    later = NOW + timedelta(minutes=5)
    deliveries.change(connection, one.id, State.PLANNED, next_try=later, problem="offline")
    deliveries.change(connection, two.id, State.PLANNED, next_try=later, problem="rate_limited")
    assert deliveries.hurry(connection, [Problem.OFFLINE]) == 1
    assert [found.id for found in deliveries.due(connection, NOW)] == [one.id]


def test_an_id_of_the_platform_belongs_to_one_delivery(connection: Connection) -> None:
    one, two = plan(connection, 1), plan(connection, 2)
    deliveries.change(connection, one.id, State.PLANNED, remote_id="77")
    assert deliveries.is_taken(connection, two, "77") and not deliveries.is_taken(connection, one, "77")


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        ("problem", "invented later", True),
        ("started", "gestern", True),
        ("due", "2026", True),
        ("late_policy", "perhaps", False),
        ("wish", "everything", False),
    ],
)
def test_one_broken_row_never_stops_the_others(
    connection: Connection, caplog: pytest.LogCaptureFixture, column: str, value: str, read: bool
) -> None:
    broken, whole = plan(connection, 1), plan(connection, 2)
    connection.exec_driver_sql(f"UPDATE delivery SET {column} = ? WHERE id = ?", (value, broken.id))
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        for found in (deliveries.due(connection, NOW), deliveries.in_states(connection, [State.PLANNED])):
            assert {one.id for one in found} == ({broken.id, whole.id} if read else {whole.id})


def test_what_was_frozen_comes_back(connection: Connection) -> None:
    one = plan(connection)
    assert deliveries.payload(connection, one.id) is None
    deliveries.change(connection, one.id, State.PLANNED, payload='{"text": "Straße"}')
    assert deliveries.payload(connection, one.id) == {"text": "Straße"}


def test_what_goes_out_on_an_account_between_two_moments_without_answers(connection: Connection) -> None:
    asked = Message("1", "1", "Wann?", NOW)
    (inquiry,) = messages.keep(
        connection, 1, "practice", [asked], NOW, lambda _: Judged(Kind.OTHER, False, NOW), 2026
    ).new
    connection.exec_driver_sql("UPDATE post SET inquiry_id = ? WHERE id = 3", (inquiry,))
    for post_id, hours in ((1, 0), (2, 5), (3, 1)):
        plan(connection, post_id, NOW + timedelta(hours=hours))
    day = timedelta(days=1)
    assert deliveries.times_on(connection, 1, NOW - day, NOW + day, but=0) == [NOW, NOW + timedelta(hours=5)]
    assert deliveries.times_on(connection, 1, NOW - day, NOW + day, but=1) == [NOW + timedelta(hours=5)]
    assert deliveries.times_on(connection, 1, NOW - day, NOW, but=0) == [NOW]
    assert deliveries.times_on(connection, 2, NOW - day, NOW + day, but=0) == []
    deliveries.move(connection, deliveries.of_posts(connection, [2])[0], State.WITHDRAWN)
    assert deliveries.times_on(connection, 1, NOW - day, NOW + day, but=0) == [NOW]
