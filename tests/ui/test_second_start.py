"""What a second start says."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amtdesk.ui import second_start
from amtdesk.ui.dialogs import Trouble
from amtdesk.ui.look import Look


def test_in_the_same_session_nothing_is_said(qtbot: QtBot, look: Look) -> None:
    assert second_start.answer(1, 1, look) == 0


@pytest.mark.parametrize(("first", "words"), [(2, "in einer anderen Anmeldung"), (None, "antwortet aber gerade nicht")])
def test_a_window_that_cannot_be_seen_here_is_explained(
    qtbot: QtBot, look: Look, first: int | None, words: str
) -> None:
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Trouble)
        seen.append(dialog.title.text())
        dialog.accept()

    QTimer.singleShot(0, read)
    assert second_start.answer(first, 1, look) == 3
    assert words in seen[0]
