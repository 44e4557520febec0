from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar.arrangement import Arrangement
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.head import View
from amtdesk.ui.calendar.page import CALENDAR, POST, PlanPage
from tests.builders import draft
from tests.ui.calendar.conftest import FRIDAY
from tests.ui.conftest import RecordingShell


class StandIn(QWidget):
    """The editor, as far as the page speaks with it."""

    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.post_id: int | None = None
        self.days: list[date | None] = []

    def show_post(self, post_id: int) -> None:
        self.post_id = post_id
        self.shown.emit(post_id)

    def begin(self, day: date | None) -> None:
        self.post_id = None
        self.days.append(day)
        self.shown.emit(None)


@pytest.fixture
def editor() -> StandIn:
    return StandIn()


@pytest.fixture
def page(qtbot: QtBot, shell: RecordingShell, editor: Any) -> Iterator[PlanPage]:
    found = PlanPage(shell, editor)
    qtbot.addWidget(found)
    found.resize(1280, 800)
    found.show()
    yield found
    found.close()


def month(page: PlanPage) -> DayGrid:
    view = page.calendar.view
    assert isinstance(view, DayGrid)
    return view


def test_calendar_and_editor_stand_beside_each_other(page: PlanPage, editor: StandIn) -> None:
    assert page.arrangement is Arrangement.SPLIT
    assert page.calendar.isVisible()
    assert editor.isVisible()
    assert editor.width() == 486
    assert not page.tabs.isVisible()


def test_opening_a_post_shows_it_here_and_there(desk: Desk, account: int, page: PlanPage, editor: StandIn) -> None:
    post = draft(desk, [account], due=datetime(2026, 12, 4, 8, tzinfo=UTC))
    page.open_post(post.id)
    assert editor.post_id == post.id
    assert page.calendar.head.title.text() == "Dezember 2026"
    assert month(page).marks.selected == post.id
    assert month(page).tile() is not None


def test_a_post_that_is_gone_says_so(page: PlanPage, shell: RecordingShell) -> None:
    page.open_post(4711)
    assert shell.said == ["Diesen Beitrag gibt es nicht mehr."]


def test_a_new_post_is_outlined_until_it_is_kept(
    qtbot: QtBot, desk: Desk, account: int, page: PlanPage, editor: StandIn
) -> None:
    page.new_post(FRIDAY)
    assert editor.days == [FRIDAY]
    assert (month(page).marks.draft_day, month(page).marks.draft_words) == (FRIDAY, "Neuer Beitrag, 9:00 Uhr")
    kept = draft(desk, [account], due=datetime(2026, 10, 16, 7, tzinfo=UTC))
    editor.post_id = kept.id
    qtbot.waitUntil(lambda: month(page).marks.draft_day is None)
    assert month(page).marks.selected == kept.id


def test_a_click_on_a_day_reaches_the_editor(qtbot: QtBot, page: PlanPage, editor: StandIn) -> None:
    cell = month(page).cells.on(date(2026, 10, 20))
    assert cell is not None
    point = cell.rect.center()
    point.setY(point.y() - month(page).offset())
    qtbot.mouseClick(month(page).viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert editor.days == [date(2026, 10, 20)]


def test_a_small_window_has_tabs_and_a_week_strip(qtbot: QtBot, post: Post, page: PlanPage, editor: StandIn) -> None:
    page.resize(853, 480)
    assert page.arrangement is Arrangement.TABS
    assert page.tabs.isVisible()
    assert page.calendar.isVisible()
    assert not editor.isVisible()
    page.open_post(post.id)
    assert page.tabs.currentIndex() == POST
    assert page.tabs.tabText(POST) == "Beitrag: Herbstmarkt"
    strip = page.calendar.strip
    assert strip.isVisible()
    assert strip.title.text() == "KW 42"
    assert strip.list.agenda.row_of(post.id) == 1
    assert not page.calendar.isVisible()
    page.go_to(date(2026, 11, 3))
    assert page.tabs.currentIndex() == CALENDAR
    assert page.calendar.head.title.text() == "November 2026"


def test_the_week_strip_turns_weeks(qtbot: QtBot, post: Post, page: PlanPage) -> None:
    page.resize(853, 480)
    page.open_post(post.id)
    strip = page.calendar.strip
    qtbot.keyClick(strip.list, Qt.Key.Key_PageDown)
    assert strip.title.text() == "KW 43"


def test_where_docks_take_the_room_the_list_stands_beside_the_editor(
    qtbot: QtBot, shell: RecordingShell, editor: Any
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = PlanPage(shell, editor, window)
    window.resize(1280, 800)
    page.resize(914, 700)
    window.show()
    assert page.arrangement is Arrangement.LIST
    assert not page.calendar.head.views[View.MONTH].isVisible()
    assert not isinstance(page.calendar.view, DayGrid)
    page.resize(1200, 700)
    assert page.arrangement is Arrangement.SPLIT
    assert isinstance(page.calendar.view, DayGrid)


def test_the_place_of_the_splitter_is_remembered(
    qtbot: QtBot, page: PlanPage, shell: RecordingShell, editor: StandIn, desk: Desk
) -> None:
    page.resize(1400, 800)
    splitter = page.findChild(QSplitter)
    assert splitter is not None
    splitter.setSizes([1400 - 1 - 600, 600])
    splitter.splitterMoved.emit(1400 - 1 - 600, 1)
    qtbot.waitUntil(lambda: desk.offices.recall("plan.editor_widths") == {"split.usual": 600})
    page.resize(1420, 800)
    assert editor.width() == 600
