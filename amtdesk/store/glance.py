"""What the first screen shows, read with the standard library alone: the window paints before SQLAlchemy is there."""

import json
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.delivery import Clock, Delivery, LatePolicy, State, Waits, Wish
from amtdesk.domain.endings import with_endings
from amtdesk.domain.errors import Problem
from amtdesk.domain.hold import Cause, Freeze, Hold
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import KEY, Office, from_json
from amtdesk.domain.title import first_words
from amtdesk.domain.today import Due, Today, Waiting, lines, with_inquiries

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
# planned and handed over are read for today only: 5,000 planned posts are not the first screen's business
_POSTS = """
select p.id, p.title, substr(p.text, 1, 200), p.stage, p.due, d.id, d.account_id, d.state, d.due, d.zone, d.started,
       d.ended, d.waits, d.url, d.problem, d.detail, d.next_try, d.clock, d.remote_id, d.late_policy, d.late_limit,
       d.scheduled, d.wish
from delivery d join post p on p.id = d.post_id
where p.deleted is null and p.inquiry_id is null and p.id in (
  select post_id from delivery where state in ('failed', 'uncertain', 'missed', 'held', 'sending')
  union select post_id from delivery where state in ('planned', 'by_hand', 'handed_over') and due < :tomorrow
  union select post_id from delivery where problem is not null and state = 'withdrawn' and ended >= :today
  union select post_id from delivery where problem is not null and state in ('published', 'handed_over')
  union select post_id from delivery where due >= :today and due < :tomorrow)
order by d.due, d.id
"""
_APPROVALS = """
select id, title, substr(text, 1, 200), stage, due from post
where stage = 'awaiting_approval' and deleted is null order by due
"""
_ACCOUNTS = """
select id, kind, name, url, standing, problem, detail, removed, settings from account order by position, id
"""
_HOLD = "select id, started, by, reason from hold where ended is null order by id desc limit 1"
_HELD = """
select d.state, p.inquiry_id is not null, count(distinct d.post_id) from delivery d join post p on p.id = d.post_id
where p.deleted is null and d.state in ('held', 'handed_over') group by 1, 2
"""
#: Marks of a file that was put back or copied (`services/frozen.py`).
_FROZEN = "select key, value from setting where key in ('restored', 'copied') order by key desc limit 1"
_DAYS = """
select distinct d.due, d.zone from delivery d join post p on p.id = d.post_id
where p.inquiry_id is null and d.due >= :today and d.state in
  ('planned', 'handed_over', 'by_hand', 'published', 'published_by_hand', 'sending')
"""
_INQUIRIES = """
select count(*), coalesce(sum(urgent), 0), coalesce(sum(due < :now), 0), min(opened),
       coalesce(sum(due >= :now and due < :tomorrow), 0)
from inquiry where status = 'new'
"""
_RETURNED = """
select count(*) from inquiry where follow_up <= :day and status in ('clarifying', 'passed_on', 'watched')
"""
# as `store/inquiries.py` fills the queue
_UNSENT = """
select d.id from delivery d join post p on p.id = d.post_id
where p.inquiry_id is not null and p.deleted is null
  and d.state in ('failed', 'missed', 'uncertain', 'held', 'withdrawn')
  and (d.state != 'uncertain' or d.waits = 'person')
  and (d.state != 'held' or not exists (select 1 from hold where ended is null))
order by d.id
"""


def read(path: Path, now: datetime) -> Today:
    """The first screen for `now` (aware UTC); an empty one for a file that is not there or has no schema yet."""
    if not path.exists():
        return Today(now, fresh=True)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    try:
        connection.execute("pragma query_only=on")
        return _read(connection, now)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return Today(now, fresh=True)
        raise
    finally:
        connection.close()


