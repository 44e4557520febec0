"""Stops and visits in the file; most is tested through `services/rounds.py`."""

from datetime import timedelta

from sqlalchemy import Connection

from amtdesk.store import tour
from tests.store.test_messages import NOW, connection

__all__ = ["connection"]


def test_who_was_visited_since_when(connection: Connection) -> None:
    one, two = (tour.add(connection, name, "https://x.example", "", "") for name in "ab")
    tour.visit(connection, one, NOW, "", None)
    assert tour.visited_since(connection, NOW) == {one}
    assert tour.visited_since(connection, NOW + timedelta(seconds=1)) == set()
    assert [(stop.id, stop.visited) for stop in tour.every(connection)] == [(one, NOW), (two, None)]
