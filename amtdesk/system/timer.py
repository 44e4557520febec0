"""The job that sends without a window, as this operating system does it."""

import hashlib
import sys
from collections.abc import Sequence
from datetime import datetime
from os.path import normcase
from pathlib import Path

from amtdesk.domain.job import Registered
from amtdesk.system.program import Run, command, run
from amtdesk.system.systemd import SystemdTimer
from amtdesk.system.task_scheduler import TaskScheduler


class NoTimer:
    """A computer without such a thing."""

    can_wake = False

    def state(self) -> Registered:
        """Never there."""
        return Registered.ABSENT

    def register(self) -> None:
        """Nothing happens."""

    def unregister(self) -> None:
        """Nothing happens."""

    def wake_at(self, moment: datetime | None) -> None:
        """Nothing happens."""

    def files(self) -> dict[str, str]:
        """Nothing would be registered."""
        return {}


def timer_for(data: Path, platform: str = sys.platform, tools: Run = run) -> TaskScheduler | SystemdTimer | NoTimer:
    """The timer that runs `publish-due` on this data directory."""
    mark = hashlib.sha256(normcase(data.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    wanted: Sequence[str] = [*command(platform=platform), "publish-due", "--data", str(data.absolute())]
    if platform == "win32":
        return TaskScheduler(wanted, mark, tools)
    return SystemdTimer(wanted, mark, tools) if platform.startswith("linux") else NoTimer()
