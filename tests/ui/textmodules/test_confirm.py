"""Zur Bestätigung: office by office, one click an answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.domain.standing import Standing
from amtdesk.ui.textmodules.confirm import ConfirmDialog
from tests.builders import Clock
from tests.ui.conftest import RecordingShell


@pytest.fixture
def dialog(qtbot: QtBot, shell: RecordingShell, clock: Clock) -> ConfirmDialog:
    shell.desk.agreements.agree("bau-schlagloch", "Petra Beispiel", "Bauamt")
    clock.on(days=400)
    made = ConfirmDialog(shell, None)
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot: QtBot, dialog: ConfirmDialog, name: str) -> None:
    found = next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def standing(shell: RecordingShell, module_id: str) -> Standing:
    found = shell.desk.library.get(module_id)
    assert found is not None
    return found.standing


def test_one_click_confirms_by_the_name_that_was_typed(
    qtbot: QtBot, dialog: ConfirmDialog, shell: RecordingShell
) -> None:
    assert standing(shell, "bau-schlagloch") is Standing.EXPIRED
    qtbot.keyClicks(dialog.names["Bauamt"], "Jan Muster")
    qtbot.mouseClick(dialog.rows["bau-schlagloch"].yes, Qt.MouseButton.LeftButton)
    found = shell.desk.library.get("bau-schlagloch")
    assert found is not None and found.standing is Standing.AGREED and found.agreement.by == "Jan Muster"
    row = dialog.rows["bau-schlagloch"]
    assert row.undo.isVisible() and not row.yes.isVisible()
    qtbot.mouseClick(row.undo, Qt.MouseButton.LeftButton)
    assert standing(shell, "bau-schlagloch") is Standing.EXPIRED
    assert dialog.names["Bauamt"].text() == "Jan Muster"


def test_with_nothing_due_it_says_how_many_nobody_agreed_to(qtbot: QtBot, shell: RecordingShell) -> None:
    made = ConfirmDialog(shell, None)
    qtbot.addWidget(made)
    made.show()
    number = len(shell.desk.library.find())
    assert any(f"{number} Textbausteine sind noch nicht" in one.text() for one in made.findChildren(QLabel))
    made.new_too.setFocus()
    qtbot.keyClick(made.new_too, Qt.Key.Key_Space)
    assert len(made.rows) > 40


def test_one_click_denies(qtbot: QtBot, dialog: ConfirmDialog, shell: RecordingShell) -> None:
    qtbot.mouseClick(dialog.rows["bau-schlagloch"].no, Qt.MouseButton.LeftButton)
    assert standing(shell, "bau-schlagloch") is Standing.NOT_AGREED
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    assert standing(shell, "bau-schlagloch") is Standing.EXPIRED


def test_the_mail_and_the_copy_note_that_somebody_was_asked(
    qtbot: QtBot, dialog: ConfirmDialog, shell: RecordingShell, clock: Clock
) -> None:
    assert shell.desk.glance().to_confirm == len(dialog.rows)
    press(qtbot, dialog, "Text kopieren, Bauamt")
    text = QGuiApplication.clipboard().text()
    module = shell.desk.library.get("bau-schlagloch")
    assert module is not None and module.text in text and module.agreement.asked_on is not None
    assert any("Angefragt am" in label.text() for label in dialog.findChildren(QLabel))
    assert shell.desk.glance().to_confirm == 0
    shell.desk.contacts.add("bauamt", "bauamt@musterbach.example")
    press(qtbot, dialog, "E-Mail, Bauamt")
    assert shell.links[0].startswith("mailto:bauamt@musterbach.example?subject=Textbausteine")


def test_a_long_list_comes_along_on_the_clipboard(qtbot: QtBot, dialog: ConfirmDialog, shell: RecordingShell) -> None:
    qtbot.mouseClick(dialog.new_too, Qt.MouseButton.LeftButton, pos=dialog.new_too.rect().center())
    dialog.new_too.setChecked(True)
    assert len(dialog.rows) == len(shell.desk.library.find())
    press(qtbot, dialog, "E-Mail, Ordnungsamt")
    assert "Strg%2BV" in shell.links[0] and QGuiApplication.clipboard().text().startswith("Guten Tag")
