"""The keys that work everywhere in the window."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.today import Today
from amtdesk.start import Starter
from amtdesk.system import resources
from amtdesk.ui.instance import Instance
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.pages import PAGES
from tests.builders import Clock, desk_at


def test_pages_search_and_fetching_have_their_keys(qtbot: QtBot, look: Look, tmp_path: Path, clock: Clock) -> None:
    main = MainWindow(look, Today(clock()), resources.help_page, QSize(1000, 640))
    starter = Starter(
        Instance(tmp_path), partial(desk_at, tmp_path / "office", clock), lambda _show: None, quit_after_paint=False
    )
    starter.take(main)
    qtbot.addWidget(main)
    main.show()
    main.activateWindow()
    qtbot.waitUntil(main.ready, timeout=15_000)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(main, Qt.Key(Qt.Key.Key_0 + len(PAGES)), control)
    assert main.page_name() == PAGES[-1].name
    qtbot.keyClick(main, Qt.Key.Key_1, control)
    assert main.page_name() == PAGES[0].name
    qtbot.keyClick(main, Qt.Key.Key_K, control)
    assert main.focusWidget() is main.tool_bar.field
    assert main.leave()
    starter.stop()
