"""Sending without a window: the operating system's own timer, its true state, and waking for the next post."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from amtdesk.domain.delivery import State
from amtdesk.domain.job import JobState, Registered
from amtdesk.store import deliveries, settings
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

_WAKES = "job.wakes"
#: So long before its time the computer is woken: the network takes a while to come back.
EARLIER = timedelta(minutes=2)
_AHEAD = timedelta(days=60)


class Timer(Protocol):
    """`system.timer`, as this service needs it."""

    can_wake: bool

    def state(self) -> Registered: ...
    def register(self) -> None: ...
    def unregister(self) -> None: ...
    def wake_at(self, moment: datetime | None) -> None: ...
    def files(self) -> Mapping[str, str]: ...


class LogonEntry(Protocol):
    """`system.logon`, as the settings need it."""

    def state(self) -> Registered: ...
    def switch(self, *, on: bool) -> Registered: ...


class Jobs:
    """Asks the operating system each time: what it says is true, not what was once chosen here."""

    def __init__(self, database: Database, now: Callable[[], datetime], timer: Timer, logon: LogonEntry) -> None:
        self._database = database
        self._now = now
        self._timer = timer
        #: opening the window when the user logs on
        self.logon = logon
        self._wakes_at: datetime | None = None
        self._known = False
        #: what was last heard of it, for those who must not wait
        self.last: JobState | None = None

    def state(self) -> JobState:
        """How it stands; asks another program, so never on the GUI thread."""
        self.last = JobState(self._timer.state(), self._timer.can_wake, self._timer.can_wake and self._wakes())
        return self.last

    def switch_on(self, *, wake: bool = False) -> JobState:
        """Register it, or bring an older one up to date. Raises `AmtDeskError`."""
        with self._database.writing() as connection:
            settings.put(connection, _WAKES, wake)
        self._timer.register()
        if not wake:
            self._timer.wake_at(None)
        self._known = False
        self.follow()
        return self.state()

    def switch_off(self) -> JobState:
        """Remove it. Raises `AmtDeskError`."""
        self._timer.unregister()
        with self._database.writing() as connection:
            settings.put(connection, _WAKES, False)
        self._known = False
        return self.state()

    def files(self) -> Mapping[str, str]:
        """What is registered, by name, for the IT to read."""
        return self._timer.files()

    def follow(self) -> None:
        """Let the computer wake for the next post that needs it; does nothing while that has not changed."""
        if not self._timer.can_wake:
            return
        wanted = self._next() if self._wakes() else None
        if self._known and wanted == self._wakes_at:
            return
        if wanted is not None or self._known:
            self._timer.wake_at(wanted)
        self._wakes_at, self._known = wanted, True

    def _wakes(self) -> bool:
        with self._database.reading() as connection:
            return bool(settings.get(connection, _WAKES, False))

    def _next(self) -> datetime | None:
        now = self._now()
        with self._database.reading() as connection:
            ahead = deliveries.needing_pc(connection, now + EARLIER, now + _AHEAD)
        first = next((one.due for one in ahead if one.state is State.PLANNED), None)
        return first - EARLIER if first else None
