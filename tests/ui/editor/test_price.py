"""What a post costs is said before it goes out."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.services.accounts import Access
from amtdesk.ui.editor.editor import Editor
from tests.builders import draft
from tests.ui.conftest import RecordingShell

DUE = datetime(2026, 10, 16, 7, tzinfo=UTC)
LINK = "Wochenmarkt: https://www.musterbach.example/markt"
WITH_LINK = "X (Twitter) berechnet für diesen Beitrag etwa 0,20 US-Dollar, weil er einen Link enthält."
WITHOUT = "X (Twitter) berechnet für diesen Beitrag etwa 1,5 US-Cent."


@pytest.fixture
def account(shell: RecordingShell) -> int:
    access = Access("x", "@musterbach", "", {"client_id": "id"}, {})
    return shell.desk.accounts.add(access, test=False).id


@pytest.mark.parametrize(("text", "said"), [(LINK, WITH_LINK), ("Wochenmarkt am Samstag", WITHOUT)])
def test_before_publishing(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, account: int, text: str, said: str
) -> None:
    editor.show_post(draft(shell.desk, [account], text, due=DUE).id)
    shell.answer = False
    qtbot.mouseClick(editor.panes.bottom.publishing, Qt.MouseButton.LeftButton)
    assert shell.asked[0][1].endswith(said)
    assert editor.panes.head.badge.words == "Entwurf"


def test_before_planning(qtbot: QtBot, shell: RecordingShell, editor: Editor, account: int) -> None:
    editor.show_post(draft(shell.desk, [account], LINK, due=DUE).id)
    shell.answer = False
    qtbot.mouseClick(editor.panes.bottom.planning, Qt.MouseButton.LeftButton)
    assert shell.asked == [("Kostenpflichtigen Beitrag einplanen?", WITH_LINK, "Einplanen")]
    assert editor.panes.head.badge.words == "Entwurf"
    shell.answer = True
    qtbot.mouseClick(editor.panes.bottom.planning, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")


def test_what_is_free_is_planned_without_a_question(
    qtbot: QtBot, shell: RecordingShell, editor: Editor, channel: int
) -> None:
    editor.show_post(draft(shell.desk, [channel], LINK, due=DUE).id)
    qtbot.mouseClick(editor.panes.bottom.planning, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.panes.head.badge.words == "geplant")
    assert shell.asked == []
