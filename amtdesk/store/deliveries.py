"""Deliveries; every change of state goes through the table of `domain/delivery.py`."""

import json
import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update

from amtdesk.domain.delivery import Clock, Delivery, LatePolicy, State, Waits, Wish, step
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.store.rows import DeliveryRow, PostRow

log = logging.getLogger(__name__)

COLUMNS = (
    DeliveryRow.id,
    DeliveryRow.post_id,
    DeliveryRow.account_id,
    DeliveryRow.state,
    DeliveryRow.due,
    DeliveryRow.zone,
    DeliveryRow.token,
    DeliveryRow.late_policy,
    DeliveryRow.late_limit,
    DeliveryRow.attempts,
    DeliveryRow.started,
    DeliveryRow.final,
    DeliveryRow.clock,
    DeliveryRow.next_try,
    DeliveryRow.ended,
    DeliveryRow.waits,
    DeliveryRow.looks,
    DeliveryRow.remote_id,
    DeliveryRow.url,
    DeliveryRow.problem,
    DeliveryRow.detail,
    DeliveryRow.payload_hash,
    DeliveryRow.scheduled,
    DeliveryRow.mark,
    DeliveryRow.wish,
    DeliveryRow.checked,
    DeliveryRow.note,
    DeliveryRow.edited,
    DeliveryRow.taken_down,
)
_ALL = select(*COLUMNS)
_GOES_OUT = (State.PLANNED, State.SENDING, State.HANDED_OVER, State.UNCERTAIN, State.PUBLISHED)


def get(connection: Connection, delivery_id: int) -> Delivery | None:
    """One delivery."""
    row = connection.execute(_ALL.where(DeliveryRow.id == delivery_id)).first()
    return value(row) if row else None


def of_posts(connection: Connection, post_ids: Collection[int]) -> list[Delivery]:
    """The deliveries of some posts, in the order they were planned."""
    return [
        value(row) for row in connection.execute(_ALL.where(DeliveryRow.post_id.in_(post_ids)).order_by(DeliveryRow.id))
    ]


def in_states(connection: Connection, states: Collection[State]) -> list[Delivery]:
    """All deliveries in one of these states, the earliest first."""
    query = _ALL.where(DeliveryRow.state.in_([state.value for state in states]))
    return _readable(connection, query.order_by(DeliveryRow.due))


def due(connection: Connection, now: datetime) -> list[Delivery]:
    """Planned deliveries whose time has come and that may be tried now, the earliest first."""
    query = _ALL.where(
        DeliveryRow.state == State.PLANNED.value,
        DeliveryRow.due <= now,
        or_(DeliveryRow.next_try.is_(None), DeliveryRow.next_try <= now),
    )
    return _readable(connection, query.order_by(DeliveryRow.due, DeliveryRow.id))


def to_hand_over(connection: Connection, now: datetime) -> list[Delivery]:
    """Planned deliveries whose platform is to hold the clock and that may be tried now, the earliest first."""
    query = _ALL.where(
        DeliveryRow.state == State.PLANNED.value,
        DeliveryRow.clock == Clock.PLATFORM.value,
        DeliveryRow.due > now,
        or_(DeliveryRow.next_try.is_(None), DeliveryRow.next_try <= now),
    )
    return _readable(connection, query.order_by(DeliveryRow.due, DeliveryRow.id))


def planned_on(connection: Connection, account_id: int) -> list[Delivery]:
    """What is planned on one account, the earliest first."""
    query = _ALL.where(DeliveryRow.state == State.PLANNED.value, DeliveryRow.account_id == account_id)
    return _readable(connection, query.order_by(DeliveryRow.due))


def times_on(connection: Connection, account_id: int, start: datetime, end: datetime, but: int) -> list[datetime]:
    """When posts go out or went out on one account between two moments; answers and the post `but` are left out."""
    query = (
        select(DeliveryRow.due)
        .join(PostRow, PostRow.id == DeliveryRow.post_id)
        .where(
            DeliveryRow.account_id == account_id,
            DeliveryRow.due.between(start, end),
            DeliveryRow.state.in_([one.value for one in _GOES_OUT]),
            DeliveryRow.post_id != but,
            PostRow.inquiry_id.is_(None),
        )
    )
    return list(connection.scalars(query))


def published_since(connection: Connection, start: datetime) -> list[Delivery]:
    """What a platform published whose time was at or after `start` and about which nothing is open."""
    query = _ALL.where(
        DeliveryRow.state == State.PUBLISHED.value,
        DeliveryRow.due >= start,
        DeliveryRow.remote_id.is_not(None),
        DeliveryRow.problem.is_(None),
    )
    return _readable(connection, query.order_by(DeliveryRow.due))


def needing_pc(connection: Connection, start: datetime, end: datetime) -> list[Delivery]:
    """What this computer is to send or a person to publish in (start, end], in order of time."""
    query = _ALL.where(
        DeliveryRow.state.in_([State.PLANNED.value, State.BY_HAND.value]),
        DeliveryRow.due > start,
        DeliveryRow.due <= end,
    )
    return _readable(connection, query.order_by(DeliveryRow.due, DeliveryRow.id))


