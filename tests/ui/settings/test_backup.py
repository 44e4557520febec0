"""Sicherung in Einstellungen, by mouse and keyboard on a real file."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.ui.settings.backup import BackupSection
from amtdesk.ui.settings.restore import RestoreDialog, size_words
from tests.builders import Clock, draft
from tests.ui.conftest import RecordingShell


def section(qtbot: QtBot, shell: RecordingShell) -> BackupSection:
    made = BackupSection(shell)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.last.text()))
    return made


def test_the_last_backup_is_named_and_one_click_makes_another(qtbot: QtBot, shell: RecordingShell) -> None:
    made = section(qtbot, shell)
    assert made.last.text() == "Noch keine Sicherung."
    qtbot.mouseClick(made.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.last.text() == "Letzte Sicherung: heute, 8:30 Uhr.")
    assert shell.said == ["Gesichert und geprüft."]
    assert len(shell.desk.backups.every()) == 1


def test_a_second_folder_is_tried_before_it_is_used(qtbot: QtBot, shell: RecordingShell, tmp_path: Path) -> None:
    made = section(qtbot, shell)
    assert not made.use.isEnabled()
    qtbot.keyClicks(made.folder, str(tmp_path / "weg"))
    qtbot.mouseClick(made.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nicht zu erreichen" in made.state.text())
    assert shell.desk.safekeeping.second is None
    (tmp_path / "weg").mkdir()
    qtbot.keyClick(made.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.desk.safekeeping.second == tmp_path / "weg")
    qtbot.waitUntil(lambda: made.state.text() == "Wird beim nächsten Mal benutzt.")
    shell.desk.safekeeping.daily()
    shell.desk.safekeeping.mirror()
    qtbot.waitUntil(lambda: made.state.text() == "Zuletzt dorthin gesichert: heute, 8:30 Uhr.")
    made.folder.clear()
    qtbot.keyClick(made.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.desk.safekeeping.second is None)


def test_a_second_folder_that_went_away_is_said_in_place(qtbot: QtBot, shell: RecordingShell, tmp_path: Path) -> None:
    folder = tmp_path / "netz"
    shell.desk.safekeeping.set_second(folder)
    folder.write_text("in the way")
    shell.desk.safekeeping.daily()
    shell.desk.safekeeping.mirror()
    made = section(qtbot, shell)
    qtbot.waitUntil(lambda: "Gerade gelingt es nicht" in made.state.text())


def test_the_dialog_lists_the_copies_says_what_would_be_lost_and_begins_anew(
    qtbot: QtBot, shell: RecordingShell, clock: Clock
) -> None:
    desk = shell.desk
    draft(desk, title="gestern")
    desk.backups.make()
    clock.on(days=1)
    draft(desk, title="heute geschrieben")
    desk.backups.make()
    dialog = RestoreDialog(shell)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.copies.topLevelItemCount() == 2)
    assert [dialog.copies.topLevelItem(row).text(1) for row in (0, 1)] == ["2", "1"]
    qtbot.waitUntil(lambda: dialog.lost.text() == "Danach wurde an den Beiträgen nichts geändert.")
    qtbot.keyClick(dialog.copies, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "„heute geschrieben“" in dialog.lost.text())
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    (first,) = shell.first
    desk.database.close()
    first()
    with desk.database.reading() as connection:
        assert connection.exec_driver_sql("select title from post").scalars().all() == ["gestern"]


def test_without_a_copy_there_is_nothing_to_take(qtbot: QtBot, shell: RecordingShell) -> None:
    dialog = RestoreDialog(shell)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.lost.text() == "Es gibt noch keine Sicherung.")
    assert not dialog.take.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert shell.first == []


def test_sizes_are_said_as_the_explorer_says_them() -> None:
    assert [size_words(size) for size in (1, 299_008, 12_345_678)] == ["1 KB", "299 KB", "12,3 MB"]
