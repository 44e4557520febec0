"""Beispielfragen edited with keys: added, pasted, changed, deleted, taken back, kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from amtdesk.domain.asked import MOST, Asked, asked_in, words_in
from amtdesk.ui.textmodules.asked_dialog import AskedDialog
from amtdesk.ui.textmodules.page import TextModulesPage
from tests.ui.conftest import RecordingShell

HOLE = "bau-schlagloch"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot, shell: RecordingShell) -> Iterator[AskedDialog]:
    module = shell.desk.library.get(HOLE)
    assert module is not None
    made = AskedDialog(shell, None, module)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    shell.background.wait()


def kept(shell: RecordingShell) -> set[Asked]:
    shell.background.wait()
    return set(asked_in(shell.desk.suggestions.examples(HOLE)))


def test_lines_are_added_together_and_counted(qtbot: QtBot, dialog: AskedDialog, shell: RecordingShell) -> None:
    before = len(dialog.rows.rows)
    assert dialog.number.text() == f"{before} Beispielfragen" and not dialog.add.isEnabled()
    QGuiApplication.clipboard().setText(f"- Wo isch des Loch?\n2. Wann wird teert?\tMarkt\n{dialog.rows.rows[0].text}")
    qtbot.keyClick(dialog.field, Qt.Key.Key_V, CONTROL)
    assert dialog.add.text().strip() == "3 hinzufügen"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.rows.rows[:2] == [Asked("Wo isch des Loch?"), Asked("Wann wird teert?", "Markt")]
    assert dialog.number.text() == f"{before + 2} Beispielfragen"
    assert dialog.state.text() == "2 hinzugefügt, 1 gab es schon" and dialog.field.text() == ""
    assert {Asked("Wo isch des Loch?"), Asked("Wann wird teert?", "Markt")} < kept(shell)


def test_a_line_is_changed_and_deleted_and_all_is_taken_back(
    qtbot: QtBot, dialog: AskedDialog, shell: RecordingShell
) -> None:
    before, view = list(dialog.rows.rows), dialog.view
    view.setCurrentIndex(dialog.rows.index(0, 0))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    inside = QApplication.focusWidget()
    assert isinstance(inside, QLineEdit) and inside.text() == before[0].text
    inside.selectAll()
    qtbot.keyClicks(inside, "Ganz anders?")
    qtbot.keyClick(inside, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.rows.rows[0] == Asked("Ganz anders?", before[0].post))
    assert dialog.rows.rows[0] in kept(shell)
    assert before[0] not in kept(shell)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.remove.text().strip() == "2 löschen"
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert dialog.rows.rows == before[2:] and kept(shell) == set(before[2:])
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Z, CONTROL)
    assert dialog.rows.rows == before and kept(shell) == set(before)
    assert not dialog.undo.isEnabled() and dialog.state.text() == "Zurückgenommen: geändert"


def test_what_is_there_twice_or_empty_is_not_kept(qtbot: QtBot, dialog: AskedDialog) -> None:
    before = list(dialog.rows.rows)
    qtbot.keyClicks(dialog.field, before[1].text.upper())
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.rows.rows == before and dialog.state.text() == "Das steht schon da."
    assert not dialog.rows.setData(dialog.rows.index(0, 0), before[1].text)
    assert dialog.rows.setData(dialog.rows.index(0, 0), "  ") and dialog.rows.rows == before[1:]
    dialog.rows.add([Asked(f"Frage {number}") for number in range(MOST)])
    assert len(dialog.rows.rows) == MOST and "Mehr als" in dialog.state.text()


def test_lines_are_pasted_into_the_list_and_words_changed(
    qtbot: QtBot, dialog: AskedDialog, shell: RecordingShell
) -> None:
    QGuiApplication.clipboard().setText("Eins?\nZwei?")
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_V, CONTROL)
    assert {Asked("Eins?"), Asked("Zwei?")} < kept(shell)
    dialog.words.setFocus()
    qtbot.keyClick(dialog.words, Qt.Key.Key_End)
    qtbot.keyClicks(dialog.words, ", Krater")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.isVisible() and "Krater" in dialog.rows.words
    shell.background.wait()
    assert "Krater" in words_in(shell.desk.suggestions.examples(HOLE))


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_no_way_out_loses_what_was_typed(qtbot: QtBot, dialog: AskedDialog, shell: RecordingShell, key: Qt.Key) -> None:
    qtbot.keyClicks(dialog.field, "Noch nicht da?")
    qtbot.keyClick(dialog, key, CONTROL if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier)
    assert dialog.isHidden() and Asked("Noch nicht da?") in kept(shell)


def test_the_form_leads_to_them_and_takes_them_back(qtbot: QtBot, shell: RecordingShell) -> None:
    page = TextModulesPage(shell)
    qtbot.addWidget(page)
    page.show()
    page.choose(HOLE)
    page.edit()
    box, before = page.form.asked, kept(shell)
    assert box.open.text().strip() == f"{len(before)} &Beispielfragen …"

    def write() -> None:
        opened = QApplication.activeModalWidget()
        if not isinstance(opened, AskedDialog):
            QTimer.singleShot(20, write)
            return
        qtbot.keyClicks(opened.field, "Wann kommt der Teer?")
        qtbot.keyClick(opened.field, Qt.Key.Key_Return, CONTROL)

    QTimer.singleShot(0, write)
    box.open.setFocus()
    qtbot.keyClick(box.open, Qt.Key.Key_Space)
    assert box.lines[0].text() == "„Wann kommt der Teer?“" and page.form.undo.isEnabled()
    assert Asked("Wann kommt der Teer?") in kept(shell)
    qtbot.mouseClick(page.form.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.state.text() == "Alles zurückgenommen.")
    assert kept(shell) == before and box.open.text().strip() == f"{len(before)} &Beispielfragen …"