def overdue(connection: Connection, before: datetime) -> list[Delivery]:
    """What was due, or began to be sent, before this moment and has not come to an end; the earliest first."""
    query = _ALL.where(
        or_(
            and_(DeliveryRow.state == State.PLANNED.value, DeliveryRow.due < before),
            and_(DeliveryRow.state == State.SENDING.value, DeliveryRow.started < before),
        )
    )
    return _readable(connection, query.order_by(DeliveryRow.due))


def hurry(connection: Connection, problems: Collection[Problem], account_id: int | None = None) -> int:
    """What is planned, on one account or anywhere, and waits because of these problems may be tried at once.

    Says how many.
    """
    wish = update(DeliveryRow).where(
        DeliveryRow.state == State.PLANNED.value,
        DeliveryRow.next_try.is_not(None),
        DeliveryRow.problem.in_([one.value for one in problems]),
    )
    if account_id is not None:
        wish = wish.where(DeliveryRow.account_id == account_id)
    return connection.execute(wish.values(next_try=None)).rowcount


def next_moment(connection: Connection, now: datetime) -> datetime | None:
    """When the next planned delivery after `now` is due."""
    query = select(func.min(DeliveryRow.due)).where(DeliveryRow.state == State.PLANNED.value, DeliveryRow.due > now)
    return connection.scalar(query)


def add(
    connection: Connection,
    *,
    post_id: int,
    account_id: int,
    state: State,
    due: datetime,
    zone: str,
    token: str,
    late_policy: LatePolicy,
    late_limit: int,
    clock: Clock = Clock.PC,
) -> int:
    """Plan one post on one channel. A second delivery of the same pair is refused by the file itself."""
    row = insert(DeliveryRow).values(
        post_id=post_id,
        account_id=account_id,
        state=step(State.DRAFT, state).value,
        due=due,
        zone=zone,
        token=token,
        late_policy=late_policy.value,
        late_limit=late_limit,
        clock=clock.value,
    )
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def move(connection: Connection, delivery: Delivery, after: State, **values: Any) -> Delivery:
    """One step of the table; refused when the table does, or when the row is no longer in the state we saw."""
    step(delivery.state, after)
    done = connection.execute(
        update(DeliveryRow)
        .where(and_(DeliveryRow.id == delivery.id, DeliveryRow.state == delivery.state.value))
        .values(state=after.value, **values)
    )
    if done.rowcount != 1:
        raise NotAllowed(f"delivery {delivery.id} is no longer {delivery.state.value}")
    found = get(connection, delivery.id)
    assert found is not None
    return found


def change(connection: Connection, delivery_id: int, state: State, **values: Any) -> bool:
    """Change columns of a delivery that is still in `state`; the state itself stays."""
    done = connection.execute(
        update(DeliveryRow).where(DeliveryRow.id == delivery_id, DeliveryRow.state == state.value).values(**values)
    )
    return done.rowcount == 1


def remove(connection: Connection, delivery: Delivery) -> None:
    """Back to a draft: the delivery ends to exist, its attempts with it."""
    step(delivery.state, State.DRAFT)
    done = connection.execute(
        DeliveryRow.__table__.delete().where(  # type: ignore[attr-defined]
            DeliveryRow.id == delivery.id, DeliveryRow.state == delivery.state.value
        )
    )
    if done.rowcount != 1:
        raise NotAllowed(f"delivery {delivery.id} is no longer {delivery.state.value}")


def is_taken(connection: Connection, delivery: Delivery, remote_id: str) -> bool:
    """Whether another delivery on the same account is known to be the post with this id."""
    query = select(DeliveryRow.id).where(
        DeliveryRow.account_id == delivery.account_id,
        DeliveryRow.remote_id == remote_id,
        DeliveryRow.id != delivery.id,
    )
    return connection.execute(query.limit(1)).first() is not None


def payload(connection: Connection, delivery_id: int) -> dict[str, Any] | None:
    """What was frozen at the claim."""
    text = connection.scalar(select(DeliveryRow.payload).where(DeliveryRow.id == delivery_id))
    return json.loads(text) if text else None


def _readable(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Delivery]:
    found = []
    for row in connection.execute(query):
        try:
            found.append(value(row))
        except ValueError:
            # one row that says what no program ever wrote must not stop the others
            log.exception("delivery %d cannot be read", row.id)
    return found


def value(row: Row[*tuple[Any, ...]]) -> Delivery:
    """The value for a row of `COLUMNS`."""
    return Delivery(
        id=row.id,
        post_id=row.post_id,
        account_id=row.account_id,
        state=State(row.state),
        due=row.due,
        zone=row.zone,
        token=row.token,
        late_policy=LatePolicy(row.late_policy),
        late_limit=row.late_limit,
        attempts=row.attempts,
        started=row.started,
        final=row.final,
        clock=Clock(row.clock),
        next_try=row.next_try,
        ended=row.ended,
        waits=Waits(row.waits) if row.waits else None,
        looks=row.looks,
        remote_id=row.remote_id,
        url=row.url,
        problem=Problem(row.problem) if row.problem else None,
        detail=row.detail,
        payload_hash=row.payload_hash,
        scheduled=row.scheduled,
        mark=row.mark,
        wish=Wish(row.wish) if row.wish else None,
        checked=row.checked,
        note=row.note,
        edited=row.edited,
        taken_down=row.taken_down,
    )
