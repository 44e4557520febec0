"""Weiter senden in Einstellungen: the boxes show what the operating system says."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import Registered
from amtdesk.services.desk import Desk
from amtdesk.ui.leaving import KEEP
from amtdesk.ui.settings.running import RunningSection
from tests.builders import Clock, desk_at
from tests.ui.conftest import RecordingShell


class Timer:
    """The operating system's timer."""

    can_wake = True
    registered = Registered.OFF
    refuses = False

    def state(self) -> Registered:
        return self.registered

    def register(self) -> None:
        if self.refuses:
            raise AmtDeskError(Problem.JOB_REFUSED, "Zugriff verweigert")
        self.registered = Registered.ON

    def unregister(self) -> None:
        self.registered = Registered.OFF

    def wake_at(self, moment: datetime | None) -> None:
        pass

    def files(self) -> Mapping[str, str]:
        return {"x.xml": "<Task/>"}


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, timer: Timer) -> Desk:
    return desk_at(tmp_path / "desk", clock, timer=timer)


def section(qtbot: QtBot, shell: RecordingShell) -> RunningSection:
    made = RunningSection(shell)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.job.isEnabled())
    return made


def press(qtbot: QtBot, box: object) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Space)


def test_it_is_registered_and_removed_by_a_tick(qtbot: QtBot, shell: RecordingShell, timer: Timer) -> None:
    made = section(qtbot, shell)
    assert not made.job.isChecked() and not made.wake.isEnabled()
    press(qtbot, made.job)
    qtbot.waitUntil(lambda: made.wake.isEnabled())
    assert timer.registered is Registered.ON and made.state.text().startswith("Eingetragen: alle 5 Minuten")
    press(qtbot, made.wake)
    qtbot.waitUntil(lambda: made.wake.isEnabled() and made.wake.isChecked())
    assert shell.desk.jobs.state().wakes
    press(qtbot, made.job)
    qtbot.waitUntil(lambda: made.job.isEnabled() and not made.job.isChecked())
    assert timer.registered is Registered.OFF and not made.wake.isChecked()


def test_a_refusal_is_said_and_the_box_shows_the_truth(qtbot: QtBot, shell: RecordingShell, timer: Timer) -> None:
    made = section(qtbot, shell)
    timer.refuses = True
    press(qtbot, made.job)
    qtbot.waitUntil(lambda: bool(shell.troubles))
    qtbot.waitUntil(lambda: made.job.isEnabled())
    assert not made.job.isChecked()


def test_an_older_one_is_offered_anew(qtbot: QtBot, shell: RecordingShell, timer: Timer) -> None:
    timer.registered = Registered.OTHER
    made = section(qtbot, shell)
    assert made.job.isChecked() and made.renew.isVisible()
    qtbot.mouseClick(made.renew, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.state.text().startswith("Eingetragen: alle"))
    assert not made.renew.isVisible()


def test_where_there_is_none_nothing_can_be_pressed(qtbot: QtBot, shell: RecordingShell, timer: Timer) -> None:
    timer.registered = Registered.ABSENT
    timer.can_wake = False
    made = RunningSection(shell)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "keine Aufgabenplanung" in made.state.text())
    assert not made.job.isEnabled() and not made.wake.isVisible() and not made.show_files.isVisible()


def test_it_can_read_what_is_registered(qtbot: QtBot, shell: RecordingShell) -> None:
    made = section(qtbot, shell)
    qtbot.mouseClick(made.show_files, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "# x.xml\n<Task/>"


def test_staying_when_the_window_closes_is_hers_to_choose(qtbot: QtBot, shell: RecordingShell) -> None:
    made = section(qtbot, shell)
    assert made.keep.isChecked()
    press(qtbot, made.keep)
    qtbot.waitUntil(lambda: shell.desk.offices.recall(KEEP, True) is False)
    again = section(qtbot, shell)
    assert not again.keep.isChecked()
