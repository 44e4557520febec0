"""Lending pictures: some platforms fetch them from the web, and the municipality's own website can hold them for it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Lent, Picture, Published
from amtdesk.domain.errors import AccessDenied, AmtDeskError, Problem, Unavailable
from amtdesk.store import accounts, settings
from amtdesk.store.database import Database

#: A picture that was lent longer ago than this was forgotten there by a program that ended; it is taken back.
FORGOTTEN = timedelta(hours=1)
_KEY = "lent"


class Lends(Protocol):
    """A channel, as far as lending goes."""

    def lend(self, picture: Picture) -> Published: ...
    def take_back(self, remote_id: str) -> None: ...


class Lending:
    """Where pictures are lent. `kinds` are those that can; `opens` is bound late, it needs the secrets of accounts."""

    def __init__(self, database: Database, now: Callable[[], datetime], kinds: frozenset[str]) -> None:
        self._database = database
        self._now = now
        self._kinds = kinds
        self.opens: Callable[[Account], Lends] | None = None

    def lender(self) -> Account | None:
        """The first website that is connected and works, or None."""
        with self._database.reading() as connection:
            found = accounts.every(connection)
        able = [one for one in found if one.kind in self._kinds and one.standing is not Standing.RECONNECT]
        return able[0] if able else None

    def lend(self, picture: Picture) -> Lent:
        """Put a picture on the website. Raises the errors of its channel, `Unavailable` when there is no website."""
        self.tidy()
        account = self.lender()
        if account is None:
            raise Unavailable(Problem.WEBSITE_NEEDED)
        try:
            placed = self._channel(account).lend(picture)
        except AccessDenied as error:
            # it is the website that refuses, not the platform the picture is for
            raise Unavailable(Problem.WEBSITE_NEEDED, error.detail) from None
        self._note(account.id, placed.remote_id)
        return Lent(placed.url, partial(self._take_back, account, placed.remote_id))

    def tidy(self) -> None:
        """Take back what was left there by a program that ended; what does not go now goes another time."""
        with self._database.reading() as connection:
            kept: list[dict[str, Any]] = settings.get(connection, _KEY, [])
            known = {one.id: one for one in accounts.every(connection)}
        for one in kept:
            account = known.get(one["account"])
            if account is None:
                self._forget(one["account"], one["id"])
            elif self._is_forgotten(one):
                with suppress(AmtDeskError):
                    self._take_back(account, one["id"])

    def _is_forgotten(self, one: Mapping[str, Any]) -> bool:
        age = self._now() - datetime.fromisoformat(one["at"])
        # one from the future is from before the clock was set back
        return not timedelta() <= age <= FORGOTTEN

    def _take_back(self, account: Account, remote_id: str) -> None:
        self._channel(account).take_back(remote_id)
        self._forget(account.id, remote_id)

    def _channel(self, account: Account) -> Lends:
        assert self.opens is not None
        return self.opens(account)

    def _note(self, account_id: int, remote_id: str) -> None:
        at = self._now().astimezone(UTC).isoformat(timespec="seconds")
        with self._database.writing() as connection:
            kept = settings.get(connection, _KEY, [])
            settings.put(connection, _KEY, [*kept, {"account": account_id, "id": remote_id, "at": at}])

    def _forget(self, account_id: int, remote_id: str) -> None:
        with self._database.writing() as connection:
            kept = settings.get(connection, _KEY, [])
            left = [one for one in kept if (one["account"], one["id"]) != (account_id, remote_id)]
            settings.put(connection, _KEY, left)
