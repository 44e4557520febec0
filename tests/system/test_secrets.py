"""Secrets in the keyring."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from amtdesk.domain.errors import Problem, SecretsUnavailable
from amtdesk.system import logs
from amtdesk.system.secrets import SERVICE, MemorySecrets, Secrets

LONG = "".join(f"{number:05d}" for number in range(700))


class Scripted(KeyringBackend):
    """A keyring as strict as the one of Windows; raises `error`, or dies after `writes` writes."""

    priority = 1
    persist: Any = "enterprise"

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[str, str] = {}
        self.error = error
        self.writes: int | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        assert service == SERVICE
        if self.error:
            raise self.error
        if self.writes is not None:
            if self.writes == 0:
                raise KeyboardInterrupt
            self.writes -= 1
        if len(password.encode("utf-16-le")) > 2560:
            raise OSError(1783, "The stub received bad data")
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    backend = Scripted()
    keyring.set_keyring(backend)
    yield backend


@pytest.fixture(params=["keyring", "memory"])
def secrets(request: pytest.FixtureRequest) -> Secrets | MemorySecrets:
    return Secrets() if request.param == "keyring" else MemorySecrets()


def test_what_is_kept_is_found_again(secrets: Secrets | MemorySecrets) -> None:
    secrets.set("store/account-1", "password", "Geheimnis ä €")
    assert secrets.get("store/account-1", "password") == "Geheimnis ä €"
    assert secrets.get("store/account-2", "password") is None
    assert secrets.get("store/account-1", "token") is None
    assert secrets.available() is None


def test_what_is_deleted_is_gone_and_deleting_again_is_fine(secrets: Secrets | MemorySecrets) -> None:
    secrets.set("a", "token", LONG)
    secrets.delete("a", "token")
    secrets.delete("a", "token")
    assert secrets.get("a", "token") is None


def test_the_id_of_a_database_belongs_to_its_folder(secrets: Secrets | MemorySecrets, tmp_path: Path) -> None:
    secrets.keep_store_id(tmp_path / "one", "id-1")
    assert secrets.store_id(tmp_path / "one") == "id-1"
    assert secrets.store_id(tmp_path / "two") is None


@pytest.mark.parametrize("value", ["", "x" * 1000, "x" * 1001, LONG, "t" * 6000, "🏛" * 1500, "amtdesk-parts:a:1:x"])
def test_any_length_fits_a_keyring_that_takes_2560_bytes(scripted: Scripted, value: str) -> None:
    Secrets().set("a", "token", value)
    assert Secrets().get("a", "token") == value


def test_nothing_is_left_behind_by_a_longer_value(scripted: Scripted) -> None:
    secrets = Secrets()
    for value in (LONG * 2, LONG, LONG * 3, "short"):
        secrets.set("a", "token", value)
        assert secrets.get("a", "token") == value
    assert scripted.kept == {"a/token": "short"}
    secrets.set("a", "token", LONG)
    secrets.delete("a", "token")
    assert scripted.kept == {}


@pytest.mark.parametrize("old", ["short", LONG, LONG[::-1] * 2])
@pytest.mark.parametrize("new", ["other", LONG * 2])
def test_whenever_the_program_dies_the_old_value_or_the_new_one_is_there(
    scripted: Scripted, old: str, new: str
) -> None:
    secrets = Secrets()
    seen = set()
    for writes in range(15):
        scripted.writes = None
        secrets.set("a", "token", old)
        scripted.writes = writes
        with suppress(KeyboardInterrupt):
            secrets.set("a", "token", new)
        value = secrets.get("a", "token")
        assert value in (old, new)
        seen.add(value)
    assert seen == {old, new}


def test_pieces_that_do_not_belong_together_are_no_secret(scripted: Scripted) -> None:
    Secrets().set("a", "token", LONG)
    part = next(name for name in scripted.kept if "#" in name)
    scripted.kept[part] = "another process wrote here"
    assert Secrets().get("a", "token") is None


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (NoKeyringError("none"), Problem.KEYRING_ABSENT),
        (KeyringLocked("locked"), Problem.KEYRING_LOCKED),
        (InitError("dismissed"), Problem.KEYRING_LOCKED),
        (OSError(1312, "no logon session"), Problem.KEYRING_ABSENT),
        (RuntimeError("D-Bus"), Problem.KEYRING_ABSENT),
    ],
)
def test_a_keyring_that_refuses_is_told_by_its_kind(scripted: Scripted, error: Exception, problem: Problem) -> None:
    scripted.error = error
    assert Secrets().available() is problem
    for call in (
        lambda: Secrets().get("a", "b"),
        lambda: Secrets().set("a", "b", "value"),
        lambda: Secrets().delete("a", "b"),
    ):
        with pytest.raises(SecretsUnavailable) as caught:
            call()  # type: ignore[no-untyped-call]
        assert caught.value.problem is problem


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_keyring_that_keeps_nothing_is_none(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert Secrets().available() is Problem.KEYRING_ABSENT
    with pytest.raises(SecretsUnavailable):
        Secrets().set("a", "b", "value")


class PlainFile(Scripted):
    """As keyrings.alt has it."""


PlainFile.__module__ = "keyrings.alt.file"


def test_a_readable_file_is_no_keyring() -> None:
    file = PlainFile()
    keyring.set_keyring(file)
    assert Secrets().available() is Problem.KEYRING_ABSENT
    with pytest.raises(SecretsUnavailable):
        Secrets().set("a", "b", "value")
    assert file.kept == {}


def test_among_several_keyrings_the_first_safe_one_is_taken() -> None:
    file, safe = PlainFile(), Scripted()

    class Chain(Scripted):
        backends = (file, safe)

    keyring.set_keyring(Chain())
    Secrets().set("a", "b", "value")
    assert safe.kept == {"a/b": "value"}
    assert file.kept == {}


def test_a_keyring_that_forgets_is_found_out(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripted, "set_password", lambda *_: None)
    with pytest.raises(SecretsUnavailable):
        Secrets().set("a", "b", "value")


def test_secrets_do_not_travel_with_a_roaming_profile(scripted: Scripted) -> None:
    Secrets().set("a", "b", "value")
    assert scripted.persist == "local machine"


def test_whatever_passes_through_is_blacked_out_in_the_log(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs, "_secrets", {})
    scripted.kept["a/b"] = "kept before this start"
    Secrets().get("a", "b")
    Secrets().set("a", "c", "just arrived")
    text = logs.redact(json.dumps(["kept before this start", "just arrived"]))
    assert text == '["***", "***"]'
    with caplog.at_level(logging.DEBUG):
        Secrets().get("a", "b")
    assert "kept before" not in caplog.text


def test_a_sample_office_is_never_without_a_secret() -> None:
    secrets = MemorySecrets("uebung")
    assert secrets.get("1", "password") == "uebung"
    secrets.set("1", "password", "another-one")
    assert secrets.get("1", "password") == "another-one" and MemorySecrets().get("1", "password") is None
