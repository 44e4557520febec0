"""Rounds in the file; most is tested through `services/rounds.py`."""

from sqlalchemy import Connection

from amtdesk.store import rounds
from tests.store.test_messages import NOW, connection

__all__ = ["connection"]


def test_the_youngest_is_the_last(connection: Connection) -> None:
    assert rounds.last(connection) is None and rounds.get(connection, 1) is None
    first, second = rounds.add(connection, NOW), rounds.add(connection, NOW)
    rounds.change(connection, first, seconds=60, figures={"answered": 2})
    last = rounds.last(connection)
    assert last is not None and last.id == second
    assert [(one.seconds, one.figures) for one in rounds.since(connection, NOW)] == [(60, {"answered": 2}), (0, {})]
