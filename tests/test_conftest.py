"""The guards around the tests themselves."""

import os
import socket
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QLocale


def test_a_test_cannot_reach_another_computer() -> None:
    with socket.socket() as plain, pytest.raises(Exception, match=r"192\.0\.2\.1"):
        plain.connect(("192.0.2.1", 80))
    with pytest.raises(Exception, match=r"example\.org"):
        socket.create_connection(("example.org", 80))
    with pytest.raises(socket.gaierror):
        socket.create_connection(("nirgends.invalid", 80))


def test_loopback_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client:
            assert client.getpeername()[1] == port


def test_the_keyring_is_not_the_real_one() -> None:
    assert type(keyring.get_keyring()).__name__ == "MemoryKeyring"


def test_data_lies_in_a_folder_of_the_test(tmp_path: Path) -> None:
    assert Path(os.environ["AMTDESK_DATA"]).is_relative_to(tmp_path)


def test_qt_speaks_german() -> None:
    assert QLocale().name() == "de_DE"
