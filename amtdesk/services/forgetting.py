"""Forgetting the secrets of channels that were removed, also when the keyring refused at that moment."""

from amtdesk.domain.account import Account
from amtdesk.services.credentials import Credentials
from amtdesk.store import accounts
from amtdesk.store.database import Database

#: Among the settings of a removed account: its secrets are still in the keyring.
_LEFT = "secrets left"


def forget(database: Database, credentials: Credentials, account: Account) -> bool:
    """Take all secrets of a removed account out of the keyring; False when it refused and is asked again later."""
    gone = credentials.drop(account)
    if not gone or _LEFT in account.settings:
        kept = {name: value for name, value in account.settings.items() if name != _LEFT}
        with database.writing() as connection:
            accounts.change(connection, account.id, settings=kept if gone else {**kept, _LEFT: "1"})
    return gone


def again(database: Database, credentials: Credentials) -> int:
    """Once more what the keyring refused; returns how many accounts it has forgotten now."""
    with database.reading() as connection:
        left = [one for one in accounts.every(connection, removed=True) if one.removed and _LEFT in one.settings]
    return sum(forget(database, credentials, one) for one in left if one.kind in credentials.kinds)
