"""One window per data directory."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from amtdesk.ui.instance import Instance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from amtdesk.ui.instance import Instance
app = QCoreApplication([])
second = Instance(Path(sys.argv[1]))
if second.first():
    sys.exit(10)
found = second.call_first()
sys.exit(3 if found is None else found)
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[Instance]:
    one = Instance(tmp_path, lambda: 7)
    assert one.first()
    yield one
    one.release()


def start_second(folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", SECOND, str(folder)])


def test_a_second_start_asks_the_first_to_come_forward(qtbot: QtBot, first: Instance, tmp_path: Path) -> None:
    first.listen()
    with qtbot.waitSignal(first.asked, timeout=20_000):
        second = start_second(tmp_path)
    assert second.wait(20) == 7, "says which session it is in"


def test_a_first_one_that_does_not_answer_is_noticed(first: Instance, tmp_path: Path) -> None:
    assert start_second(tmp_path).wait(20) == 3


def test_other_data_is_another_window(first: Instance, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert start_second(tmp_path / "other").wait(20) == 10


def test_given_free_the_next_one_is_the_first(first: Instance, tmp_path: Path) -> None:
    first.release()
    assert start_second(tmp_path).wait(20) == 10


RACING = """
import sys
from pathlib import Path
from amtdesk.ui.instance import Instance
one = Instance(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(one.first(), flush=True)
sys.stdin.read()
"""


def racer(folder: Path) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", RACING, str(folder)], stdin=pipe, stdout=pipe, text=True)


def line(one: "subprocess.Popen[str]") -> str:
    assert one.stdout is not None
    return one.stdout.readline().strip()


def go(one: "subprocess.Popen[str]") -> None:
    assert one.stdin is not None
    one.stdin.write("\n")
    one.stdin.flush()


def test_of_eight_started_at_once_one_is_the_first_and_a_killed_one_leaves_its_place(tmp_path: Path) -> None:
    eight = [racer(tmp_path) for _ in range(8)]
    try:
        assert [line(one) for one in eight] == ["ready"] * 8
        for one in eight:
            go(one)
        answers = [line(one) for one in eight]
        assert sorted(answers) == ["False"] * 7 + ["True"]
        winner = eight[answers.index("True")]
        winner.kill()
        winner.wait(20)
        # the lock of a dead process counts no longer
        assert Instance(tmp_path).first()
    finally:
        for one in eight:
            one.kill()
            one.communicate()
