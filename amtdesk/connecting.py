"""Puts together what connecting a channel and looking after its connection need."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel, Tools
from amtdesk.channels.http import Http
from amtdesk.channels.stand_in import StandIn
from amtdesk.domain.account import Account
from amtdesk.domain.link import host_of
from amtdesk.domain.reach import Reach
from amtdesk.proxies import way_out
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes
from amtdesk.services.connections import Connections
from amtdesk.services.credentials import SecretStore
from amtdesk.services.doctor import Doctor
from amtdesk.services.lending import Lending
from amtdesk.services.notebook import Notebook
from amtdesk.services.removal import Removal
from amtdesk.services.renewal import Renewal
from amtdesk.services.sign_in import SignIns
from amtdesk.store.database import Database
from amtdesk.system import resources
from amtdesk.system.loopback import Loopback
from amtdesk.system.paths import Paths
from amtdesk.system.reach import Explorer
from amtdesk.system.turn import Turn

#: Makes the channel of an account; a secret that the platform renews is kept by name.
Opener = Callable[[Account, Mapping[str, str], Callable[[str, str], None]], Channel]


@dataclass(frozen=True, slots=True)
class Opening:
    """How channels are opened, and how one lends pictures to another."""

    opens: Opener
    lending: Lending


def opening(
    paths: Paths,
    database: Database,
    now: Callable[[], datetime],
    deadline: float | None,
    *,
    practice: bool,
) -> Opening:
    """How channels are opened; `deadline`: seconds of a publishing call; `practice`: every one is the Übungskanal."""
    way = way_out()
    lending = Lending(database, now, frozenset(name for name, channel in CHANNELS.items() if channel.lends))

    def open_channel(account: Account, secrets: Mapping[str, str], keep: Callable[[str, str], None]) -> Channel:
        kind, folder = CHANNELS[account.kind], paths.practice
        if practice and not kind.by_hand and account.kind != "practice":
            # each has a folder of its own, or they would read each other's comments
            kind, folder = StandIn, folder / str(account.id)
        http = Http(way, now=now) if deadline is None else Http(way, now=now, deadline=deadline)
        lend = lending.lend if not practice and lending.lender() is not None else None
        # one that is only tried out has nothing to remember it by
        notes: MutableMapping[str, str] = Notebook(database, account.id) if account.id else {}
        return kind(account, secrets, Tools(http, now, keep, folder, lend, notes))

    return Opening(open_channel, lending)


def connected(
    database: Database,
    changes: Changes,
    now: Callable[[], datetime],
    keyring: SecretStore,
    opening: Opening,
    store_id: str,
) -> Accounts:
    """The accounts, of all kinds there are."""
    kinds = {name: channel.kind() for name, channel in CHANNELS.items()}
    accounts = Accounts(database, changes, now, keyring, opening.opens, kinds, resources.limits, store_id)
    # the website that lends is opened with its own secrets
    opening.lending.opens = accounts.open
    return accounts


def connecting(
    paths: Paths,
    database: Database,
    changes: Changes,
    now: Callable[[], datetime],
    accounts: Accounts,
    *,
    practice: bool,
) -> Connections:
    """`practice`: nothing leaves this computer, not even to look whether a server answers."""
    explore = _stay_here if practice else Explorer(way_out()).explore
    turn = Turn(paths.data / "renewing.lock", 0.0).take
    return Connections(
        SignIns(accounts.kinds, accounts.opens, Loopback),
        Doctor(accounts, explore),
        Removal(database, changes, now, accounts),
        Renewal(database, changes, now, accounts, turn),
    )


def _stay_here(url: str, _others: Iterable[str]) -> Reach:
    return Reach(host_of(url))
