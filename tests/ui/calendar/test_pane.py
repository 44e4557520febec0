from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.head import View
from amtdesk.ui.calendar.pane import CalendarPane
from tests.builders import Clock, draft, practice
from tests.ui.conftest import RecordingShell

LEFT = Qt.MouseButton.LeftButton


def test_the_month_of_today_comes_first(post: Post, pane: CalendarPane) -> None:
    assert pane.head.title.text() == "Oktober 2026"
    assert pane.view.board.find(post.id) is not None  # type: ignore[union-attr]


def test_arrows_and_today_turn_pages(qtbot: QtBot, pane: CalendarPane) -> None:
    qtbot.mouseClick(pane.head.onward, LEFT)
    assert pane.head.title.text() == "November 2026"
    qtbot.mouseClick(pane.head.back, LEFT)
    qtbot.mouseClick(pane.head.back, LEFT)
    assert pane.head.title.text() == "September 2026"
    qtbot.mouseClick(pane.head.today, LEFT)
    assert pane.head.title.text() == "Oktober 2026"


def test_the_switch_changes_the_view_and_is_remembered(
    qtbot: QtBot, pane: CalendarPane, shell: RecordingShell, desk: Desk
) -> None:
    qtbot.mouseClick(pane.head.views[View.WEEK], LEFT)
    assert pane.head.title.text() == "KW 42 · 12.–18. Oktober 2026"
    qtbot.mouseClick(pane.head.onward, LEFT)
    assert pane.head.title.text().startswith("KW 43")
    assert shell.background.wait()
    assert desk.offices.recall("plan.view") == "week"
    again = CalendarPane(shell)
    qtbot.addWidget(again)
    assert again.chosen is View.WEEK


def test_filters_hold_back_and_can_be_cleared(
    qtbot: QtBot, desk: Desk, account: int, post: Post, pane: CalendarPane
) -> None:
    assert not pane.head.clear.isVisible()
    qtbot.keyClicks(pane.head.field, "Laub")
    assert pane.view.board.find(post.id) is None  # type: ignore[union-attr]
    assert pane.notice.text() == words.EMPTY_FILTER
    qtbot.mouseClick(pane.head.clear, LEFT)
    assert pane.view.board.find(post.id) is not None  # type: ignore[union-attr]
    assert pane.head.field.text() == ""
    assert not pane.notice.isVisible()


def test_channel_and_state_filter(qtbot: QtBot, desk: Desk, account: int, post: Post, pane: CalendarPane) -> None:
    other = practice(desk, "Zweiter")
    qtbot.waitUntil(lambda: pane.head.channel.findData(other) > 0)
    pane.head.channel.setCurrentIndex(pane.head.channel.findData(other))
    assert pane.plan.filter.account_id == other
    pane.head.channel.setCurrentIndex(0)
    pane.head.state.setCurrentIndex(pane.head.state.findText("teilweise veröffentlicht"))
    assert pane.plan.filter.partly
    pane.head.state.setCurrentIndex(pane.head.state.findText("Entwurf"))
    assert pane.plan.filter.state is State.DRAFT
    assert pane.view.board.find(post.id) is not None  # type: ignore[union-attr]


def test_an_empty_month_says_what_to_do(qtbot: QtBot, pane: CalendarPane) -> None:
    assert pane.notice.text().startswith("In diesem Monat ist noch nichts geplant.")
    qtbot.mouseClick(pane.head.back, LEFT)
    assert pane.notice.text() == "In diesem Monat war nichts geplant."


def test_what_changes_elsewhere_appears(qtbot: QtBot, desk: Desk, account: int, pane: CalendarPane) -> None:
    added = draft(desk, [account], due=datetime(2026, 10, 20, 7, tzinfo=UTC))
    qtbot.waitUntil(lambda: pane.view.board.find(added.id) is not None)  # type: ignore[union-attr]


def test_public_holidays_of_the_land_are_painted(pane: CalendarPane) -> None:
    labels = pane.plan.labels(pane.view.start, pane.view.end)
    assert "Tag der Deutschen Einheit" in [one.words for one in labels[date(2026, 10, 3)]]


def test_midnight_moves_today(qtbot: QtBot, pane: CalendarPane, clock: Clock) -> None:
    clock.on(days=1)
    pane._look_at_clock()
    assert pane.view.marks.today == date(2026, 10, 15)


def test_more_posts_than_fit_open_as_a_list(qtbot: QtBot, desk: Desk, account: int, pane: CalendarPane) -> None:
    for hour in range(7, 13):
        draft(desk, [account], due=datetime(2026, 10, 16, hour, tzinfo=UTC))
    month = pane.view
    qtbot.waitUntil(lambda: bool(month.cells.on(date(2026, 10, 16)).hidden))  # type: ignore[union-attr]
    cell = month.cells.on(date(2026, 10, 16))  # type: ignore[union-attr]
    assert cell is not None
    point = cell.more.center()
    point.setY(point.y() - month.offset())  # type: ignore[union-attr]
    qtbot.mouseClick(month.viewport(), LEFT, pos=point)
    assert pane.chosen is View.LIST
    assert pane.view.day == date(2026, 10, 16)


def test_the_look_may_change_while_it_is_shown(post: Post, pane: CalendarPane, shell: RecordingShell) -> None:
    light = pane.grab().toImage()
    shell.look.dark = True
    shell.look.changed.emit()
    assert pane.grab().toImage() != light
