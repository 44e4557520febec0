"""Messages as they come in, gathered into Anliegen: ten thousand of them in one go."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from amtdesk.domain.inquiry import SNIPPET, Kind, Line, Status, number
from amtdesk.domain.message import Message, Source
from amtdesk.store import settings
from amtdesk.store.rows import as_text, from_text


@dataclass(frozen=True, slots=True)
class Judged:
    """What our own rules make of a message before anybody reads it."""

    kind: Kind
    urgent: bool
    #: an answer is expected until then
    due: datetime


@dataclass(slots=True)
class Kept:
    """What a reading changed; Anliegen by id."""

    new: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    #: somebody answered on the platform itself
    answered: list[int] = field(default_factory=list)
    messages: int = 0
    edited: int = 0
    gone: int = 0


# plain SQL with a JSON list of ids: one statement however many there are, and no row is built that nobody needs
_KNOWN = text(
    "SELECT remote_id, id, text, hidden, gone FROM message"
    " WHERE account_id = :account AND remote_id IN (SELECT value FROM json_each(:ids))"
)
_THREADS = text(
    "SELECT thread, id, status, newest, urgent FROM inquiry"
    " WHERE account_id = :account AND thread IN (SELECT value FROM json_each(:ids))"
)
_INQUIRY = (
    "INSERT INTO inquiry (id, number, account_id, channel, source, status, kind, opened, newest, author, snippet,"
    " urgent, due, reason, note, place, thread, post, post_text, post_url, url, settled)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', ?, ?, ?, ?, ?, ?)"
)
_MESSAGE = (
    "INSERT INTO message (inquiry_id, account_id, remote_id, parent, source, author, handle, text, url, created, own,"
    " hidden, edited, before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')"
)
_EDITED = "UPDATE message SET before = CASE before WHEN '' THEN text ELSE before END, text = ?, edited = ? WHERE id = ?"
_SEEN = "UPDATE message SET hidden = ?, gone = NULL WHERE id = ?"
_REOPEN = (
    "UPDATE inquiry SET status = 'new', opened = CASE status WHEN 'new' THEN opened ELSE ? END, newest = ?, author = ?,"
    " snippet = ?, urgent = ?, due = CASE status WHEN 'new' THEN due ELSE ? END, settled = NULL WHERE id = ?"
)
_ANSWERED = "UPDATE inquiry SET status = 'answered', settled = ? WHERE id = ? AND status = 'new'"
_GONE = "UPDATE message SET gone = ? WHERE account_id = ? AND remote_id = ? AND gone IS NULL"
_LINES = (
    "SELECT id, inquiry_id, text, created, source, coalesce(remote_id, ''), parent, author, handle, url, own, hidden,"
    " edited, before, gone, liked, liked_by FROM message WHERE inquiry_id = :inquiry ORDER BY created, id"
)


def keep(
    connection: Connection,
    account_id: int,
    channel: str,
    messages: Sequence[Message],
    now: datetime,
    judge: Callable[[Message], Judged],
    year: int,
) -> Kept:
    """Keep what is new, note what changed, gather conversations into Anliegen; what is known stays as it is.

    A conversation of our own words only is none. `year` numbers new Anliegen.
    """
    kept = Kept()
    fresh = _fresh(connection, account_id, messages, now, kept)
    threads: dict[str, list[Message]] = defaultdict(list)
    for message in sorted(fresh, key=lambda one: (one.created, one.remote_id)):
        threads[message.thread].append(message)
    known = {row[0]: row for row in connection.execute(_THREADS, {"account": account_id, "ids": _ids(threads)})}
    ids: dict[str, int] = {thread: row[1] for thread, row in known.items()}
    begun = {
        thread: group for thread, group in threads.items() if thread not in known and any(not one.own for one in group)
    }
    ids.update(_begin(connection, account_id, channel, begun, judge, year, kept))
    gathered = [one for group in threads.values() for one in group if one.thread in ids]
    rows = [_message(ids[one.thread], account_id, one) for one in gathered]
    if rows:
        connection.exec_driver_sql(_MESSAGE, rows)
    kept.messages = len(rows)
    _go_on(connection, {thread: threads[thread] for thread in known if thread in threads}, known, judge, kept)
    return kept


def gone(connection: Connection, account_id: int, remote_ids: Iterable[str], now: datetime) -> int:
    """Note messages that are no longer on the platform; returns how many were still thought to be there."""
    found = 0
    for remote_id in remote_ids:
        found += connection.exec_driver_sql(_GONE, (as_text(now), account_id, remote_id)).rowcount
    return found


def set_hidden(connection: Connection, message_id: int, *, hidden: bool) -> None:
    """Note that a message is hidden from the public, or shown again."""
    connection.exec_driver_sql("UPDATE message SET hidden = ? WHERE id = ?", (hidden, message_id))


def set_liked(connection: Connection, message_id: int, liked: datetime | None, by: str) -> None:
    """Note who gave „Gefällt mir“ to a message and when; None: it was taken back."""
    at = as_text(liked) if liked is not None else None
    connection.exec_driver_sql("UPDATE message SET liked = ?, liked_by = ? WHERE id = ?", (at, by, message_id))


def lines(connection: Connection, inquiry_id: int) -> list[Line]:
    """All messages of an Anliegen, oldest first."""
    return [_line(row) for row in connection.execute(text(_LINES), {"inquiry": inquiry_id})]


def _fresh(
    connection: Connection, account_id: int, messages: Sequence[Message], now: datetime, kept: Kept
) -> list[Message]:
    """Those not known yet; of the others what changed on the platform is written down."""
    by_id = {message.remote_id: message for message in messages}
    known = {row[0]: row for row in connection.execute(_KNOWN, {"account": account_id, "ids": _ids(by_id)})}
    edited, seen = [], []
    for remote_id, (_, key, words, hidden, left) in known.items():
        message = by_id[remote_id]
        if message.text != words and not message.own:
            edited.append((message.text, as_text(message.edited or now), key))
        now_hidden = bool(hidden) if message.hidden is None else message.hidden
        if bool(hidden) != now_hidden or left is not None:
            seen.append((now_hidden, key))
    if edited:
        connection.exec_driver_sql(_EDITED, edited)
    if seen:
        connection.exec_driver_sql(_SEEN, seen)
    kept.edited = len(edited)
    return [message for remote_id, message in by_id.items() if remote_id not in known]


def _begin(
    connection: Connection,
    account_id: int,
    channel: str,
    threads: dict[str, list[Message]],
    judge: Callable[[Message], Judged],
    year: int,
    kept: Kept,
) -> dict[str, int]:
    if not threads:
        return {}
    first = (connection.execute(text("SELECT max(id) FROM inquiry")).scalar() or 0) + 1
    count = next_numbers(connection, year, len(threads))
    rows, ids = [], {}
    for offset, (thread, group) in enumerate(threads.items()):
        foreign = [one for one in group if not one.own]
        asked, last, judged = foreign[0], foreign[-1], [judge(one) for one in foreign]
        settled = group[-1].own
        ids[thread] = first + offset
        (kept.answered if settled else kept.new).append(first + offset)
        rows.append(
            (
                first + offset,
                number(year, count + offset),
                account_id,
                channel,
                asked.source.value,
                (Status.ANSWERED if settled else Status.NEW).value,
                judged[0].kind.value,
                as_text(asked.created),
                as_text(last.created),
                last.author or last.handle,
                snippet(last.text),
                any(one.urgent for one in judged),
                as_text(judged[0].due),
                thread,
                asked.post,
                asked.post_text,
                asked.post_url,
                asked.url,
                as_text(group[-1].created) if settled else None,
            )
        )
    connection.exec_driver_sql(_INQUIRY, rows)
    return ids


def _go_on(
    connection: Connection,
    threads: dict[str, list[Message]],
    known: dict[str, Any],
    judge: Callable[[Message], Judged],
    kept: Kept,
) -> None:
    for thread, group in threads.items():
        _, key, status, newest, urgent = known[thread]
        # the overlap of two readings may bring old ones late; they reopen nothing that was decided after them
        foreign = [one for one in group if not one.own and one.created > from_text(newest)]
        if foreign:
            judged, last = [judge(one) for one in foreign], foreign[-1]
            values = (
                as_text(foreign[0].created),
                as_text(last.created),
                last.author or last.handle,
                snippet(last.text),
                (bool(urgent) and status == Status.NEW) or any(one.urgent for one in judged),
                as_text(judged[0].due),
                key,
            )
            connection.exec_driver_sql(_REOPEN, values)
            if status != Status.NEW:
                kept.reopened.append(key)
        asked = max([from_text(newest), *(one.created for one in foreign)])
        own = [one for one in group if one.own and one.created >= asked]
        if own and connection.exec_driver_sql(_ANSWERED, (as_text(own[-1].created), key)).rowcount:
            kept.answered.append(key)


def next_numbers(connection: Connection, year: int, many: int) -> int:
    """Take so many numbers of a year; returns the first."""
    key = f"inquiries_{year}"
    taken = int(settings.get(connection, key, 0))
    settings.put(connection, key, taken + many)
    return taken + 1


def snippet(words: str) -> str:
    """The beginning of a message on one line."""
    return " ".join(words[: SNIPPET * 4].split())[:SNIPPET]


def _message(inquiry_id: int, account_id: int, one: Message) -> tuple[Any, ...]:
    return (
        inquiry_id,
        account_id,
        one.remote_id,
        one.parent,
        one.source.value,
        one.author,
        one.handle,
        one.text,
        one.url,
        as_text(one.created),
        one.own,
        bool(one.hidden),
        as_text(one.edited) if one.edited else None,
    )


def _line(row: Any) -> Line:
    (key, inquiry_id, words, created, source, remote_id, parent, author, handle, url, own, hidden) = row[:12]
    edited, before, left, liked, liked_by = row[12:]
    return Line(
        id=key,
        inquiry_id=inquiry_id,
        text=words,
        created=from_text(created),
        source=Source(source),
        remote_id=remote_id,
        parent=parent,
        author=author,
        handle=handle,
        url=url,
        own=bool(own),
        hidden=bool(hidden),
        edited=from_text(edited) if edited else None,
        before=before,
        gone=from_text(left) if left else None,
        liked=from_text(liked) if liked else None,
        liked_by=liked_by,
    )


def _ids(ids: Iterable[str]) -> str:
    # half surrogates and NUL, which the file cannot keep, would otherwise never be found again
    return json.dumps(list(ids))
