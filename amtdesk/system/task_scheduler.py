"""A job of the Windows Task Scheduler for this user, without administrator's rights.

It runs only while the user is logged on: without a logon there is neither the network nor the Credential Manager
(learn.microsoft.com, Task Scheduler, "TASK_LOGON_TYPE").
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PureWindowsPath
from subprocess import list2cmdline
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import EVERY_MINUTES, Registered
from amtdesk.system.program import Run

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
#: Any day that is over: the first run is at once.
START = "2026-01-01T00:00:00"


class TaskScheduler:
    """One task that repeats, and one that wakes the computer for the next post; both stand in the root folder, where
    every user may create tasks."""

    can_wake = True

    def __init__(self, command: Sequence[str], mark: str, run: Run) -> None:
        """`mark` tells the tasks of one user and data folder from those of others on the same computer."""
        self._command = list(command)
        self.name = f"AmtDesk-Senden-{mark}"
        self.waker = f"AmtDesk-Wecken-{mark}"
        self._run = run
        self._tool = str(PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "schtasks.exe"))

    def state(self) -> Registered:
        """What the Task Scheduler says now."""
        code, answer = self._run([self._tool, "/Query", "/TN", self.name, "/XML"])
        if code != 0:
            return Registered.OFF
        return Registered.ON if is_ours(answer, self._command) else Registered.OTHER

    def register(self) -> None:
        """Create the task or replace it. Raises `AmtDeskError` with what the Task Scheduler said."""
        self._create(self.name, task(self._command, self.name))

    def unregister(self) -> None:
        """Remove both tasks; one that is not there is gone already."""
        self._remove(self.waker)
        code, answer = self._remove(self.name)
        if code != 0 and self.state() is not Registered.OFF:
            raise AmtDeskError(Problem.JOB_REFUSED, answer)

    def wake_at(self, moment: datetime | None) -> None:
        """Wake the computer at `moment` (aware) and run then; None: let it sleep."""
        if moment is None:
            self._remove(self.waker)
        else:
            self._create(self.waker, task(self._command, self.waker, moment))

    def files(self) -> dict[str, str]:
        """What would be registered, by name."""
        return {f"{self.name}.xml": task(self._command, self.name)}

    def _create(self, name: str, xml: str) -> None:
        with TemporaryDirectory(prefix="amtdesk-") as folder:
            file = Path(folder, "task.xml")
            file.write_text(xml, encoding="utf-16")
            code, answer = self._run([self._tool, "/Create", "/TN", name, "/XML", str(file), "/F"])
        if code != 0:
            raise AmtDeskError(Problem.JOB_REFUSED, answer)

    def _remove(self, name: str) -> tuple[int, str]:
        return self._run([self._tool, "/Delete", "/TN", name, "/F"])


def task(command: Sequence[str], name: str, wake: datetime | None = None) -> str:
    """The task as XML, to be written in UTF-16: every few minutes, or once at `wake` (aware), waking the computer."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("Task"), {"version": "1.4"})
    about = _child(root, "RegistrationInfo")
    _child(about, "Description", "AmtDesk: geplante Beiträge veröffentlichen")
    _child(about, "URI", f"\\{name}")
    trigger = _child(_child(root, "Triggers"), "TimeTrigger")
    if wake is None:
        repetition = _child(trigger, "Repetition")
        _child(repetition, "Interval", f"PT{EVERY_MINUTES}M")
        _child(repetition, "StopAtDurationEnd", "false")
    _child(trigger, "StartBoundary", START if wake is None else wake.astimezone().isoformat(timespec="seconds"))
    _child(trigger, "Enabled", "true")
    who = _child(_child(root, "Principals"), "Principal")
    who.set("id", "Author")
    _child(who, "LogonType", "InteractiveToken")
    _child(who, "RunLevel", "LeastPrivilege")
    _settings(_child(root, "Settings"), wakes=wake is not None)
    actions = _child(root, "Actions")
    actions.set("Context", "Author")
    execute = _child(actions, "Exec")
    _child(execute, "Command", command[0])
    _child(execute, "Arguments", list2cmdline(command[1:]))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-16"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _settings(settings: ElementTree.Element, *, wakes: bool) -> None:
    for name, value in (
        ("MultipleInstancesPolicy", "IgnoreNew"),
        # both are true unless said otherwise, and office laptops run on battery
        ("DisallowStartIfOnBatteries", "false"),
        ("StopIfGoingOnBatteries", "false"),
        ("StartWhenAvailable", "true"),
        ("RunOnlyIfNetworkAvailable", "true"),
        ("Enabled", "true"),
        ("Hidden", "false"),
        ("WakeToRun", "true" if wakes else "false"),
        ("ExecutionTimeLimit", "PT30M"),
    ):
        _child(settings, name, value)


def is_ours(answer: str, command: Sequence[str]) -> bool:
    """Whether the task that `schtasks /Query /XML` shows is enabled and runs this very command."""
    with suppress(ElementTree.ParseError):
        # the declaration names UTF-16, the console has another encoding
        root = ElementTree.fromstring(answer[max(0, answer.find("<Task")) :])
        enabled = root.findtext(f"{_tag('Settings')}/{_tag('Enabled')}", "true") == "true"
        execute = f"{_tag('Actions')}/{_tag('Exec')}"
        program = root.findtext(f"{execute}/{_tag('Command')}", "").strip('"')
        arguments = root.findtext(f"{execute}/{_tag('Arguments')}", "")
        wanted = list2cmdline(command[1:])
        return enabled and _plain(program) == _plain(command[0]) and _plain(arguments) == _plain(wanted)
    return False


def _plain(text: str) -> str:
    """What survives a console that does not know every letter."""
    return text.lower().encode("ascii", "replace").decode("ascii")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _child(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, _tag(name))
    child.text = text
    return child
