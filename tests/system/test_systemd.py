"""The timer of systemd: its two files, and what systemctl is told."""

import configparser
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import Registered
from amtdesk.system.systemd import SystemdTimer, quoted, units

COMMAND = ["/opt/Amt Desk/python", "-m", "amtdesk", "publish-due", "--data", '/home/jürgen/100 % R&D "neu" $X']


class Systemctl:
    """A user's systemd that keeps which timers run."""

    def __init__(self) -> None:
        self.running: set[str] = set()
        self.there = True
        self.refuses = False

    def __call__(self, arguments: Sequence[str]) -> tuple[int, str]:
        assert list(arguments[:2]) == ["systemctl", "--user"], "a list of arguments, never a shell"
        verb, unit = arguments[2], arguments[-1]
        if not self.there:
            return 1, "Failed to connect to bus"
        if verb in ("is-enabled", "is-active"):
            return (0, "") if unit in self.running else (1, "")
        if verb in ("enable", "disable") and self.refuses:
            return 1, "Access denied"
        if verb == "enable":
            self.running.add(unit)
        if verb == "disable":
            self.running.discard(unit)
        return 0, ""


def read(text: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None, strict=True)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(text)
    return found


def test_both_units_say_what_they_should(tmp_path: Path) -> None:
    service, timer = SystemdTimer(COMMAND, "ab12", Systemctl(), tmp_path).files().values()
    said = read(service)["Service"]
    assert said["Type"] == "oneshot" and said["TimeoutStartSec"] == "30min" and said["SuccessExitStatus"] == "1 3"
    assert said["ExecStart"] == (
        '"/opt/Amt Desk/python" "-m" "amtdesk" "publish-due" "--data" "/home/jürgen/100 %% R&D \\"neu\\" $$X"'
    )
    assert dict(read(timer)["Timer"]) == {"OnCalendar": "*:0/5", "AccuracySec": "30s", "Persistent": "true"}
    assert read(timer)["Install"]["WantedBy"] == "timers.target"


def test_it_is_registered_seen_and_removed(tmp_path: Path) -> None:
    tool = Systemctl()
    made = SystemdTimer(COMMAND, "ab12", tool, tmp_path / "neu" / "user")
    assert made.state() is Registered.OFF
    made.register()
    assert made.state() is Registered.ON and tool.running == {"amtdesk-senden-ab12.timer"}
    older = SystemdTimer(["/old/python", "-m", "amtdesk"], "ab12", tool, tmp_path / "neu" / "user")
    assert older.state() is Registered.OTHER
    made.unregister()
    assert made.state() is Registered.OFF and list((tmp_path / "neu" / "user").iterdir()) == []
    made.unregister()


def test_without_systemd_it_says_so(tmp_path: Path) -> None:
    tool = Systemctl()
    tool.there = False
    made = SystemdTimer(COMMAND, "ab12", tool, tmp_path)
    assert made.state() is Registered.ABSENT
    with pytest.raises(AmtDeskError) as caught:
        made.register()
    assert caught.value.problem is Problem.JOB_REFUSED and "bus" in caught.value.detail


def test_what_systemd_or_the_drive_refuses_is_said(tmp_path: Path) -> None:
    tool = Systemctl()
    tool.refuses = True
    with pytest.raises(AmtDeskError):
        SystemdTimer(COMMAND, "ab12", tool, tmp_path).register()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AmtDeskError):
        SystemdTimer(COMMAND, "ab12", Systemctl(), tmp_path / "file").register()


def test_a_backslash_and_specifiers_are_plain_text() -> None:
    assert quoted("a\\b %h ${X}") == '"a\\\\b %%h $${X}"'


def test_the_folder_of_units_is_the_users_own() -> None:
    assert units("/x/conf") == Path("/x/conf/systemd/user")
    assert units("").parts[-3:] == (".config", "systemd", "user")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not there")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    made = SystemdTimer(["/bin/true", "a b", "100 %"], "ab12", Systemctl(), tmp_path)
    for name, text in made.files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in made.files()]
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *paths], capture_output=True, text=True, timeout=30, check=False
    )
    assert "ab12" not in done.stderr, done.stderr
