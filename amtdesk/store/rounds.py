"""Community-Runden and what came of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from amtdesk.domain.round import Round
from amtdesk.store.inbox_rows import RoundRow

_COLUMNS = select(
    RoundRow.id, RoundRow.started, RoundRow.ended, RoundRow.seconds, RoundRow.seen_until, RoundRow.figures
)


def add(connection: Connection, now: datetime) -> int:
    """A round begins."""
    return int(connection.execute(insert(RoundRow).values(started=now)).inserted_primary_key[0])  # type: ignore[index]


def change(connection: Connection, round_id: int, **values: Any) -> None:
    """Set columns of one round."""
    connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(**values))


def get(connection: Connection, round_id: int) -> Round | None:
    """One round."""
    row = connection.execute(_COLUMNS.where(RoundRow.id == round_id)).first()
    return Round(*row) if row else None


def last(connection: Connection) -> Round | None:
    """The youngest one."""
    row = connection.execute(_COLUMNS.order_by(RoundRow.id.desc()).limit(1)).first()
    return Round(*row) if row else None


def since(connection: Connection, moment: datetime) -> list[Round]:
    """Rounds that began since then, oldest first."""
    query = _COLUMNS.where(RoundRow.started >= moment).order_by(RoundRow.started)
    return [Round(*row) for row in connection.execute(query)]
