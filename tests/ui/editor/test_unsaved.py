"""A file another program holds: the text stays on the screen, is saved when it can be, and goes along at the end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.ui import dialogs
from amtdesk.ui.editor.editor import Editor
from amtdesk.ui.editor.saving import Progress, Saving
from amtdesk.ui.editor.unsaved import may_close, unsaved_texts
from tests.ui.conftest import RecordingShell


@pytest.fixture
def held(shell: RecordingShell, editor: Editor) -> Iterator[sqlite3.Connection]:
    """Another program that holds the file; our patience with it is short here."""
    with shell.desk.database.writing() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(shell.desk.database.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield other


def type_a_text(qtbot: QtBot, editor: Editor, words: str) -> Saving:
    editor.begin(None)
    qtbot.waitUntil(lambda: bool(editor.findChildren(Saving)))
    qtbot.keyClicks(editor.panes.texts.field, words)
    editor.flush()
    (saving,) = editor.findChildren(Saving)
    return saving


def answer(qtbot: QtBot, words: str) -> None:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, dialogs.HouseDialog):
            QTimer.singleShot(50, act)
            return
        (wanted,) = [one for one in dialog.findChildren(QPushButton) if one.text() == words]
        qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, act)


def test_the_text_stays_and_is_saved_as_soon_as_the_file_is_free(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, held: sqlite3.Connection
) -> None:
    saving = type_a_text(qtbot, editor, "Wichtiger Hinweis")
    saving._again.setInterval(50)
    qtbot.waitUntil(lambda: saving.progress is Progress.FAILED, timeout=10_000)
    assert saving.reason.startswith("Ein anderes Programm hält die Datei")
    assert editor.panes.texts.field.toPlainText() == "Wichtiger Hinweis"
    assert unsaved_texts(editor) == ["Wichtiger Hinweis"]
    held.execute("rollback")
    qtbot.waitUntil(lambda: saving.progress is Progress.KEPT, timeout=10_000)
    assert [post.text for post in shell.desk.posts.newest()] == ["Wichtiger Hinweis"]
    assert may_close(editor, shell.look, editor)


@pytest.mark.parametrize(("words", "closes"), [("Abbrechen", False), ("Text kopieren und schließen", True)])
def test_closing_asks_and_takes_the_text_along(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, held: sqlite3.Connection, words: str, closes: bool
) -> None:
    QApplication.clipboard().clear()
    type_a_text(qtbot, editor, "Wichtiger Hinweis")
    shell.background.wait()
    answer(qtbot, words)
    assert may_close(editor, shell.look, editor) is closes
    assert QApplication.clipboard().text() == ("Wichtiger Hinweis" if closes else "")
    assert editor.panes.texts.field.toPlainText() == "Wichtiger Hinweis"
    held.execute("rollback")
