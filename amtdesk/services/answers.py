"""Deciding about Anliegen: answer, Zwischenbescheid, pass on, watch, close; each with its history and undo."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability
from amtdesk.domain.channel import Kind as ChannelKind
from amtdesk.domain.delivery import LatePolicy, State
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.grant import able
from amtdesk.domain.inquiry import LEADS_TO, SETTLED, Decided, Decision, Inquiry, Line, step
from amtdesk.domain.message import Source, Target
from amtdesk.domain.post import Post, Variant
from amtdesk.domain.schedule import local
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.inbox import known
from amtdesk.services.library import note_use
from amtdesk.services.office import Offices
from amtdesk.services.outgoing import Outgoing
from amtdesk.store import decisions, deliveries, inquiries, messages, posts, textmodules
from amtdesk.store.database import Database

#: So long an answer can be taken back before it leaves.
GRACE = timedelta(seconds=6)
#: An answer that could not go out for so long (minutes) asks before it does.
LATE_LIMIT = 24 * 60
#: What a decision may change, and what undoing puts back.
_KEPT = ("status", "follow_up", "reason", "contact_id", "settled")


@dataclass(frozen=True, slots=True)
class Words:
    """An answer as it is to go out. `to` is the message it answers; None: the youngest foreign one."""

    text: str
    to: Line | None = None
    module_id: str | None = None


class Answers(Outgoing):
    """Decisions of the person at the desk. `by` is her sign, `round_id` the round it happened in."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
        kinds: Mapping[str, ChannelKind],
    ) -> None:
        super().__init__(database, changes, now, offices)
        self._accounts = accounts
        self._kinds = kinds

    def sends(self, inquiry: Inquiry) -> bool:
        """Whether an answer goes out by program; otherwise it is copied and pasted by hand."""
        return self._channel(inquiry) is not None

    def answer(
        self,
        inquiry_id: int,
        words: Words,
        *,
        what: Decision = Decision.ANSWER,
        follow_up: date | None = None,
        round_id: int | None = None,
    ) -> Decided:
        """Answer, give a Zwischenbescheid (with its day of Wiedervorlage) or report as done.

        Raises `Rejected` for an empty text or one with an open placeholder, `NotAllowed` for what the table refuses
        and while another answer to it is on its way, held or unclear; one that failed is replaced.
        """
        text = words.text.strip()
        if not text:
            raise Rejected(Problem.TEXT_EMPTY)
        if "{{" in text:
            raise Rejected(Problem.PLACEHOLDER_OPEN)
        if what is Decision.INTERIM and follow_up is None:
            raise NotAllowed("a Zwischenbescheid needs its day")
        with self._database.writing() as connection:
            self._must_be_free(connection, inquiry_id, self._now())
            inquiry = known(inquiries.get(connection, inquiry_id))
            account = self._channel(inquiry)
            post_id = None
            if account is not None:
                post_id = self._send(connection, inquiry, account, text, words.to)
            else:
                now = self._now()
                inquiries.add_line(connection, inquiry_id, text, now, source=Source.CAPTURED, own=True)
            # one that was taken off the shelf meanwhile is no reason to lose the answer
            module = textmodules.get(connection, words.module_id) if words.module_id else None
            module_id = module.id if module else None
            if module_id is not None:
                today = local(self._now(), self._offices.get().zone).date()
                note_use(connection, module_id, self._now(), today, inquiry_id=inquiry_id)
            values = {"follow_up": follow_up}
            decided = self._decide(
                connection, inquiry, what, values, post_id=post_id, module_id=module_id, round_id=round_id
            )
        self._changes.tell(Kind.INQUIRIES, Kind.DELIVERIES)
        return decided

    def close(self, inquiry_id: int, reason: str, *, round_id: int | None = None) -> Decided:
        """No answer needed, for a reason."""
        return self._plain(inquiry_id, Decision.CLOSE, {"reason": reason, "follow_up": None}, reason, round_id)

    def watch(self, inquiry_id: int, follow_up: date, *, round_id: int | None = None) -> Decided:
        """Nothing for now; it comes back on its day."""
        return self._plain(inquiry_id, Decision.WATCH, {"follow_up": follow_up}, "", round_id)

    def pass_on(
        self, inquiry_id: int, contact_id: int, follow_up: date, reason: str = "", *, round_id: int | None = None
    ) -> Decided:
        """An office takes it over; it comes back on its day."""
        values = {"contact_id": contact_id, "follow_up": follow_up, "reason": reason}
        return self._plain(inquiry_id, Decision.PASS_ON, values, reason, round_id)

    def reopen(self, inquiry_id: int) -> Decided:
        """Back into the queue."""
        return self._plain(inquiry_id, Decision.REOPEN, {"follow_up": None}, "", None)

    def _plain(
        self, inquiry_id: int, what: Decision, values: Mapping[str, Any], reason: str, round_id: int | None
    ) -> Decided:
        with self._database.writing() as connection:
            inquiry = known(inquiries.get(connection, inquiry_id))
            decided = self._decide(connection, inquiry, what, values, reason=reason, round_id=round_id)
        self._changes.tell(Kind.INQUIRIES)
        return decided

    def _decide(
        self,
        connection: Connection,
        inquiry: Inquiry,
        what: Decision,
        values: Mapping[str, Any],
        *,
        reason: str = "",
        post_id: int | None = None,
        module_id: str | None = None,
        round_id: int | None = None,
    ) -> Decided:
        now, after = self._now(), LEADS_TO[what]
        step(inquiry.status, after)
        before = {key: getattr(inquiry, key) for key in _KEPT} | {"status": inquiry.status.value}
        settled = now if after in SETTLED else None
        inquiries.change(connection, inquiry.id, status=after.value, settled=settled, **values)
        by = self._offices.get().short_sign
        decided = Decided(0, inquiry.id, now, by, what, reason, before, post_id, module_id, round_id)
        kept = decisions.get(connection, decisions.add(connection, decided))
        assert kept is not None
        return kept

    def _channel(self, inquiry: Inquiry) -> Account | None:
        account = self._accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        if account is None or account.removed or account.kind not in self._kinds:
            return None
        return account if Ability.ANSWER in able(account.settings, self._kinds[account.kind]) else None

    def _send(self, connection: Connection, inquiry: Inquiry, account: Account, text: str, to: Line | None) -> int:
        """An answer is a post with one delivery: what holds for posts about never twice holds for it."""
        now, zone = self._now(), self._offices.get().zone
        found = messages.lines(connection, inquiry.id)
        foreign = [one for one in found if not one.own and one.remote_id]
        asked = to or (foreign[-1] if foreign else None)
        if asked is None:
            raise NotAllowed("nothing to answer")
        target = Target(asked.remote_id, inquiry.thread or asked.remote_id, inquiry.post, asked.handle, asked.source)
        fresh = Post(
            id=0,
            title="",
            text=text,
            due=now + GRACE,
            zone=zone,
            late_policy=LatePolicy.PUBLISH,
            late_limit=LATE_LIMIT,
            variants=(Variant(account.id),),
        )
        post_id = posts.add(connection, fresh, now)
        posts.change(connection, post_id, inquiry_id=inquiry.id, target=asdict(target))
        deliveries.add(
            connection,
            post_id=post_id,
            account_id=account.id,
            state=State.PLANNED,
            due=now + GRACE,
            zone=zone,
            token=uuid.uuid4().hex,
            late_policy=fresh.late_policy,
            late_limit=fresh.late_limit,
        )
        return post_id
