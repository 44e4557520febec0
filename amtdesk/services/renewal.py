"""Makes accesses last longer, once a day, where the platform lets them."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.errors import AccessDenied, AmtDeskError
from amtdesk.domain.expiry import EXPIRES, RENEWED, moment, renewed
from amtdesk.services import forgetting
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import accounts as stored
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: Between two renewals, and between two attempts when the platform was not to be had.
EVERY, AGAIN = timedelta(hours=20), timedelta(hours=1)


class Renewal:
    """A task of a worker of its own. `turn` keeps two processes from spending the same refresh token."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        turn: Callable[[], AbstractContextManager[bool]],
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._turn = turn
        self._tried: dict[int, datetime] = {}

    def daily(self) -> int:
        """Renew what is due; returns how many were. Whatever one account meets does not stop the others."""
        forgetting.again(self._database, self._accounts.credentials)
        waiting = [one for one in self._accounts.every() if self._is_due(one)]
        if not waiting:
            return 0
        with self._turn() as mine:
            return sum(self._renew(one.id) for one in waiting) if mine else 0

    def _is_due(self, account: Account) -> bool:
        kind = self._accounts.kinds.get(account.kind)
        if kind is None or not kind.connects or account.standing is not Standing.READY:
            return False
        now, last, tried = self._now(), renewed(account.settings), self._tried.get(account.id)
        rested = last is None or not timedelta() <= now - last < EVERY
        return rested and (tried is None or not timedelta() <= now - tried < AGAIN)

    def _renew(self, account_id: int) -> bool:
        account = self._accounts.get(account_id)
        # another process may have done it while this one waited for its turn
        if account is None or account.removed or not self._is_due(account):
            return False
        self._tried[account_id] = self._now()
        try:
            if not self._accounts.credentials.names(account):
                return False
            end: datetime | None = self._accounts.open(account).renew()
        except AccessDenied as error:
            # only a plain no of the platform ends a connection
            self._accounts.report(account, error)
            return False
        except AmtDeskError as error:
            log.info("%s is renewed later: %s", account.kind, error.problem.value)
            return False
        except Exception:
            log.exception("renewal of %s", account.kind)
            return False
        self._note(account_id, end)
        return True

    def _note(self, account_id: int, end: datetime | None) -> None:
        news = {RENEWED: moment(self._now())} | ({EXPIRES: moment(end)} if end is not None else {})
        with self._database.writing() as connection:
            account = stored.get(connection, account_id)
            if account is None:
                return
            stored.change(connection, account_id, settings={**account.settings, **news})
        self._tried.pop(account_id, None)
        self._changes.tell(Kind.ACCOUNTS)
