"""The history of decisions."""

from datetime import date

from sqlalchemy import Connection

from amtdesk.domain.inquiry import Decided, Decision
from amtdesk.store import decisions
from tests.store.test_messages import NOW, connection, keep, message

__all__ = ["connection"]


def test_the_last_one_that_stands_is_found_and_undone(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    before = {"status": "new", "follow_up": date(2026, 10, 16), "settled": NOW}
    first = decisions.add(connection, Decided(0, 1, NOW, "MK", Decision.WATCH, "", before))
    second = decisions.add(connection, Decided(0, 1, NOW, "MK", Decision.CLOSE, "Dank", {"status": "watched"}))
    assert [one.id for one in decisions.of(connection, 1)] == [first, second]
    decisions.undo(connection, second, NOW)
    last = decisions.last(connection, 1)
    assert last is not None and last.id == first and last.before["follow_up"] == "2026-10-16"
    assert decisions.get(connection, 99) is None and decisions.of_round(connection, 1) == []


def test_a_like_is_no_decision_that_ends_anything(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    closed = decisions.add(connection, Decided(0, 1, NOW, "MK", Decision.CLOSE, "Dank", {"status": "new"}))
    for what in (Decision.LIKE, Decision.UNLIKE):
        decisions.add(connection, Decided(0, 1, NOW, "MK", what, "", {"status": "closed"}))
    last = decisions.last(connection, 1)
    assert last is not None and last.id == closed and len(decisions.of(connection, 1)) == 3
