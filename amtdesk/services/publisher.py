"""Bringing due deliveries to their platforms: each exactly once, or a state that says why not."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from amtdesk.domain.account import Standing
from amtdesk.domain.delivery import Clock, Delivery, LatePolicy, State
from amtdesk.domain.errors import (
    NotAllowed,
    Problem,
)
from amtdesk.domain.handover import Fits, fits
from amtdesk.domain.schedule import local
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes
from amtdesk.services.following import WATCHED, Following
from amtdesk.services.gate import Gate
from amtdesk.services.lookups import LookUps
from amtdesk.services.outcomes import Outcomes
from amtdesk.services.sending import Sender
from amtdesk.services.wishes import Wishes
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
    #: a restored or copied file waits for a person; nothing was done
    frozen: bool = False

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
        self._turn = turn
        #: since when another process has had the turn at each of our passes
        self.busy_since: datetime | None = None
        self._outcomes = Outcomes(database, changes, now)
        self._look_ups = LookUps(database, changes, accounts, self._outcomes)
        self.gate = Gate(database, changes, now)
        self._sender = Sender(database, changes, accounts, self._outcomes, media_folder, self.gate)
        self._wishes = Wishes(database, changes, accounts, self._outcomes, self._look_ups)
        self._following = Following(database, changes, accounts, self._outcomes, self._look_ups)

    def run_due(self) -> Report:
        """Recover what a crash left, look up what is unknown, send what is due, mark what was missed."""
        report = Report()
        with self._turn() as mine:
            if not mine:
                report.busy = True
                self.busy_since = self.busy_since or self._now()
                return report
            self.busy_since = None
            # whoever held the turn before is gone: what still says "sending" is from a process that died
            self._each(_in([State.SENDING]), self._look_ups.recover, report)
            if not self.gate.opens():
                report.frozen = True
                return report
            self._each(_in([State.UNCERTAIN]), self._look_ups.look, report)
            self._each(_in([State.HANDED_OVER]), self._wishes.carry_out, report)
            self._each(lambda connection: deliveries.due(connection, self._now()), self._send, report)
            self._each(lambda connection: deliveries.to_hand_over(connection, self._now()), self._hand_over, report)
            self._each(_in([State.HANDED_OVER]), self._following.follow, report)
            self._each(_in([State.BY_HAND]), self._overdue_by_hand, report)
            since = self._now() - WATCHED
            self._each(lambda connection: deliveries.published_since(connection, since), self._following.watch, report)
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

    def _each(
        self,
        which: Callable[[Connection], list[Delivery]],
        work: Callable[[Delivery], State | None],
        report: Report,
    ) -> None:
        with self._database.reading() as connection:
            found = which(connection)
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
        return self._sender.send(delivery, account, Clock.PC)

    def _hand_over(self, delivery: Delivery) -> State | None:
        """Give it to the platform's scheduler ahead of its time; what does not fit there this computer sends."""
        account = self._accounts.get(delivery.account_id)
        if account is None or account.removed or account.standing is Standing.RECONNECT:
            return None
        with self._database.reading() as connection:
            post = posts.get(connection, delivery.post_id)
        if post is None:
            return None
        fit = fits(self._accounts.limits(account), len(post.pictures), delivery.due, self._now())
        return self._sender.send(delivery, account, Clock.PLATFORM) if fit is Fits.YES else None

    # too late

    def _missed(self, delivery: Delivery, why: Problem = Problem.TOO_LATE) -> State:
        problem = delivery.problem or why
        after = State.WITHDRAWN if delivery.late_policy is LatePolicy.LAPSE else State.MISSED
        return self._outcomes.end(delivery, after, problem, delivery.detail, next_try=None)

    def _overdue_by_hand(self, delivery: Delivery) -> State | None:
        now = self._now()
        if local(delivery.due, delivery.zone).date() >= local(now, delivery.zone).date():
            return None
        return self._missed(delivery, Problem.LEFT_UNDONE)


def _in(states: list[State]) -> Callable[[Connection], list[Delivery]]:
    return lambda connection: deliveries.in_states(connection, states)
