"""Work off the GUI thread and back on it."""

import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from amtdesk.ui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    lanes = Background()
    yield lanes
    assert lanes.wait()


def test_work_is_done_elsewhere_and_the_result_comes_back_here(qtbot: QtBot, background: Background) -> None:
    threads: list[int] = []
    results: list[int] = []

    def work() -> int:
        threads.append(threading.get_ident())
        return 42

    def then(result: int) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    background.run(work, then)
    qtbot.waitUntil(lambda: results == [42])
    assert threads[0] != threading.get_ident() and threads[1] == threading.get_ident()


def test_an_error_comes_back_too(qtbot: QtBot, background: Background) -> None:
    errors: list[Exception] = []
    background.run(lambda: 1 // 0, failed=errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert isinstance(errors[0], ZeroDivisionError)


def test_a_fault_in_what_follows_is_written_down(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    def follows(_result: int) -> None:
        raise RuntimeError("can't start new thread")

    background.run(lambda: 42, follows)
    qtbot.waitUntil(lambda: [one.levelname for one in caplog.records if one.exc_info] == ["ERROR"])


def test_a_widget_that_is_gone_meanwhile_is_no_fault(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    label = QLabel()
    background.run(lambda: shiboken6.delete(label) or "late", label.setText)
    qtbot.waitUntil(lambda: [one.levelname for one in caplog.records if one.exc_info] == ["DEBUG"])


def test_what_was_done_first_is_done_first(qtbot: QtBot, background: Background) -> None:
    done: list[int] = []
    for number in range(50):
        background.run(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_nothing_of_what_was_done_is_kept(qtbot: QtBot, background: Background) -> None:
    class Work:
        def __call__(self) -> None: ...

    kept: weakref.WeakSet[Work] = weakref.WeakSet()
    done: list[None] = []
    for number in range(3000):
        work = Work()
        kept.add(work)
        background.run(work, done.append, side=True)
        del work
        if number % 5 == 0:
            # the next one begins at once
            assert background.wait()
    qtbot.waitUntil(lambda: len(done) == 3000)
    qtbot.waitUntil(lambda: not kept)


def test_what_takes_long_does_not_hold_up_what_she_does(qtbot: QtBot, background: Background) -> None:
    go_on = threading.Event()
    done: list[str] = []
    background.run(lambda: go_on.wait(10), lambda _result: done.append("langsam"), side=True)
    background.run(lambda: None, lambda _result: done.append("schnell"))
    qtbot.waitUntil(lambda: done == ["schnell"])
    go_on.set()
    qtbot.waitUntil(lambda: done == ["schnell", "langsam"])


GONE = """
import time
from PySide6.QtWidgets import QApplication, QWidget
from amtdesk.ui.background import Background
app, window, done = QApplication([]), QWidget(), []
lanes = Background(window)
for side in (False, True):
    lanes.run(lambda: (time.sleep(0.2), done.append(1)), side=side)
del lanes
window.deleteLater()
app.sendPostedEvents(None, 52)
print(len(done))
"""


def test_a_window_that_goes_while_work_runs_lets_it_end() -> None:
    # in a process of its own: when both wait for each other nothing here could end it
    ran = subprocess.run([sys.executable, "-c", GONE], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "2"
