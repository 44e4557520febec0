"""Where the next reading goes on."""

from sqlalchemy import Connection

from amtdesk.domain.errors import Problem
from amtdesk.domain.message import Cursor
from amtdesk.store import cursors
from tests.store.test_messages import NOW, connection

__all__ = ["connection"]


def test_a_failure_leaves_the_cursor_where_it_was(connection: Connection) -> None:
    assert cursors.get(connection, 1) == Cursor(1)
    cursors.put(connection, 1, cursor={"since": "7"}, fetched=NOW, tried=NOW, problem=None, detail="")
    cursors.put(connection, 1, tried=NOW, problem=Problem.TIMED_OUT.value, detail="12 s")
    assert cursors.every(connection) == {1: Cursor(1, {"since": "7"}, NOW, NOW, Problem.TIMED_OUT, "12 s")}
