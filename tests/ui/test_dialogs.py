from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.ui import dialogs
from amtdesk.ui.look import Look


def answer(qtbot: QtBot, look: Look, key: Qt.Key | None = None, button: str = "") -> bool:
    """Open the question, answer it by a key or a button."""

    def act() -> None:
        asked = QApplication.activeModalWidget()
        assert asked is not None
        if key is not None:
            qtbot.keyClick(asked, key)
            return
        found = next(one for one in asked.findChildren(QPushButton) if one.text() == button)
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, act)
    return dialogs.ask(None, look, "Löschen?", "Der Entwurf ist dann weg.", "Löschen", destructive=True)


def test_only_the_button_that_names_the_deed_means_yes(qtbot: QtBot, look: Look):
    assert answer(qtbot, look, button="Löschen")
    assert not answer(qtbot, look, button="Abbrechen")


def test_esc_and_enter_mean_no(qtbot: QtBot, look: Look):
    assert not answer(qtbot, look, Qt.Key.Key_Escape)
    assert not answer(qtbot, look, Qt.Key.Key_Return)


def test_details_go_to_the_clipboard(qtbot: QtBot, look: Look):
    said = dialogs.Trouble(None, look, "Das ging nicht.", "Bitte die IT fragen.", "HTTP 500 <b>")
    qtbot.addWidget(said)
    said.show()
    copy = next(one for one in said.findChildren(QPushButton) if one.text() == "Details kopieren")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Das ging nicht.\nHTTP 500 <b>"


def test_without_details_there_is_nothing_to_copy(qtbot: QtBot, look: Look):
    said = dialogs.Trouble(None, look, "Das ging nicht.", "", "")
    qtbot.addWidget(said)
    assert [one.text() for one in said.findChildren(QPushButton)] == ["Schließen"]


def test_foreign_text_stays_text(qtbot: QtBot, look: Look):
    said = dialogs.Trouble(None, look, "<img src='file:///etc/x'>" + "y" * 500, "<b>fett</b>", "")
    qtbot.addWidget(said)
    said.show()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in said.findChildren(QLabel) if label.text())
    assert said.width() <= 2 * dialogs.WIDTH
