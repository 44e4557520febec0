"""What holds for every test: no network but loopback, no real keyring, no data of this user, German, no screen."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from hypothesis import settings
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from pytestqt.qtbot import QtBot

settings.register_profile("amtdesk", deadline=None)
settings.load_profile("amtdesk")


#: Milliseconds that are waited for something to happen: it ends with what is waited for, and the machine may be busy.
PATIENCE = 30_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows on the screen")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # children of tests have no keyring at all, unless a test gives them one
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    for waiting in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
        # pytest-qt has no setting for it; its five seconds are too few beside other work
        waiting.__kwdefaults__["timeout"] = PATIENCE


class NetworkUsed(Exception):
    """A test tried to leave this computer. No OSError, so that nothing takes it for a network fault."""


def _is_here(address: object) -> bool:
    # an AF_UNIX path, or (host, port, …)
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host in ("", "localhost", "::1", "0.0.0.0", "::") or host.startswith(("127.", "::ffff:127."))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach loopback only; names that cannot exist (`.invalid`, `.test`) are unknown, without asking anyone."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if not _is_here(address):
            raise NetworkUsed(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if not _is_here(address):
            raise NetworkUsed(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is None or _is_here((name,)):
            return getaddrinfo(host, *rest, **named)
        if str(name).rstrip(".").endswith((".invalid", ".test")):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        raise NetworkUsed(name)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class MemoryKeyring(KeyringBackend):
    """Keeps secrets as long as a test runs; `kept` by (service, name)."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        try:
            del self.kept[service, username]
        except KeyError as error:
            raise PasswordDeleteError(username) from error


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    """Instead of the keyring of whoever runs the tests."""
    memory = MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(memory)


@pytest.fixture(autouse=True)
def data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program would put its data; not made yet."""
    folder = tmp_path / "amtdesk"
    monkeypatch.setenv("AMTDESK_DATA", str(folder))
    return folder


@pytest.fixture(scope="session", autouse=True)
def german() -> None:
    """Dates and numbers as the office reads them, whatever the language of this computer."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
