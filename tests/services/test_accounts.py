"""Connecting channels: tested first, secrets in the keyring only, nothing left behind."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from amtdesk.domain import expiry
from amtdesk.domain.account import Standing
from amtdesk.domain.channel import Connection
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, SecretsUnavailable, Unavailable
from amtdesk.services.accounts import Access, Tried
from amtdesk.services.changes import Kind
from tests.services.platform import Died, FakeChannel, Stage

SECRET = "geheim-geheim"


def access(secret: str = SECRET, name: str = "", kind: str = "plain") -> Access:
    return Access(kind, name, "https://platform.example", {"user": "rathaus"}, {"password": secret})


class Refusing:
    """A keyring that is there until `refuses` of a secret is wanted."""

    def __init__(self, stage: Stage, problem: Problem | None = None) -> None:
        self._inner = stage.secrets
        self._problem = problem
        self.refuses: set[str] = set()

    def available(self) -> Problem | None:
        return self._problem

    def get(self, key: str, name: str) -> str | None:
        return self._inner.get(key, name)

    def set(self, key: str, name: str, value: str) -> None:
        if name in self.refuses and value != SECRET:
            raise SecretsUnavailable(Problem.KEYRING_LOCKED)
        self._inner.set(key, name, value)

    def delete(self, key: str, name: str) -> None:
        if name in self.refuses:
            raise SecretsUnavailable(Problem.KEYRING_LOCKED)
        self._inner.delete(key, name)


def use(stage: Stage, keyring: Refusing) -> None:
    stage.accounts.credentials.store = keyring


def test_an_account_is_tested_and_then_kept(stage: Stage) -> None:
    news: list[Kind] = []
    stage.changes.listen(news.append)
    account = stage.accounts.add(access())
    assert (account.name, account.kind, account.url) == ("Gemeinde Musterbach", "plain", "https://platform.example")
    assert account.settings == {
        "user": "rathaus",
        "found": "7",
        "renewed": "2026-10-14T06:30:00+00:00",
        "called": "Gemeinde Musterbach",
    }
    assert (account.standing, account.checked) == (Standing.READY, stage.clock())
    assert news == [Kind.ACCOUNTS]
    assert stage.accounts.every() == [account]


def test_channels_of_one_municipality_do_not_all_have_the_same_name(stage: Stage) -> None:
    label = stage.accounts.kinds["plain"].label
    names = [stage.accounts.add(access()).name for _ in range(3)]
    assert names == ["Gemeinde Musterbach", label, f"Gemeinde Musterbach ({label})"]
    chosen = [stage.accounts.add(access(name="Rathaus")).name for _ in range(2)]
    assert chosen == ["Rathaus", "Rathaus"], "what a person chose is left alone"


def test_secrets_are_in_the_keyring_and_nowhere_in_the_file(stage: Stage) -> None:
    account = stage.accounts.add(access())
    assert stage.secrets.get(f"store/account-{account.id}", "password") == SECRET
    stage.close()
    for path in stage.folder.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert SECRET not in repr(access())


@pytest.mark.parametrize(("how", "error"), [("denies", AccessDenied), ("offline", Unavailable)])
def test_nothing_is_kept_when_the_test_fails(stage: Stage, how: str, error: type[Exception]) -> None:
    stage.platform.will("connect", how)
    with pytest.raises(error):
        stage.accounts.add(access())
    assert stage.accounts.every(removed=True) == []
    assert stage.secrets._kept == {}


def test_without_a_keyring_nothing_is_tested_or_kept(stage: Stage) -> None:
    use(stage, Refusing(stage, Problem.KEYRING_ABSENT))
    with pytest.raises(SecretsUnavailable):
        stage.accounts.add(access())
    assert stage.platform.calls == []
    assert stage.accounts.keyring_problem() is Problem.KEYRING_ABSENT
    assert stage.connect("manual"), "a channel without secrets needs none"


def test_an_account_whose_secret_was_not_taken_is_not_there(stage: Stage) -> None:
    keyring = Refusing(stage)
    keyring.refuses = {"password"}
    use(stage, keyring)
    with pytest.raises(SecretsUnavailable):
        stage.accounts.add(access("another-secret"))
    assert stage.accounts.every(removed=True) == []
    assert stage.secrets._kept == {}


def test_a_file_that_cannot_be_written_leaves_no_secret(stage: Stage) -> None:
    stage.database.dies_in = 0
    with pytest.raises(Died):
        stage.accounts.add(access())
    assert stage.secrets._kept == {}
    assert stage.accounts.every() == []


def test_a_kind_nobody_knows_is_refused(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        stage.accounts.add(Access("telegraph", "", "", {}, {}))


def test_connecting_anew_replaces_access_and_session(stage: Stage) -> None:
    account = stage.accounts.add(access())
    key = stage.accounts.credentials.key(account.id)
    stage.secrets.set(key, "access", "old-session")
    again = stage.accounts.reconnect(account.id, access("new-secret", "Rathaus"))
    assert (again.id, again.name, again.standing) == (account.id, "Rathaus", Standing.READY)
    assert stage.secrets.get(key, "password") == "new-secret"
    assert stage.secrets.get(key, "access") is None


def test_the_old_access_stays_when_the_new_one_fails(stage: Stage) -> None:
    account = stage.accounts.add(access())
    key = stage.accounts.credentials.key(account.id)
    stage.secrets.set(key, "access", "session")
    stage.platform.will("connect", "denies")
    with pytest.raises(AccessDenied):
        stage.accounts.reconnect(account.id, access("new-secret"))
    assert stage.accounts.get(account.id) == account
    assert stage.secrets.get(key, "password") == SECRET
    assert stage.secrets.get(key, "access") == "session"


@pytest.mark.parametrize("refused", ["password", "refresh"])
def test_the_old_access_stays_when_the_keyring_refuses_the_new_one(stage: Stage, refused: str) -> None:
    account = stage.accounts.add(access())
    key = stage.accounts.credentials.key(account.id)
    stage.secrets.set(key, "access", "session")
    keyring = Refusing(stage)
    keyring.refuses = {refused}
    use(stage, keyring)
    with pytest.raises(SecretsUnavailable):
        stage.accounts.reconnect(account.id, access("new-secret", "Rathaus"))
    assert stage.accounts.get(account.id) == account
    assert stage.secrets.get(key, "password") == SECRET
    assert stage.secrets.get(key, "access") == "session"


def test_a_removed_account_is_not_connected_anew(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.accounts.remove(account.id)
    with pytest.raises(NotAllowed):
        stage.accounts.reconnect(account.id, access())
    with pytest.raises(NotAllowed):
        stage.accounts.test(account.id)


def test_a_test_remembers_how_the_connection_stands(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.platform.will("connect", "denies", "offline")
    with pytest.raises(AccessDenied):
        stage.accounts.test(account.id)
    found = stage.accounts.every()[0]
    assert (found.standing, found.problem, found.detail) == (Standing.RECONNECT, Problem.ACCESS_EXPIRED, "who are you")
    with pytest.raises(Unavailable):
        stage.accounts.test(account.id)
    found = stage.accounts.every()[0]
    assert (found.standing, found.problem) == (Standing.RECONNECT, Problem.OFFLINE)
    stage.platform.limits = {"max_chars": 5000}
    stage.accounts.test(account.id)
    found = stage.accounts.every()[0]
    assert (found.standing, found.problem, found.detail) == (Standing.READY, None, "")
    assert stage.accounts.limits(found).characters == 5000


def test_a_network_that_is_down_says_nothing_about_the_access(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.platform.will("connect", "offline")
    with pytest.raises(Unavailable):
        stage.accounts.test(account.id)
    assert stage.accounts.every()[0].standing is Standing.READY


def test_a_call_that_went_through_proves_the_access(stage: Stage) -> None:
    account = stage.accounts.add(access(), test=False)
    assert account.standing is Standing.UNTESTED
    delivery = stage.planned(account.id)
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.PUBLISHED
    assert stage.accounts.every()[0].standing is Standing.READY


def test_a_lost_secret_wants_a_new_connection(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.secrets.delete(stage.accounts.credentials.key(account.id), "password")
    with pytest.raises(AccessDenied) as denied:
        stage.accounts.test(account.id)
    assert denied.value.problem is Problem.SECRET_MISSING
    assert stage.accounts.every()[0].standing is Standing.RECONNECT


def test_a_secret_that_changed_is_kept_for_the_account(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.accounts.open(account).rotate("rotated")
    assert stage.accounts.open(account).secrets == {"password": SECRET, "access": "rotated"}


def test_removing_withdraws_what_was_planned_and_forgets_the_secrets(stage: Stage) -> None:
    account = stage.accounts.add(access())
    other = stage.connect()
    post = stage.planning.plan(stage.draft(account.id, other).id)
    assert stage.accounts.remove(account.id) == 1
    found = stage.posts.get(post.id)
    assert found is not None
    assert {d.account_id: d.state for d in found.deliveries} == {account.id: State.WITHDRAWN, other: State.PLANNED}
    assert [one.id for one in stage.accounts.every()] == [other]
    assert [one.id for one in stage.accounts.every(removed=True)] == [account.id, other]
    assert not [key for key in stage.secrets._kept if key[0] == stage.accounts.credentials.key(account.id)]
    assert account.id not in stage.accounts.targets()


def test_removing_works_without_a_keyring(stage: Stage) -> None:
    account = stage.accounts.add(access())
    keyring = Refusing(stage)
    keyring.refuses = {"password", "access", "refresh"}
    use(stage, keyring)
    stage.accounts.remove(account.id)
    assert stage.accounts.every() == []


def test_an_unclear_one_stays_a_question_when_its_account_is_removed(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.platform.will("publish", "accepts and is silent")
    delivery = stage.planned(account.id)
    stage.run(hours=1)
    stage.accounts.remove(account.id)
    stage.run(minutes=5)
    found = stage.delivery(delivery)
    assert (found.state, found.waits and found.waits.value) == (State.UNCERTAIN, "person")


def test_connecting_anew_without_a_secret_tests_and_keeps_the_one_there_is(stage: Stage) -> None:
    account = stage.accounts.add(access())
    key = stage.accounts.credentials.key(account.id)
    stage.secrets.set(key, "refresh", "still-good")
    again = stage.accounts.reconnect(account.id, access("", "Rathaus"))
    assert again.name == "Rathaus"
    assert stage.platform.secrets[-1] == {"password": SECRET, "refresh": "still-good"}
    assert stage.secrets.get(key, "password") == SECRET and stage.secrets.get(key, "refresh") == "still-good"


def test_what_changed_while_it_was_tried_is_kept_with_the_access(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def rotates(self: FakeChannel) -> Connection:
        self._keep("refresh", "rotated-while-trying")
        return Connection("Musterbach", expires=stage.clock() + timedelta(days=60))

    monkeypatch.setattr(FakeChannel, "connect", rotates)
    tried = stage.accounts.try_out(access())
    assert stage.secrets._kept == {}, "nothing is kept before somebody says so"
    account = stage.accounts.keep(tried)
    key = stage.accounts.credentials.key(account.id)
    assert stage.secrets.get(key, "refresh") == "rotated-while-trying"
    assert stage.secrets.get(key, "password") == SECRET
    assert expiry.expires(account.settings) == stage.clock() + timedelta(days=60)


def test_an_own_secret_that_changed_is_kept_even_when_the_rest_of_the_test_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rotates_and_falls(self: FakeChannel) -> Connection:
        self._keep("refresh", "the-only-one-left")
        raise Unavailable(Problem.OFFLINE)

    account = stage.accounts.add(access())
    monkeypatch.setattr(FakeChannel, "connect", rotates_and_falls)
    with pytest.raises(Unavailable):
        stage.accounts.reconnect(account.id, access(""))
    assert stage.secrets.get(stage.accounts.credentials.key(account.id), "refresh") == "the-only-one-left"


def test_an_untested_access_never_takes_the_place_of_another(stage: Stage) -> None:
    account = stage.accounts.add(access())
    with pytest.raises(NotAllowed):
        stage.accounts.keep(Tried(access("new"), Connection("x"), tested=False), account.id)


@pytest.mark.parametrize("writes", range(6))
def test_wherever_the_program_ends_one_whole_access_is_there(stage: Stage, writes: int) -> None:
    account = stage.accounts.add(access())
    key = stage.accounts.credentials.key(account.id)
    stage.secrets.set(key, "access", "old-session")
    stage.secrets.set(key, "refresh", "old-refresh")

    class Dying(Refusing):
        left = writes

        def _tick(self) -> None:
            if self.left == 0:
                raise Died
            self.left -= 1

        def set(self, key: str, name: str, value: str) -> None:
            self._tick()
            super().set(key, name, value)

        def delete(self, key: str, name: str) -> None:
            self._tick()
            super().delete(key, name)

    use(stage, Dying(stage))
    # a process that is killed puts nothing back
    new = {"password": "new-password", "access": "new-session", "refresh": "new-refresh"}
    exchanged = stage.accounts._exchanged(Access("plain", "", "", {}, new))
    with suppress(Died):
        for name, value in exchanged.items():
            assert value is not None
            stage.accounts.credentials.keep(account.id, name, value)
    refresh = stage.secrets.get(key, "refresh")
    assert refresh == ("old-refresh" if writes == 0 else "new-refresh"), "what renews is exchanged first"
    assert all(stage.secrets.get(key, name) for name in ("password", "access"))


def test_names_can_be_changed(stage: Stage) -> None:
    account = stage.accounts.add(access())
    stage.accounts.rename(account.id, "  Rathaus ")
    assert stage.accounts.every()[0].name == "Rathaus"


def test_targets_say_what_each_account_takes(stage: Stage) -> None:
    account = stage.accounts.add(access())
    target = stage.accounts.targets()[account.id]
    assert (target.name, target.limits.characters, target.needs_login) == ("Gemeinde Musterbach", 500, False)


def test_targets_of_one_name_are_told_apart_by_what_they_are(stage: Stage) -> None:
    first, second, third = stage.connect("plain", "Rathaus"), stage.connect("keeper", "rathaus"), stage.connect()
    names = {key: one.name for key, one in stage.accounts.targets().items()}
    labels = stage.accounts.kinds["plain"].label, stage.accounts.kinds["keeper"].label
    assert names == {first: f"Rathaus ({labels[0]})", second: f"rathaus ({labels[1]})", third: "Kanal"}


def test_two_data_directories_never_share_a_secret(stage: Stage) -> None:
    assert stage.accounts.credentials.key(1) == "store/account-1"


def test_accounts_stay_in_the_order_they_came(stage: Stage) -> None:
    names: list[Any] = [stage.accounts.add(access(name=name)).name for name in ("Zebra", "Affe", "Maus")]
    assert [one.name for one in stage.accounts.every()] == names
    assert stage.clock() + timedelta() == stage.accounts.every()[0].checked
