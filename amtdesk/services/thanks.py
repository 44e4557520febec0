"""„Gefällt mir“ for what somebody wrote: given and taken back on the platform, with who and when."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.grant import able, missing
from amtdesk.domain.inquiry import Decided, Decision, Inquiry, Line
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.inbox import known
from amtdesk.services.office import Offices
from amtdesk.store import decisions, inquiries, messages
from amtdesk.store.database import Database


class Likes(Protocol):
    """What it needs of a channel: saying the same again changes nothing there."""

    def like(self, remote_id: str, *, liked: bool = True) -> None: ...


class Thanks:
    """One message has our „Gefällt mir“ or not."""

    def __init__(
        self, database: Database, changes: Changes, now: Callable[[], datetime], accounts: Accounts, offices: Offices
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._offices = offices
        self._under_way: set[int] = set()

    def able(self, inquiry: Inquiry) -> bool:
        """Whether „Gefällt mir“ can be given there by program."""
        account = self._account(inquiry)
        return account is not None and Ability.LIKE in able(account.settings, self._accounts.kinds[account.kind])

    def lacks(self, inquiry: Inquiry) -> str:
        """The platform's word for what this access is missing to give it; empty: nothing, or nobody knows."""
        account = self._account(inquiry)
        return missing(account.settings).get(Ability.LIKE, "") if account is not None else ""

    def give(self, inquiry_id: int, message_id: int, *, liked: bool = True, round_id: int | None = None) -> bool:
        """Give it or take it back; False when it stands so already or is under way. Network: never on the GUI thread.

        Raises `NotAllowed` where there is nothing to like, and the errors of the channel: then all is as before.
        """
        with self._database.writing() as connection:
            inquiry, line = self._asked(connection, inquiry_id, message_id)
            if (line.liked is not None) is liked or line.id in self._under_way:
                return False
            # within the one transaction that may write: nobody else is between looking and taking
            self._under_way.add(line.id)
        try:
            account = self._account(inquiry)
            if account is None or not self.able(inquiry):
                raise NotAllowed("nothing to like")
            channel: Likes = self._accounts.open(account)
            channel.like(line.remote_id, liked=liked)
            self._note(inquiry, line, round_id, liked=liked)
        finally:
            self._under_way.discard(line.id)
        self._changes.tell(Kind.INQUIRIES)
        return True

    def _asked(self, connection: Connection, inquiry_id: int, message_id: int) -> tuple[Inquiry, Line]:
        inquiry = known(inquiries.get(connection, inquiry_id))
        for line in messages.lines(connection, inquiry_id):
            if line.id == message_id and likeable(line):
                return inquiry, line
        raise NotAllowed("nothing to like")

    def _note(self, inquiry: Inquiry, line: Line, round_id: int | None, *, liked: bool) -> None:
        now, by = self._now(), self._offices.get().short_sign
        what = Decision.LIKE if liked else Decision.UNLIKE
        with self._database.writing() as connection:
            messages.set_liked(connection, line.id, now if liked else None, by if liked else "")
            before = {"status": inquiry.status.value}
            decisions.add(connection, Decided(0, inquiry.id, now, by, what, "", before, round_id=round_id))

    def _account(self, inquiry: Inquiry) -> Account | None:
        account = self._accounts.get(inquiry.account_id) if inquiry.account_id is not None else None
        return account if account is not None and not account.removed and account.kind in self._accounts.kinds else None


def likeable(line: Line) -> bool:
    """Whether it is somebody else's and still there."""
    return not line.own and bool(line.remote_id) and line.gone is None
