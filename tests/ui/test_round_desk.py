"""The round between tool bar, page and reminder."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.ui.frame import Frame
from amtdesk.ui.round_desk import RoundDesk
from tests import builders
from tests.builders import Clock
from tests.ui.conftest import RecordingShell

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def rounds(qtbot: QtBot, shell: RecordingShell) -> RoundDesk:
    builders.practice(shell.desk)
    frame = Frame(shell.look)
    qtbot.addWidget(frame)
    frame.resize(1200, 700)
    frame.show()
    made = RoundDesk(shell, frame, shell.desk, frame)
    shell.frame = frame  # type: ignore[attr-defined]
    return made


def test_it_is_time_is_said_once_and_can_be_put_off(
    qtbot: QtBot, rounds: RoundDesk, shell: RecordingShell, clock: Clock
) -> None:
    told: list[str] = []
    rounds.reminded.connect(told.append)
    rounds.look(5)
    assert rounds.bar.isVisible() and rounds.bar.rest.text() == "5 Anliegen warten."
    rounds.look(5)
    assert len(told) == 1 and "8:15 Uhr" in told[0]
    qtbot.mouseClick(rounds.bar.later[0], LEFT)
    rounds.look(5)
    assert not rounds.bar.isVisible()
    clock.now += timedelta(minutes=11)
    rounds.look(1)
    assert rounds.bar.isVisible() and rounds.bar.rest.text() == "Ein Anliegen wartet." and len(told) == 2
    qtbot.mouseClick(rounds.bar.never, LEFT)
    rounds.look(1)
    assert not rounds.bar.isVisible()


def test_heute_tells_which_slot_went_by_without_a_round(
    qtbot: QtBot, rounds: RoundDesk, shell: RecordingShell, clock: Clock
) -> None:
    page = shell.frame.pages.page("heute", shell)  # type: ignore[attr-defined]
    rounds.look(0)
    assert page.side.missed.isHidden()
    clock.now += timedelta(hours=3)
    rounds.look(0)
    assert not page.side.missed.isHidden() and page.side.missed.text() == "Heute ohne Runde: 8:15 Uhr."
    clock.now += timedelta(days=1) - timedelta(hours=3)
    rounds.look(0)
    assert page.side.missed.isHidden()


def test_the_end_of_a_round_is_told_in_one_line(qtbot: QtBot, rounds: RoundDesk, shell: RecordingShell) -> None:
    rounds._clock.toggle()
    assert shell.pages == ["antworten"]
    rounds.look(0)
    assert not rounds.bar.isVisible()
    rounds._clock.end()
    assert shell.said[-1].startswith("Runde beendet nach")
