"""A restored file says so, and goes on only when somebody confirms."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import State
from amtdesk.services.backups import RESTORED
from amtdesk.store import settings
from amtdesk.ui.hold.confirm import Confirm
from tests.builders import Clock
from tests.ui.hold.conftest import Plan
from tests.ui.today.conftest import Window, kept


def dialog(qtbot: QtBot, shell: Window, key: str = RESTORED) -> Confirm:
    with shell.desk.database.writing() as connection:
        settings.put(connection, key, {"at": shell.desk.now().isoformat(), "from": "amtdesk.sqlite"})
    today = shell.desk.glance()
    assert today.freeze is not None
    found = Confirm(shell, today.freeze, today)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def test_it_says_what_will_happen_and_does_it(qtbot: QtBot, shell: Window, plan: Plan, clock: Clock) -> None:
    due, ahead = plan(), plan("Rathaus zu", days=3)
    clock.on(hours=2)
    asked = dialog(qtbot, shell)
    qtbot.waitUntil(lambda: "1 Beitrag war inzwischen fällig" in asked.then.text())
    assert "1 späterer Beitrag geht zu seiner Zeit hinaus" in asked.then.text()
    qtbot.mouseClick(asked.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert kept(shell.desk, due).state is State.UNCERTAIN
    assert kept(shell.desk, ahead).state is State.PLANNED
    assert shell.desk.frozen.freeze() is None


@pytest.mark.parametrize("key", [RESTORED, "copied"])
def test_enter_as_it_opens_sends_nothing(qtbot: QtBot, shell: Window, key: str) -> None:
    asked = dialog(qtbot, shell, key)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert not asked.isVisible()
    assert shell.desk.frozen.freeze() is not None
