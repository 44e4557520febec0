"""Nothing with an open placeholder gets out of the window by the clipboard, the mouse or a mail."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.settings import Office
from amtdesk.ui.answers.asking import PassOnDialog
from amtdesk.ui.editor.deeds import Deeds
from amtdesk.ui.library.panel import LibraryPanel
from amtdesk.ui.textmodules.page import TextModulesPage
from tests.builders import Clock
from tests.ui.answers.test_page import Round
from tests.ui.conftest import RecordingShell

OPEN = ["Am {{datum}} ist Markt", "{{ ort }}", "{{}}", "Am {{datum ist Markt", "}} {{"]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def before() -> str:
    QGuiApplication.clipboard().setText("vorher")
    return "vorher"


def copy_all(qtbot: QtBot, preview: QPlainTextEdit) -> str:
    preview.setFocus()
    qtbot.keyClick(preview, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(preview, Qt.Key.Key_C, CONTROL)
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize("said", OPEN)
def test_the_preview_of_the_panel_is_not_copied_while_something_is_open(
    qtbot: QtBot, shell: RecordingShell, said: str
) -> None:
    panel = LibraryPanel(shell.look)
    qtbot.addWidget(panel)
    panel.show()
    panel.attach(shell.desk, Office())
    made = shell.desk.library.create("bauhof", "Offen", said)
    panel.choose(made.id)
    with qtbot.waitSignal(panel.said, check_params_cb=lambda words: words.startswith("Nicht kopiert")):
        assert "{{" not in copy_all(qtbot, panel.preview)
    shell.desk.library.save(made.__class__(made.id, "bauhof", "Zu", "Alles da.\nWirklich."))
    panel.choose(made.id)
    assert copy_all(qtbot, panel.preview) == "Alles da.\nWirklich."


def test_the_preview_of_the_page_neither(qtbot: QtBot, shell: RecordingShell) -> None:
    page = TextModulesPage(shell)
    qtbot.addWidget(page)
    page.show()
    page.choose("bau-schlagloch")
    assert "{{" not in copy_all(qtbot, page.detail.reading.preview)
    assert shell.said == ["Nicht kopiert, erst ausfüllen: Ort."]


@pytest.mark.parametrize("said", OPEN)
def test_the_editor_copies_only_what_is_filled(shell: RecordingShell, before: str, said: str) -> None:
    deeds = Deeds(shell, lambda _note: None)
    deeds.copy(said)
    assert QGuiApplication.clipboard().text() == before and shell.said[-1].startswith("Nicht kopiert")
    deeds.copy("Am Montag ist Markt")
    assert QGuiApplication.clipboard().text() == "Am Montag ist Markt"


@pytest.mark.parametrize("said", OPEN)
def test_an_answer_by_hand_stays_while_something_is_open(
    qtbot: QtBot, shell: RecordingShell, clock: Clock, before: str, said: str
) -> None:
    round_ = Round(qtbot, shell, clock)
    shell.desk.inbox.capture("Die Laterne flackert.", channel="Telefon")
    round_.open()
    round_.page.reply.field.setFocus()
    round_.page.reply.field.insert(said)
    round_.press(Qt.Key.Key_Return, CONTROL)
    round_.press(Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert QGuiApplication.clipboard().text() == before
    assert len(round_.shell.desk.inbox.queue()) == 1


def test_a_mail_to_an_office_waits_for_its_wish(qtbot: QtBot, shell: RecordingShell) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    today = date(2026, 10, 14)
    dialog = PassOnDialog(parent, shell.look, shell.desk.contacts.every(), today, today, "")
    dialog.show()
    dialog.contact.setEditText("Bauhof")
    dialog.wish.setPlainText("Bitte bis {{datum}} ansehen")
    (go,) = [one for one in dialog.findChildren(QPushButton) if one.text().strip() == "Weitergeben"]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and dialog.left.isVisible()
    dialog.wish.setPlainText("Bitte ansehen")
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert dialog.isHidden()
