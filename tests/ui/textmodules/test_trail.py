"""Verlauf: wordings with who stood behind them, uses that lead to their place."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.services.answers import Words
from amtdesk.ui.textmodules.trail import TrailDialog
from tests.builders import draft
from tests.ui.conftest import RecordingShell

HOLE = "bau-schlagloch"


def opened(qtbot: QtBot, shell: RecordingShell) -> tuple[TrailDialog, str]:
    module = shell.desk.library.get(HOLE)
    assert module is not None
    dialog = TrailDialog(shell, None, module)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_nothing_happened_yet(qtbot: QtBot, shell: RecordingShell) -> None:
    _, said = opened(qtbot, shell)
    assert "Noch nicht verwendet." in said and "wie mitgeliefert" in said


def test_wordings_and_uses_with_their_way(qtbot: QtBot, shell: RecordingShell) -> None:
    desk = shell.desk
    desk.agreements.agree(HOLE, "Petra Beispiel", "Bauamt")
    post = draft(desk, title="Frostschäden")
    desk.library.used(HOLE, post_id=post.id)
    inquiry = desk.inbox.capture("Wo melde ich ein Schlagloch?", channel="Telefon")
    desk.answers.answer(inquiry.id, Words("Hier.", module_id=HOLE))
    module = desk.library.get(HOLE)
    assert module is not None
    desk.library.save(replace(module, text="Neu."))
    dialog, said = opened(qtbot, shell)
    for part in ("Fassung 2", "Nicht abgestimmt", "Fassung 1", "von Petra Beispiel, Bauamt", "Frostschäden"):
        assert part in said
    assert f"Anliegen {inquiry.number}" in said and "2-mal verwendet" in said
    buttons = [one for one in dialog.findChildren(QPushButton) if one.text() == "Öffnen"]
    for one in buttons:
        qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    assert shell.inquiries == [inquiry.id] and shell.opened == [post.id]
