"""The secrets of the accounts: under which names they lie in the keyring, and how they are exchanged as a whole."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Protocol

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.errors import AccessDenied, Problem, SecretsUnavailable


class SecretStore(Protocol):
    """The keyring, as this floor sees it."""

    def get(self, account_key: str, name: str) -> str | None: ...
    def set(self, account_key: str, name: str, value: str) -> None: ...
    def delete(self, account_key: str, name: str) -> None: ...
    def available(self) -> Problem | None: ...


class Credentials:
    """What is kept of each account; the keyring may wait long, so never on the GUI thread."""

    def __init__(self, store: SecretStore, kinds: Mapping[str, Kind], store_id: str) -> None:
        self.store = store
        self.kinds = kinds
        #: held while an access is exchanged, and by who keeps what a platform renewed
        self.turn = threading.RLock()
        self._store_id = store_id

    def key(self, account_id: int) -> str:
        """The name of an account in the keyring; two data directories never share one."""
        return f"{self._store_id}/account-{account_id}"

    def names(self, account: Account) -> list[str]:
        """Every secret an account of this kind may have."""
        kind = self.kinds[account.kind]
        names = [field.name for field in kind.fields if field.secret]
        return list(dict.fromkeys([*names, *kind.kept_secrets])) if names or kind.sign_in is not None else []

    def read(self, account: Account) -> dict[str, str]:
        """What is there. Raises `AccessDenied` when a secret the form requires is not."""
        kept = {}
        for name in self.names(account):
            value = self.store.get(self.key(account.id), name)
            if value is not None:
                kept[name] = value
        kind = self.kinds[account.kind]
        missing = [field.name for field in kind.fields if field.secret and field.required and field.name not in kept]
        if missing or (kind.sign_in is not None and not kept):
            raise AccessDenied(Problem.SECRET_MISSING, ", ".join(missing) or kind.name)
        return kept

    def keep(self, account_id: int, name: str, value: str) -> None:
        """Exchange one secret that the platform renewed; nothing never takes the place of something."""
        if value:
            self.store.set(self.key(account_id), name, value)

    def drop(self, account: Account) -> bool:
        """Forget all of an account, as far as the keyring lets us; whether it did."""
        return all([self.drop_one(account.id, name) for name in self.names(account)])

    def drop_one(self, account_id: int, name: str) -> bool:
        """Forget one secret; False when the keyring refuses."""
        try:
            self.store.delete(self.key(account_id), name)
        except SecretsUnavailable:
            return False
        return True

    @contextmanager
    def exchanging(self) -> Iterator[Callable[[int, Mapping[str, str | None]], None]]:
        """Hands out a call that keeps secrets of an account (None: drops); when the block fails all is as it was."""
        before: list[tuple[str, str, str | None]] = []

        def keep(account_id: int, secrets: Mapping[str, str | None]) -> None:
            key = self.key(account_id)
            for name, value in secrets.items():
                if value == "":
                    continue
                before.append((key, name, self.store.get(key, name)))
                self._put(key, name, value)

        with self.turn:
            try:
                yield keep
            except BaseException:
                for key, name, value in reversed(before):
                    with suppress(SecretsUnavailable):
                        self._put(key, name, value)
                raise

    def _put(self, key: str, name: str, value: str | None) -> None:
        if value:
            self.store.set(key, name, value)
        else:
            self.store.delete(key, name)
