"""Reading the channels: what is new, what changed, what is gone; one that fails stops no other."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from amtdesk.domain import inquiry
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability
from amtdesk.domain.channel import Kind as ChannelKind
from amtdesk.domain.errors import AccessDenied, AmtDeskError, Problem
from amtdesk.domain.grant import able
from amtdesk.domain.message import Batch, Message, OwnPost
from amtdesk.domain.response import due
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.office import Offices
from amtdesk.store import cursors, inquiries, messages
from amtdesk.store.database import Database
from amtdesk.store.messages import Judged, Kept

log = logging.getLogger(__name__)

#: Posts older than this are not asked for comments any more.
POSTS_OF = timedelta(days=30)
#: Messages of open Anliegen younger than this are looked at again: were they changed or deleted?
RECHECK = timedelta(days=14)
_AT_ONCE = 500


class Reads(Protocol):
    """What fetching needs of a channel."""

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch: ...
    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]: ...


@dataclass(frozen=True, slots=True)
class Judge:
    """What our own rules make of a message before anybody reads it."""

    #: a day without Servicezeit, whatever weekday it is
    is_free: Callable[[date], bool]
    #: text, and the post it hangs under: somebody may come to harm
    is_urgent: Callable[[str, str], bool]

    def __call__(self, office: Office) -> Callable[[Message], Judged]:
        """The judgement for this office as it is now."""

        def judge(message: Message) -> Judged:
            return Judged(
                kind=inquiry.kind_of(message.text, message.source),
                urgent=self.is_urgent(message.text, message.post_text),
                due=due(message.created, office.hours, self.is_free, zone=office.zone),
            )

        return judge


@dataclass(slots=True)
class Fetched:
    """What one look at all channels brought."""

    new: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    messages: int = 0
    #: accounts that could not be read, with the reason
    failed: dict[int, AmtDeskError] = field(default_factory=dict)
    #: accounts that were read
    read: list[int] = field(default_factory=list)
    #: accounts left alone this time: their platforms count every call
    resting: list[int] = field(default_factory=list)
    #: somebody else was fetching
    busy: bool = False


class Fetching:
    """One look at all channels at a time. `turn` is held across processes."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
        kinds: Mapping[str, ChannelKind],
        judge: Judge,
        turn: Callable[[], AbstractContextManager[bool]],
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._offices = offices
        self._kinds = kinds
        self._judge = judge
        self._turn = turn
        #: when the worker had everything fetched last
        self._fetched_at: datetime | None = None

    def readable(self) -> list[Account]:
        """Accounts whose comments can be read by program, by what their access may do."""
        return [
            one
            for one in self._accounts.every()
            if one.kind in self._kinds and Ability.READ in able(one.settings, self._kinds[one.kind])
        ]

    def fetch(self, account_ids: Sequence[int] | None = None) -> Fetched:
        """Ask every channel that can be read, or only those named, for what is new; one that fails stops no other."""
        found = Fetched()
        with self._turn() as mine:
            if not mine:
                found.busy = True
                return found
            for account in self.readable():
                if account_ids is None or account.id in account_ids:
                    self._fetch(account, found)
        self._changes.tell(Kind.INQUIRIES)
        return found

    def routine(self) -> Fetched | None:
        """For the worker: fetch at the start, and during Servicezeit when the interval is over; None: not yet."""
        office, now = self._offices.get(), self._now()
        if self._fetched_at is not None:
            every = timedelta(minutes=office.fetch_minutes)
            if not every or not timedelta() <= now - self._fetched_at >= every or not self._is_present(office, now):
                return None
        self._fetched_at = now
        return self.fetch()

    def _is_present(self, office: Office, now: datetime) -> bool:
        wall = local(now, office.zone)
        spans = [span for span in office.hours if span.weekday == wall.weekday()]
        return any(span.start <= wall.time() <= span.end for span in spans) and not self._judge.is_free(wall.date())

    def _fetch(self, account: Account, found: Fetched) -> None:
        now = self._now()
        try:
            if account.standing is Standing.RECONNECT:
                raise AccessDenied(account.problem or Problem.ACCESS_EXPIRED, account.detail)
            channel: Reads = self._accounts.open(account)
            with self._database.reading() as connection:
                cursor = cursors.get(connection, account.id)
                posts = inquiries.own_posts(connection, account.id, now - POSTS_OF)
            batch = channel.read(cursor.cursor, posts)
            self._keep(account, batch, now, found)
            self._look_again(account, channel, now)
        except Exception as error:
            failure = error if isinstance(error, AmtDeskError) else AmtDeskError(Problem.UNEXPECTED)
            if not isinstance(error, AmtDeskError):
                log.exception("reading account %d", account.id)
            # what may not be read may still be published
            if isinstance(error, AccessDenied) and error.problem is not Problem.PERMISSION_MISSING:
                self._accounts.report(account, error)
            found.failed[account.id] = failure
            with self._database.writing() as connection:
                cursors.put(
                    connection, account.id, tried=now, problem=failure.problem.value, detail=failure.detail[:2000]
                )
        else:
            (found.resting if batch.rests else found.read).append(account.id)

    def _keep(self, account: Account, batch: Batch, now: datetime, found: Fetched) -> None:
        """All of it in pieces, the cursor last: what a crash cuts off is read once more and known then."""
        office = self._offices.get()
        year, judge = local(now, office.zone).year, self._judge(office)
        everything = sorted(batch.messages, key=lambda one: (one.thread, one.created))
        for start in range(0, len(everything), _AT_ONCE):
            piece = everything[start : start + _AT_ONCE]
            with self._database.writing() as connection:
                kept = messages.keep(connection, account.id, account.kind, piece, now, judge, year)
            _add(found, kept)
        read = {} if batch.rests else {"fetched": now}
        with self._database.writing() as connection:
            cursors.put(connection, account.id, cursor=dict(batch.cursor), **read, tried=now, problem=None, detail="")

    def _look_again(self, account: Account, channel: Reads, now: datetime) -> None:
        """Were messages of open Anliegen changed or deleted on the platform?"""
        with self._database.reading() as connection:
            ids = inquiries.open_messages(connection, account.id, now - RECHECK)
        if not ids:
            return
        try:
            shown = channel.recheck(ids)
        except AmtDeskError as error:
            # what is new was read all the same
            log.info("account %d: not looked at again: %s", account.id, error.problem.value)
            return
        there = [message for message in shown.values() if message is not None]
        away = [remote_id for remote_id, message in shown.items() if message is None]
        office = self._offices.get()
        year, judge = local(now, office.zone).year, self._judge(office)
        with self._database.writing() as connection:
            messages.keep(connection, account.id, account.kind, there, now, judge, year)
            messages.gone(connection, account.id, away, now)


def _add(found: Fetched, kept: Kept) -> None:
    found.new += kept.new
    found.reopened += kept.reopened
    found.answered += kept.answered
    found.messages += kept.messages
