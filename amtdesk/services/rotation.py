"""Keeps what a platform renews while a channel is open, unless the channel went or was connected anew meanwhile."""

from collections.abc import Callable, Mapping

from amtdesk.domain.account import Account
from amtdesk.domain.expiry import RENEWED
from amtdesk.services.credentials import Credentials


class Rotation:
    """Of one account, from the moment its secrets were read. `get` reads the account as it is now."""

    def __init__(
        self,
        credentials: Credentials,
        get: Callable[[int], Account | None],
        account_id: int,
        secrets: Mapping[str, str],
    ) -> None:
        self._credentials = credentials
        self._get = get
        self._id = account_id
        self._known = dict(secrets)
        self._since = self._renewed()

    def keep(self, name: str, value: str) -> None:
        """Exchange one secret that the platform renewed; raises `SecretsUnavailable`."""
        # while another access is being kept it is not to be seen yet
        with self._credentials.turn:
            if self._is_gone() or self._is_replaced():
                return
            self._credentials.keep(self._id, name, value)
        self._known[name] = value
        # whoever removed the account just now forgot its secrets before this one was kept
        if self._is_gone():
            self._credentials.drop_one(self._id, name)

    def _is_replaced(self) -> bool:
        """Whether a person gave another access: what belongs to the old one never takes its place."""
        if self._renewed() == self._since:
            return False
        store, key = self._credentials.store, self._credentials.key(self._id)
        return any(store.get(key, name) != value for name, value in self._known.items())

    def _renewed(self) -> str:
        account = self._get(self._id)
        return account.settings.get(RENEWED, "") if account is not None else ""

    def _is_gone(self) -> bool:
        account = self._get(self._id)
        return account is None or account.removed
