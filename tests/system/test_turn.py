"""Only one holds the turn."""

import subprocess
import sys
from pathlib import Path

from amtdesk.system.turn import Turn


def test_a_second_taker_is_told_no_and_may_try_again(tmp_path: Path) -> None:
    path = tmp_path / "publishing.lock"
    with Turn(path).take() as first:
        assert first
        with Turn(path).take() as second:
            assert not second
    with Turn(path).take() as third:
        assert third


def test_the_turn_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    path = tmp_path / "publishing.lock"
    code = (
        "import os, sys; from pathlib import Path; from amtdesk.system.turn import Turn\n"
        "with Turn(Path(sys.argv[1])).take() as mine:\n"
        "    print(mine, flush=True); sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline().strip() == "True"
    with Turn(path).take() as mine:
        assert not mine
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    with Turn(path, patience=5).take() as mine:
        assert mine
