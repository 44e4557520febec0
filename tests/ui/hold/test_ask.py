"""„Alles anhalten?“ wants a reason and then really holds."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.ui.hold.ask import AskHold
from tests.ui.hold.conftest import Plan
from tests.ui.today.conftest import Window, kept


def dialog(qtbot: QtBot, shell: Window) -> AskHold:
    found = AskHold(shell)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def test_it_holds_with_a_reason_by_keyboard_alone(qtbot: QtBot, shell: Window, plan: Plan) -> None:
    delivery = plan()
    asked = dialog(qtbot, shell)
    qtbot.waitUntil(lambda: "1 geplanter Beitrag wird angehalten" in asked.what.text())
    assert not asked.yes.isEnabled()
    qtbot.keyClicks(asked.reason, "Unfall auf der B 27")
    qtbot.keyClick(asked.yes, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: asked.result() == 1)
    hold = shell.desk.holding.current()
    assert hold is not None and hold.reason == "Unfall auf der B 27"
    assert kept(shell.desk, delivery).state is State.HELD
    assert shell.said == ["Alles ist angehalten."]


def test_escape_changes_nothing(qtbot: QtBot, shell: Window, plan: Plan) -> None:
    plan()
    asked = dialog(qtbot, shell)
    qtbot.keyClicks(asked.reason, "doch nicht")
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert shell.desk.holding.current() is None


def test_when_it_is_held_already_the_dialog_stays_with_the_reason_why_not(qtbot: QtBot, shell: Window) -> None:
    asked = dialog(qtbot, shell)
    shell.desk.holding.hold("jemand war schneller")
    qtbot.keyClicks(asked.reason, "Unfall")
    qtbot.mouseClick(asked.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.troubles) == 1)
    assert asked.isVisible() and asked.isEnabled()