def _read(connection: sqlite3.Connection, now: datetime) -> Today:
    kept = connection.execute("select value from setting where key = ?", (KEY,)).fetchone()
    office = from_json(json.loads(kept[0])) if kept else Office()
    wall = local(now, office.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = wall + timedelta(days=1)
    bounds = {"today": _text(wall), "tomorrow": _text(tomorrow)}
    accounts = {row[0]: _account(row) for row in connection.execute(_ACCOUNTS)}
    posts = _posts(connection, bounds)
    days = sorted(
        {local(_moment(due), zone).date() for due, zone in connection.execute(_DAYS, {"today": bounds["today"]})}
    )
    waiting = (State.PLANNED, State.BY_HAND, State.HANDED_OVER)
    planned_today = sum(any(d.state in waiting and d.due < tomorrow for d in post.deliveries) for post in posts)
    (drafts,) = connection.execute(
        "select count(*) from post where deleted is null and inquiry_id is null and stage = 'draft'"
        " and id not in (select post_id from delivery)"
    ).fetchone()
    fresh = not connection.execute("select exists (select 1 from post where inquiry_id is null)").fetchone()[0]
    hold = connection.execute(_HOLD).fetchone()
    waits = {(state, bool(answer)): number for state, answer, number in connection.execute(_HELD)} if hold else {}
    inquiries = _waiting(connection, now, bounds["tomorrow"], wall)
    found = lines(posts, accounts, now, office.zone, holding=hold is not None)
    found = with_endings(found, accounts, now, office.zone)
    return Today(
        now,
        office,
        accounts,
        with_inquiries(found, inquiries),
        tuple(days),
        planned_today,
        drafts,
        fresh,
        hold=Hold(hold[0], _moment(hold[1]), hold[2], hold[3]) if hold else None,
        held=waits.get(("held", False), 0),
        held_answers=waits.get(("held", True), 0),
        at_platforms=waits.get(("handed_over", False), 0),
        freeze=_freeze(connection),
        inquiries=inquiries,
    )


def _waiting(connection: sqlite3.Connection, now: datetime, tomorrow: str, wall: datetime) -> Waiting:
    bounds = {"now": _text(now), "tomorrow": tomorrow}
    new, urgent, overdue, oldest, due_today = connection.execute(_INQUIRIES, bounds).fetchone()
    (returned,) = connection.execute(_RETURNED, {"day": wall.date().isoformat()}).fetchone()
    unsent = tuple(row[0] for row in connection.execute(_UNSENT))
    return Waiting(new, urgent, overdue, _maybe(oldest), due_today, returned, unsent)


def _freeze(connection: sqlite3.Connection) -> Freeze | None:
    found = connection.execute(_FROZEN).fetchone()
    if found is None:
        return None
    mark = json.loads(found[1])
    kept = mark if isinstance(mark, dict) else {}
    return Freeze(Cause(found[0]), _maybe(kept.get("at")), str(kept.get("from") or ""))


def _posts(connection: sqlite3.Connection, bounds: dict[str, str]) -> list[Due]:
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(_POSTS, bounds):
        rows[row[0]].append(row)
    found = []
    for group in rows.values():
        post_id, title, text, stage, due = group[0][:5]
        deliveries = tuple(_delivery(row) for row in group)
        found.append(Due(post_id, first_words(title, text), State(stage), _maybe(due), deliveries))
    for post_id, title, text, stage, due in connection.execute(_APPROVALS):
        if post_id not in rows:
            found.append(Due(post_id, first_words(title, text), State(stage), _maybe(due), ()))
    return found


def _delivery(row: tuple[Any, ...]) -> Delivery:
    (_, _, _, _, _, key, account, state, due, zone, started, ended, waits, url) = row[:14]
    (problem, detail, next_try, clock, remote_id, late_policy, late_limit, scheduled, wish) = row[14:]
    return Delivery(
        id=key,
        post_id=row[0],
        account_id=account,
        state=State(state),
        due=_moment(due),
        zone=zone,
        token="",
        late_policy=LatePolicy(late_policy),
        late_limit=late_limit,
        started=_maybe(started),
        ended=_maybe(ended),
        next_try=_maybe(next_try),
        waits=Waits(waits) if waits else None,
        clock=Clock(clock),
        remote_id=remote_id,
        url=url,
        problem=Problem(problem) if problem else None,
        detail=detail,
        scheduled=_maybe(scheduled),
        wish=Wish(wish) if wish else None,
    )


def _account(row: tuple[Any, ...]) -> Account:
    key, kind, name, url, standing, problem, detail, removed, settings = row
    return Account(
        id=key,
        kind=kind,
        name=name,
        url=url,
        settings=json.loads(settings) if settings else {},
        standing=Standing(standing),
        problem=Problem(problem) if problem else None,
        detail=detail,
        removed=removed is not None,
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORMAT)


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))


def _maybe(text: object) -> datetime | None:
    return None if text is None else _moment(text)
