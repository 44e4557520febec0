"""Where the next reading of an account goes on, and how the last one went."""

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.errors import Problem
from amtdesk.domain.message import Cursor
from amtdesk.store.inbox_rows import CursorRow

_COLUMNS = select(
    CursorRow.account_id, CursorRow.cursor, CursorRow.fetched, CursorRow.tried, CursorRow.problem, CursorRow.detail
)


def every(connection: Connection) -> dict[int, Cursor]:
    """All of them by account id."""
    return {row.account_id: _value(row) for row in connection.execute(_COLUMNS)}


def get(connection: Connection, account_id: int) -> Cursor:
    """The one of an account; an empty one before its first reading."""
    row = connection.execute(_COLUMNS.where(CursorRow.account_id == account_id)).first()
    return _value(row) if row else Cursor(account_id)


def put(connection: Connection, account_id: int, **values: Any) -> None:
    """Set columns of one."""
    row = insert(CursorRow).values(account_id=account_id, **{"cursor": {}, "detail": "", **values})
    connection.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=values))


def _value(row: Any) -> Cursor:
    return Cursor(
        row.account_id, row.cursor, row.fetched, row.tried, Problem(row.problem) if row.problem else None, row.detail
    )
