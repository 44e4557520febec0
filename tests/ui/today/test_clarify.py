from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.ui.today.clarify import Case, Clarify
from tests.builders import MORNING
from tests.ui.today.conftest import Deliver, Window, kept


def dialog(qtbot: QtBot, shell: Window, delivery: Delivery) -> Clarify:
    account = shell.desk.accounts.get(delivery.account_id)
    found = Clarify(shell, Case("Herbstmarkt", delivery, account, 1, 1))
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def test_is_online_with_its_link_counts_as_published(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    qtbot.keyClicks(asked.link, "https://musterbach.example/5")
    qtbot.mouseClick(asked.online.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert kept(shell.desk, delivery).state is State.PUBLISHED_BY_HAND
    assert kept(shell.desk, delivery).url == "https://musterbach.example/5"


def test_a_link_that_is_none_is_refused_in_place(qtbot: QtBot, shell: Window, deliver: Deliver):
    asked = dialog(qtbot, shell, deliver(State.UNCERTAIN))
    qtbot.keyClicks(asked.link, "steht online")
    assert not asked.online.button.isEnabled()
    assert "https://" in asked.online.consequence.text()
    qtbot.keyClick(asked.link, Qt.Key.Key_Return)
    assert asked.isVisible()


def test_enter_in_the_empty_field_decides_nothing(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    qtbot.keyClick(asked.link, Qt.Key.Key_Return)
    assert kept(shell.desk, delivery).state is State.UNCERTAIN


def test_send_again_plans_it_for_now(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    assert "doppelt" in asked.again.consequence.text()
    qtbot.mouseClick(asked.again.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert kept(shell.desk, delivery).state is State.PLANNED


def test_who_saw_that_it_is_not_there_may_publish_it_by_hand(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    qtbot.mouseClick(asked.by_hand.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.by_hand == [delivery.id])
    assert (kept(shell.desk, delivery).state, kept(shell.desk, delivery).waits) == (State.BY_HAND, None)


def test_drop_withdraws(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    qtbot.mouseClick(asked.drop.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert kept(shell.desk, delivery).state is State.WITHDRAWN


def test_esc_changes_nothing(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    assert kept(shell.desk, delivery) == delivery


def test_while_amtdesk_still_looks_it_cannot_be_sent_again(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN, waits=Waits.LOOK_UP.value, next_try=MORNING + timedelta(minutes=6), looks=0)
    asked = dialog(qtbot, shell, delivery)
    assert not asked.again.button.isEnabled()
    assert "8:36 Uhr" in asked.again.button.toolTip()


def test_a_decision_somebody_else_made_meanwhile_is_said(qtbot: QtBot, shell: Window, deliver: Deliver):
    delivery = deliver(State.UNCERTAIN)
    asked = dialog(qtbot, shell, delivery)
    shell.desk.planning.drop(delivery.id)
    qtbot.mouseClick(asked.again.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shell.troubles))
    assert asked.isVisible()
