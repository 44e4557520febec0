"""A backup that does not work is said once."""

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from amtdesk.ui.backup_news import BackupNews
from tests.builders import Clock
from tests.ui.conftest import RecordingShell


def test_an_absent_second_folder_is_said_once(
    qtbot: QtBot, shell: RecordingShell, clock: Clock, tmp_path: Path
) -> None:
    BackupNews(shell, shell)
    keeping = shell.desk.safekeeping
    keeping.set_second(tmp_path / "weg")
    (tmp_path / "weg").write_text("in the way")
    keeping.daily()
    keeping.mirror()
    qtbot.waitUntil(lambda: bool(shell.said))
    clock.now += timedelta(hours=1)
    keeping.mirror()
    assert shell.background.wait()
    assert shell.said == [
        "Zweiter Ordner der Sicherung: Der Ordner ist gerade nicht zu erreichen. AmtDesk versucht es weiter."
    ]
