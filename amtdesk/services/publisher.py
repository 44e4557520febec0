"""Bringing due deliveries to their platforms: each exactly once, or a state that says why not."""

import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from amtdesk.domain import retry
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Payload
from amtdesk.domain.delivery import Delivery, LatePolicy, State, Waits
from amtdesk.domain.errors import (
    AccessDenied,
    AmtDeskError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    SecretsUnavailable,
    Unavailable,
    Uncertain,
)
from amtdesk.domain.schedule import local
from amtdesk.services import payloads
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.lookups import LookUps, Publishes
from amtdesk.services.outcomes import Outcomes, detail_of
from amtdesk.store import deliveries, posts
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: A channel that cannot take the post now is asked again after this.
ASK_AGAIN = timedelta(minutes=1)


@dataclass(slots=True)
class Report:
    """What one pass did: deliveries by the state they reached."""

    reached: dict[State, list[int]] = field(default_factory=dict)
    #: somebody else was publishing; nothing was done
    busy: bool = False

    def add(self, delivery_id: int, state: State) -> None:
        """Note the state a delivery reached."""
        self.reached.setdefault(state, []).append(delivery_id)

    @property
    def troubles(self) -> list[int]:
        """Deliveries that need a person."""
        return [one for state in (State.FAILED, State.UNCERTAIN, State.MISSED) for one in self.reached.get(state, [])]


