"""How the program is started anew, and how others are run."""

import sys
from pathlib import Path

import pytest

from amtdesk.system.program import command, decoded, run


def test_elsewhere_it_is_the_interpreter_with_the_module() -> None:
    assert command("/usr/bin/python3", "linux") == ["/usr/bin/python3", "-m", "amtdesk"]


def test_on_windows_our_own_starter_needs_no_more(tmp_path: Path) -> None:
    starter = tmp_path / "AmtDesk.exe"
    starter.touch()
    assert command(str(starter), "win32") == [str(starter)]


def test_on_windows_python_runs_without_a_console(tmp_path: Path) -> None:
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
    made = command(str(tmp_path / "python.exe"), "win32")
    assert made == [str(tmp_path / "pythonw.exe"), "-X", "utf8", "-m", "amtdesk"]
    (tmp_path / "pythonw.exe").unlink()
    assert command(str(tmp_path / "python.exe"), "win32")[0] == str(tmp_path / "python.exe")


def test_the_python_of_an_installation_leads_to_our_starter(tmp_path: Path) -> None:
    (tmp_path / "runtime").mkdir()
    for name in ("AmtDesk.exe", "runtime/python.exe"):
        (tmp_path / name).touch()
    assert command(str(tmp_path / "runtime" / "python.exe"), "win32") == [str(tmp_path / "AmtDesk.exe")]


def test_an_interpreter_under_our_name_is_one(tmp_path: Path) -> None:
    library = f"python{sys.version_info.major}{sys.version_info.minor}.dll"
    for name in ("AmtDesk.exe", library):
        (tmp_path / name).touch()
    assert command(str(tmp_path / "AmtDesk.exe"), "win32")[1:] == ["-X", "utf8", "-m", "amtdesk"]


def test_a_program_is_run_without_a_shell() -> None:
    code, said = run([sys.executable, "-c", "import sys; print(sys.argv[1]); sys.exit(3)", "$HOME & ä"])
    assert code == 3 and "$HOME &" in said


def test_one_that_is_not_there_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["/nowhere/at/all"])[0] == 127
    monkeypatch.setattr("amtdesk.system.program.PATIENCE", 0.05)
    assert run([sys.executable, "-c", "import time; time.sleep(5)"])[0] == 127


def test_utf_16_is_known_by_its_mark() -> None:
    assert decoded("Grüße".encode("utf-16")) == "Grüße"
    assert decoded(b"plain\r\n") == "plain"
