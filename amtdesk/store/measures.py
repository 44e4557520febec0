"""Steps of moderation and their records."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from amtdesk.domain.errors import Problem
from amtdesk.domain.measure import Measure, Outcome, Rung
from amtdesk.store.inbox_rows import MeasureRow, MessageRow

_COLUMNS = select(
    MeasureRow.id,
    MeasureRow.message_id,
    MeasureRow.step,
    MeasureRow.made,
    MeasureRow.by,
    MeasureRow.clause,
    MeasureRow.reason,
    MeasureRow.approved_by,
    MeasureRow.snapshot,
    MeasureRow.state,
    MeasureRow.problem,
    MeasureRow.detail,
    MeasureRow.undone,
)


def add(connection: Connection, measure: Measure) -> int:
    """Write one down before it is taken; returns its id."""
    row = insert(MeasureRow).values(
        message_id=measure.message_id,
        step=measure.rung.value,
        made=measure.made,
        by=measure.by,
        clause=measure.clause,
        reason=measure.reason,
        approved_by=measure.approved_by,
        snapshot=dict(measure.snapshot),
        state=measure.outcome.value,
    )
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def change(connection: Connection, measure_id: int, **values: Any) -> None:
    """Set columns of one."""
    connection.execute(update(MeasureRow).where(MeasureRow.id == measure_id).values(**values))


def get(connection: Connection, measure_id: int) -> Measure | None:
    """One of them."""
    row = connection.execute(_COLUMNS.where(MeasureRow.id == measure_id)).first()
    return _value(row) if row else None


def of(connection: Connection, inquiry_id: int) -> list[Measure]:
    """Those of an Anliegen, oldest first."""
    mine = select(MessageRow.id).where(MessageRow.inquiry_id == inquiry_id)
    return [
        _value(row)
        for row in connection.execute(_COLUMNS.where(MeasureRow.message_id.in_(mine)).order_by(MeasureRow.id))
    ]


def since(connection: Connection, moment: datetime) -> list[Measure]:
    """All taken since then, oldest first."""
    return [
        _value(row) for row in connection.execute(_COLUMNS.where(MeasureRow.made >= moment).order_by(MeasureRow.id))
    ]


def _value(row: Any) -> Measure:
    return Measure(
        id=row.id,
        message_id=row.message_id,
        rung=Rung(row.step),
        made=row.made,
        by=row.by,
        clause=row.clause,
        reason=row.reason,
        approved_by=row.approved_by,
        snapshot=row.snapshot,
        outcome=Outcome(row.state),
        problem=Problem(row.problem) if row.problem else None,
        detail=row.detail,
        undone=row.undone,
    )