class Publisher:
    """One pass over what is due. `turn` is held by one publisher of this data directory at a time, across processes."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        media_folder: Path,
        turn: Callable[[], AbstractContextManager[bool]],
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._media = media_folder
        self._turn = turn
        self._outcomes = Outcomes(database, changes, now)
        self._look_ups = LookUps(database, changes, accounts, self._outcomes)

    def run_due(self) -> Report:
        """Recover what a crash left, look up what is unknown, send what is due, mark what was missed."""
        report = Report()
        with self._turn() as mine:
            if not mine:
                report.busy = True
                return report
            # whoever held the turn before is gone: what still says "sending" is from a process that died
            self._each([State.SENDING], self._look_ups.recover, report)
            self._each([State.UNCERTAIN], self._look_ups.look, report)
            self._each([State.HANDED_OVER], self._look_ups.follow, report)
            self._each([State.PLANNED], self._send, report)
            self._each([State.BY_HAND], self._overdue_by_hand, report)
        return report

    def next_moment(self) -> datetime | None:
        """When the next planned delivery is due."""
        with self._database.reading() as connection:
            return deliveries.next_moment(connection, self._now())

    def overdue(self) -> list[int]:
        """Deliveries whose time has come and that wait for another try."""
        with self._database.reading() as connection:
            waiting = deliveries.in_states(connection, [State.PLANNED])
        return [delivery.id for delivery in waiting if delivery.due <= self._now()]

    def _each(self, states: list[State], work: Callable[[Delivery], State | None], report: Report) -> None:
        with self._database.reading() as connection:
            if states == [State.PLANNED]:
                found = deliveries.due(connection, self._now())
            else:
                found = deliveries.in_states(connection, states)
        for delivery in found:
            try:
                reached = work(delivery)
            except NotAllowed:
                # somebody decided meanwhile; their word counts
                log.info("delivery %d changed meanwhile", delivery.id)
            except Exception:
                log.exception("delivery %d", delivery.id)
            else:
                if reached is not None:
                    report.add(delivery.id, reached)

    # sending

    def _send(self, delivery: Delivery) -> State | None:
        now = self._now()
        if delivery.too_late(now):
            return self._missed(delivery)
        account = self._accounts.get(delivery.account_id)
        if account is None or account.removed:
            return self._outcomes.end(delivery, State.WITHDRAWN, Problem.NOT_FOUND)
        if account.standing is Standing.RECONNECT:
            self._outcomes.wait(delivery, now + ASK_AGAIN, account.problem or Problem.ACCESS_EXPIRED, account.detail)
            return None
        claimed, frozen = self._claim(delivery, now)
        started = monotonic()
        try:
            payload = payloads.payload(frozen, claimed, self._media, self._accounts.limits(account))
            channel: Publishes = self._accounts.open(account)
            uploaded = channel.upload(payload) if payload.pictures else None
        except Exception as error:  # noqa: BLE001 - before the final call nothing can be public
            return self._not_sent(claimed, account, error, "upload", started)
        return self._final(claimed, account, channel, payload, uploaded)

    def _final(
        self, delivery: Delivery, account: Account, channel: Publishes, payload: Payload, uploaded: Any
    ) -> State | None:
        if delivery.final is None:
            delivery = self._outcomes.move_on(delivery, final=self._now())
        started = monotonic()
        try:
            published = channel.publish(payload, uploaded)
        except (Unavailable, AccessDenied, Rejected, NotAllowed) as error:
            return self._not_sent(delivery, account, error, "publish", started)
        except Exception as error:  # noqa: BLE001 - anything else may have reached the platform
            return self._unknown(delivery, error, started)
        # first of all the id: nothing after this line may run the call again
        delivery = self._outcomes.move_on(delivery, remote_id=published.remote_id, url=published.url or None)
        self._outcomes.log(delivery, "publish", started, "accepted")
        self._accounts.working(account)
        return self._confirm(delivery, channel)

    def _claim(self, delivery: Delivery, now: datetime) -> tuple[Delivery, dict[str, Any]]:
        """Planned becomes sending in one short transaction, with the payload frozen and the token it goes by."""
        with self._database.writing() as connection:
            post = posts.get(connection, delivery.post_id)
            if post is None:
                raise NotAllowed("the post is gone")
            frozen = payloads.freeze(post, delivery.account_id)
            digest = payloads.digest(frozen)
            changed = delivery.payload_hash not in (None, digest)
            claimed = deliveries.move(
                connection,
                delivery,
                State.SENDING,
                attempts=delivery.attempts + 1,
                started=now,
                # without pictures there is nothing to upload: the next thing is the irreversible call
                final=None if frozen["pictures"] else now,
                token=uuid.uuid4().hex if changed else delivery.token,
                payload=payloads.as_text(frozen),
                payload_hash=digest,
                next_try=None,
                looks=0,
                waits=None,
            )
        self._changes.tell(Kind.DELIVERIES)
        return claimed, frozen

    def _confirm(self, delivery: Delivery, channel: Publishes) -> State:
        """Read the post back; only with id and link it counts as published."""
        assert delivery.remote_id is not None
        started = monotonic()
        try:
            shown = channel.read_back(delivery.remote_id)
        except Exception as error:
            problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
            if not isinstance(error, AmtDeskError):
                log.exception("delivery %d: read back", delivery.id)
            self._outcomes.log(delivery, "read back", started, problem.value, error)
            shown = None
        if shown is None:
            now = self._now()
            return self._outcomes.end(
                delivery,
                State.UNCERTAIN,
                Problem.NOT_CONFIRMED,
                waits=Waits.LOOK_UP.value,
                next_try=now + retry.LOOK_AGAIN,
            )
        self._outcomes.log(delivery, "read back", started, "published")
        return self._outcomes.published(delivery, shown)

    def _not_sent(
        self, delivery: Delivery, account: Account, error: Exception, stage: str, started: float
    ) -> State | None:
        """It certainly is not public: back to planned to be tried later, or failed when it never will be taken."""
        self._outcomes.log(delivery, stage, started, getattr(error, "problem", Problem.UNEXPECTED).value, error)
        now = self._now()
        if isinstance(error, Rejected | NotAllowed) or not isinstance(error, AmtDeskError):
            if not isinstance(error, AmtDeskError):
                log.error("delivery %d", delivery.id, exc_info=error)
            problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
            return self._outcomes.end(delivery, State.FAILED, problem, detail_of(error), next_try=None)
        if isinstance(error, AccessDenied | SecretsUnavailable):
            self._accounts.report(account, error)
        until = error.until if isinstance(error, RateLimited) else None
        # put off beyond its time it is not tried again, but must be known as missed then
        again = min(retry.next_try(now, delivery.attempts, until), delivery.latest + timedelta(seconds=1))
        self._outcomes.end(delivery, State.PLANNED, error.problem, detail_of(error), next_try=again, final=None)
        return None

    def _unknown(self, delivery: Delivery, error: Exception, started: float) -> State:
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        if not isinstance(error, Uncertain):
            log.error("delivery %d: outcome unknown", delivery.id, exc_info=error)
        self._outcomes.log(delivery, "publish", started, f"unknown: {problem.value}", error)
        # the call may have begun long after it was noted: other steps of the platform came first
        look = retry.next_look(self._now(), None, 0)
        return self._outcomes.end(
            delivery, State.UNCERTAIN, problem, detail_of(error), waits=Waits.LOOK_UP.value, next_try=look, looks=0
        )

    # too late

    def _missed(self, delivery: Delivery) -> State:
        problem = delivery.problem or Problem.TOO_LATE
        after = State.WITHDRAWN if delivery.late_policy is LatePolicy.LAPSE else State.MISSED
        return self._outcomes.end(delivery, after, problem, delivery.detail, next_try=None)

    def _overdue_by_hand(self, delivery: Delivery) -> State | None:
        now = self._now()
        if local(delivery.due, delivery.zone).date() >= local(now, delivery.zone).date():
            return None
        return self._outcomes.end(delivery, State.MISSED, Problem.TOO_LATE)
