"""Every due delivery reaches an end state within ten minutes, or there is an alarm that says why not."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Line, Section, Step, Today
from amtdesk.domain.watch import AT_MOST, NO_NETWORK, Watch
from amtdesk.services.accounts import Accounts
from amtdesk.services.frozen import freeze_of
from amtdesk.services.publisher import Publisher
from amtdesk.services.worker import Worker
from amtdesk.store import attempts, cursors, deliveries, holds, posts, settings
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: A run that takes this long (seconds) hangs, even when nothing waits for it.
HANGS = 1800.0
#: A failure of the network older than this says nothing about now.
RECENT = timedelta(minutes=15)
_CLOCK_BELIEVED = "watchdog.clock_believed"


@dataclass(frozen=True, slots=True)
class Depending:
    """A post that only this computer can send on time."""

    delivery: Delivery
    words: str


class Watchdog:
    """Looks from outside at the worker that sends; whoever calls `check` must not be that worker."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        worker: Worker,
        publisher: Publisher,
        accounts: Accounts,
        reachable: Callable[[str], bool],
    ) -> None:
        self._database = database
        self._now = now
        self._worker = worker
        self._publisher = publisher
        self._accounts = accounts
        self._reachable = reachable
        self.last = Watch()

    def check(self, link: bool | None = None) -> Watch:
        """Look now; may ask the network, so never on the GUI thread.

        `link` is what the operating system says of its connection; None when it does not know.
        """
        now = self._now()
        revived = self._worker.revive()
        with self._database.reading() as connection:
            standing_still = freeze_of(connection) is not None or holds.current(connection) is not None
            waiting = [] if standing_still else deliveries.overdue(connection, now - AT_MOST)
            words = tuple(dict.fromkeys(_words(connection, one.post_id) for one in waiting))
            suspected = self._suspects(connection, now)
            behind = self._clock_behind(connection, now)
        problem = self._cause(waiting, now, revived=revived, behind=behind)
        pulse, busy = self._worker.pulse, self._worker.busy_for()
        looked = now if 0 < busy < AT_MOST.total_seconds() else pulse.at if pulse else None
        self.last = Watch(
            problem,
            tuple(one.id for one in waiting),
            words,
            min((one.due for one in waiting), default=None),
            _detail(waiting),
            self._offline(link, suspected),
            looked,
            pulse is None or pulse.ok,
        )
        if problem is not None:
            log.warning("watchdog: %s, waiting %s", problem.value, self.last.waiting)
        return self.last

    def on(self, today: Today) -> Today:
        """Heute with the alarm as its first line."""
        if self.last.problem is None:
            return today
        line = Line(
            Section.FIRST,
            Step.WATCH,
            ", ".join(self.last.words),
            problem=self.last.problem,
            due=self.last.since,
            detail=self.last.detail,
        )
        return today._replace(lines=(line, *today.lines))

    def believe_clock(self) -> None:
        """A person says that the clock is right and the entries from the future are wrong."""
        with self._database.writing() as connection:
            newest = attempts.newest(connection)
            if newest is not None:
                settings.put(connection, _CLOCK_BELIEVED, newest.started.isoformat())

    def hurry(self) -> None:
        """Try at once what waits for its next try."""
        with self._database.writing() as connection:
            deliveries.hurry(connection, frozenset(Problem) - {Problem.RATE_LIMITED})
        self._worker.poke()

    def depending(self, within: timedelta) -> list[Depending]:
        """What only this computer sends in the time to come, and what is being sent; in order of time."""
        now = self._now()
        with self._database.reading() as connection:
            if freeze_of(connection) is not None:
                return []
            ahead = deliveries.needing_pc(connection, now - AT_MOST, now + within)
            ahead += deliveries.in_states(connection, [State.SENDING])
            found = [one for one in ahead if one.state is not State.BY_HAND]
            return [Depending(one, _words(connection, one.post_id)) for one in found]

    # causes

    def _cause(self, waiting: list[Delivery], now: datetime, *, revived: bool, behind: bool) -> Problem | None:
        if revived:
            return Problem.WORKER_ENDED
        busy = self._worker.busy_for()
        if busy > HANGS or (waiting and busy > AT_MOST.total_seconds()):
            return Problem.WORKER_STUCK
        if behind:
            return Problem.CLOCK_BEHIND
        if not waiting:
            return None
        taken = self._publisher.busy_since
        return Problem.TURN_TAKEN if taken is not None and now - taken > AT_MOST else Problem.OVERDUE

    def _clock_behind(self, connection: Connection, now: datetime) -> bool:
        newest = attempts.newest(connection)
        if newest is None or newest.started <= now + AT_MOST:
            return False
        return bool(settings.get(connection, _CLOCK_BELIEVED) != newest.started.isoformat())

    # the network

    def _suspects(self, connection: Connection, now: datetime) -> bool:
        """Whether the last thing that was sent or read failed for want of a network."""
        tried = [(one.tried, one.problem) for one in cursors.every(connection).values() if one.tried]
        newest = attempts.newest(connection)
        if newest is not None:
            tried.append((newest.started, newest.problem))
        moment, problem = max(tried, key=lambda one: one[0], default=(now, None))
        return moment >= now - RECENT and problem in NO_NETWORK

    def _offline(self, link: bool | None, suspected: bool) -> bool:
        was = self.last.offline
        if link is False:
            return True
        if not suspected and not was:
            return False
        urls = [one.url for one in self._accounts.every() if one.url.startswith(("https://", "http://"))]
        offline = bool(urls) and not any(self._reachable(url) for url in urls[:2])
        if was and not offline:
            self._resume()
        return offline

    def _resume(self) -> None:
        """The network is back: what waits for it goes out now, not when its pause is over."""
        with self._database.writing() as connection:
            hurried = deliveries.hurry(connection, NO_NETWORK)
        if hurried:
            self._worker.poke()


def _words(connection: Connection, post_id: int) -> str:
    post = posts.get(connection, post_id)
    return post.words if post is not None else ""


def _detail(waiting: list[Delivery]) -> str:
    return "\n".join(
        f"{one.id} {one.state.value} {one.due:%Y-%m-%dT%H:%M:%SZ} {one.problem.value if one.problem else ''} "
        f"{one.detail}".strip()
        for one in waiting
    )
