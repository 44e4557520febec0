"""Errors nobody caught."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtdesk.system.crash import MOST_REPORTS, Crashes
from amtdesk.system.logs import register_secret

NOW = datetime(2026, 10, 14, 8, 2, tzinfo=UTC)


@pytest.fixture
def shown() -> list[tuple[str, Path | None]]:
    return []


@pytest.fixture
def crashes(tmp_path: Path, shown: list[tuple[str, Path | None]]) -> Iterator[Crashes]:
    catching = Crashes(tmp_path / "logs", "1.2.3", lambda: NOW)
    catching.show = lambda words, path: shown.append((words, path))
    catching.install()
    yield catching
    catching.remove()


def raised(words: str = "boom") -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_a_report_names_version_system_and_place(crashes: Crashes, shown: list[tuple[str, Path | None]]) -> None:
    sys.excepthook(ValueError, raised(), None)
    words, path = shown[0]
    assert "AmtDesk 1.2.3" in words
    assert sys.platform in words
    assert "ValueError: boom" in words
    assert path is not None
    assert path.read_text(encoding="utf-8") == words


def test_a_report_holds_no_secret(crashes: Crashes) -> None:
    register_secret("very-secret-value")
    assert "very-secret" not in crashes.report(raised("token=abc very-secret-value"))


def test_the_same_error_is_shown_once(crashes: Crashes, shown: list[tuple[str, Path | None]]) -> None:
    for _ in range(3):
        crashes.report(raised())
    assert len(shown) == 1


def test_an_error_in_a_thread_is_reported(crashes: Crashes, shown: list[tuple[str, Path | None]]) -> None:
    def work() -> None:
        raise KeyError("lost")

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    thread.join()
    assert "thread worker" in shown[0][0]


def test_an_error_in_a_destructor_is_reported(crashes: Crashes, shown: list[tuple[str, Path | None]]) -> None:
    class Falls:
        def __del__(self) -> None:
            raise RuntimeError("late")

    Falls()
    assert "late" in shown[0][0]


def test_a_view_that_cannot_show_it_is_no_second_crash(crashes: Crashes, tmp_path: Path) -> None:
    def broken(_words: str, _path: Path | None) -> None:
        raise RuntimeError("window gone")

    crashes.show = broken
    crashes.report(raised())
    assert len(list((tmp_path / "logs").glob("bericht-*"))) == 1


def test_only_the_youngest_reports_stay(crashes: Crashes, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / "logs" / f"bericht-2025-01-{number:02d}.txt").write_text("alt", encoding="utf-8")
    crashes.report(raised())
    names = sorted(path.name for path in (tmp_path / "logs").glob("bericht-*"))
    assert len(names) == MOST_REPORTS
    assert names[-1].startswith("bericht-2026")


def test_without_a_folder_it_is_shown_all_the_same(tmp_path: Path, shown: list[tuple[str, Path | None]]) -> None:
    (tmp_path / "file").write_bytes(b"")
    catching = Crashes(tmp_path / "file", "1", lambda: NOW)
    catching.show = lambda words, path: shown.append((words, path))
    catching.install()
    try:
        catching.report(raised())
    finally:
        catching.remove()
    assert shown[0][1] is None


def test_hooks_are_put_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    catching = Crashes(tmp_path, "1", lambda: NOW)
    catching.install()
    assert sys.excepthook is not before[0]
    catching.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_fault_of_native_code_is_written(tmp_path: Path) -> None:
    program = (
        "import faulthandler, sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from amtdesk.system.crash import Crashes\n"
        "Crashes(Path(sys.argv[1]), '1', lambda: datetime.now(UTC)).install()\n"
        "faulthandler._sigsegv()"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    assert "Segmentation fault" in (tmp_path / "absturz.txt").read_text(encoding="utf-8")
