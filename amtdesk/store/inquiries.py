"""Anliegen: the queue, one of them, their decisions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, case, exists, func, insert, or_, select, update

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.folding import spellings, words
from amtdesk.domain.inquiry import WAITING, Inquiry, Kind, Status, number
from amtdesk.domain.message import OwnPost, Source
from amtdesk.store.inbox_rows import InquiryRow, MessageRow
from amtdesk.store.messages import next_numbers
from amtdesk.store.rows import DeliveryRow, HoldRow, PostRow

_COLUMNS = select(
    InquiryRow.id,
    InquiryRow.number,
    InquiryRow.account_id,
    InquiryRow.channel,
    InquiryRow.source,
    InquiryRow.status,
    InquiryRow.kind,
    InquiryRow.opened,
    InquiryRow.newest,
    InquiryRow.author,
    InquiryRow.snippet,
    InquiryRow.urgent,
    InquiryRow.collapsed,
    InquiryRow.due,
    InquiryRow.follow_up,
    InquiryRow.reason,
    InquiryRow.note,
    InquiryRow.place,
    InquiryRow.contact_id,
    InquiryRow.thread,
    InquiryRow.post,
    InquiryRow.post_text,
    InquiryRow.post_url,
    InquiryRow.url,
    InquiryRow.settled,
)
_NEW = InquiryRow.status == Status.NEW.value
_WAITING = InquiryRow.status.in_([status.value for status in WAITING])
#: urgent ones first, then what waits for an answer by age, then mere mentions
_ORDER = (
    InquiryRow.urgent.desc(),
    case((InquiryRow.source == Source.MENTION.value, 1), else_=0),
    InquiryRow.opened,
    InquiryRow.id,
)


def queue(connection: Connection, today: date, most: int = 200) -> list[Inquiry]:
    """What a round has to go through: new ones, Wiedervorlagen of `today` or before, answers that did not go out."""
    open_ones = _COLUMNS.where(_NEW).order_by(*_ORDER).limit(most)
    back = _COLUMNS.where(_WAITING, InquiryRow.follow_up.is_not(None), InquiryRow.follow_up <= today).limit(most)
    stuck = _COLUMNS.where(InquiryRow.id.in_(_stuck())).limit(most)
    found = {row.id: _value(row) for query in (open_ones, back, stuck) for row in connection.execute(query)}
    return sorted(found.values(), key=_place)[:most]


def count_open(connection: Connection, today: date) -> int:
    """How many the queue holds, without its limit."""
    due = and_(_WAITING, InquiryRow.follow_up.is_not(None), InquiryRow.follow_up <= today)
    fresh = connection.scalar(select(func.count()).select_from(InquiryRow).where(_NEW)) or 0
    back = connection.scalar(select(func.count()).select_from(InquiryRow).where(due)) or 0
    stuck = connection.scalar(
        select(func.count()).select_from(InquiryRow).where(InquiryRow.id.in_(_stuck()), ~_NEW, ~due)
    )
    return int(fresh + back + (stuck or 0))


def waiting(connection: Connection) -> list[Inquiry]:
    """In Klärung, passed on or watched, by day of Wiedervorlage."""
    query = _COLUMNS.where(_WAITING).order_by(InquiryRow.follow_up.is_(None), InquiryRow.follow_up, InquiryRow.opened)
    return [_value(row) for row in connection.execute(query)]


def newest(connection: Connection, most: int = 100, *, before: datetime | None = None) -> list[Inquiry]:
    """All of them, the youngest first; `before` is `newest` of the last one on the page before."""
    query = _COLUMNS.order_by(InquiryRow.newest.desc(), InquiryRow.id.desc()).limit(most)
    if before is not None:
        query = query.where(InquiryRow.newest < before)
    return [_value(row) for row in connection.execute(query)]


def search(connection: Connection, query: str, most: int = 50) -> list[Inquiry]:
    """Those whose number, author, place or messages contain the words, the youngest first."""
    wanted = words(query)
    if not wanted:
        return []
    statement = _COLUMNS
    for word in wanted:
        statement = statement.where(_contains(word))
    statement = statement.order_by(InquiryRow.newest.desc()).limit(most)
    return [_value(row) for row in connection.execute(statement)]


def get(connection: Connection, inquiry_id: int) -> Inquiry | None:
    """One Anliegen."""
    row = connection.execute(_COLUMNS.where(InquiryRow.id == inquiry_id)).first()
    return _value(row) if row else None


def by_number(connection: Connection, number_: str) -> Inquiry | None:
    """The one with this number."""
    row = connection.execute(_COLUMNS.where(InquiryRow.number == number_)).first()
    return _value(row) if row else None


def change(connection: Connection, inquiry_id: int, **values: Any) -> None:
    """Set columns of one Anliegen."""
    connection.execute(update(InquiryRow).where(InquiryRow.id == inquiry_id).values(**values))


def capture(connection: Connection, inquiry: Inquiry, text: str, handle: str, year: int) -> int:
    """Keep what was taken over by hand; returns the id of the new Anliegen."""
    values = {
        "number": number(year, next_numbers(connection, year, 1)),
        "account_id": inquiry.account_id,
        "channel": inquiry.channel,
        "source": inquiry.source.value,
        "status": Status.NEW.value,
        "kind": inquiry.kind.value,
        "opened": inquiry.opened,
        "newest": inquiry.newest,
        "author": inquiry.author,
        "snippet": inquiry.snippet,
        "urgent": inquiry.urgent,
        "due": inquiry.due,
        "place": inquiry.place,
        "post_text": inquiry.post_text,
        "url": inquiry.url,
        "thread": None,
    }
    key = int(connection.execute(insert(InquiryRow).values(**values)).inserted_primary_key[0])  # type: ignore[index]
    add_line(connection, key, text, inquiry.opened, source=inquiry.source, author=inquiry.author, handle=handle)
    return key


def add_line(
    connection: Connection,
    inquiry_id: int,
    text: str,
    created: datetime,
    *,
    source: Source,
    author: str = "",
    handle: str = "",
    own: bool = False,
) -> None:
    """Write down a message that no platform delivered: taken over by hand, or answered by hand."""
    connection.execute(
        insert(MessageRow).values(
            inquiry_id=inquiry_id,
            account_id=None,
            remote_id=None,
            source=source.value,
            author=author,
            handle=handle,
            text=text,
            created=created,
            own=own,
        )
    )


def own_posts(connection: Connection, account_id: int, since: datetime) -> list[OwnPost]:
    """Our public posts on an account, published since then, the youngest first; answers are none."""
    public = [State.PUBLISHED.value, State.PUBLISHED_BY_HAND.value]
    query = (
        select(DeliveryRow.remote_id, DeliveryRow.url, PostRow.text, DeliveryRow.due)
        .join(PostRow, PostRow.id == DeliveryRow.post_id)
        .where(DeliveryRow.account_id == account_id, DeliveryRow.state.in_(public), DeliveryRow.due >= since)
        .where(DeliveryRow.remote_id.is_not(None), PostRow.inquiry_id.is_(None))
        .order_by(DeliveryRow.due.desc())
    )
    return [OwnPost(row.remote_id, row.url or "", row.text, row.due) for row in connection.execute(query)]


def open_messages(connection: Connection, account_id: int, since: datetime, most: int = 100) -> list[str]:
    """Ids of foreign messages of Anliegen that are not settled, the youngest first."""
    query = (
        select(MessageRow.remote_id)
        .join(InquiryRow, InquiryRow.id == MessageRow.inquiry_id)
        .where(or_(_NEW, _WAITING), MessageRow.account_id == account_id, MessageRow.created >= since)
        .where(MessageRow.own.is_(False), MessageRow.gone.is_(None), MessageRow.remote_id.is_not(None))
        .order_by(MessageRow.created.desc())
        .limit(most)
    )
    return [str(row.remote_id) for row in connection.execute(query)]


def _stuck() -> Any:
    """Ids of Anliegen whose answer did not go out, or whose answer nobody knows the fate of."""
    lost = or_(
        # one that she took back is deleted: withdrawn are those whose channel was removed
        DeliveryRow.state.in_([State.FAILED.value, State.MISSED.value, State.WITHDRAWN.value]),
        and_(DeliveryRow.state == State.UNCERTAIN.value, DeliveryRow.waits == Waits.PERSON.value),
        # while everything is held it waits for that; afterwards for a person
        and_(DeliveryRow.state == State.HELD.value, ~exists().where(HoldRow.ended.is_(None))),
    )
    return (
        select(PostRow.inquiry_id)
        .join(DeliveryRow, DeliveryRow.post_id == PostRow.id)
        .where(PostRow.inquiry_id.is_not(None), PostRow.deleted.is_(None), lost)
    )


def _contains(word: str) -> Any:
    """In SQLite's own speed, hence by spellings: 200,000 messages are no matter for Python."""
    plain = InquiryRow.number + " " + InquiryRow.author + " " + InquiryRow.place + " " + InquiryRow.note
    spelt = spellings(word)
    found = or_(*(MessageRow.text.contains(one, autoescape=True) for one in spelt))
    line = InquiryRow.id.in_(select(MessageRow.inquiry_id).where(found))
    return or_(*(plain.contains(one, autoescape=True) for one in spelt), line)


def _place(one: Inquiry) -> tuple[bool, bool, datetime, int]:
    return (not one.urgent, one.source is Source.MENTION, one.opened, one.id)


def _value(row: Row[*tuple[Any, ...]]) -> Inquiry:
    values = dict(row._mapping)
    return Inquiry(
        **{key: value for key, value in values.items() if key not in ("source", "status", "kind", "thread")},
        source=Source(row.source),
        status=Status(row.status),
        kind=Kind(row.kind),
        thread=row.thread or "",
    )
