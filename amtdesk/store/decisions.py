"""What was decided about Anliegen: their history, and what undoing needs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from amtdesk.domain.inquiry import THANKS, Decided, Decision
from amtdesk.store.inbox_rows import DecisionRow

_COLUMNS = select(
    DecisionRow.id,
    DecisionRow.inquiry_id,
    DecisionRow.made,
    DecisionRow.by,
    DecisionRow.what,
    DecisionRow.reason,
    DecisionRow.before,
    DecisionRow.post_id,
    DecisionRow.module_id,
    DecisionRow.round_id,
    DecisionRow.undone,
)


def add(connection: Connection, decided: Decided) -> int:
    """Write one down; returns its id (the one in `decided` does not count)."""
    row = insert(DecisionRow).values(
        inquiry_id=decided.inquiry_id,
        made=decided.made,
        by=decided.by,
        what=decided.what.value,
        reason=decided.reason,
        before={key: _plain(value) for key, value in decided.before.items()},
        post_id=decided.post_id,
        module_id=decided.module_id,
        round_id=decided.round_id,
    )
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def get(connection: Connection, decision_id: int) -> Decided | None:
    """One decision."""
    row = connection.execute(_COLUMNS.where(DecisionRow.id == decision_id)).first()
    return _value(row) if row else None


def of(connection: Connection, inquiry_id: int) -> list[Decided]:
    """The history of an Anliegen, oldest first."""
    query = _COLUMNS.where(DecisionRow.inquiry_id == inquiry_id).order_by(DecisionRow.id)
    return [_value(row) for row in connection.execute(query)]


def of_round(connection: Connection, round_id: int) -> list[Decided]:
    """What was decided in a round and not undone, in order."""
    query = _COLUMNS.where(DecisionRow.round_id == round_id, DecisionRow.undone.is_(None)).order_by(DecisionRow.id)
    return [_value(row) for row in connection.execute(query)]


def last(connection: Connection, inquiry_id: int) -> Decided | None:
    """The youngest decision that still stands; „Gefällt mir“ is none."""
    query = _COLUMNS.where(
        DecisionRow.inquiry_id == inquiry_id, DecisionRow.undone.is_(None), DecisionRow.what.not_in(THANKS)
    )
    row = connection.execute(query.order_by(DecisionRow.id.desc()).limit(1)).first()
    return _value(row) if row else None


def undo(connection: Connection, decision_id: int, now: datetime) -> None:
    """It no longer stands."""
    connection.execute(update(DecisionRow).where(DecisionRow.id == decision_id).values(undone=now))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _value(row: Any) -> Decided:
    return Decided(**{**row._mapping, "what": Decision(row.what), "before": dict(row.before)})
