"""A timer of systemd for this user, with its service; needs no rights but the user's own."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import EVERY_MINUTES, Registered
from amtdesk.system.program import Run

_SERVICE = """[Unit]
Description=AmtDesk: geplante Beiträge veröffentlichen

[Service]
Type=oneshot
ExecStart={command}
TimeoutStartSec=30min
# 1: something needs a person and stands on Heute; 3: the window was just sending itself
SuccessExitStatus=1 3
"""
_TIMER = """[Unit]
Description=AmtDesk: alle {minutes} Minuten nach fälligen Beiträgen sehen

[Timer]
OnCalendar=*:0/{minutes}
AccuracySec=30s
Persistent=true

[Install]
WantedBy=timers.target
"""


class SystemdTimer:
    """Two files in the user's own folder of units."""

    #: a user's timer may not wake the computer (systemd.timer(5), WakeSystem=)
    can_wake = False

    def __init__(self, command: Sequence[str], mark: str, run: Run, folder: Path | None = None) -> None:
        """`mark` tells the units of one data folder from those of others; `folder` replaces the user's own."""
        self._command = list(command)
        self.name = f"amtdesk-senden-{mark}"
        self._run = run
        self._folder = folder or units(os.environ.get("XDG_CONFIG_HOME", ""))

    def state(self) -> Registered:
        """What systemd says now, and whether the files are those of this program."""
        if self._tell("show-environment")[0] != 0:
            return Registered.ABSENT
        enabled = self._tell("is-enabled", f"{self.name}.timer")[0] == 0
        active = self._tell("is-active", f"{self.name}.timer")[0] == 0
        if not enabled and not active:
            return Registered.OFF
        return Registered.ON if enabled and active and self._as_written() else Registered.OTHER

    def register(self) -> None:
        """Write both units and start the timer. Raises `AmtDeskError` with what systemd said."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, text in self.files().items():
                (self._folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise AmtDeskError(Problem.JOB_REFUSED, str(error)) from error
        self._must("daemon-reload")
        self._must("enable", "--now", f"{self.name}.timer")
        # an older one that is still active would keep its old times
        self._must("restart", f"{self.name}.timer")

    def unregister(self) -> None:
        """Stop the timer and remove both units."""
        if self.state() is not Registered.OFF:
            self._must("disable", "--now", f"{self.name}.timer")
        try:
            for name in self.files():
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise AmtDeskError(Problem.JOB_REFUSED, str(error)) from error
        self._must("daemon-reload")

    def wake_at(self, moment: datetime | None) -> None:
        """Not possible here; nothing happens."""

    def files(self) -> dict[str, str]:
        """What would be registered, by file name."""
        line = " ".join(quoted(one) for one in self._command)
        return {
            f"{self.name}.service": _SERVICE.format(command=line),
            f"{self.name}.timer": _TIMER.format(minutes=EVERY_MINUTES),
        }

    def _as_written(self) -> bool:
        try:
            return all((self._folder / name).read_text(encoding="utf-8") == text for name, text in self.files().items())
        except OSError:
            return False

    def _tell(self, *arguments: str) -> tuple[int, str]:
        return self._run(["systemctl", "--user", *arguments])

    def _must(self, *arguments: str) -> None:
        code, answer = self._tell(*arguments)
        if code != 0:
            raise AmtDeskError(Problem.JOB_REFUSED, answer)


def units(config: str) -> Path:
    """The user's own units; `config` is XDG_CONFIG_HOME, empty where it is not set."""
    return (Path(config) if config else Path.home() / ".config") / "systemd" / "user"


def quoted(argument: str) -> str:
    """One argument of ExecStart (systemd.service(5), COMMAND LINES): quoted, no specifiers, no variables."""
    plain = argument.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
