"""Connecting channels, testing them, and what they take."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Connection, Kind, Limits
from amtdesk.domain.checks import Target
from amtdesk.domain.delivery import Clock, State
from amtdesk.domain.errors import AccessDenied, AmtDeskError, NotAllowed, Problem, SecretsUnavailable
from amtdesk.domain.handover import clock_of
from amtdesk.services.changes import Changes
from amtdesk.services.changes import Kind as News
from amtdesk.store import accounts, deliveries
from amtdesk.store.database import Database


class SecretStore(Protocol):
    """The keyring, as this floor sees it."""

    def get(self, account_key: str, name: str) -> str | None: ...
    def set(self, account_key: str, name: str, value: str) -> None: ...
    def delete(self, account_key: str, name: str) -> None: ...
    def available(self) -> Problem | None: ...


class Connects(Protocol):
    """A channel, as far as connecting goes."""

    def connect(self) -> Connection: ...


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
        self._secrets = secrets
        self._open = open_channel
        self.kinds = kinds
        self._limits = limits
        self._store_id = store_id

    def every(self, *, removed: bool = False) -> list[Account]:
        """All accounts in their order."""
        with self._database.reading() as connection:
            return accounts.every(connection, removed=removed)

    def get(self, account_id: int) -> Account | None:
        """One account, also a removed one."""
        with self._database.reading() as connection:
            return accounts.get(connection, account_id)

    def keyring_problem(self) -> Problem | None:
        """Why secrets cannot be kept, or None."""
        return self._secrets.available()

    def limits(self, account: Account) -> Limits:
        """What this account takes: the dated file, overlaid with what the platform itself said."""
        facts, stand = self._limits(account.kind)
        return Limits.of({**facts, **account.limits}, stand)

    def targets(self) -> dict[int, Target]:
        """Every account as the checks see it, by id."""
        return {
            account.id: Target(
                account.id,
                account.name,
                self.kinds[account.kind],
                self.limits(account),
                account.standing is Standing.RECONNECT,
                self.clock_of(account),
            )
            for account in self.every()
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

    def try_out(self, access: Access) -> Connection:
        """Test an access for real before anything is saved; the errors of the channel come through."""
        if access.kind not in self.kinds:
            raise NotAllowed(f"no such kind of channel: {access.kind}")
        self._need_keyring(access)
        account = Account(0, access.kind, access.name, access.url, access.settings)
        connection: Connection = self._open(account, access.secrets, lambda _name, _value: None).connect()
        return connection

    def add(self, access: Access, *, test: bool = True) -> Account:
        """Test, then save: settings in the file, secrets in the keyring. Nothing is left behind when one fails."""
        found = self.try_out(access) if test else Connection(access.name)
        with self._kept_or_not() as keep, self._database.writing() as connection:
            name = access.name.strip() or found.name or self.kinds[access.kind].label
            account_id = accounts.add(connection, access.kind, name, access.url, {**access.settings, **found.settings})
            accounts.change(connection, account_id, limits=dict(found.limits))
            standing = Standing.READY if test else Standing.UNTESTED
            accounts.tested(connection, account_id, self._now(), standing=standing)
            # inside the transaction: without its secret the account is not there either
            keep(account_id, access.secrets)
        self._changes.tell(News.ACCOUNTS)
        account = self.get(account_id)
        assert account is not None
        return account

    def reconnect(self, account_id: int, access: Access) -> Account:
        """Replace the access of an account by one that was tested; the old one stays when the new one fails."""
        self._known(account_id)
        found = self.try_out(access)
        with self._kept_or_not() as keep, self._database.writing() as connection:
            accounts.change(
                connection,
                account_id,
                name=access.name.strip() or found.name,
                url=access.url,
                settings={**access.settings, **found.settings},
                limits=dict(found.limits),
            )
            accounts.tested(connection, account_id, self._now(), standing=Standing.READY)
            dropped = dict.fromkeys(self.kinds[access.kind].kept_secrets) if access.secrets else {}
            keep(account_id, {**dropped, **access.secrets})
        self._changes.tell(News.ACCOUNTS, News.DELIVERIES)
        account = self.get(account_id)
        assert account is not None
        return account

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
                settings={**account.settings, **found.settings},
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
        """Take the account away: what was planned on it is withdrawn, its secrets go; returns how many were planned."""
        account = self._known(account_id)
        open_states = (State.PLANNED, State.BY_HAND, State.HELD, State.MISSED, State.FAILED)
        with self._database.writing() as connection:
            waiting = [d for d in deliveries.in_states(connection, open_states) if d.account_id == account_id]
            for delivery in waiting:
                deliveries.move(connection, delivery, State.WITHDRAWN, ended=self._now())
            accounts.change(connection, account_id, removed=self._now())
        for name in self._secret_names(account):
            try:
                self._secrets.delete(self.key(account_id), name)
            except SecretsUnavailable:
                # the account is gone either way; doctor names what is left in the keyring
                continue
        self._changes.tell(News.ACCOUNTS, News.DELIVERIES)
        return len(waiting)

    def key(self, account_id: int) -> str:
        """The name of an account in the keyring; two data directories never share one."""
        return f"{self._store_id}/account-{account_id}"

    def open(self, account: Account) -> Any:
        """The channel of an account, with its secrets from the keyring."""
        kept = {}
        for name in self._secret_names(account):
            value = self._secrets.get(self.key(account.id), name)
            if value is not None:
                kept[name] = value
        missing = [f.name for f in self.kinds[account.kind].fields if f.secret and f.required and f.name not in kept]
        if missing:
            raise AccessDenied(Problem.SECRET_MISSING, ", ".join(missing))
        return self._open(account, kept, lambda name, value: self._secrets.set(self.key(account.id), name, value))

    def _secret_names(self, account: Account) -> list[str]:
        kind = self.kinds[account.kind]
        names = [field.name for field in kind.fields if field.secret]
        return list(dict.fromkeys([*names, *kind.kept_secrets])) if names or kind.sign_in is not None else []

    @contextmanager
    def _kept_or_not(self) -> Iterator[Callable[[int, Mapping[str, str | None]], None]]:
        """Hands out a call that keeps secrets of an account (None: drops); when the block fails all is as it was."""
        before: list[tuple[str, str, str | None]] = []

        def keep(account_id: int, secrets: Mapping[str, str | None]) -> None:
            key = self.key(account_id)
            for name, value in secrets.items():
                if value == "":
                    continue
                before.append((key, name, self._secrets.get(key, name)))
                self._put(key, name, value)

        try:
            yield keep
        except BaseException:
            for key, name, value in reversed(before):
                with suppress(SecretsUnavailable):
                    self._put(key, name, value)
            raise

    def _put(self, key: str, name: str, value: str | None) -> None:
        if value:
            self._secrets.set(key, name, value)
        else:
            self._secrets.delete(key, name)

    def _need_keyring(self, access: Access) -> None:
        if not access.secrets:
            return
        problem = self._secrets.available()
        if problem is not None:
            raise SecretsUnavailable(problem)

    def _known(self, account_id: int) -> Account:
        account = self.get(account_id)
        if account is None or account.removed:
            raise NotAllowed(f"no account {account_id}")
        return account
