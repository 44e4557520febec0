r"""Opening AmtDesk when this user logs on: an entry in Windows' registry, and what the Task Manager says of it."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import list2cmdline

from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.job import Registered
from amtdesk.system.paths import Paths
from amtdesk.system.program import command

NAME = "AmtDesk"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
#: The Task Manager keeps here what a user switched off: twelve bytes, of which the first is odd then.
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Registry:
    """This user's part of Windows' registry. Off Windows nothing is there and nothing can be kept."""

    there = sys.platform == "win32"

    def get(self, key: str, name: str) -> str | bytes | None:
        """A value, or None."""
        if sys.platform == "win32":
            import winreg

            with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                value = winreg.QueryValueEx(opened, name)[0]
                return value if isinstance(value, bytes) else str(value)
        return None

    def put(self, key: str, name: str, value: str) -> None:
        """Write a text. Raises OSError."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

    def drop(self, key: str, name: str) -> None:
        """Remove a value; one that is not there is gone already. Raises OSError."""
        if sys.platform == "win32":
            import winreg

            with suppress(FileNotFoundError):
                opened = winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE)
                with opened:
                    winreg.DeleteValue(opened, name)


class Logon:
    """The entry of one user; Windows is asked each time."""

    def __init__(self, wanted: Sequence[str], registry: Registry) -> None:
        self._wanted = list2cmdline(wanted)
        self._registry = registry

    def state(self) -> Registered:
        """OTHER: switched off in the Task Manager, or made for another place of the program."""
        if not self._registry.there:
            return Registered.ABSENT
        found = self._registry.get(_RUN, NAME)
        if found is None:
            return Registered.OFF
        approved = self._registry.get(_APPROVED, NAME)
        blocked = isinstance(approved, bytes) and bool(approved) and approved[0] % 2 == 1
        same = str(found).casefold() == self._wanted.casefold()
        return Registered.ON if same and not blocked else Registered.OTHER

    def switch(self, *, on: bool) -> Registered:
        """Enter it anew or remove it. Raises `AmtDeskError` when Windows refuses."""
        try:
            if on:
                self._registry.put(_RUN, NAME, self._wanted)
            else:
                self._registry.drop(_RUN, NAME)
            # a user who ticks the box again means it
            self._registry.drop(_APPROVED, NAME)
        except OSError as error:
            raise AmtDeskError(Problem.JOB_REFUSED, str(error)) from error
        return self.state()


class NoLogon:
    """A sample office enters itself nowhere."""

    def state(self) -> Registered:
        """Never there."""
        return Registered.ABSENT

    def switch(self, *, on: bool) -> Registered:
        """Nothing happens."""
        del on
        return Registered.ABSENT


def logon_for(data: Path, registry: Registry | None = None) -> Logon:
    """The entry that opens the window on this data directory."""
    elsewhere = [] if data == Paths.find().data else ["--data", str(data)]
    return Logon([*command(), *elsewhere], registry or Registry())
