"""Opening at logon: the box shows what the operating system says."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import Registered
from amtdesk.ui.settings.logon import LogonSection
from tests.ui.conftest import RecordingShell


class Entry:
    """An entry at logon."""

    now = Registered.OFF
    refuses = False

    def state(self) -> Registered:
        return self.now

    def switch(self, *, on: bool) -> Registered:
        if self.refuses:
            raise AmtDeskError(Problem.JOB_REFUSED, "Zugriff verweigert")
        self.now = Registered.ON if on else Registered.OFF
        return self.now


def section(qtbot: QtBot, shell: RecordingShell, entry: Entry) -> LogonSection:
    shell.desk.jobs.logon = entry
    made = LogonSection(shell)
    qtbot.addWidget(made)
    return made


def test_a_tick_enters_it_and_another_one_removes_it(qtbot: QtBot, shell: RecordingShell) -> None:
    entry = Entry()
    made = section(qtbot, shell, entry)
    qtbot.waitUntil(made.isVisible)
    assert not made.box.isChecked()
    qtbot.keyClick(made.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: made.box.isEnabled() and entry.now is Registered.ON)
    assert made.box.isChecked()
    qtbot.keyClick(made.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: made.box.isEnabled() and entry.now is Registered.OFF)


def test_one_that_windows_switched_off_says_so(qtbot: QtBot, shell: RecordingShell) -> None:
    entry = Entry()
    entry.now = Registered.OTHER
    made = section(qtbot, shell, entry)
    qtbot.waitUntil(made.isVisible)
    assert not made.box.isChecked() and made.state.isVisible() and "Task-Manager" in made.state.text()
    qtbot.keyClick(made.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: made.box.isEnabled() and made.box.isChecked())
    assert entry.now is Registered.ON and not made.state.isVisible()


def test_a_refusal_is_said_and_the_box_shows_the_truth(qtbot: QtBot, shell: RecordingShell) -> None:
    entry = Entry()
    entry.refuses = True
    made = section(qtbot, shell, entry)
    qtbot.waitUntil(made.isVisible)
    qtbot.keyClick(made.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(shell.troubles) and made.box.isEnabled())
    assert not made.box.isChecked()


def test_where_there_is_none_nothing_is_shown(qtbot: QtBot, shell: RecordingShell) -> None:
    entry = Entry()
    entry.now = Registered.ABSENT
    made = section(qtbot, shell, entry)
    made.read()
    qtbot.waitUntil(lambda: shell.background.wait(10))
    assert not made.isVisible()
