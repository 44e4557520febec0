"""Writing down how a delivery fares: its state, its log, and the news of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from amtdesk.domain.attempt import heard
from amtdesk.domain.channel import Published
from amtdesk.domain.delivery import Clock, Delivery, State
from amtdesk.domain.errors import AmtDeskError, NotAllowed, Problem
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import attempts, deliveries
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: No two clocks agree to the second.
_ON_TIME = timedelta(minutes=1)


class Outcomes:
    """Each step in one short transaction."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._changes = changes
        self.now = now

    def wait(self, delivery: Delivery, until: datetime, problem: Problem, detail: str) -> None:
        with self._database.writing() as connection:
            deliveries.change(
                connection, delivery.id, delivery.state, next_try=until, problem=problem.value, detail=detail[:2000]
            )
        self._changes.tell(Kind.DELIVERIES)

    def move_on(self, delivery: Delivery, **values: Any) -> Delivery:
        """Note progress of a delivery that stays in its state; somebody else's step ends ours."""
        with self._database.writing() as connection:
            if not deliveries.change(connection, delivery.id, delivery.state, **values):
                raise NotAllowed(f"delivery {delivery.id} is no longer {delivery.state.value}")
            found = deliveries.get(connection, delivery.id)
        assert found is not None
        return found

    def end(self, delivery: Delivery, after: State, problem: Problem | None, detail: str = "", **values: Any) -> State:
        if after in (State.PUBLISHED, State.FAILED, State.MISSED, State.WITHDRAWN):
            values.setdefault("ended", self.now())
        with self._database.writing() as connection:
            deliveries.move(
                connection,
                delivery,
                after,
                problem=problem.value if problem else None,
                detail=detail[:2000],
                **{"ended": None, **values},
            )
        self._changes.tell(Kind.DELIVERIES)
        return after

    def log(self, delivery: Delivery, stage: str, started: float, outcome: str, error: Exception | None = None) -> None:
        """The attempt log is a separate matter: when it fails, the state stands."""
        took = round((monotonic() - started) * 1000)
        try:
            with self._database.writing() as connection:
                attempts.log(
                    connection,
                    delivery,
                    stage,
                    self.now() - timedelta(seconds=took // 1000),
                    took,
                    outcome,
                    status=getattr(error, "status", None) if error else heard(started),
                    detail=detail_of(error) if error else "",
                )
        except Exception:
            log.exception("attempt log of delivery %d", delivery.id)

    def published(self, delivery: Delivery, shown: Published) -> State:
        """Public, or waiting in the platform's own scheduler: whatever the platform itself showed."""
        there: dict[str, Any] = {
            "remote_id": shown.remote_id,
            "url": shown.url or delivery.url,
            "waits": None,
            "next_try": None,
            "looks": 0,
            "checked": self.now(),
        }
        if shown.scheduled is not None:
            return self.end(
                delivery,
                State.HANDED_OVER,
                None,
                **there,
                clock=Clock.PLATFORM.value,
                scheduled=shown.scheduled,
                mark=shown.mark,
            )
        return self.end(delivery, State.PUBLISHED, self._surprise(delivery), **there, **self._in_truth(delivery))

    def _surprise(self, delivery: Delivery) -> Problem | None:
        """What a person must be told about a post that the platform published."""
        if delivery.clock is not Clock.PLATFORM:
            return None
        if delivery.wish is not None:
            return Problem.WISH_TOO_LATE
        return Problem.PUBLISHED_EARLY if self.now() < delivery.due - _ON_TIME else None

    def _in_truth(self, delivery: Delivery) -> dict[str, Any]:
        """When the platform published what it held: at its own time, however long this computer was off."""
        if delivery.clock is not Clock.PLATFORM or delivery.scheduled is None:
            return {}
        return {
            "ended": min(self.now(), delivery.scheduled),
            "due": delivery.scheduled if delivery.wish else delivery.due,
            "wish": None,
        }


def detail_of(error: Exception) -> str:
    """The raw answer behind an error, redacted by whoever raised it; of foreign errors only their kind."""
    return error.detail if isinstance(error, AmtDeskError) else type(error).__name__
