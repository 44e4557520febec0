"""Looks after connections: what a check met and where the way ends, and what the network must let through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Connection
from amtdesk.domain.errors import AccessDenied, AmtDeskError, Unavailable
from amtdesk.domain.reach import MEANT, NOT_ON_THE_WAY, Reach, addresses, hosts
from amtdesk.services.accounts import Access, Accounts

#: Goes to an address; the others are asked when it does not answer.
Explores = Callable[[str, Iterable[str]], Reach]


@dataclass(frozen=True, slots=True)
class Checkup:
    """What one check found: the connection, or what it met, and the way to the server as far as it was looked at."""

    found: Connection | None = None
    error: AmtDeskError | None = None
    reach: Reach | None = None


class Doctor:
    """Checks are made off the GUI thread; they take as long as the network does."""

    def __init__(self, accounts: Accounts, explore: Explores) -> None:
        self._accounts = accounts
        self._explore = explore

    def check(self, account_id: int) -> Checkup:
        """Test a connected account, remember how it stands, and look at the way to its server.

        An error of the program itself comes through; those of the channel are in the answer.
        """
        account = self._accounts.get(account_id)
        found: Connection | None = None
        error: AmtDeskError | None = None
        try:
            found = self._accounts.test(account_id)
        except AmtDeskError as met:
            error = met
        if account is None or (error is not None and not _on_the_way(error)):
            return Checkup(found, error)
        reach = self._way(account, good=error is None)
        meant = MEANT.get(reach.stop) if reach is not None and reach.stop is not None else None
        if isinstance(error, Unavailable) and meant not in (None, error.problem):
            assert meant is not None
            # „no network“ is worth remembering, „name not found“ for want of one is not
            error = Unavailable(meant, error.detail, status=error.status)
            self._accounts.report(account, error)
        return Checkup(found, error, reach)

    def explain(self, error: AmtDeskError, access: Access) -> Reach | None:
        """The way to the server of an access that met this error; None where it has nothing to do with it."""
        return self.way(access) if _on_the_way(error) else None

    def way(self, access: Access) -> Reach | None:
        """The way to the server of an access that is not connected yet; None when it has none."""
        return self._way(Account(0, access.kind, access.name, access.url, access.settings), good=False)

    def hosts(self, *, connected: bool) -> dict[str, tuple[str, ...]]:
        """What the IT must let through, and which kinds of channel need it: of the connected ones, or of all."""
        kinds = [] if connected else [kind for kind in self._accounts.kinds.values() if kind.connects]
        return hosts(kinds, self._accounts.every(), self._accounts.kinds)

    def _way(self, account: Account, *, good: bool) -> Reach | None:
        kind = self._accounts.kinds.get(account.kind)
        wanted = addresses(account, kind) if kind is not None else ()
        if not wanted:
            return None
        reach = self._explore(wanted[0], self._others(wanted[0]))
        # the call itself went through: what stopped the look at it was not the network
        return Reach(reach.host, proxy=reach.proxy) if good and reach.stop is not None else reach

    def _others(self, address: str) -> list[str]:
        """Addresses of the other channels here; nobody is called with whom this office has nothing to do."""
        kinds = self._accounts.kinds
        own = [url for one in self._accounts.every() if one.kind in kinds for url in addresses(one, kinds[one.kind])]
        return [url for url in dict.fromkeys(own) if url != address]


def _on_the_way(error: AmtDeskError) -> bool:
    """Whether the way to the server may be what is wrong."""
    return not isinstance(error, AccessDenied) and error.problem not in NOT_ON_THE_WAY
