"""A newer version is said once."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from amtdesk.ui.update_news import UpdateNews
from tests.services.version_file import VersionServer, updates_of
from tests.ui.conftest import RecordingShell


def test_an_offer_is_said_once(qtbot: QtBot, shell: RecordingShell, tmp_path: Path) -> None:
    with VersionServer() as server:
        server.announce("9.1.0")
        updates = updates_of(shell.desk, tmp_path, address=server.address)
        shell.desk = replace(shell.desk, updates=updates)
        UpdateNews(shell, shell)
        updates.routine()
        qtbot.waitUntil(lambda: bool(shell.said))
        updates.look()
        assert shell.background.wait()
    assert shell.said == ["AmtDesk 9.1.0 ist da. Mehr dazu unten in den Einstellungen."]
