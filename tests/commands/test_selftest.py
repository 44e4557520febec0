"""amtdesk --selftest: what it finds, and what it says when something is missing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from amtdesk.commands import selftest
from amtdesk.system import resources

#: The checks make an application in German; each run is a process of its own, so that other tests keep theirs.
_WITH_KEYRING = """
import sys
import keyring
from tests.conftest import MemoryKeyring
keyring.set_keyring(MemoryKeyring())
from amtdesk import cli
"""
_GO = "sys.exit(cli.main())\n"


def _run(target: str, data: Path, *, text: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *(["-c", text] if text else ["-m", "amtdesk"]), "--selftest", target, "--data", str(data)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _checks(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in report["checks"]}


def test_the_report_names_what_is_there_and_leaves_no_data(tmp_path: Path) -> None:
    file, data = tmp_path / "bericht.json", tmp_path / "daten"
    code, out, words = _run(str(file), data)
    report = json.loads(file.read_text(encoding="utf-8"))
    found = _checks(report)
    # a keyring that keeps nothing is the only thing wrong here
    assert code == 1 and not report["ok"] and out == ""
    assert [name for name, check in found.items() if not check["ok"]] == ["schluessel"]
    assert "PROBLEM  Schlüsselverwaltung: " in words
    assert found["fenster"]["facts"]["platform"] == "offscreen"
    assert found["deutsch"]["facts"]["cancel"] == "Abbrechen"
    assert found["module"]["facts"]["modules"] > 200
    assert not data.exists()


def test_with_a_keyring_everything_is_in_order(tmp_path: Path) -> None:
    code, out, _words = _run("-", tmp_path, text=_WITH_KEYRING + _GO)
    report = json.loads(out)
    assert code == 0
    assert report["ok"] and _checks(report)["schluessel"]["facts"]["longest"] > 2560
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_named_in_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "folder", lambda: tmp_path)
    check = selftest._checked("dateien", "Mitgelieferte Dateien", selftest._resources)
    assert not check["ok"] and "Es fehlen Dateien: tokens.json, " in check["words"]
    assert "neu installieren" in check["words"]


def test_a_place_that_takes_no_files_is_a_problem(tmp_path: Path) -> None:
    nextcloud = tmp_path / "Nextcloud"
    nextcloud.mkdir()
    code, out, _words = _run("-", nextcloud / "AmtDesk", text=_WITH_KEYRING + _GO)
    assert code == 1 and [name for name, check in _checks(json.loads(out)).items() if not check["ok"]] == ["daten"]


def test_a_report_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    code, _out, words = _run(str(tmp_path / "fehlt" / "bericht.json"), tmp_path, text=_WITH_KEYRING + _GO)
    assert code == 1 and "lässt sich nicht schreiben" in words


def test_a_library_that_ends_the_process_is_named_in_the_report(tmp_path: Path) -> None:
    file = tmp_path / "bericht.json"
    text = (
        "import os, sys\n"
        "from amtdesk import cli\n"
        "from amtdesk.commands import selftest\n"
        "selftest._zone = lambda: os._exit(9)\n"
        "sys.exit(cli.main())\n"
    )
    code, _out, _words = _run(str(file), tmp_path, text=text)
    last = json.loads(file.read_text(encoding="utf-8"))["checks"][-1]
    assert code == 9 and last["name"] == "zeitzone" and "hier endete das Programm" in last["words"]


def test_without_a_console_it_is_silent_and_works(tmp_path: Path) -> None:
    """As a Windows program without a console runs, from the Task Scheduler for one."""
    silent = "sys.stdout = sys.stderr = None\n"
    file = tmp_path / "bericht.json"
    assert _run(str(file), tmp_path, text=_WITH_KEYRING + silent + _GO) == (0, "", "")
    assert json.loads(file.read_text(encoding="utf-8"))["ok"]
