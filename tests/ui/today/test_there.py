"""What somebody did on a platform, decided by mouse and keyboard; what depends on this computer before a break."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Delivery, State, Wish
from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Section, Step
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries
from amtdesk.ui.today import words
from amtdesk.ui.today.page import TodayPage
from amtdesk.ui.today.there import Case, Settle
from tests.builders import MORNING
from tests.ui.today.conftest import SENDING, WAYS, Deliver, Window

DUE = MORNING + timedelta(hours=4)


HeldThere = Callable[..., Delivery]


@pytest.fixture
def held_there(desk: Desk, deliver: Deliver, monkeypatch: pytest.MonkeyPatch) -> HeldThere:
    """Makes a delivery in the platform's hands about which something was noticed."""

    def make(problem: Problem, state: State = State.HANDED_OVER, **values: Any) -> Delivery:
        way = [(State.SENDING, SENDING), (state, {"remote_id": "7", "clock": "platform", "scheduled": DUE})]
        monkeypatch.setitem(WAYS, state, way)
        found = deliver(state, due=DUE)
        with desk.database.writing() as connection:
            deliveries.change(connection, found.id, state, problem=problem.value, **values)
            kept = deliveries.get(connection, found.id)
        assert kept is not None
        return kept

    return make


@pytest.mark.parametrize(
    ("problem", "state", "buttons"),
    [
        (Problem.MOVED_THERE, State.HANDED_OVER, ["Übernehmen", "Wieder setzen"]),
        (Problem.CHANGED_THERE, State.HANDED_OVER, ["Gelten lassen", "Eigene senden"]),
        (Problem.STILL_WAITING, State.HANDED_OVER, ["Selbst senden"]),
        (Problem.WISH_REFUSED, State.HANDED_OVER, ["Belassen", "Selbst senden"]),
        (Problem.REMOVED_THERE, State.FAILED, ["Erneut planen", "Verwerfen"]),
        (Problem.REMOVED_THERE, State.PUBLISHED, ["Ist richtig so", "Erneut senden"]),
        (Problem.PUBLISHED_EARLY, State.PUBLISHED, ["Verstanden"]),
        (Problem.WISH_TOO_LATE, State.PUBLISHED, ["Verstanden"]),
    ],
)
def test_each_notice_is_a_line_with_its_decisions(
    qtbot: QtBot, shell: Window, desk: Desk, held_there: HeldThere, problem: Problem, state: State, buttons: list[str]
) -> None:
    delivery = held_there(problem, state)
    today = desk.glance()
    (line,) = [one for one in today.lines if one.section is Section.FIRST]
    assert line.step is Step.SETTLE
    assert words.of(line, today).lead == "Übungskanal:"
    dialog = Settle(shell, Case("Herbstmarkt", delivery, desk.accounts.get(delivery.account_id)))
    qtbot.addWidget(dialog)
    assert [one.button.text() for one in dialog.choices] == buttons


def test_what_is_gone_from_a_platform_wears_no_tick(
    qtbot: QtBot, shell: Window, desk: Desk, held_there: HeldThere
) -> None:
    held_there(Problem.REMOVED_THERE, State.PUBLISHED)
    page = TodayPage(shell, desk.glance())
    qtbot.addWidget(page)
    (row,) = [one for one in page.lines.rows if "nicht mehr da" in one.shown.words.rest]
    assert (row.shown.icon, row.shown.state) == ("help-hexagon", State.UNCERTAIN)


def test_the_time_of_the_platform_is_adopted_with_one_click(
    qtbot: QtBot, shell: Window, desk: Desk, held_there: HeldThere
) -> None:
    delivery = held_there(Problem.MOVED_THERE, scheduled=DUE + timedelta(hours=2))
    dialog = Settle(shell, Case("Herbstmarkt", delivery, desk.accounts.get(delivery.account_id)))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.choices[0].button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    post = desk.posts.get(delivery.post_id)
    assert post is not None
    assert post.deliveries[0].due == DUE + timedelta(hours=2)
    assert post.deliveries[0].notice is None


def test_ours_is_set_again_by_keyboard(qtbot: QtBot, shell: Window, desk: Desk, held_there: HeldThere) -> None:
    delivery = held_there(Problem.MOVED_THERE, scheduled=DUE + timedelta(hours=2))
    dialog = Settle(shell, Case("Herbstmarkt", delivery, desk.accounts.get(delivery.account_id)))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choices[1].button.setFocus()
    qtbot.keyClick(dialog.choices[1].button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    post = desk.posts.get(delivery.post_id)
    assert post is not None
    assert post.deliveries[0].wish is Wish.MOVE


@pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")
def test_before_the_weekend_a_post_is_brought_forward(
    qtbot: QtBot, shell: Window, desk: Desk, deliver: Deliver
) -> None:
    friday = datetime(2026, 10, 16, 7, 0, tzinfo=UTC)
    desk.now.now = friday  # type: ignore[attr-defined]
    delivery = deliver(State.PLANNED, due=friday + timedelta(days=1))
    page = TodayPage(shell, desk.glance())
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: any(row.button.text() == "Ordnen …" for row in page.lines.rows))
    (row,) = page.lines.rows
    assert "dieser Rechner muss dann an sein" in row.shown.words.rest

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [action.text() for action in menu.actions()] == ["Vorziehen auf heute, 9:15 Uhr", "Ansehen"]
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Vorgezogen auf heute, 9:15 Uhr." in shell.said)
    post = desk.posts.get(delivery.post_id)
    assert post is not None and post.due == friday + timedelta(minutes=15)


def test_a_wish_on_its_way_is_said(desk: Desk, held_there: HeldThere) -> None:
    held_there(Problem.OFFLINE, wish=Wish.MOVE.value)
    today = desk.glance()
    (line,) = today.lines
    assert line.state is State.HANDED_OVER
    assert "wird Übungskanal noch mitgeteilt" in words.of(line, today).rest
