"""The one background thread of publisher, backup and the like; survives any task."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amtdesk.services.changes import Changes, Kind

log = logging.getLogger(__name__)

#: The clock on the wall is looked at this often; no long timer survives a sleep of the computer.
EVERY = 15.0
#: Seconds between two looks whether the computer has slept or its clock was set.
SLICE = 1.0
#: A clock that goes ahead of the time that passed by more than this (seconds) was set, not merely corrected.
JUMP = 120.0


def steady() -> float:
    """Seconds that also pass while the computer sleeps, whatever is done to the clock on the wall."""
    # elsewhere the monotonic clock counts sleep by itself
    sleeping = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if sleeping is None else time.clock_gettime(sleeping)


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last run of the worker, for the status bar."""

    at: datetime
    ok: bool


class Worker:
    """Runs the tasks every `EVERY` seconds, at the moment `upcoming` names, and at once after `poke` or a sleep.

    `jumped(before, after)` is told when the clock was set forward, before any task runs: nothing that became due
    by that alone may go out. `steady_seconds` is a clock nobody sets.
    """

    def __init__(
        self,
        tasks: Sequence[Callable[[], object]],
        changes: Changes,
        now: Callable[[], datetime],
        upcoming: Callable[[], datetime | None] = lambda: None,
        *,
        jumped: Callable[[datetime, datetime], None] = lambda _before, _after: None,
        steady_seconds: Callable[[], float] = steady,
    ) -> None:
        self._tasks = tasks
        self._changes = changes
        self._now = now
        self._upcoming = upcoming
        self._jumped = jumped
        self._steady = steady_seconds
        self._offset = self._wall_ahead()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._begun = False
        #: the watchdog may look while the thread is being started
        self._starting = threading.Lock()
        #: when the run under way began, by the steady clock
        self._since: float | None = None
        self._thread = self._new_thread()
        self.pulse: Pulse | None = None

    def start(self) -> None:
        """Begin; the first run is at once."""
        with self._starting:
            self._set_going()

    def revive(self) -> bool:
        """Begin again when the thread has ended though nobody stopped it; True when that was so."""
        with self._starting:
            if not self._begun or self._stopped.is_set() or self._thread.is_alive():
                return False
            log.error("the worker had ended")
            self._since = None
            self._thread = self._new_thread()
            self._set_going()
            return True

    def busy_for(self) -> float:
        """Seconds the run under way has taken so far; 0 between two runs."""
        since = self._since
        return 0.0 if since is None else self._steady() - since

    def poke(self) -> None:
        """Something may be due now."""
        self._wake.set()

    def stop(self, patience: float = 10.0) -> bool:
        """Let the task under way end; False when it did not in `patience` seconds (its state is safe all the same)."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def _set_going(self) -> None:
        self._wake.set()
        # first: where there is no thread to be had, the watchdog tries again
        self._begun = True
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wait()
            self._wake.clear()
            if self._stopped.is_set():
                return
            if self._clock_is_told():
                self._once()

    def _wait(self) -> None:
        """In short pieces: no long timer survives a sleep of the computer or a clock that is set."""
        end = self._steady() + self._pause()
        while (left := end - self._steady()) > 0:
            if self._wake.wait(min(SLICE, left)) or abs(self._wall_ahead() - self._offset) > JUMP:
                return

    def _wall_ahead(self) -> float:
        return self._now().timestamp() - self._steady()

    def _clock_is_told(self) -> bool:
        """Say so when the clock was set forward; False when that could not be noted: then nothing may run yet."""
        offset = self._wall_ahead()
        ahead = offset - self._offset
        if ahead > JUMP:
            after = self._now()
            log.warning("the clock was set forward by %d s", ahead)
            try:
                self._jumped(after - timedelta(seconds=ahead), after)
            except Exception:
                log.exception("clock jump")
                return False
        self._offset = offset
        return True

    def _pause(self) -> float:
        """Until the next look, or until the next post is due if that is sooner: it goes out on time."""
        try:
            upcoming = self._upcoming()
        except Exception:
            log.exception("next moment")
            return EVERY
        if upcoming is None:
            return EVERY
        return min(EVERY, max(0.05, (upcoming - self._now()).total_seconds()))

    def _new_thread(self) -> threading.Thread:
        return threading.Thread(target=self._run, name="worker", daemon=True)

    def _once(self) -> None:
        ok = True
        self._since = self._steady()
        for task in self._tasks:
            try:
                task()
            except Exception:
                log.exception("worker task")
                ok = False
        self._since = None
        turned = self.pulse is None or self.pulse.ok != ok
        self.pulse = Pulse(self._now(), ok)
        if turned:
            self._changes.tell(Kind.WORKER)
