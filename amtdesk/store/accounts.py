"""Accounts in the file; their secrets are not here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.delivery import Clock
from amtdesk.domain.errors import Problem
from amtdesk.store.rows import AccountRow

_COLUMNS = select(
    AccountRow.id,
    AccountRow.kind,
    AccountRow.name,
    AccountRow.url,
    AccountRow.settings,
    AccountRow.limits,
    AccountRow.standing,
    AccountRow.problem,
    AccountRow.detail,
    AccountRow.checked,
    AccountRow.removed,
    AccountRow.clock,
)


def every(connection: Connection, *, removed: bool = False) -> list[Account]:
    """All accounts in their order; `removed` includes those taken away (old posts still name them)."""
    query = _COLUMNS.order_by(AccountRow.position, AccountRow.id)
    if not removed:
        query = query.where(AccountRow.removed.is_(None))
    return [_value(row) for row in connection.execute(query)]


def get(connection: Connection, account_id: int) -> Account | None:
    """One account, also a removed one."""
    row = connection.execute(_COLUMNS.where(AccountRow.id == account_id)).first()
    return _value(row) if row else None


def add(connection: Connection, kind: str, name: str, url: str, settings: Mapping[str, str]) -> int:
    """A new account at the end of the list; returns its id."""
    position = connection.scalar(select(func.coalesce(func.max(AccountRow.position), 0) + 1))
    row = insert(AccountRow).values(kind=kind, name=name, url=url, settings=dict(settings), position=position)
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def change(connection: Connection, account_id: int, **values: Any) -> None:
    """Set columns of one account."""
    connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))


def tested(
    connection: Connection,
    account_id: int,
    now: datetime,
    *,
    standing: Standing,
    problem: Problem | None = None,
    detail: str = "",
) -> None:
    """Record how a test or a call found the connection."""
    change(connection, account_id, standing=standing.value, problem=problem, detail=detail[:2000], checked=now)


def _value(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(
        id=row.id,
        kind=row.kind,
        name=row.name,
        url=row.url,
        settings=row.settings,
        limits=row.limits,
        standing=Standing(row.standing),
        problem=Problem(row.problem) if row.problem else None,
        detail=row.detail,
        checked=row.checked,
        removed=row.removed is not None,
        clock=Clock(row.clock) if row.clock else None,
    )
