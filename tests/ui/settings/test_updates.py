"""Neue Fassungen in Einstellungen, by mouse and keyboard, on a real server on loopback."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from amtdesk.ui.settings.updates import UpdatesSection
from tests.services.version_file import SETUP, VersionServer, updates_of
from tests.ui.conftest import RecordingShell


@pytest.fixture
def server() -> Iterator[VersionServer]:
    with VersionServer() as running:
        running.announce()
        yield running


def section(qtbot: QtBot, shell: RecordingShell, downloads: Path, **ground: Any) -> UpdatesSection:
    shell.desk = replace(shell.desk, updates=updates_of(shell.desk, downloads, **ground))
    made = UpdatesSection(shell)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_from_the_address_to_the_checked_file_nothing_happens_unasked(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, server: VersionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = section(qtbot, shell, tmp_path / "Downloads")
    qtbot.waitUntil(lambda: made.state.text() == "AmtDesk 9.0.0.")
    assert not made.look_now.isEnabled() and not made.allowed.isEnabled() and "nirgends" in made.why.text()
    qtbot.keyClicks(made.address, server.address)
    qtbot.keyClick(made.address, Qt.Key.Key_Return)
    qtbot.waitUntil(made.look_now.isEnabled)
    assert not made.allowed.isChecked() and server.requests == []
    qtbot.mouseClick(made.look_now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(made.fetch.isVisible)
    assert "Fassung 9.1.0 vom Mo 12.10. ist da." in made.state.text()
    assert made.notes.text() == "Bilder lassen sich drehen." and made.notes.textFormat() == Qt.TextFormat.PlainText
    assert server.seen("GET /dateien") == []
    qtbot.keyClick(made.fetch, Qt.Key.Key_Space)
    qtbot.waitUntil(made.open.isVisible)
    assert (tmp_path / "Downloads" / "AmtDesk-9.1.0-Setup.exe").read_bytes() == SETUP
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    qtbot.keyClick(made.open, Qt.Key.Key_Space)
    assert opened == [str(tmp_path / "Downloads")]


def test_a_tick_looks_once_a_day_from_now_on(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, server: VersionServer
) -> None:
    shell.desk.updates.set_address(server.address)
    made = section(qtbot, shell, tmp_path)
    qtbot.waitUntil(made.allowed.isEnabled)
    qtbot.keyClick(made.allowed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shell.desk.updates.outlook().allowed)
    shell.desk.updates.routine()
    qtbot.waitUntil(lambda: "9.1.0" in made.state.text())


def test_what_is_not_signed_is_said_in_place(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, server: VersionServer
) -> None:
    server.announce(signer=SigningKey.generate())
    made = section(qtbot, shell, tmp_path, address=server.address)
    qtbot.waitUntil(made.look_now.isEnabled)
    qtbot.mouseClick(made.look_now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nicht von den Herstellern" in made.state.text())
    assert made.look_now.isEnabled() and not made.fetch.isVisible()


def test_a_file_that_is_not_the_announced_one_is_said_in_place(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, server: VersionServer
) -> None:
    made = section(qtbot, shell, tmp_path, address=server.address)
    qtbot.waitUntil(made.look_now.isEnabled)
    qtbot.mouseClick(made.look_now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(made.fetch.isVisible)
    server.setup = b"etwas anderes"
    qtbot.mouseClick(made.fetch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nicht die angekündigte" in made.state.text())
    assert made.fetch.isEnabled() and not made.open.isVisible()


def test_a_wrong_address_is_not_kept(qtbot: QtBot, shell: RecordingShell, tmp_path: Path) -> None:
    made = section(qtbot, shell, tmp_path)
    qtbot.waitUntil(lambda: made._known is not None)
    qtbot.keyClicks(made.address, "http://unsicher.example/fassung.json")
    qtbot.keyClick(made.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Bitte die Adresse prüfen" in made.state.text())
    assert shell.desk.updates.outlook().address == ""


@pytest.mark.parametrize(
    ("ground", "words"), [({"by_setup": False}, "richtet Ihre IT ein"), ({"forbidden": True}, "abgeschaltet")]
)
def test_where_the_it_takes_care_only_that_is_said(
    qtbot: QtBot, shell: RecordingShell, tmp_path: Path, ground: dict[str, bool], words: str
) -> None:
    made = section(qtbot, shell, tmp_path, **ground)
    assert words in made.state.text()
    others = [part for part in made.findChildren(QWidget) if part is not made.state and part.isVisible()]
    assert others == []


def test_the_its_address_can_be_read_and_not_changed(qtbot: QtBot, shell: RecordingShell, tmp_path: Path) -> None:
    made = section(qtbot, shell, tmp_path, address="https://amt.example/fassung.json")
    qtbot.waitUntil(lambda: made.address.text() == "https://amt.example/fassung.json")
    assert made.address.isReadOnly() and "IT vorgegeben" in made.why.text() and made.allowed.isChecked()
