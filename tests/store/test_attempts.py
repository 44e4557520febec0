"""The log of what was tried."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from amtdesk.domain.attempt import KEPT
from amtdesk.domain.delivery import Delivery, LatePolicy, State
from amtdesk.domain.post import Post
from amtdesk.store import accounts, attempts, deliveries, posts
from amtdesk.store.database import Database

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.writing() as connection:
        accounts.add(connection, "practice", "Ü", "", {})
        for _ in range(2):
            posts.add(connection, Post(0, "Markt", "Text"), NOW)
        yield connection


def plan(connection: Connection, post_id: int = 1) -> Delivery:
    key = deliveries.add(
        connection,
        post_id=post_id,
        account_id=1,
        state=State.PLANNED,
        due=NOW,
        zone="Europe/Berlin",
        token="t",
        late_policy=LatePolicy.ASK,
        late_limit=5,
    )
    found = deliveries.get(connection, key)
    assert found is not None
    return found


def test_the_log_keeps_the_youngest_and_is_cut(connection: Connection) -> None:
    one, two = plan(connection), plan(connection, 2)
    attempts.log(connection, two, "publish", NOW, 1, "accepted")
    for number in range(KEPT + 7):
        attempts.log(connection, one, "publish", NOW, number, "timed_out", status=504, detail="x" * 9999)
    found = attempts.of_delivery(connection, one.id)
    assert [line.milliseconds for line in found] == list(range(7, KEPT + 7))
    assert len(found[0].detail) == 2000 and found[0].status == 504
    assert len(attempts.of_delivery(connection, two.id)) == 1, "each has its own fifty"


def test_the_newest_is_the_last_that_was_tried(connection: Connection) -> None:
    assert attempts.newest(connection) is None
    one, two = plan(connection), plan(connection, 2)
    attempts.log(connection, one, "publish", NOW, 1, "offline")
    attempts.log(connection, two, "publish", NOW + timedelta(minutes=1), 1, "accepted")
    newest = attempts.newest(connection)
    assert newest is not None and newest.started == NOW + timedelta(minutes=1) and newest.problem is None
