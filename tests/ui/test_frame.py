"""How the window fits itself to its size."""

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from amtdesk.services.desk import Desk
from amtdesk.system import resources
from amtdesk.ui.look import Look
from amtdesk.ui.main_window import MainWindow
from amtdesk.ui.nav import Shape


@pytest.mark.parametrize(
    ("width", "height", "shape", "tab"),
    [
        (853, 480, Shape.NARROW, False),
        (1280, 600, Shape.NARROW, False),
        (1280, 800, Shape.STACKED, True),
        (1500, 900, Shape.WIDE, True),
        (1920, 1080, Shape.WIDE, False),
    ],
)
def test_the_navigation_follows_the_window(
    qtbot: QtBot, main: MainWindow, width: int, height: int, shape: Shape, tab: bool
) -> None:
    main.resize(width, height)
    qtbot.waitUntil(lambda: main.nav.shape_ is shape)
    assert main.frame.tab.isVisible() is tab
    assert main.library.isVisible() is (width >= 1760)


def test_textbausteine_fold_out_over_the_page_in_a_small_window(qtbot: QtBot, main: MainWindow) -> None:
    main.resize(853, 480)
    qtbot.waitUntil(lambda: main.frame.compact)
    qtbot.keySequence(main, QKeySequence("Ctrl+T"))
    assert main.library.isVisible()
    assert main.library.geometry().right() < main.frame.width()
    assert main.focusWidget() is main.library.search
    qtbot.keySequence(main, QKeySequence("Ctrl+T"))
    assert not main.library.isVisible()


def test_textbausteine_stand_beside_the_page_in_a_large_one(qtbot: QtBot, main: MainWindow) -> None:
    main.resize(1280, 800)
    page = main.frame.pages
    before = page.width()
    qtbot.keySequence(main, QKeySequence("Ctrl+T"))
    qtbot.waitUntil(lambda: page.width() < before)
    assert main.library.mapTo(main.frame, main.library.rect().topLeft()).x() > page.geometry().right()


def test_a_panel_that_comes_later_into_a_large_window_needs_no_tab(qtbot: QtBot, look: Look, desk: Desk) -> None:
    window = MainWindow(look, desk.glance(), resources.help_page)
    qtbot.addWidget(window)
    window.resize(1920, 1040)
    with qtbot.waitSignal(window.first_paint):
        window.show()
    window.attach(desk)
    qtbot.waitUntil(lambda: window.frame.library is not None)
    qtbot.waitUntil(lambda: window.frame.library is not None and window.frame.library.isVisible())
    assert window.frame.tab.isHidden()
    window.close()
    desk.database.close()


def test_at_the_edge_the_shape_does_not_flicker(qtbot: QtBot, main: MainWindow) -> None:
    main.resize(1090, 800)
    qtbot.waitUntil(lambda: main.nav.shape_ is Shape.NARROW)
    main.resize(1110, 800)
    assert main.nav.shape_ is Shape.NARROW
    main.resize(1130, 800)
    qtbot.waitUntil(lambda: main.nav.shape_ is Shape.STACKED)
