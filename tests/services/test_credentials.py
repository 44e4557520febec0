"""The secrets of the accounts, exchanged as a whole or not at all."""

import pytest

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Field, Kind, SignIn
from amtdesk.domain.errors import AccessDenied, Problem, SecretsUnavailable
from amtdesk.services.credentials import Credentials
from amtdesk.system.secrets import MemorySecrets

KINDS = {
    "plain": Kind("plain", "Plain", "note", (Field("password", "Passwort", secret=True),), frozenset()),
    "browser": Kind(
        "browser",
        "Browser",
        "note",
        (Field("token", "Token", secret=True, required=False),),
        frozenset(),
        sign_in=SignIn(),
        kept_secrets=("access", "refresh"),
    ),
    "hand": Kind("hand", "Hand", "note", (), frozenset(), by_hand=True),
}


def made(kind: str) -> tuple[Credentials, MemorySecrets, Account]:
    store = MemorySecrets()
    return Credentials(store, KINDS, "store"), store, Account(3, kind, kind, "")


@pytest.mark.parametrize(
    ("kind", "names"),
    [("plain", ["password", "access", "refresh"]), ("browser", ["token", "access", "refresh"]), ("hand", [])],
)
def test_each_kind_has_its_names(kind: str, names: list[str]) -> None:
    credentials, _, account = made(kind)
    assert credentials.names(account) == names


def test_what_is_required_must_be_there() -> None:
    for kind in ("plain", "browser"):
        credentials, _, account = made(kind)
        with pytest.raises(AccessDenied) as denied:
            credentials.read(account)
        assert denied.value.problem is Problem.SECRET_MISSING
    credentials, _, account = made("hand")
    assert credentials.read(account) == {}


def test_a_renewed_secret_replaces_the_old_one_but_nothing_never_does() -> None:
    credentials, store, account = made("browser")
    credentials.keep(3, "refresh", "one")
    credentials.keep(3, "refresh", "")
    assert credentials.read(account) == {"refresh": "one"}
    credentials.keep(3, "refresh", "two")
    assert store.get("store/account-3", "refresh") == "two"


def test_an_exchange_that_breaks_off_leaves_everything_as_it_was() -> None:
    credentials, _, account = made("browser")
    credentials.keep(3, "access", "old")
    with pytest.raises(ZeroDivisionError), credentials.exchanging() as exchange:
        exchange(3, {"access": None, "refresh": "new", "token": ""})
        assert credentials.read(account) == {"refresh": "new"}
        raise ZeroDivisionError
    assert credentials.read(account) == {"access": "old"}


def test_all_of_an_account_is_forgotten_even_where_the_keyring_refuses_one() -> None:
    class Stubborn(MemorySecrets):
        def delete(self, account_key: str, name: str) -> None:
            if name == "access":
                raise SecretsUnavailable(Problem.KEYRING_LOCKED)
            super().delete(account_key, name)

    store = Stubborn()
    credentials = Credentials(store, KINDS, "store")
    account = Account(3, "browser", "Browser", "")
    for name in ("token", "access", "refresh"):
        credentials.keep(3, name, "value")
    credentials.drop(account)
    assert store._kept == {("store/account-3", "access"): "value"}
