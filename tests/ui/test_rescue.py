"""A file that cannot be opened at the start: the real window, its dialog, and the way back into work."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.services.desk import Desk
from amtdesk.services.rescue import FileDamaged
from amtdesk.start import Starter
from amtdesk.system import resources
from amtdesk.ui.instance import Instance
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.rescue import NotOpened, RescueDialog, lost_words
from tests.builders import Clock, desk_at, draft


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    desk = desk_at(tmp_path / "office", clock)
    draft(desk, title="gestern")
    desk.backups.make()
    clock.on(days=1)
    draft(desk, title="heute")
    desk.database.close()
    return tmp_path / "office"


class Started:
    """The window with its starter, as `amtdesk.start.window` makes them."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path, load: Callable[[], Desk], clock: Clock) -> None:
        from amtdesk.domain.today import Today

        self.main = MainWindow(look, Today(clock()), resources.help_page, QSize(1000, 640))
        self.starter = Starter(Instance(folder), load, lambda _show: None, quit_after_paint=False)
        self.starter.take(self.main)
        qtbot.addWidget(self.main)
        self.main.show()

    def end(self) -> None:
        self.main.leave()
        self.starter.stop()


def titles(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "amtdesk.sqlite")) as connection:
        return [row[0] for row in connection.execute("select title from post order by id")]


def press_when_there(qtbot: QtBot, kind: type[Any], button: str, before: Callable[[Any], None] | None = None) -> None:
    """A modal dialog has an event loop of its own: act from inside it."""
    from PySide6.QtCore import QTimer

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(50, act)
            return
        if before is not None:
            before(dialog)
        qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, act)


def test_two_clicks_lead_from_a_broken_file_back_to_work(qtbot: QtBot, look: Look, folder: Path, clock: Clock) -> None:
    path = folder / "amtdesk.sqlite"
    path.write_bytes(path.read_bytes()[:20_000])
    said: list[str] = []
    press_when_there(qtbot, RescueDialog, "restore", lambda dialog: said.append(dialog.accessibleName()))
    started = Started(qtbot, look, folder, partial(desk_at, folder, clock), clock)
    qtbot.waitUntil(started.main.ready, timeout=15_000)
    assert said == ["Die Datei mit Ihren Beiträgen ist beschädigt."]
    assert titles(folder) == ["gestern"]
    assert len(list(folder.glob("amtdesk-vor-wiederherstellung-*.sqlite"))) == 1
    assert started.main.desk.frozen.freeze() is not None
    started.end()


def test_a_file_that_cannot_be_opened_now_is_opened_when_it_is_tried_again(
    qtbot: QtBot, look: Look, folder: Path, clock: Clock
) -> None:
    tries: list[int] = []

    def load() -> Desk:
        tries.append(1)
        if len(tries) == 1:
            raise StorageTrouble(Problem.READ_ONLY, "attempt to write a readonly database")
        return desk_at(folder, clock)

    press_when_there(qtbot, NotOpened, "again")
    started = Started(qtbot, look, folder, load, clock)
    qtbot.waitUntil(started.main.ready, timeout=15_000)
    assert titles(folder) == ["gestern", "heute"]
    started.end()


def caught(folder: Path, clock: Clock) -> FileDamaged:
    with pytest.raises(FileDamaged) as found:
        desk_at(folder, clock)
    return found.value


def test_texts_are_saved_from_the_dialog(
    qtbot: QtBot, look: Look, shell: Any, folder: Path, clock: Clock, tmp_path: Path
) -> None:
    path = folder / "amtdesk.sqlite"
    path.write_bytes(path.read_bytes()[:-20_000])
    dialog = RescueDialog(shell, look, caught(folder, clock))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save_to(tmp_path / "texte.txt")
    qtbot.waitUntil(lambda: "gespeichert" in dialog.said.text())
    assert "Rathausplatz" in (tmp_path / "texte.txt").read_text(encoding="utf-8-sig")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.first is None


def test_without_a_backup_leaving_is_what_enter_does(
    qtbot: QtBot, look: Look, shell: Any, folder: Path, clock: Clock
) -> None:
    for copy in (folder / "sicherungen").glob("amtdesk-*"):
        copy.unlink()
    (folder / "amtdesk.sqlite").write_bytes(b"PK" + bytes(9000))
    dialog = RescueDialog(shell, look, caught(folder, clock))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.leave.hasFocus() or dialog.focusWidget() is dialog.leave
    qtbot.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    assert dialog.first is not None
    dialog.first()
    desk_at(folder, clock).database.close()
    assert titles(folder) == []


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        (None, "nicht mehr lesbar"),
        ([], "nichts geändert"),
        (["eins"], "„eins“."),
        (["a", "b", "c", "d", "e"], "„a“, „b“, „c“ und 2 weitere."),
    ],
)
def test_what_would_be_lost_is_said(lost: list[str] | None, words: str) -> None:
    assert words in lost_words(lost)
