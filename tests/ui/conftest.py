"""A window for pages to stand in: the real services on a real file, and a record of what was asked of it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QEvent, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.services.desk import Desk
from amtdesk.system import resources
from amtdesk.ui.background import Background
from amtdesk.ui.bridge import Bridge
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from tests.builders import Clock, desk_at


def pytest_configure(config: pytest.Config) -> None:
    # the offscreen platform has no windows to size or raise, and says so each time
    config.addinivalue_line("qt_log_ignore", "This plugin does not support (propagateSizeHints|raise)")


@pytest.fixture(autouse=True)
def gone() -> Iterator[None]:
    """What a test let go is gone after it: no loop of events runs between tests, that would do it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]


@cache
def _shipped(name: str) -> Any:
    """A shipped file; of what suggestions are learnt from only a part: all of it takes a second in every window."""
    found = resources.json(name)
    match name:
        case "content/sprechweisen.json":
            return {**found, "bausteine": [], "ohne_antwort": [], "gespraeche_ohne_antwort": []}
        case "content/beispielfragen.json":
            few = [{**one, "fragen": one["fragen"][:8], "woerter": one["woerter"][:10]} for one in found["bausteine"]]
            return {**found, "bausteine": few, "ohne_antwort": found["ohne_antwort"][::4]}
        case "content/eilig.json":
            return {**found, "saetze": found["saetze"][::6]}
    return found


@pytest.fixture(autouse=True)
def few_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """How good suggestions are is tested elsewhere."""
    monkeypatch.setattr("amtdesk.app.resources", SimpleNamespace(json=_shipped))


class RecordingShell(QWidget):
    """What `ui/shell.py` promises; everything asked is written down, questions are answered by `answer`."""

    changed = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.background = Background(self)
        self._bridge = Bridge(desk.changes, self)
        self._bridge.changed.connect(self.changed)
        self.said: list[str] = []
        self.undos: list[Callable[[], None] | None] = []
        self.troubles: list[Exception] = []
        self.asked: list[tuple[str, str, str]] = []
        self.answer = True
        self.links: list[str] = []
        self.opened: list[int] = []
        self.inquiries: list[int] = []
        self.days: list[date | None] = []
        self.pages: list[str] = []
        self.by_hand: list[int] = []
        self.helped: list[str] = []
        self.first: list[Callable[[], object]] = []

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self.said.append(words)
        self.undos.append(undo)

    def trouble(self, error: Exception, what: str = "") -> None:
        self.troubles.append(error)

    def ask(self, question: str, consequence: str, yes: str, *, destructive: bool = False) -> bool:
        self.asked.append((question, consequence, yes))
        return self.answer

    def new_post(self, day: date | None = None) -> None:
        self.days.append(day)

    def open_post(self, post_id: int) -> None:
        self.opened.append(post_id)

    def open_inquiry(self, inquiry_id: int) -> None:
        self.inquiries.append(inquiry_id)

    def show_page(self, name: str) -> None:
        self.pages.append(name)

    def publish_by_hand(self, delivery_id: int) -> None:
        self.by_hand.append(delivery_id)

    def start_round(self) -> None:
        self.pages.append("runde")

    def open_mail(self, link: str) -> None:
        self.links.append(link)

    def open_link(self, url: str) -> None:
        self.links.append(url)

    def help(self, page: str) -> None:
        self.helped.append(page)

    def help_text(self, page: str) -> str:
        return resources.help_page(page)

    def begin_anew(self, first: Callable[[], object]) -> None:
        self.first.append(first)

    def kind_icon(self, kind: str) -> str:
        known = self.desk.accounts.kinds
        return known[kind].icon if kind in known else "world"

    def end(self) -> None:
        """Let background work end, and give the file back."""
        self._bridge.stop()
        assert self.background.wait(60_000)
        QApplication.processEvents()
        self.desk.database.close()


@pytest.fixture
def clock() -> Clock:
    """The clock of the desk."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    """The real services on a fresh file."""
    return desk_at(tmp_path / "desk", clock)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light look."""
    if not QDir.searchPaths("controls"):
        QDir.addSearchPath("controls", str(resources.folder() / "controls"))
    made = Look(qapp, resources.json("tokens.json"), resources.icon, dark=False)
    yield made
    made.deleteLater()


@pytest.fixture
def shell(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[RecordingShell]:
    """A window with real services; use `shell.desk`."""
    window = RecordingShell(look, desk)
    qtbot.addWidget(window)
    yield window
    window.end()


@pytest.fixture
def main(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[MainWindow]:
    """The real window with real services; fill `desk` before asking for it."""
    window = MainWindow(look, desk.glance(), resources.help_page)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_paint):
        window.show()
    window.attach(desk)
    yield window
    window.close()
    desk.database.close()
