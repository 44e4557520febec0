"""Moderation: the record first, then the step on the platform; by hand where no program may."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability
from amtdesk.domain.channel import Kind as ChannelKind
from amtdesk.domain.errors import AmtDeskError, NotAllowed
from amtdesk.domain.grant import able, missing
from amtdesk.domain.inquiry import Decided, Decision, Inquiry, Line
from amtdesk.domain.measure import NEEDS_APPROVAL, Measure, Outcome, Rung
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.inbox import known
from amtdesk.services.office import Offices
from amtdesk.store import decisions, inquiries, measures, messages
from amtdesk.store.database import Database

_ABILITIES = {Rung.HIDE: Ability.HIDE, Rung.DELETE: Ability.DELETE, Rung.BLOCK: Ability.BLOCK}
_DECISIONS = {Rung.HIDE: Decision.HIDE, Rung.DELETE: Decision.DELETE, Rung.BLOCK: Decision.BLOCK}


class Moderates(Protocol):
    """What moderation needs of a channel."""

    def hide(self, remote_id: str, *, hidden: bool) -> None: ...
    def delete(self, remote_id: str) -> None: ...
    def block(self, handle: str) -> None: ...


class Moderation:
    """Steps of the ladder, each with its record."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
        kinds: Mapping[str, ChannelKind],
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._offices = offices
        self._kinds = kinds

    def able(self, inquiry: Inquiry, rung: Rung) -> bool:
        """Whether a program can take this step there; otherwise it is done by hand and recorded all the same."""
        account = self._account(inquiry)
        if account is None or rung not in _ABILITIES:
            return False
        return _ABILITIES[rung] in able(account.settings, self._kinds[account.kind])

    def lacks(self, inquiry: Inquiry, rung: Rung) -> str:
        """The platform's word for what this access is missing to take the step; empty: nothing, or nobody knows."""
        account = self._account(inquiry)
        if account is None or rung not in _ABILITIES:
            return ""
        return missing(account.settings).get(_ABILITIES[rung], "")

    def take(
        self,
        inquiry_id: int,
        line: Line,
        rung: Rung,
        clause: str,
        *,
        reason: str = "",
        approved_by: str = "",
        round_id: int | None = None,
    ) -> Decided:
        """Record the step and take it. Network: never on the GUI thread.

        Raises `NotAllowed` without a clause, or without the agreement that deleting and blocking need; the errors of
        the channel when the platform refuses: the record stays and says so.
        """
        if not clause.strip():
            raise NotAllowed("a clause of the Netiquette is needed")
        if rung in NEEDS_APPROVAL and not approved_by.strip():
            raise NotAllowed("the head of the house agrees first")
        now, by = self._now(), self._offices.get().short_sign
        with self._database.writing() as connection:
            inquiry = known(inquiries.get(connection, inquiry_id))
            snapshot = _snapshot(inquiry, line, messages.lines(connection, inquiry_id))
            measure = Measure(0, line.id, rung, now, by, clause.strip(), reason.strip(), approved_by.strip(), snapshot)
            key = measures.add(connection, measure)
        self._do(inquiry, line, rung, key)
        with self._database.writing() as connection:
            what = _DECISIONS.get(rung, Decision.EDIT)
            said = clause if not reason else f"{clause}: {reason}"
            decided = Decided(0, inquiry_id, now, by, what, said, {"status": inquiry.status.value}, round_id=round_id)
            kept = decisions.get(connection, decisions.add(connection, decided))
        self._changes.tell(Kind.INQUIRIES)
        assert kept is not None
        return kept

    def show_again(self, measure_id: int) -> None:
        """Undo hiding, on the platform too."""
        with self._database.reading() as connection:
            measure = measures.get(connection, measure_id)
            if measure is None or measure.rung is not Rung.HIDE or measure.undone is not None:
                raise NotAllowed("only what is hidden can be shown again")
            inquiry = known(inquiries.get(connection, measure.snapshot["inquiry"]))
        account = self._account(inquiry)
        if account is not None and measure.snapshot["id"]:
            self._open(account).hide(measure.snapshot["id"], hidden=False)
        with self._database.writing() as connection:
            measures.change(connection, measure_id, undone=self._now())
            messages.set_hidden(connection, measure.message_id, hidden=False)
        self._changes.tell(Kind.INQUIRIES)

    def of(self, inquiry_id: int) -> list[Measure]:
        """The records of an Anliegen, oldest first."""
        with self._database.reading() as connection:
            return measures.of(connection, inquiry_id)

    def since(self, moment: datetime) -> list[Measure]:
        """All records since then, for print and report."""
        with self._database.reading() as connection:
            return measures.since(connection, moment)

    def _do(self, inquiry: Inquiry, line: Line, rung: Rung, key: int) -> None:
        account = self._account(inquiry)
        if account is not None and line.remote_id and self.able(inquiry, rung):
            try:
                channel = self._open(account)
                if rung is Rung.HIDE:
                    channel.hide(line.remote_id, hidden=True)
                elif rung is Rung.DELETE:
                    channel.delete(line.remote_id)
                else:
                    channel.block(line.handle)
            except AmtDeskError as error:
                with self._database.writing() as connection:
                    measures.change(
                        connection,
                        key,
                        state=Outcome.FAILED.value,
                        problem=error.problem.value,
                        detail=error.detail[:2000],
                    )
                raise
        with self._database.writing() as connection:
            measures.change(connection, key, state=Outcome.DONE.value)
            if rung is Rung.HIDE:
                messages.set_hidden(connection, line.id, hidden=True)
            elif rung is Rung.DELETE and line.remote_id and inquiry.account_id is not None:
                messages.gone(connection, inquiry.account_id, [line.remote_id], self._now())

    def _account(self, inquiry: Inquiry) -> Account | None:
        account = self._accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        return account if account is not None and not account.removed and account.kind in self._kinds else None

    def _open(self, account: Account) -> Moderates:
        opened: Moderates = self._accounts.open(account)
        return opened


def _snapshot(inquiry: Inquiry, line: Line, lines: list[Line]) -> dict[str, Any]:
    return {
        "inquiry": inquiry.id,
        "number": inquiry.number,
        "channel": inquiry.channel,
        "id": line.remote_id,
        "author": line.author,
        "handle": line.handle,
        "text": line.text,
        "before": line.before,
        "written": line.created.isoformat(),
        "url": line.url or inquiry.url,
        "post": inquiry.post_text,
        "context": [
            {"author": one.author, "text": one.text, "written": one.created.isoformat(), "own": one.own}
            for one in lines
            if one.id != line.id
        ][-20:],
    }
