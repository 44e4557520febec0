"""An editor on a real desk, with a picture to take."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.ui.editor.editor import Editor
from tests.builders import practice
from tests.ui.conftest import RecordingShell


@pytest.fixture
def channel(shell: RecordingShell) -> int:
    """The only channel, an Übungskanal."""
    return practice(shell.desk)


@pytest.fixture
def editor(qtbot: QtBot, shell: RecordingShell, channel: int) -> Editor:
    """The editor in a window of usual size."""
    made = Editor(shell)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str], str]:
    """Writes a small picture in a colour and gives its path."""

    def write(color: str) -> str:
        image = QImage(64, 48, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
        path = tmp_path / f"{color}.png"
        assert image.save(str(path))
        return str(path)

    return write


def button(inside: QWidget, words: str) -> QPushButton:
    """The visible button with these words."""
    found = [one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    assert found, f"no button „{words}“"
    return found[0]
