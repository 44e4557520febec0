"""Holding everything: since when, by whom, why, and which deliveries it keeps back."""

from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from amtdesk.domain.delivery import Delivery, State, Wish
from amtdesk.domain.errors import Problem
from amtdesk.domain.hold import Held, Hold
from amtdesk.domain.post import first_words
from amtdesk.store import deliveries
from amtdesk.store.rows import DeliveryRow, HoldRow, PostRow

_HOLDS = select(HoldRow.id, HoldRow.started, HoldRow.by, HoldRow.reason, HoldRow.ended)
_WAITING = (State.PLANNED.value, State.BY_HAND.value)
#: These take it back at the platform anyway.
_BACK_ALREADY = (Wish.DRAFT.value, Wish.WITHDRAWN.value, Wish.HOLD.value)


def current(connection: Connection) -> Hold | None:
    """The hold that lasts, or None."""
    row = connection.execute(_HOLDS.where(HoldRow.ended.is_(None)).order_by(HoldRow.id.desc()).limit(1)).first()
    return Hold(*row) if row else None


def newest(connection: Connection, most: int = 20) -> list[Hold]:
    """All holds, the youngest first."""
    return [Hold(*row) for row in connection.execute(_HOLDS.order_by(HoldRow.id.desc()).limit(most))]


def begin(connection: Connection, started: datetime, by: str, reason: str) -> Hold:
    """Note that everything is held from now on."""
    made = connection.execute(insert(HoldRow).values(started=started, by=by, reason=reason))
    return Hold(int(made.inserted_primary_key[0]), started, by, reason)  # type: ignore[index]


def end(connection: Connection, ended: datetime) -> None:
    """Nothing is held back any more; what platforms were not told yet they keep."""
    connection.execute(update(HoldRow).where(HoldRow.ended.is_(None)).values(ended=ended))
    connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.state == State.HANDED_OVER.value, DeliveryRow.wish == Wish.HOLD.value)
        .values(wish=None, next_try=None, looks=0, problem=None, detail="")
    )


def catch(connection: Connection, now: datetime, *, refused: bool = False) -> int:
    """While everything is held: what is planned becomes held, what platforms hold is wished back; returns how many.

    `refused` asks those platforms once more that would not give a post back.
    """
    hold = current(connection)
    if hold is None:
        return 0
    free = or_(DeliveryRow.released.is_(None), DeliveryRow.released != hold.id)
    caught = connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.state.in_(_WAITING), free)
        .values(state=State.HELD.value, before_hold=DeliveryRow.state, next_try=None)
    ).rowcount
    askable = or_(DeliveryRow.problem.is_(None), DeliveryRow.problem != Problem.WISH_REFUSED.value)
    wished = connection.execute(
        update(DeliveryRow)
        .where(
            and_(DeliveryRow.state == State.HANDED_OVER.value, free, DeliveryRow.due > now),
            or_(DeliveryRow.wish.is_(None), DeliveryRow.wish.not_in(_BACK_ALREADY)),
            *(() if refused else (askable,)),
        )
        .values(wish=Wish.HOLD.value, next_try=now, looks=0, problem=None, detail="")
    ).rowcount
    return caught + wished


def stops(connection: Connection, delivery_id: int) -> bool:
    """Whether everything is held and nobody released this one."""
    hold = current(connection)
    if hold is None:
        return False
    released = connection.scalar(select(DeliveryRow.released).where(DeliveryRow.id == delivery_id))
    return released != hold.id


def let_pass(connection: Connection, delivery_id: int) -> None:
    """A person decided about this one: the hold that lasts keeps it back no longer."""
    hold = current(connection)
    if hold is not None:
        connection.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(released=hold.id))


def keep_back(connection: Connection, delivery_id: int, before: State) -> None:
    """The hold that lasts keeps it back again; `before` is what it is to become when it is released."""
    connection.execute(
        update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(released=None, before_hold=before.value)
    )


def held(connection: Connection) -> list[Held]:
    """Everything that is held, the earliest first."""
    before = {
        row.id: (row.before_hold, row.title, row.text, row.inquiry_id is not None)
        for row in connection.execute(
            select(DeliveryRow.id, DeliveryRow.before_hold, PostRow.title, PostRow.text, PostRow.inquiry_id)
            .join(PostRow, PostRow.id == DeliveryRow.post_id)
            .where(DeliveryRow.state == State.HELD.value, PostRow.deleted.is_(None))
        )
    }
    found = []
    for delivery in deliveries.in_states(connection, [State.HELD]):
        if delivery.id in before:
            was, title, text, answer = before[delivery.id]
            found.append(Held(delivery, State(was or State.PLANNED), first_words(title, text[:200]), answer))
    return found


def waiting(connection: Connection) -> tuple[int, int]:
    """How many posts and how many answers would be held."""
    query = (
        select(PostRow.inquiry_id.is_not(None), func.count(DeliveryRow.post_id.distinct()))
        .join(PostRow, PostRow.id == DeliveryRow.post_id)
        .where(DeliveryRow.state.in_(_WAITING), PostRow.deleted.is_(None))
        .group_by(PostRow.inquiry_id.is_not(None))
    )
    found = {bool(answer): int(number) for answer, number in connection.execute(query)}
    return found.get(False, 0), found.get(True, 0)


def at_platforms(connection: Connection) -> list[tuple[Delivery, str]]:
    """What platforms still hold of what everything-is-held wants back, with the words of its post."""
    query = (
        select(*deliveries.COLUMNS, PostRow.title, PostRow.text)
        .join(PostRow, PostRow.id == DeliveryRow.post_id)
        .where(DeliveryRow.state == State.HANDED_OVER.value)
        .order_by(DeliveryRow.due)
    )
    return [(deliveries.value(row), first_words(row.title, row.text[:200])) for row in connection.execute(query)]
