"""Mouse and keyboard on the month, as the common part of month and week."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.grid_painter import MORE
from amtdesk.ui.calendar.pane import CalendarPane
from tests.builders import draft
from tests.ui.calendar.conftest import FRIDAY
from tests.ui.conftest import RecordingShell

Spot = Callable[[DayGrid, date], QPoint]
TileSpot = Callable[[DayGrid, int], QPoint]
LEFT = Qt.MouseButton.LeftButton
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def grid_of(pane: CalendarPane) -> DayGrid:
    assert isinstance(pane.view, DayGrid)
    return pane.view


@pytest.fixture
def grid(post: Post, pane: CalendarPane) -> DayGrid:
    """The month with one draft in it."""
    return grid_of(pane)


def test_a_click_on_a_tile_opens_the_post(qtbot: QtBot, grid: DayGrid, post: Post, tile_spot: TileSpot) -> None:
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.mouseClick(grid.viewport(), LEFT, pos=tile_spot(grid, post.id))
    assert opened.args == [post.id]
    assert grid.day == FRIDAY


def test_a_click_on_a_free_day_begins_a_draft_there(qtbot: QtBot, grid: DayGrid, spot: Spot) -> None:
    with qtbot.waitSignal(grid.begun) as begun:
        qtbot.mouseClick(grid.viewport(), LEFT, pos=spot(grid, date(2026, 10, 20)))
    assert begun.args == [date(2026, 10, 20)]


def test_a_click_on_a_day_that_is_over_says_so(qtbot: QtBot, grid: DayGrid, spot: Spot, shell: RecordingShell) -> None:
    with qtbot.assertNotEmitted(grid.begun):
        qtbot.mouseClick(grid.viewport(), LEFT, pos=spot(grid, date(2026, 10, 13)))
    assert shell.said == [words.PAST_DAY]


def drag(qtbot: QtBot, grid: DayGrid, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(grid.viewport(), LEFT, pos=start)
    qtbot.mouseMove(grid.viewport(), start + QPoint(12, 12))
    qtbot.mouseMove(grid.viewport(), end)


def test_a_tile_dragged_to_another_day_moves_with_its_time_and_comes_back(
    qtbot: QtBot, grid: DayGrid, post: Post, spot: Spot, tile_spot: TileSpot, shell: RecordingShell, desk: Desk
) -> None:
    target = spot(grid, date(2026, 10, 20))
    drag(qtbot, grid, tile_spot(grid, post.id), target)
    assert not grid.grab().isNull()
    qtbot.mouseRelease(grid.viewport(), LEFT, pos=target)
    qtbot.waitUntil(lambda: shell.said == ["Verschoben auf Di 20.10., 9:00 Uhr."])
    moved = desk.posts.get(post.id)
    assert moved is not None
    assert moved.due == datetime(2026, 10, 20, 7, tzinfo=UTC)
    found = grid.board.find(post.id)
    assert found is not None
    assert found[0] == date(2026, 10, 20)
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: desk.posts.get(post.id).due == post.due)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: grid.board.find(post.id)[0] == FRIDAY)  # type: ignore[index]


def test_a_tile_does_not_go_into_the_past(
    qtbot: QtBot, grid: DayGrid, post: Post, spot: Spot, tile_spot: TileSpot, shell: RecordingShell
) -> None:
    target = spot(grid, date(2026, 10, 6))
    drag(qtbot, grid, tile_spot(grid, post.id), target)
    assert grid.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    with qtbot.assertNotEmitted(grid.shifted):
        qtbot.mouseRelease(grid.viewport(), LEFT, pos=target)
    assert shell.said == [words.PAST_TARGET]
    assert grid.viewport().cursor().shape() is not Qt.CursorShape.ForbiddenCursor


def test_a_small_slip_of_the_mouse_is_still_a_click(
    qtbot: QtBot, grid: DayGrid, post: Post, tile_spot: TileSpot
) -> None:
    start = tile_spot(grid, post.id)
    with qtbot.waitSignal(grid.opened), qtbot.assertNotEmitted(grid.shifted):
        qtbot.mousePress(grid.viewport(), LEFT, pos=start)
        qtbot.mouseMove(grid.viewport(), start + QPoint(2, 2))
        qtbot.mouseRelease(grid.viewport(), LEFT, pos=start + QPoint(2, 2))


def test_escape_ends_a_drag(qtbot: QtBot, grid: DayGrid, post: Post, spot: Spot, tile_spot: TileSpot) -> None:
    target = spot(grid, date(2026, 10, 20))
    with qtbot.assertNotEmitted(grid.shifted):
        drag(qtbot, grid, tile_spot(grid, post.id), target)
        qtbot.keyClick(grid, Qt.Key.Key_Escape)
        qtbot.mouseRelease(grid.viewport(), LEFT, pos=target)


def test_a_locked_tile_says_why_it_stays(
    qtbot: QtBot, desk: Desk, account: int, shell: RecordingShell, spot: Spot, tile_spot: TileSpot
) -> None:
    post = draft(desk, [account], due=datetime(2026, 10, 16, 7, tzinfo=UTC))
    desk.planning.publish_now(post.id)
    desk.publisher.run_due()
    pane = CalendarPane(shell)
    qtbot.addWidget(pane)
    pane.resize(760, 760)
    pane.show()
    grid = grid_of(pane)
    drag(qtbot, grid, tile_spot(grid, post.id), spot(grid, date(2026, 10, 20)))
    assert shell.said == ["Schon veröffentlicht, kann nicht verschoben werden."]
    assert grid.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    qtbot.mouseRelease(grid.viewport(), LEFT, pos=spot(grid, date(2026, 10, 20)))


def test_arrows_go_day_by_day_and_enter_opens(qtbot: QtBot, grid: DayGrid, post: Post) -> None:
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.day == date(2026, 10, 14)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleName().startswith("Fr 16.10., 9:00 Uhr, Herbstmarkt, Entwurf, Übungskanal")
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [post.id]
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.day == date(2026, 10, 23)
    assert "kein Beitrag" in grid.accessibleName()


def test_enter_on_an_empty_day_and_ctrl_n_begin_a_draft(qtbot: QtBot, grid: DayGrid) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    with qtbot.waitSignal(grid.begun):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    with qtbot.waitSignal(grid.begun):
        qtbot.keyClick(grid, Qt.Key.Key_N, CONTROL)


def test_an_arrow_over_the_edge_turns_the_page(qtbot: QtBot, grid: DayGrid, pane: CalendarPane) -> None:
    grid.go_to(date(2026, 11, 1))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.day == date(2026, 11, 2)
    assert pane.head.title.text() == "November 2026"


def test_page_keys_turn_months(qtbot: QtBot, grid: DayGrid, pane: CalendarPane) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert pane.head.title.text() == "November 2026"
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert pane.head.title.text() == "September 2026"
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert pane.head.title.text() == "Oktober 2026"
    assert grid.day == date(2026, 10, 14)


def test_ctrl_alt_arrows_move_the_post_and_the_cursor_follows(
    qtbot: QtBot, grid: DayGrid, post: Post, shell: RecordingShell
) -> None:
    grid.go_to(FRIDAY)
    qtbot.keyClick(grid, Qt.Key.Key_Down, CONTROL | ALT)
    assert grid.day == date(2026, 10, 23)
    qtbot.waitUntil(lambda: shell.said == ["Verschoben auf Fr 23.10., 9:00 Uhr."])
    qtbot.keyClick(grid, Qt.Key.Key_Down, CONTROL | ALT)
    qtbot.keyClick(grid, Qt.Key.Key_Down, CONTROL | ALT)
    qtbot.waitUntil(lambda: shell.said[-1] == "Verschoben auf Fr 6.11., 9:00 Uhr.")
    assert grid.day == date(2026, 11, 6)
    assert grid.tile() is not None


def test_ctrl_alt_arrows_stop_at_today(qtbot: QtBot, grid: DayGrid, shell: RecordingShell) -> None:
    grid.go_to(FRIDAY)
    qtbot.keyClick(grid, Qt.Key.Key_Up, CONTROL | ALT)
    assert shell.said == [words.PAST_TARGET]


def test_tab_and_alt_arrows_go_through_the_posts_of_a_day(
    qtbot: QtBot, desk: Desk, account: int, shell: RecordingShell
) -> None:
    ids = [draft(desk, [account], due=datetime(2026, 10, 16, 6 + at, tzinfo=UTC)).id for at in range(6)]
    pane = CalendarPane(shell)
    qtbot.addWidget(pane)
    pane.resize(760, 640)
    pane.show()
    pane.activateWindow()
    grid = grid_of(pane)
    grid.setFocus()
    grid.go_to(FRIDAY)
    shown = grid.stops(FRIDAY)
    assert shown[-1] == MORE
    assert grid.marks.cursor_post == ids[0]
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert grid.marks.cursor_post == shown[1]
    qtbot.keyClick(grid, Qt.Key.Key_Up, ALT)
    assert grid.marks.cursor_post == ids[0]
    for _ in shown[1:]:
        qtbot.keyClick(grid, Qt.Key.Key_Down, ALT)
    assert "weitere" in grid.accessibleName()
    with qtbot.waitSignal(grid.listed):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert not grid.isVisible()
    assert pane.view.isVisible()
    assert pane.view.day == FRIDAY


def test_the_window_does_not_get_the_keys_that_mean_something_here(qtbot: QtBot, grid: DayGrid) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    shortcut = QShortcut(QKeySequence("Ctrl+N"), grid.window())
    grid.setFocus()
    with qtbot.assertNotEmitted(shortcut.activated), qtbot.waitSignal(grid.begun):
        qtbot.keyClick(grid, Qt.Key.Key_N, CONTROL)


def test_delete_asks_and_undo_brings_the_post_back(
    qtbot: QtBot, grid: DayGrid, post: Post, shell: RecordingShell, desk: Desk
) -> None:
    grid.go_to(FRIDAY)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert shell.asked[0][0] == "„Herbstmarkt“ löschen?"
    qtbot.waitUntil(lambda: desk.posts.get(post.id) is None)
    qtbot.waitUntil(lambda: grid.board.find(post.id) is None)
    qtbot.waitUntil(lambda: shell.said == ["„Herbstmarkt“ gelöscht."])
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: grid.board.find(post.id) is not None)


def test_delete_answered_with_no_keeps_the_post(
    qtbot: QtBot, grid: DayGrid, post: Post, shell: RecordingShell, desk: Desk
) -> None:
    shell.answer = False
    grid.go_to(FRIDAY)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert shell.background.wait()
    assert desk.posts.get(post.id) is not None


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_key_opens_the_menu_of_the_cursor(qtbot: QtBot, grid: DayGrid) -> None:
    grid.go_to(FRIDAY)
    with qtbot.waitSignal(grid.menu_wanted) as wanted:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(grid, event)
    assert wanted.args is not None
    assert wanted.args[0] is not None
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()


def test_the_tooltip_tells_channels_and_clock(qtbot: QtBot, grid: DayGrid, post: Post, tile_spot: TileSpot) -> None:
    qtbot.mouseMove(grid.viewport(), tile_spot(grid, post.id))
    qtbot.waitUntil(QToolTip.isVisible)
    assert "Übungskanal: Entwurf" in QToolTip.text()
    QToolTip.hideText()


def test_the_open_post_is_marked_and_the_outline_of_a_new_one_painted(grid: DayGrid, post: Post) -> None:
    before = grid.grab().toImage()
    grid.select(post.id)
    marked = grid.grab().toImage()
    assert marked != before
    grid.mark_draft(date(2026, 10, 20), "Neuer Beitrag, 9:00 Uhr")
    assert grid.grab().toImage() != marked
    grid.mark_draft(None)
    assert grid.grab().toImage() == marked


@pytest.mark.qt_log_ignore("Painter ended with")
def test_an_error_while_painting_is_caught(grid: DayGrid, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(grid.grid, "cells", broken)
    with qtbot.captureExceptions() as told:
        assert not grid.grab().isNull() and not grid.grab().isNull()
    assert [str(error) for _, error, _ in told] == ["broken"], "reported once"
