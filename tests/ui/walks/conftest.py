"""A person at the real window, its worker at work, and a browser that only remembers what it was asked to show."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amtdesk.services.desk import Desk
from amtdesk.ui.main_window import MainWindow
from tests.builders import Clock
from tests.channels.whole import NOW
from tests.ui.walks.person import Person


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What left for the browser, the mail program or the file manager."""
    links: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(links.append(url)) or True)
    return links


@pytest.fixture
def person(qtbot: QtBot, desk: Desk, main: MainWindow, opened: list[QUrl]) -> Iterator[Person]:
    desk.offices.change(name="Gemeinde Musterbach", short_sign="mk")
    desk.worker.start()
    yield Person(qtbot, main)
    # what lies on it must not outlive the program
    QApplication.clipboard().clear()
    assert desk.worker.stop()


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A square one, as a phone takes it."""
    content = BytesIO()
    Image.effect_noise((1080, 1080), 40).convert("RGB").save(content, "JPEG")
    path = tmp_path / "IMG_0001.JPG"
    path.write_bytes(content.getvalue())
    return path
