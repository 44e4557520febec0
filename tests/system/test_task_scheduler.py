"""The task of the Windows Task Scheduler: every element of its XML, and what its tool is told."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import Registered
from amtdesk.system.task_scheduler import NAMESPACE, TaskScheduler, is_ours, task

EXE = r"C:\Programme & Süßes\Amt Desk\AmtDesk.exe"
DATA = "C:\\Users\\Jürgen Müller\\AppData\\Local\\R&D <neu>\\"
COMMAND = [EXE, "publish-due", "--data", DATA]


class Tool:
    """A Task Scheduler that keeps what it is given."""

    def __init__(self) -> None:
        self.tasks: dict[str, str] = {}
        self.refuses = ""
        self.calls: list[list[str]] = []

    def __call__(self, arguments: Sequence[str]) -> tuple[int, str]:
        given = list(arguments)
        self.calls.append(given)
        name = given[given.index("/TN") + 1]
        if self.refuses and given[1] != "/Query":
            return 1, self.refuses
        if given[1] == "/Create":
            raw = Path(given[given.index("/XML") + 1]).read_bytes()
            assert raw.startswith((b"\xff\xfe", b"\xfe\xff")), "schtasks reads UTF-16 with its mark"
            self.tasks[name] = raw.decode("utf-16")
            return 0, "ERFOLGREICH"
        if name not in self.tasks:
            return 1, "FEHLER: Das System kann die angegebene Datei nicht finden."
        if given[1] == "/Delete":
            del self.tasks[name]
        return 0, self.tasks.get(name, "")


def elements(xml: str) -> dict[str, str]:
    """Every element with text, by its path."""
    found: dict[str, str] = {}

    def walk(node: ElementTree.Element, path: str) -> None:
        assert node.tag.startswith(f"{{{NAMESPACE}}}")
        here = f"{path}/{node.tag.partition('}')[2]}"
        if node.text and node.text.strip():
            found[here] = node.text
        for child in node:
            walk(child, here)

    walk(ElementTree.fromstring(xml.encode("utf-16")), "")
    return found


def test_every_element_says_what_it_should() -> None:
    assert elements(task(COMMAND, "AmtDesk-Senden-1")) == {
        "/Task/RegistrationInfo/Description": "AmtDesk: geplante Beiträge veröffentlichen",
        "/Task/RegistrationInfo/URI": "\\AmtDesk-Senden-1",
        "/Task/Triggers/TimeTrigger/Repetition/Interval": "PT5M",
        "/Task/Triggers/TimeTrigger/Repetition/StopAtDurationEnd": "false",
        "/Task/Triggers/TimeTrigger/StartBoundary": "2026-01-01T00:00:00",
        "/Task/Triggers/TimeTrigger/Enabled": "true",
        "/Task/Principals/Principal/LogonType": "InteractiveToken",
        "/Task/Principals/Principal/RunLevel": "LeastPrivilege",
        "/Task/Settings/MultipleInstancesPolicy": "IgnoreNew",
        "/Task/Settings/DisallowStartIfOnBatteries": "false",
        "/Task/Settings/StopIfGoingOnBatteries": "false",
        "/Task/Settings/StartWhenAvailable": "true",
        "/Task/Settings/RunOnlyIfNetworkAvailable": "true",
        "/Task/Settings/Enabled": "true",
        "/Task/Settings/Hidden": "false",
        "/Task/Settings/WakeToRun": "false",
        "/Task/Settings/ExecutionTimeLimit": "PT30M",
        "/Task/Actions/Exec/Command": EXE,
        "/Task/Actions/Exec/Arguments": 'publish-due --data "C:\\Users\\Jürgen Müller\\AppData\\Local\\R&D <neu>\\\\"',
    }


def test_waking_is_one_moment_with_its_offset_not_every_few_minutes() -> None:
    at = datetime(2026, 10, 16, 7, 0, tzinfo=UTC)
    found = elements(task(COMMAND, "AmtDesk-Wecken-1", at))
    assert found["/Task/Settings/WakeToRun"] == "true"
    assert "/Task/Triggers/TimeTrigger/Repetition/Interval" not in found
    start = datetime.fromisoformat(found["/Task/Triggers/TimeTrigger/StartBoundary"])
    assert start == at and start.utcoffset() is not None


def test_it_is_registered_seen_and_removed() -> None:
    tool = Tool()
    made = TaskScheduler(COMMAND, "3f2a", tool)
    assert made.state() is Registered.OFF
    made.register()
    assert made.state() is Registered.ON
    assert [name for name in tool.tasks if "\\" in name] == [], "only in the root folder may every user create tasks"
    made.register()
    made.unregister()
    assert made.state() is Registered.OFF and tool.tasks == {}
    made.unregister()
    assert all(call[0].endswith("schtasks.exe") for call in tool.calls), "a list of arguments, never a shell"


def test_one_that_is_switched_off_or_runs_something_else_is_not_ours() -> None:
    tool = Tool()
    made = TaskScheduler(COMMAND, "3f2a", tool)
    made.register()
    ours = tool.tasks[made.name]
    tool.tasks[made.name] = ours.replace("<Enabled>true</Enabled>\n  </Settings", "x").replace(
        "<Enabled>true</Enabled>\n    <Hidden>", "<Enabled>false</Enabled>\n    <Hidden>"
    )
    assert made.state() is Registered.OTHER
    tool.tasks[made.name] = ours.replace("AmtDesk.exe", "Alt.exe")
    assert made.state() is Registered.OTHER
    tool.tasks[made.name] = "no xml at all"
    assert made.state() is Registered.OTHER


def test_a_console_that_loses_letters_still_shows_ours() -> None:
    shown = task(COMMAND, "x").replace("ü", "?").replace("ß", "?")
    assert is_ours(shown, COMMAND)


def test_what_the_task_scheduler_refuses_is_said() -> None:
    tool = Tool()
    tool.refuses = "FEHLER: Zugriff verweigert"
    made = TaskScheduler(COMMAND, "3f2a", tool)
    with pytest.raises(AmtDeskError) as caught:
        made.register()
    assert caught.value.problem is Problem.JOB_REFUSED and "verweigert" in caught.value.detail
    tool.tasks[made.name] = task(COMMAND, made.name)
    with pytest.raises(AmtDeskError):
        made.unregister()


def test_waking_has_a_task_of_its_own_that_goes_with_the_other() -> None:
    tool = Tool()
    made = TaskScheduler(COMMAND, "3f2a", tool)
    made.register()
    made.wake_at(datetime.now(UTC) + timedelta(hours=3))
    assert set(tool.tasks) == {made.name, made.waker}
    made.wake_at(None)
    assert set(tool.tasks) == {made.name}
    made.wake_at(datetime.now(UTC) + timedelta(hours=3))
    made.unregister()
    assert tool.tasks == {}


@pytest.mark.skipif(sys.platform != "win32", reason="the real Task Scheduler")
def test_the_real_one_takes_it() -> None:
    from amtdesk.system.program import run

    made = TaskScheduler([sys.executable, "-c", "pass"], "pruefung", run)
    made.register()
    try:
        assert made.state() is Registered.ON
    finally:
        made.unregister()
    assert made.state() is Registered.OFF
