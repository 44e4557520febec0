"""The log of what was tried for each delivery."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from amtdesk.domain.attempt import KEPT, Attempt
from amtdesk.domain.delivery import Delivery
from amtdesk.store.rows import AttemptRow

_COLUMNS = select(
    AttemptRow.number,
    AttemptRow.step,
    AttemptRow.started,
    AttemptRow.milliseconds,
    AttemptRow.outcome,
    AttemptRow.status,
    AttemptRow.detail,
)


def log(
    connection: Connection,
    delivery: Delivery,
    stage: str,
    started: datetime,
    milliseconds: int | None,
    outcome: str,
    *,
    status: int | None = None,
    detail: str = "",
) -> None:
    """Record one step of one attempt, the oldest beyond `KEPT` go; `detail` is redacted already."""
    connection.execute(
        insert(AttemptRow).values(
            delivery_id=delivery.id,
            number=delivery.attempts,
            step=stage,
            started=started,
            milliseconds=milliseconds,
            outcome=outcome,
            status=status,
            detail=detail[:2000],
        )
    )
    mine = select(AttemptRow.id).where(AttemptRow.delivery_id == delivery.id)
    oldest = mine.order_by(AttemptRow.id.desc()).offset(KEPT)
    connection.execute(delete(AttemptRow).where(AttemptRow.id.in_(oldest)))


def of_delivery(connection: Connection, delivery_id: int) -> list[Attempt]:
    """The log of one delivery, oldest first."""
    mine = _COLUMNS.where(AttemptRow.delivery_id == delivery_id).order_by(AttemptRow.id)
    return [Attempt(*row) for row in connection.execute(mine)]


def newest(connection: Connection) -> Attempt | None:
    """The last thing that was tried at all."""
    row = connection.execute(_COLUMNS.order_by(AttemptRow.id.desc()).limit(1)).first()
    return Attempt(*row) if row else None
