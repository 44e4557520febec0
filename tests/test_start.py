"""The program as a process of its own: what it loads, what survives, what it does not do."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import desk_at, practice

ROOT = Path(__file__).parents[1]
#: Loaded before the first paint, each of these would make her wait for the window.
HEAVY = (
    "sqlalchemy alembic requests urllib3 http.client ssl email asyncio PIL keyring holidays icalendar regex truststore "
    "platformdirs filelock openpyxl matplotlib concurrent.futures multiprocessing unittest xml "
    "PySide6.QtNetwork PySide6.QtSvg PySide6.QtTest amtdesk.app amtdesk.services amtdesk.channels "
    "amtdesk.store.rows amtdesk.domain.post amtdesk.domain.message amtdesk.domain.finding "
    "amtdesk.ui.dialogs amtdesk.ui.editor amtdesk.ui.calendar amtdesk.ui.library.panel amtdesk.ui.search"
)
LOADED = """
import json, sys
from amtdesk.cli import main
code = main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)))
sys.exit(code)
"""
#: Says what was made of PySide6 when the first screen was painted.
PAINTED = """
import sys
from PySide6 import QtCore
from amtdesk.cli import main
from amtdesk.ui.main_window import MainWindow
after = MainWindow._after_paint
def painted(self):
    print("Qt" in vars(QtCore), flush=True)
    after(self)
MainWindow._after_paint = painted
main(sys.argv[1:])
"""
#: The window breaks while it takes the services.
BREAKING = """
import sys
from PySide6.QtWidgets import QApplication
from amtdesk.cli import main
from amtdesk.services.worker import Worker
from amtdesk.ui.main_window import MainWindow
start = Worker.start
def started(self):
    print("works", flush=True)
    start(self)
def attach(self, desk):
    raise ValueError("a page is broken")
def crashed(self, report):
    print("says so" if "a page is broken" in report else report, flush=True)
    QApplication.exit(0)
Worker.start, MainWindow.attach, MainWindow.crashed = started, attach, crashed
main(sys.argv[1:])
"""
#: Types a word every 50 ms, as soon as the services are there, and says which and when.
TYPING = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from amtdesk.cli import main
from amtdesk.ui.main_window import MainWindow
attach = MainWindow.attach
def begin(window):
    window.new_post()
    field = window.page("redaktionsplan").editor.panes.texts.field
    timer = QTimer(window)
    typed = []
    def more():
        typed.append(f"Wort{len(typed)}")
        QTest.keyClicks(field, typed[-1] + " ")
        print(typed[-1], time.monotonic(), flush=True)
    timer.timeout.connect(more)
    timer.start(50)
def attached(self, desk):
    attach(self, desk)
    QTimer.singleShot(0, lambda: begin(self))
MainWindow.attach = attached
main(sys.argv[1:])
"""
#: Opens the window, lets the services come, leaves again; every socket is told.
LISTENING = """
import sys
def heard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto") and str(arguments[-1])[:1] != "/":
        print("network", event, arguments[1:], flush=True)
sys.addaudithook(heard)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from amtdesk.cli import main
from amtdesk.ui.main_window import MainWindow
attach = MainWindow.attach
def attached(self, desk):
    attach(self, desk)
    print("attached", flush=True)
    QTimer.singleShot(1500, QApplication.exit)
MainWindow.attach = attached
main(sys.argv[1:])
"""
#: Loads every module there is, the commands too.
EVERYTHING = """
import gc, importlib, pkgutil
import amtdesk
for one in pkgutil.walk_packages(amtdesk.__path__, "amtdesk."):
    if one.name != "amtdesk.__main__" and ".migrations." not in one.name:
        importlib.import_module(one.name)
print(gc.isenabled(), gc.get_freeze_count())
"""
#: Opens the window and says how rubbish is collected before it is painted and with the services there.
COLLECTING = """
import gc, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from amtdesk.cli import main
from amtdesk.ui.main_window import MainWindow
made, attach = MainWindow.__init__, MainWindow.attach
def making(self, *given):
    print(gc.isenabled())
    made(self, *given)
def attached(self, desk):
    attach(self, desk)
    print(gc.isenabled(), gc.get_freeze_count() > 0, flush=True)
    QTimer.singleShot(0, QApplication.exit)
MainWindow.__init__, MainWindow.attach = making, attached
main(sys.argv[1:])
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def run(*command: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command],
        env={**environment(), **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def started(*command: str) -> "Iterator[subprocess.Popen[str]]":
    """A process that is gone afterwards."""
    process = subprocess.Popen([sys.executable, *command], env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A data directory with something due on the first screen."""
    desk = desk_at(tmp_path / "office", lambda: datetime.now(UTC))  # type: ignore[arg-type]
    draft = desk.posts.draft(
        "Europe/Berlin", due=datetime.now(UTC) + timedelta(minutes=2), account_ids=[practice(desk)]
    )
    desk.planning.plan(desk.posts.save(replace(draft, title="Markt", text="Am Sonntag ist Markt.")).id)
    desk.database.close()
    return tmp_path / "office"


