"""Posts as tiles: the one query behind every view of the Redaktionsplan."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, func, select

from amtdesk.domain.delivery import NOTICES, PUBLIC, State, Wish, overall
from amtdesk.domain.errors import Problem
from amtdesk.domain.folding import words
from amtdesk.domain.post import Tile, first_words
from amtdesk.store.rows import AttachedRow, DeliveryRow, PostRow, VariantRow

_PICTURES = (
    select(func.count()).where(AttachedRow.post_id == PostRow.id).correlate(PostRow).scalar_subquery().label("pictures")
)
_COLUMNS = select(
    PostRow.id,
    PostRow.title,
    func.substr(PostRow.text, 1, 200).label("text"),
    PostRow.due,
    PostRow.zone,
    PostRow.stage,
    _PICTURES,
).where(PostRow.deleted.is_(None), PostRow.inquiry_id.is_(None))
_BETWEEN = _COLUMNS.where(PostRow.due >= bindparam("start"), PostRow.due < bindparam("end")).order_by(
    PostRow.due, PostRow.id
)
_CHOSEN = select(VariantRow.post_id, VariantRow.account_id).where(
    VariantRow.post_id.in_(bindparam("ids", expanding=True))
)
_PLANNED = select(
    DeliveryRow.post_id, DeliveryRow.account_id, DeliveryRow.state, DeliveryRow.wish, DeliveryRow.problem
).where(DeliveryRow.post_id.in_(bindparam("ids", expanding=True)))


def between(connection: Connection, start: datetime, end: datetime) -> list[Tile]:
    """Posts whose time lies in [start, end), in order of time."""
    return _tiles(connection, connection.execute(_BETWEEN, {"start": start, "end": end}).all())


def undated(connection: Connection, most: int = 200) -> list[Tile]:
    """Drafts without a time, the youngest first."""
    return _run(connection, _COLUMNS.where(PostRow.due.is_(None)).order_by(PostRow.changed.desc()).limit(most))


def loud(connection: Connection, states: Iterable[State]) -> list[Tile]:
    """Posts with a delivery in one of these states, in order of time."""
    found = exists().where(DeliveryRow.post_id == PostRow.id, DeliveryRow.state.in_([state.value for state in states]))
    return _run(connection, _COLUMNS.where(found).order_by(PostRow.due, PostRow.id))


def in_stage(connection: Connection, stage: State) -> list[Tile]:
    """Posts in a stage before planning, in order of time."""
    return _run(connection, _COLUMNS.where(PostRow.stage == stage.value).order_by(PostRow.due, PostRow.id))


def search(connection: Connection, query: str, most: int = 50) -> list[Tile]:
    """Posts that contain every word of the query, the youngest time first; an empty query finds nothing."""
    wanted = words(query)
    if not wanted:
        return []
    statement = _COLUMNS
    for word in wanted:
        statement = statement.where(func.instr(PostRow.folded, word) > 0)
    return _run(connection, statement.order_by(PostRow.due.is_not(None), PostRow.due.desc()).limit(most))


def containing(connection: Connection, query: str, among: Collection[int]) -> set[int]:
    """Which of these posts contain every word of the query in title, text or a version; all for an empty one."""
    statement = select(PostRow.id).where(PostRow.id.in_(bindparam("ids", expanding=True)))
    for word in words(query):
        statement = statement.where(func.instr(PostRow.folded, word) > 0)
    return set(connection.scalars(statement, {"ids": list(among)}))


def planned_days(connection: Connection, start: datetime) -> list[tuple[datetime, str]]:
    """(moment, zone) of every post from `start` on that is planned or already out."""
    busy = [State.PLANNED, State.HANDED_OVER, State.BY_HAND, State.PUBLISHED, State.PUBLISHED_BY_HAND, State.SENDING]
    query = (
        select(DeliveryRow.due, DeliveryRow.zone)
        .distinct()
        .join(PostRow, PostRow.id == DeliveryRow.post_id)
        .where(PostRow.inquiry_id.is_(None))
        .where(DeliveryRow.due >= start, DeliveryRow.state.in_([state.value for state in busy]))
        .order_by(DeliveryRow.due)
    )
    return [(row.due, row.zone) for row in connection.execute(query)]


def taken(connection: Connection, start: datetime, end: datetime, but: int | None = None) -> list[datetime]:
    """Moments of posts in [start, end), without the post `but`."""
    query = (
        select(PostRow.due)
        .where(PostRow.deleted.is_(None), PostRow.inquiry_id.is_(None), PostRow.id != (but or 0))
        .where(PostRow.due >= start, PostRow.due < end)
    )
    return [row.due for row in connection.execute(query)]


def _run(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Tile]:
    return _tiles(connection, connection.execute(query).all())


def _tiles(connection: Connection, rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Tile]:
    rows = list(rows)
    ids = [row.id for row in rows]
    states: dict[int, dict[int, State | None]] = defaultdict(dict)
    pc_needed: set[int] = set()
    notices: dict[int, list[tuple[int, Problem]]] = defaultdict(list)
    for chosen in connection.execute(_CHOSEN, {"ids": ids}):
        states[chosen.post_id][chosen.account_id] = None
    for planned in connection.execute(_PLANNED, {"ids": ids}):
        states[planned.post_id][planned.account_id] = State(planned.state)
        if planned.state in (State.PLANNED, State.BY_HAND, State.SENDING) or planned.wish == Wish.PC:
            pc_needed.add(planned.post_id)
        if planned.problem in NOTICES and planned.state in (State.HANDED_OVER, *PUBLIC):
            notices[planned.post_id].append((planned.account_id, Problem(planned.problem)))
    return [_tile(row, states[row.id], row.id in pc_needed, tuple(notices[row.id])) for row in rows]


def _tile(
    row: Row[*tuple[Any, ...]],
    states: dict[int, State | None],
    pc_needed: bool,
    notices: tuple[tuple[int, Problem], ...],
) -> Tile:
    stage = State(row.stage)
    channels = tuple((account, state or stage) for account, state in sorted(states.items()))
    shown = overall(state for _, state in channels) if channels else None
    return Tile(
        post_id=row.id,
        due=row.due,
        zone=row.zone,
        words=first_words(row.title, row.text),
        state=shown.state if shown else stage,
        partly=bool(shown and shown.partly),
        channels=channels,
        pictures=row.pictures,
        runs_without_pc=not pc_needed and any(state is State.HANDED_OVER for _, state in channels),
        notices=notices,
    )
