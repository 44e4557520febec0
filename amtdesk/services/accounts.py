"""Connecting channels, testing them, and what they take."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amtdesk.domain import copy_date
from amtdesk.domain.account import CALLED, Account, Standing
from amtdesk.domain.channel import Connection, Kind, Limits
from amtdesk.domain.checks import Target
from amtdesk.domain.delivery import Clock, State
from amtdesk.domain.errors import AccessDenied, AmtDeskError, NotAllowed, Problem, SecretsUnavailable
from amtdesk.domain.expiry import RENEWED, moment
from amtdesk.domain.grant import missing, noted, with_lender
from amtdesk.domain.handover import clock_of
from amtdesk.services import copy_dates, forgetting
from amtdesk.services.changes import Changes
from amtdesk.services.changes import Kind as News
from amtdesk.services.credentials import Credentials, SecretStore
from amtdesk.services.rotation import Rotation
from amtdesk.store import accounts, deliveries
from amtdesk.store.database import Database


@dataclass(frozen=True, slots=True)
class Access:
    """What the connection form was filled with. Secrets stay out of every repr."""

    kind: str
    name: str
    url: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Access({self.kind!r}, {self.name!r}, {self.url!r})"


@dataclass(frozen=True, slots=True)
class Tried:
    """An access that was tested, with the secrets that changed meanwhile, and what the test found out."""

    access: Access
    found: Connection
    tested: bool = True


#: Opens the channel of an account with these secrets; the last one keeps a secret that changed.
Opens = Callable[[Account, Mapping[str, str], Callable[[str, str], None]], Any]


class Accounts:
    """The connected channels of this office."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        secrets: SecretStore,
        open_channel: Opens,
        kinds: Mapping[str, Kind],
        limits: Callable[[str], tuple[Mapping[str, Any], str]],
        store_id: str,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self.opens = open_channel
        self.kinds = kinds
        self._limits = limits
        self.credentials = Credentials(secrets, kinds, store_id)

    def every(self, *, removed: bool = False) -> list[Account]:
        """All accounts in their order."""
        with self._database.reading() as connection:
            return with_lender(accounts.every(connection, removed=removed), self.kinds)

    def get(self, account_id: int) -> Account | None:
        """One account, also a removed one."""
        with self._database.reading() as connection:
            return accounts.get(connection, account_id)

    def keyring_problem(self) -> Problem | None:
        """Why secrets cannot be kept, or None."""
        return self.credentials.store.available()

    def limits(self, account: Account) -> Limits:
        """What this account takes: the dated file, overlaid with what the platform itself said."""
        return Limits.of(self.facts(account), self._limits(account.kind)[1])

    def facts(self, account: Account) -> dict[str, Any]:
        """The same as it stands in the file of limits."""
        return {**self._limits(account.kind)[0], **account.limits}

    def targets(self) -> dict[int, Target]:
        """Every account as the checks see it, by id; of those with one name each says what it is."""
        every = self.every()
        names = Counter(account.name.casefold() for account in every)
        return {
            account.id: Target(
                account.id,
                account.name
                if names[account.name.casefold()] == 1
                else f"{account.name} ({self.kinds[account.kind].label})",
                self.kinds[account.kind],
                self.limits(account),
                account.standing is Standing.RECONNECT,
                self.clock_of(account),
                frozenset(missing(account.settings)),
            )
            for account in every
            if account.kind in self.kinds
        }

    def clock_of(self, account: Account) -> Clock:
        """Who is to hold the clock of what is planned on an account."""
        kind = self.kinds.get(account.kind)
        return Clock.PC if kind is None else clock_of(account, kind)

    def choose_clock(self, account_id: int, clock: Clock) -> None:
        """Who is to hold the clock from now on, of what is planned already too; what was handed over stays there."""
        with self._database.writing() as connection:
            accounts.change(connection, account_id, clock=clock.value)
            for delivery in deliveries.planned_on(connection, account_id):
                deliveries.change(connection, delivery.id, State.PLANNED, clock=clock.value)
        self._changes.tell(News.ACCOUNTS, News.DELIVERIES)

    def try_out(self, access: Access, account_id: int | None = None) -> Tried:
        """Test an access for real before anything is saved; the errors of the channel come through.

        For an account that is connected anew without a new secret, the ones it has are tested.
        """
        kind = self.kinds.get(access.kind)
        if kind is None:
            raise NotAllowed(f"no such kind of channel: {access.kind}")
        self._need_keyring(access)
        secrets = {name: value for name, value in access.secrets.items() if value}
        used = dict(secrets)

        def changed_meanwhile(name: str, value: str) -> None:
            used[name] = value
            if rotation is not None:
                # the platform took the old one back already
                rotation.keep(name, value)

        own, rotation = account_id if not secrets else None, None
        if own is not None:
            used = dict(secrets := self.credentials.read(self._known(own)))
            rotation = Rotation(self.credentials, self.get, own, secrets)
        account = Account(0, access.kind, access.name, access.url, access.settings)
        found: Connection = self.opens(account, secrets, changed_meanwhile).connect()
        changed = {name: value for name, value in used.items() if value and value != secrets.get(name)}
        return Tried(replace(access, secrets={**access.secrets, **changed}), found)

    def add(self, access: Access, *, test: bool = True) -> Account:
        """Test, then save: settings in the file, secrets in the keyring. Nothing is left behind when one fails."""
        return self.keep(self.try_out(access) if test else Tried(access, Connection(access.name), tested=False))

    def reconnect(self, account_id: int, access: Access) -> Account:
        """Replace the access of an account by one that was tested; the old one stays when the new one fails."""
        self._known(account_id)
        return self.keep(self.try_out(access, account_id), account_id)

    def keep(self, tried: Tried, account_id: int | None = None) -> Account:
        """Save what was tried, as a new account or in place of the access `account_id` has."""
        access, found = tried.access, tried.found
        if account_id is not None and not tried.tested:
            raise NotAllowed("only a tested access takes the place of another")
        name = access.name.strip() or self._unlike_others(found.name, self.kinds[access.kind].label, account_id)
        renewed = {RENEWED: moment(self._now())} if access.secrets else {}
        values = {
            "settings": {**access.settings, **_told(found), **renewed},
            "limits": dict(found.limits),
        }
        before = self._known(account_id).settings.get(copy_date.SETTING, "") if account_id is not None else ""
        with self.credentials.exchanging() as exchange, self._database.writing() as connection:
            if account_id is None:
                key = accounts.add(connection, access.kind, name, access.url, {})
            else:
                key = self._known(account_id).id
                values |= {"name": name, "url": access.url}
                # what waited for the access goes out at the next look; what the platform slowed down keeps its time
                deliveries.hurry(connection, frozenset(Problem) - {Problem.RATE_LIMITED}, key)
            accounts.change(connection, key, **values)
            copy_dates.follow(connection, key, before, self._now())
            standing = Standing.READY if tried.tested else Standing.UNTESTED
            accounts.tested(connection, key, self._now(), standing=standing)
            # inside the transaction: without its secret the account is not there either
            exchange(key, self._exchanged(access))
        self._changes.tell(*((News.ACCOUNTS,) if account_id is None else (News.ACCOUNTS, News.DELIVERIES)))
        return self._known(key)

    def _unlike_others(self, name: str, label: str, but: int | None) -> str:
        """A municipality has one name everywhere: from its second channel on the platform's tells them apart."""
        taken = {account.name.casefold() for account in self.every() if account.id != but}
        tries = [name, label, f"{name} ({label})"] if name and name != label else [label]
        return next((one for one in tries if one.casefold() not in taken), tries[0])

    def _exchanged(self, access: Access) -> dict[str, str | None]:
        """What is new first, then what is dropped: whenever the program ends, one whole access is there."""
        given = {name: value for name, value in access.secrets.items() if value}
        # what renews comes first: an old session beside it still works, an old one in its place would not
        first: dict[str, str | None] = {name: given[name] for name in sorted(given, key=lambda name: name != "refresh")}
        dropped = dict.fromkeys(self.kinds[access.kind].kept_secrets) if given else {}
        return first | {name: None for name in dropped if name not in first}

    def test(self, account_id: int) -> Connection:
        """Test the connection now and remember how it stands; the channel's error comes through."""
        account = self._known(account_id)
        try:
            found: Connection = self.open(account).connect()
        except AmtDeskError as error:
            self.report(account, error)
            raise
        with self._database.writing() as connection:
            accounts.change(
                connection,
                account_id,
                limits={**account.limits, **found.limits},
                settings={**account.settings, **_told(found)},
            )
            accounts.tested(connection, account_id, self._now(), standing=Standing.READY)
        self._changes.tell(News.ACCOUNTS)
        return found

    def report(self, account: Account, error: AmtDeskError) -> None:
        """Remember what a call said about the access; a network that is down says nothing about it."""
        denied = isinstance(error, AccessDenied) or error.problem is Problem.SECRET_MISSING
        standing = Standing.RECONNECT if denied else account.standing
        with self._database.writing() as connection:
            accounts.tested(
                connection, account.id, self._now(), standing=standing, problem=error.problem, detail=error.detail
            )
        self._changes.tell(News.ACCOUNTS)

    def working(self, account: Account) -> None:
        """A call went through: the access is good."""
        if account.standing is Standing.READY and account.problem is None:
            return
        with self._database.writing() as connection:
            accounts.tested(connection, account.id, self._now(), standing=Standing.READY)
        self._changes.tell(News.ACCOUNTS)

    def rename(self, account_id: int, name: str) -> None:
        """Give the account another name."""
        with self._database.writing() as connection:
            accounts.change(connection, account_id, name=name.strip())
        self._changes.tell(News.ACCOUNTS)

    def remove(self, account_id: int) -> int:
        """Take the account away: what was planned on it is withdrawn, its secrets go; returns how many were planned.

        `services/removal.py` lets a person choose what becomes of them.
        """
        account = self._known(account_id)
        open_states = (State.PLANNED, State.BY_HAND, State.HELD, State.MISSED, State.FAILED)
        with self._database.writing() as connection:
            waiting = [d for d in deliveries.in_states(connection, open_states) if d.account_id == account_id]
            for delivery in waiting:
                deliveries.move(connection, delivery, State.WITHDRAWN, ended=self._now())
            accounts.change(connection, account_id, removed=self._now())
        forgetting.forget(self._database, self.credentials, account)
        self._changes.tell(News.ACCOUNTS, News.DELIVERIES)
        return len(waiting)

    def open(self, account: Account) -> Any:
        """The channel of an account, with its secrets from the keyring."""
        secrets = self.credentials.read(account)
        return self.opens(account, secrets, Rotation(self.credentials, self.get, account.id, secrets).keep)

    def _need_keyring(self, access: Access) -> None:
        if not access.secrets:
            return
        problem = self.keyring_problem()
        if problem is not None:
            raise SecretsUnavailable(problem)

    def _known(self, account_id: int) -> Account:
        account = self.get(account_id)
        if account is None or account.removed:
            raise NotAllowed(f"no account {account_id}")
        return account


def _told(found: Connection) -> dict[str, str]:
    """What a test found out, as settings: with the name the platform shows, whatever the channel is called here."""
    return {**noted(found), **({CALLED: found.name} if found.name else {})}