def test_nothing_heavy_is_loaded_before_the_first_paint(office: Path) -> None:
    done = run("-c", LOADED, "--data", str(office), "--quit-after-paint")
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert [name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in HEAVY.split())] == []


def test_the_namespace_of_all_enums_is_made_behind_the_first_paint(office: Path) -> None:
    done = run("-c", PAINTED, "--data", str(office), "--quit-after-paint")
    assert done.stdout.split()[:1] == ["False"], done.stderr


def test_it_leaves_after_the_first_paint_on_an_empty_directory_too(tmp_path: Path) -> None:
    done = run("-m", "amtdesk", "--data", str(tmp_path / "neu"), "--quit-after-paint", AMTDESK_BENCH="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("first_paint ")


def test_a_second_start_leaves_when_the_first_has_answered(office: Path) -> None:
    with started("-m", "amtdesk", "--data", str(office)) as first:
        lock = office / "window.lock"
        end = time.monotonic() + 30
        while not lock.exists() and time.monotonic() < end:
            assert first.poll() is None
        codes = []
        # the first one answers as soon as it has painted
        while codes[-1:] != [0] and time.monotonic() < end:
            codes.append(run("-m", "amtdesk", "--data", str(office)).returncode)
        assert codes[-1] == 0 and set(codes) <= {0, 3}
        assert first.poll() is None
    assert run("-m", "amtdesk", "--data", str(office), "--quit-after-paint").returncode == 0


def test_killed_while_she_types_the_words_of_two_seconds_ago_are_there(office: Path) -> None:
    typed: list[tuple[str, float]] = []
    with started("-c", TYPING, "--data", str(office)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            word, at = line.split()
            typed.append((word, float(at)))
            if typed[-1][1] - typed[0][1] > 4:
                break
        process.kill()
        killed = time.monotonic()
    due = [word for word, at in typed if at < killed - 2]
    desk = desk_at(office)
    kept = " ".join(post.text for post in desk.posts.newest(5))
    desk.database.close()
    assert len(due) > 10 and [word for word in due if word not in kept.split()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the window")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_it_keeps_what_is_typed(office: Path, told: signal.Signals) -> None:
    with started("-c", TYPING, "--data", str(office)) as process:
        assert process.stdout is not None
        words = [process.stdout.readline().split()[0] for _ in range(12)]
        process.send_signal(told)
        assert process.wait(30) == 0
    desk = desk_at(office)
    kept = " ".join(post.text for post in desk.posts.newest(5))
    desk.database.close()
    assert [word for word in words if word not in kept.split()] == []


def test_starting_needs_no_network_and_asks_for_none(office: Path) -> None:
    done = run("-c", LISTENING, "--data", str(office))
    assert "attached" in done.stdout, done.stderr
    assert "network" not in done.stdout


def test_loading_modules_leaves_the_collecting_of_rubbish_as_it_was() -> None:
    done = run("-c", EVERYTHING)
    assert done.stdout.split() == ["True", "0"], done.stderr


def test_a_window_that_breaks_says_so_and_what_is_due_still_goes_out(office: Path) -> None:
    done = run("-c", BREAKING, "--data", str(office))
    said = done.stdout.splitlines()
    assert "works" in said and said[-1] == "says so", done.stderr


def test_rubbish_is_collected_from_the_first_paint_on(office: Path) -> None:
    done = run("-c", COLLECTING, "--data", str(office))
    assert done.stdout.split() == ["False", "True", "True"], done.stderr
