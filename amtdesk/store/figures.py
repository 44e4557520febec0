"""What platforms counted, per post and account and day."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.delivery import PUBLIC
from amtdesk.domain.errors import Problem
from amtdesk.domain.figures import Asked, Counted, Figure, Figures
from amtdesk.store.figure_rows import AskedRow, AudienceRow, PostFiguresRow
from amtdesk.store.rows import DeliveryRow, PostRow

_KNOWN = {one.value: one for one in Figure}


def public_since(connection: Connection, account_id: int, since: datetime) -> dict[str, int]:
    """Our posts on an account whose time was since then: the platform's id and the delivery; answers are none."""
    query = (
        select(DeliveryRow.remote_id, DeliveryRow.id)
        .join(PostRow, PostRow.id == DeliveryRow.post_id)
        .where(DeliveryRow.account_id == account_id, DeliveryRow.state.in_([one.value for one in PUBLIC]))
        .where(DeliveryRow.due >= since, DeliveryRow.remote_id.is_not(None), PostRow.inquiry_id.is_(None))
    )
    return {row.remote_id: row.id for row in connection.execute(query.order_by(DeliveryRow.due.desc()))}


def keep_posts(connection: Connection, day: date, taken: datetime, told: Mapping[int, Figures]) -> None:
    """The figures of posts by delivery; a later look at the same day replaces the earlier."""
    for delivery_id, figures in told.items():
        values: dict[str, Any] = {"taken": taken, "figures": _plain(figures)}
        row = insert(PostFiguresRow).values(delivery_id=delivery_id, day=day, **values)
        connection.execute(row.on_conflict_do_update(index_elements=["delivery_id", "day"], set_=values))


def keep_audience(connection: Connection, account_id: int, day: date, taken: datetime, told: Figures) -> None:
    """The figures of an account; a later look at the same day replaces the earlier."""
    values: dict[str, Any] = {"taken": taken, "figures": _plain(told)}
    row = insert(AudienceRow).values(account_id=account_id, day=day, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["account_id", "day"], set_=values))


def of_deliveries(connection: Connection, delivery_ids: Collection[int]) -> dict[int, Counted]:
    """The newest look at each of these."""
    newest = (
        select(PostFiguresRow.delivery_id, func.max(PostFiguresRow.day).label("day"))
        .where(PostFiguresRow.delivery_id.in_(delivery_ids))
        .group_by(PostFiguresRow.delivery_id)
        .subquery()
    )
    query = select(PostFiguresRow.delivery_id, PostFiguresRow.taken, PostFiguresRow.figures).join(
        newest,
        (newest.c.delivery_id == PostFiguresRow.delivery_id) & (newest.c.day == PostFiguresRow.day),
    )
    return {row.delivery_id: Counted(row.taken, _figures(row.figures)) for row in connection.execute(query)}


def audience(connection: Connection, account_id: int, since: date) -> dict[date, Counted]:
    """The figures of an account, day by day."""
    query = select(AudienceRow.day, AudienceRow.taken, AudienceRow.figures).where(
        AudienceRow.account_id == account_id, AudienceRow.day >= since
    )
    found = connection.execute(query.order_by(AudienceRow.day))
    return {row.day: Counted(row.taken, _figures(row.figures)) for row in found}


def asked(connection: Connection) -> dict[int, Asked]:
    """How the last look went, by account."""
    query = select(AskedRow.account_id, AskedRow.tried, AskedRow.told, AskedRow.problem, AskedRow.detail)
    return {
        row.account_id: Asked(row.tried, row.told, Problem(row.problem) if row.problem else None, row.detail)
        for row in connection.execute(query)
    }


def put_asked(connection: Connection, account_id: int, **values: Any) -> None:
    """Set columns of how the last look at an account went."""
    row = insert(AskedRow).values(account_id=account_id, **{"detail": "", **values})
    connection.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=values))


def _plain(figures: Figures) -> dict[str, int]:
    return {one.value: number for one, number in figures.items()}


def _figures(kept: Mapping[str, Any]) -> Figures:
    return {_KNOWN[name]: int(number) for name, number in kept.items() if name in _KNOWN}
