from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.domain.today import Step
from amtdesk.ui.today.decide import Decide
from tests.builders import by_hand, practice
from tests.ui.today.conftest import Deliver, Window, kept


def dialog(qtbot: QtBot, shell: Window) -> Decide:
    today = shell.desk.glance()
    lines = [line for line in today.lines if line.step is Step.DECIDE]
    found = Decide(shell, lines[0], lines, today)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def decided(qtbot: QtBot, asked: Decide) -> None:
    qtbot.waitUntil(lambda: asked.result() == 1)


def test_send_now_puts_it_in_the_queue(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.MISSED)
    asked = dialog(qtbot, shell)
    qtbot.mouseClick(asked.now.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert kept(shell.desk, delivery).state is State.PLANNED
    assert kept(shell.desk, delivery).due == shell.desk.now()


def test_what_goes_by_hand_opens_the_assistant(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.MISSED, account=by_hand(shell.desk), first=State.BY_HAND)
    asked = dialog(qtbot, shell)
    qtbot.mouseClick(asked.now.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert kept(shell.desk, delivery).state is State.BY_HAND
    assert shell.by_hand == [delivery.id]


def test_plan_anew_gives_it_the_chosen_time(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.MISSED)
    asked = dialog(qtbot, shell)
    asked.time.setDateTime(QDateTime(QDate(2026, 10, 20), QTime(9, 30)))
    qtbot.mouseClick(asked.anew.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert kept(shell.desk, delivery).state is State.PLANNED
    assert kept(shell.desk, delivery).due == datetime(2026, 10, 20, 7, 30, tzinfo=UTC)


def test_the_past_is_refused_in_place(qtbot: QtBot, shell: Window, deliver: Deliver):
    deliver(State.MISSED)
    asked = dialog(qtbot, shell)
    asked.time.setDateTime(QDateTime(QDate(2026, 10, 13), QTime(9, 0)))
    assert not asked.anew.button.isEnabled()
    assert "Vergangenheit" in asked.anew.consequence.text()


def test_of_several_only_the_ticked_ones_are_decided(qtbot: QtBot, shell: Window, deliver: Deliver):
    account = practice(shell.desk)
    first, second, third = (deliver(State.MISSED, title=name, account=account) for name in ("eins", "zwei", "drei"))
    asked = dialog(qtbot, shell)
    assert [box.isChecked() for box in asked.boxes] == [True, False, False]
    qtbot.mouseClick(asked.boxes[2], Qt.MouseButton.LeftButton, pos=asked.boxes[2].rect().center() / 8)
    asked.boxes[2].setChecked(True)
    assert asked.drop.consequence.text().startswith("2 Beiträge")
    qtbot.mouseClick(asked.drop.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert [kept(shell.desk, one).state for one in (first, second, third)] == [
        State.WITHDRAWN,
        State.MISSED,
        State.WITHDRAWN,
    ]


def test_several_planned_anew_follow_a_day_apart(qtbot: QtBot, shell: Window, deliver: Deliver):
    account = practice(shell.desk)
    posts = [deliver(State.MISSED, title=name, account=account) for name in ("eins", "zwei")]
    asked = dialog(qtbot, shell)
    for box in asked.boxes:
        box.setChecked(True)
    asked.time.setDateTime(QDateTime(QDate(2026, 10, 20), QTime(9, 0)))
    qtbot.mouseClick(asked.anew.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert [kept(shell.desk, one).due.day for one in posts] == [20, 21]


def test_with_nothing_ticked_nothing_can_be_decided(qtbot: QtBot, shell: Window, deliver: Deliver):
    account = practice(shell.desk)
    for name in ("eins", "zwei"):
        deliver(State.MISSED, title=name, account=account)
    asked = dialog(qtbot, shell)
    asked.boxes[0].setChecked(False)
    assert not any(choice.button.isEnabled() for choice in (asked.now, asked.anew, asked.drop))


def test_esc_and_enter_leave_everything_open(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.MISSED)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        asked = dialog(qtbot, shell)
        qtbot.keyClick(asked, key)
        assert not asked.isVisible()
    assert kept(shell.desk, delivery).state is State.MISSED


def test_new_times_and_dropping_can_be_undone(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.MISSED)
    for press in ("anew", "drop"):
        asked = dialog(qtbot, shell)
        qtbot.mouseClick(getattr(asked, press).button, Qt.MouseButton.LeftButton)
        decided(qtbot, asked)
        assert kept(shell.desk, delivery).state is not State.MISSED
        undo = shell.undos[-1]
        assert undo is not None
        undo()
        qtbot.waitUntil(lambda: kept(shell.desk, delivery) == delivery)


def test_a_held_post_gets_another_time_here_too(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.HELD)
    asked = dialog(qtbot, shell)
    qtbot.mouseClick(asked.anew.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert kept(shell.desk, delivery).state is State.PLANNED
    assert kept(shell.desk, delivery).due > shell.desk.now()


def test_a_held_post_can_go_now(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.HELD)
    asked = dialog(qtbot, shell)
    qtbot.mouseClick(asked.now.button, Qt.MouseButton.LeftButton)
    decided(qtbot, asked)
    assert kept(shell.desk, delivery).state is State.PLANNED
