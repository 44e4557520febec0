"""The Rundgang: groups and pages that are visited by hand, and the visits."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from amtdesk.domain.tour import Stop
from amtdesk.store.inbox_rows import StopRow, VisitRow


def every(connection: Connection) -> list[Stop]:
    """All of them in their order, each with its last visit."""
    newest = select(func.max(VisitRow.id)).where(VisitRow.stop_id == StopRow.id).correlate(StopRow).scalar_subquery()
    query = (
        select(StopRow.id, StopRow.name, StopRow.url, StopRow.channel, StopRow.rules, VisitRow.at, VisitRow.note)
        .outerjoin(VisitRow, VisitRow.id == newest)
        .where(StopRow.removed.is_(None))
        .order_by(StopRow.position, StopRow.id)
    )
    return [Stop(*row[:6], row[6] or "") for row in connection.execute(query)]


def add(connection: Connection, name: str, url: str, channel: str, rules: str) -> int:
    """One more at the end of the list."""
    position = connection.scalar(select(func.coalesce(func.max(StopRow.position), 0) + 1))
    row = insert(StopRow).values(name=name, url=url, channel=channel, rules=rules, position=position)
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def change(connection: Connection, stop_id: int, **values: object) -> None:
    """Set columns of one."""
    connection.execute(update(StopRow).where(StopRow.id == stop_id).values(**values))


def visit(connection: Connection, stop_id: int, now: datetime, note: str, round_id: int | None) -> int:
    """Somebody was there."""
    row = insert(VisitRow).values(stop_id=stop_id, at=now, note=note, round_id=round_id)
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def unvisit(connection: Connection, visit_id: int) -> None:
    """Take a visit back."""
    connection.execute(VisitRow.__table__.delete().where(VisitRow.id == visit_id))  # type: ignore[attr-defined]


def visited_since(connection: Connection, moment: datetime) -> set[int]:
    """Ids of those somebody was at since then."""
    return {row.stop_id for row in connection.execute(select(VisitRow.stop_id).where(VisitRow.at >= moment))}
