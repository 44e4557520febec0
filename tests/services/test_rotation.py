"""What a platform renews while something else happens to the channel."""

import threading

from amtdesk.services.accounts import Access
from amtdesk.system.secrets import MemorySecrets
from tests.services.platform import Stage
from tests.services.test_renewal import kept, secrets_in


def anew(stage: Stage, account: int, password: str = "neues-geheimnis") -> None:
    stage.clock.on(minutes=1)
    stage.accounts.reconnect(account, Access("plain", "Kanal", "", {}, {"password": password}))


def test_what_is_renewed_is_kept_as_often_as_it_is_renewed(stage: Stage) -> None:
    account = stage.connect()
    channel = stage.accounts.open(kept(stage, account))
    channel.rotate("erstes")
    channel.rotate("zweites")
    assert stage.accounts.credentials.read(kept(stage, account))["access"] == "zweites"


def test_a_session_of_the_old_access_never_takes_the_place_of_the_new_one(stage: Stage) -> None:
    account = stage.connect()
    old = stage.accounts.open(kept(stage, account))
    anew(stage, account)
    new = stage.accounts.open(kept(stage, account))
    new.rotate("vom-neuen")
    old.rotate("vom-alten")
    assert stage.accounts.credentials.read(kept(stage, account)) == {
        "password": "neues-geheimnis",
        "access": "vom-neuen",
    }


def test_not_even_where_the_new_access_has_no_session_yet(stage: Stage) -> None:
    account = stage.connect()
    old = stage.accounts.open(kept(stage, account))
    anew(stage, account)
    old.rotate("vom-alten")
    assert stage.accounts.credentials.read(kept(stage, account)) == {"password": "neues-geheimnis"}


def test_not_even_while_the_new_access_is_being_kept(stage: Stage) -> None:
    account = stage.connect()
    old = stage.accounts.open(kept(stage, account))
    late = threading.Thread(target=old.rotate, args=("vom-alten",))

    class Slow(MemorySecrets):
        def delete(self, account_key: str, name: str) -> None:
            super().delete(account_key, name)
            if name == "access" and not late.ident:
                late.start()
                late.join(0.3)

    slow = Slow()
    slow._kept.update(stage.secrets._kept)
    stage.accounts.credentials.store = slow
    anew(stage, account)
    late.join(30)
    assert stage.accounts.credentials.read(kept(stage, account)) == {"password": "neues-geheimnis"}


def test_a_session_goes_on_when_the_access_was_only_renewed_meanwhile(stage: Stage) -> None:
    account = stage.connect()
    channel = stage.accounts.open(kept(stage, account))
    channel.rotate("erstes")
    stage.clock.on(hours=21)
    stage.accounts.test(account)
    channel.rotate("zweites")
    assert stage.accounts.credentials.read(kept(stage, account))["access"] == "zweites"


def test_nothing_of_a_removed_channel_comes_back(stage: Stage) -> None:
    account = stage.connect()
    channel = stage.accounts.open(kept(stage, account))
    stage.accounts.remove(account)
    channel.rotate("zu-spät")
    assert secrets_in(stage.secrets) == []
