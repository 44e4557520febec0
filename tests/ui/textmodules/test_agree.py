"""Zustimmung eintragen: never without a name."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amtdesk.ui.textmodules.agree import AgreeDialog, agree
from tests.ui.conftest import RecordingShell

HOLE = "bau-schlagloch"


def test_name_office_and_day_are_written_down_and_can_be_taken_back(qtbot: QtBot, shell: RecordingShell) -> None:
    shell.desk.contacts.add("Tiefbau")
    module = shell.desk.library.get(HOLE)
    assert module is not None

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AgreeDialog)
        assert not dialog.take.isEnabled() and dialog.take.toolTip()
        offices = [dialog.office.itemText(row) for row in range(dialog.office.count())]
        assert offices == [module.agree_with, "Tiefbau"]
        qtbot.keyClicks(dialog.by, "Petra Beispiel")
        dialog.office.setCurrentText("Tiefbau")
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, fill)
    agree(shell, shell, module)
    found = shell.desk.library.get(HOLE)
    assert found is not None and found.agreed
    assert (found.agreement.by, found.agreement.office, found.agreement.on) == (
        "Petra Beispiel",
        "Tiefbau",
        date(2026, 10, 14),
    )
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert shell.desk.library.get(HOLE) == module
