from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.agenda import Heading, ValueRole
from amtdesk.ui.calendar.agenda_view import AgendaView
from amtdesk.ui.calendar.head import View
from amtdesk.ui.calendar.pane import CalendarPane
from tests.builders import draft
from tests.ui.calendar.conftest import FRIDAY
from tests.ui.conftest import RecordingShell

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(desk: Desk, account: int, post: Post, pane: CalendarPane) -> AgendaView:
    """The list with a draft on Friday, one on Monday after, and one without time."""
    draft(desk, [account], due=datetime(2026, 10, 19, 7, tzinfo=UTC), title="Laub")
    draft(desk, title="Irgendwann")
    pane.show_view(View.LIST)
    assert isinstance(pane.view, AgendaView)
    pane.refresh()
    return pane.view


def shown(view: AgendaView) -> list[str]:
    return [view.agenda.index(at).data(Qt.ItemDataRole.DisplayRole) for at in range(view.agenda.rowCount())]


def test_posts_stand_under_their_days_and_drafts_without_time_at_the_end(view: AgendaView) -> None:
    assert [line.split(", ")[0] for line in shown(view)] == [
        "Freitag",
        "Fr 16.10.",
        "Montag",
        "Mo 19.10.",
        "Ohne Termin",
        "Irgendwann",
    ]


def test_a_click_opens_and_one_on_a_heading_does_nothing(qtbot: QtBot, view: AgendaView, post: Post) -> None:
    at = view.agenda.row_of(post.id)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.agenda.index(at)).center()
        )
    assert opened.args == [post.id]
    with qtbot.assertNotEmitted(view.opened):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.agenda.index(0)).center())


def test_arrows_skip_headings_and_enter_opens(qtbot: QtBot, view: AgendaView, post: Post) -> None:
    view.setFocus()
    view.stand_on(FRIDAY)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert not isinstance(view.currentIndex().data(ValueRole), Heading)
    assert view.day == date(2026, 10, 19)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [post.id]
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert view.day == date(2026, 10, 19)


def test_ctrl_alt_arrows_move_also_a_draft_without_time(qtbot: QtBot, view: AgendaView, shell: RecordingShell) -> None:
    view.stand_on(FRIDAY)
    qtbot.keyClick(view, Qt.Key.Key_Up, CONTROL | ALT)
    assert shell.said == [words.PAST_TARGET]
    view.setCurrentIndex(view.agenda.index(view.agenda.rowCount() - 1))
    qtbot.keyClick(view, Qt.Key.Key_Right, CONTROL | ALT)
    qtbot.waitUntil(lambda: shell.said[-1] == "Verschoben auf Do 15.10., 9:00 Uhr.")
    qtbot.waitUntil(lambda: "Ohne Termin" not in shown(view))
    undo = shell.undos[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: "Ohne Termin" in shown(view))


def test_page_keys_turn_the_month_and_the_list_says_when_it_is_empty(
    qtbot: QtBot, view: AgendaView, pane: CalendarPane
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert pane.head.title.text() == "November 2026"
    assert pane.notice.isVisible() is False or "nichts" in pane.notice.text()


def test_ctrl_n_begins_at_the_day_of_the_row(qtbot: QtBot, view: AgendaView) -> None:
    view.stand_on(date(2026, 10, 19))
    with qtbot.waitSignal(view.begun) as begun:
        qtbot.keyClick(view, Qt.Key.Key_N, CONTROL)
    assert begun.args == [date(2026, 10, 19)]


@pytest.mark.parametrize("width", [240, 700])
def test_it_paints_narrow_and_wide(view: AgendaView, post: Post, width: int) -> None:
    view.window().resize(width, 500)
    before = view.grab().toImage()
    view.select(post.id)
    assert view.grab().toImage() != before
