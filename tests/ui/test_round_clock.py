"""The clock of the Community-Runde in the tool bar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from amtdesk.ui.look import Look
from amtdesk.ui.round_clock import RoundTimer


@pytest.fixture
def timer(qtbot: QtBot, look: Look) -> RoundTimer:
    clock = RoundTimer(look)
    qtbot.addWidget(clock)
    clock.show()
    return clock


def shown(timer: RoundTimer) -> list[str]:
    return [button.text() for button in timer.findChildren(QPushButton) if button.isVisible()]


def press(qtbot: QtBot, timer: RoundTimer, words: str) -> None:
    button = next(one for one in timer.findChildren(QPushButton) if one.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_starts_pauses_goes_on_and_ends(qtbot: QtBot, timer: RoundTimer) -> None:
    assert shown(timer) == ["Starten"]
    with qtbot.waitSignal(timer.started):
        press(qtbot, timer, "Starten")
    assert timer.clock.running and shown(timer) == ["Pause", "Beenden"]
    press(qtbot, timer, "Pause")
    assert not timer.clock.running and shown(timer) == ["Weiter", "Beenden"]
    with qtbot.assertNotEmitted(timer.started):
        press(qtbot, timer, "Weiter")
    with qtbot.waitSignal(timer.ended):
        press(qtbot, timer, "Beenden")
    assert shown(timer) == ["Starten"] and not timer.clock.started


def test_when_the_time_is_up_nothing_is_cut_off_and_five_minutes_can_be_added(qtbot: QtBot, timer: RoundTimer) -> None:
    timer.set_minutes(0)
    timer.toggle()
    qtbot.waitUntil(lambda: timer.clock.up and not timer.clock.running)
    assert shown(timer) == ["5 Minuten mehr", "Beenden"]
    press(qtbot, timer, "5 Minuten mehr")
    assert timer.clock.running and 295 <= timer.clock.left <= 300


def test_a_round_under_way_keeps_its_length(timer: RoundTimer) -> None:
    timer.set_minutes(20)
    assert timer.clock.left == 20 * 60
    timer.toggle()
    timer.set_minutes(5)
    assert timer.clock.left > 19 * 60


def test_in_a_small_window_the_button_says_what_it_starts(timer: RoundTimer) -> None:
    timer.set_compact(True)
    assert shown(timer) == ["Runde starten"]
