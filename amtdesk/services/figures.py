"""Collects once a day what the platforms count: of our younger posts, and of each account as a whole."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.figures import Asked, Counted, Figures
from amtdesk.domain.grant import able
from amtdesk.domain.schedule import local
from amtdesk.services.accounts import Accounts
from amtdesk.services.office import Offices
from amtdesk.store import figures
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: Older posts hardly change any more.
POSTS_OF = timedelta(days=30)
#: Between two looks, and between two attempts when the platform did not tell.
EVERY, AGAIN = timedelta(hours=20), timedelta(hours=3)


class Counts(Protocol):
    """What collecting needs of a channel."""

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]: ...
    def audience(self) -> Figures: ...


class FiguresBook:
    """A task of a worker of its own; an account that does not tell is quiet and asked again later."""

    def __init__(self, database: Database, now: Callable[[], datetime], accounts: Accounts, offices: Offices) -> None:
        self._database = database
        self._now = now
        self._accounts = accounts
        self._offices = offices

    def telling(self) -> list[Account]:
        """Accounts whose access may read figures."""
        kinds = self._accounts.kinds
        return [
            one
            for one in self._accounts.every()
            if one.kind in kinds
            and one.standing is not Standing.RECONNECT
            and Ability.FIGURES in able(one.settings, kinds[one.kind])
        ]

    def daily(self) -> int:
        """Ask every account whose turn it is; says how many told."""
        known = self.asked()
        return sum(self.ask(one) for one in self.telling() if self._is_due(known.get(one.id)))

    def ask(self, account: Account) -> bool:
        """Ask one account now; whether it told everything. What went wrong is kept, nothing is raised."""
        now = self._now()
        day = local(now, self._offices.get().zone).date()
        try:
            channel: Counts = self._accounts.open(account)
            self._posts(channel, account.id, day, now)
            audience = channel.audience()
        except Exception as error:
            problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
            detail = error.detail if isinstance(error, AmtDeskError) else type(error).__name__
            if not isinstance(error, AmtDeskError):
                log.exception("figures of account %d", account.id)
            with self._database.writing() as connection:
                figures.put_asked(connection, account.id, tried=now, problem=problem.value, detail=detail[:2000])
            return False
        with self._database.writing() as connection:
            if audience:
                figures.keep_audience(connection, account.id, day, now, audience)
            figures.put_asked(connection, account.id, tried=now, told=now, problem=None, detail="")
        return True

    def of_deliveries(self, delivery_ids: Collection[int]) -> dict[int, Counted]:
        """The newest figures of these, where there are any."""
        with self._database.reading() as connection:
            return figures.of_deliveries(connection, delivery_ids)

    def audience(self, account_id: int, since: date) -> dict[date, Counted]:
        """The figures of an account as a whole, day by day."""
        with self._database.reading() as connection:
            return figures.audience(connection, account_id, since)

    def asked(self) -> dict[int, Asked]:
        """How the last look went, by account."""
        with self._database.reading() as connection:
            return figures.asked(connection)

    def _posts(self, channel: Counts, account_id: int, day: date, now: datetime) -> None:
        """Kept before the account as a whole is asked: what was told is not lost by what follows."""
        with self._database.reading() as connection:
            ours = figures.public_since(connection, account_id, now - POSTS_OF)
        told = channel.figures(list(ours)) if ours else {}
        with self._database.writing() as connection:
            figures.keep_posts(connection, day, now, {ours[key]: one for key, one in told.items() if key in ours})

    def _is_due(self, last: Asked | None) -> bool:
        if last is None:
            return True
        now = self._now()
        # a look that lies ahead is from before the clock was set back
        if last.told is not None and timedelta() <= now - last.told < EVERY:
            return False
        return not (last.problem is not None and timedelta() <= now - last.tried < AGAIN)
