"""The one background thread of publisher, backup and the like; survives any task."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from amtdesk.services.changes import Changes, Kind

log = logging.getLogger(__name__)

#: The clock on the wall is looked at this often; no long timer survives a sleep of the computer.
EVERY = 15.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last run of the worker, for the status bar."""

    at: datetime
    ok: bool


class Worker:
    """Runs the tasks every `EVERY` seconds, at the moment `upcoming` names, and at once after `poke`."""

    def __init__(
        self,
        tasks: Sequence[Callable[[], object]],
        changes: Changes,
        now: Callable[[], datetime],
        upcoming: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        self._tasks = tasks
        self._changes = changes
        self._now = now
        self._upcoming = upcoming
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self.pulse: Pulse | None = None

    def start(self) -> None:
        """Begin; the first run is at once."""
        self._wake.set()
        self._thread.start()

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

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(self._pause())
            self._wake.clear()
            if self._stopped.is_set():
                return
            self._once()

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

    def _once(self) -> None:
        ok = True
        for task in self._tasks:
            try:
                task()
            except Exception:
                log.exception("worker task")
                ok = False
        turned = self.pulse is None or self.pulse.ok != ok
        self.pulse = Pulse(self._now(), ok)
        if turned:
            self._changes.tell(Kind.WORKER)
