"""Noticing what became of posts at the platforms: what waits there for its time, and what was published lately."""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from amtdesk.domain import retry
from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Published
from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import AccessDenied, AmtDeskError, NotAllowed, Problem, Rejected, SecretsUnavailable
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.lookups import LookUps, Publishes
from amtdesk.services.outcomes import Outcomes
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: How often a platform is asked whether all is as it was; sooner the first time after a start, or without an answer.
EVERY = timedelta(minutes=30)
AT_START = timedelta(minutes=5)
#: Posts are watched so long after they were published.
WATCHED = timedelta(days=3)
#: A platform that has not published what it holds by then is spoken of.
PATIENCE = timedelta(minutes=10)
_SAME_TIME = timedelta(minutes=1)


class Following:
    """Asks platforms by themselves; what differs from what we know becomes a notice on the delivery."""

    def __init__(
        self, database: Database, changes: Changes, accounts: Accounts, outcomes: Outcomes, look_ups: LookUps
    ) -> None:
        self._database = database
        self._changes = changes
        self._accounts = accounts
        self._outcomes = outcomes
        self._look_ups = look_ups
        self._began = outcomes.now()

    def follow(self, delivery: Delivery) -> State | None:
        """One look at a delivery that the platform's own scheduler holds, when it is time for it."""
        now = self._outcomes.now()
        is_due = (delivery.scheduled or delivery.due) <= now
        its_turn = self._look_ups.time_to_look(delivery) if is_due else self._its_turn(delivery, now)
        if delivery.wish is not None or delivery.remote_id is None or not its_turn:
            return None
        account = self._accounts.get(delivery.account_id)
        if account is None:
            return None
        started = monotonic()
        try:
            channel: Publishes = self._accounts.open(account)
            shown = self._look_ups.find(channel, delivery)
        except Exception as error:  # noqa: BLE001 - one that cannot be asked after never stops the others
            return self._not_told(delivery, account, error, started, is_due=is_due)
        if shown is None:
            return self._gone(delivery, is_due=is_due)
        if shown.scheduled is None:
            self._outcomes.log(delivery, "read back", started, "published")
            return self._outcomes.published(delivery, shown)
        self._still_waits(delivery, shown, now)
        return None

    def watch(self, delivery: Delivery) -> State | None:
        """Whether something published lately is still there; not seen twice, a person is told."""
        now = self._outcomes.now()
        account = self._accounts.get(delivery.account_id)
        if delivery.remote_id is None or account is None or account.removed or not self._its_turn(delivery, now):
            return None
        if account.standing is Standing.RECONNECT:
            return None
        try:
            channel: Publishes = self._accounts.open(account)
            shown = channel.read_back(delivery.remote_id)
        except Exception as error:  # noqa: BLE001 - as above
            return self._not_told(delivery, account, error, monotonic(), is_due=False)
        if shown is not None:
            self._note(delivery, checked=now, looks=0, next_try=None)
        elif delivery.looks + 1 < retry.LOOKS:
            self._note(delivery, looks=delivery.looks + 1, next_try=now + retry.LOOK_AGAIN)
        else:
            self._notice(delivery, Problem.REMOVED_THERE)
        return None

    def _its_turn(self, delivery: Delivery, now: datetime) -> bool:
        if delivery.looks:
            # not seen once: look again soon
            return self._look_ups.time_to_look(delivery)
        if delivery.checked is None:
            return True
        pause = EVERY if delivery.checked > self._began else AT_START
        # a look that lies ahead is from before the clock was set back
        return not now - pause < delivery.checked <= now

    def _still_waits(self, delivery: Delivery, shown: Published, now: datetime) -> None:
        assert shown.scheduled is not None
        known, before = delivery.scheduled or delivery.due, delivery.notice
        if shown.scheduled <= now:
            late = now - shown.scheduled > PATIENCE and before is not Problem.STILL_WAITING
            values: dict[str, Any] = {"next_try": now + retry.LOOK_AGAIN}
            if late:
                self._notice(delivery, Problem.STILL_WAITING, **values)
            else:
                self._note(delivery, **values, checked=now)
        elif abs(shown.scheduled - known) > _SAME_TIME:
            self._notice(delivery, Problem.MOVED_THERE, scheduled=shown.scheduled)
        elif delivery.mark and shown.mark and delivery.mark != shown.mark and before is None:
            self._notice(delivery, Problem.CHANGED_THERE, mark=shown.mark)
        else:
            self._note(delivery, checked=now, looks=0, next_try=None)

    def _gone(self, delivery: Delivery, *, is_due: bool) -> State | None:
        now = self._outcomes.now()
        if is_due:
            # taken away there, or published under another id: look again, then a person decides
            return self._unclear(delivery, Waits.LOOK_UP)
        if delivery.looks + 1 < retry.LOOKS:
            self._note(delivery, looks=delivery.looks + 1, next_try=now + retry.LOOK_AGAIN)
            return None
        return self._outcomes.end(delivery, State.FAILED, Problem.REMOVED_THERE, next_try=None, looks=0)

    def _unclear(self, delivery: Delivery, waits: Waits) -> State:
        look = self._outcomes.now() + retry.LOOK_AGAIN if waits is Waits.LOOK_UP else None
        return self._outcomes.end(
            delivery, State.UNCERTAIN, Problem.NOT_CONFIRMED, waits=waits.value, next_try=look, looks=0
        )

    def _not_told(
        self, delivery: Delivery, account: Account, error: Exception, started: float, *, is_due: bool
    ) -> State | None:
        """No answer says nothing about the post; what is due is asked after again soon, the rest in a while."""
        now = self._outcomes.now()
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        if isinstance(error, AccessDenied | SecretsUnavailable) and not account.removed:
            self._accounts.report(account, error)
        if not is_due:
            self._note(delivery, checked=now - EVERY + AT_START)
            return None
        self._outcomes.log(delivery, "read back", started, problem.value, error)
        refused = isinstance(error, Rejected | NotAllowed) or not isinstance(error, AmtDeskError)
        if account.removed or (refused and delivery.looks + 1 >= retry.LOOKS):
            return self._unclear(delivery, Waits.PERSON)
        until = getattr(error, "until", None)
        again = max(now + retry.LOOK_AGAIN, min(until or now, now + retry.LONGEST_WAIT))
        self._note(delivery, looks=delivery.looks + refused, next_try=again)
        return None

    def _note(self, delivery: Delivery, **values: Any) -> None:
        self._outcomes.move_on(delivery, **values)

    def _notice(self, delivery: Delivery, problem: Problem, **values: Any) -> None:
        self._note(
            delivery,
            **{"looks": 0, "next_try": None, "checked": self._outcomes.now(), "problem": problem.value, **values},
        )
        self._changes.tell(Kind.DELIVERIES)
