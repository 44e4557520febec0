"""Accounts in the file."""

from datetime import UTC, datetime

from amtdesk.domain.account import Standing
from amtdesk.domain.errors import Problem
from amtdesk.store import accounts
from amtdesk.store.database import Database

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_they_keep_their_order_and_a_removed_one_is_still_known(database: Database) -> None:
    with database.writing() as connection:
        ids = [accounts.add(connection, "practice", name, "", {"ton": "ä"}) for name in ("B", "A")]
        accounts.change(connection, ids[0], removed=NOW)
    with database.reading() as connection:
        assert [one.name for one in accounts.every(connection)] == ["A"]
        assert [one.name for one in accounts.every(connection, removed=True)] == ["B", "A"]
        gone = accounts.get(connection, ids[0])
        assert gone is not None and gone.removed and gone.settings == {"ton": "ä"}
        assert accounts.get(connection, 99) is None


def test_a_test_is_written_down_and_a_long_answer_cut(database: Database) -> None:
    with database.writing() as connection:
        key = accounts.add(connection, "mastodon", "M", "https://social.example", {})
        accounts.tested(
            connection, key, NOW, standing=Standing.RECONNECT, problem=Problem.ACCESS_EXPIRED, detail="x" * 9999
        )
        found = accounts.get(connection, key)
    assert found is not None
    assert (found.standing, found.problem, found.checked) == (Standing.RECONNECT, Problem.ACCESS_EXPIRED, NOW)
    assert len(found.detail) == 2000
