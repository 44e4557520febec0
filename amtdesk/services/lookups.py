"""Finding out what became of a delivery whose outcome is unknown."""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Protocol

from amtdesk.domain import retry
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.delivery import Clock, Delivery, State, Waits
from amtdesk.domain.errors import (
    AccessDenied,
    AmtDeskError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    SecretsUnavailable,
)
from amtdesk.services import payloads
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.outcomes import Outcomes, detail_of
from amtdesk.store import deliveries
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: Channels look a quarter of an hour around a moment; the second look is for what went out late.
_LATER = timedelta(minutes=15)


class Publishes(Protocol):
    """A channel, as far as publishing goes."""

    #: publishing again with the same token cannot make a second post
    repeatable: bool

    def upload(self, payload: Payload) -> Any: ...
    def publish(self, payload: Payload, uploaded: Any) -> Published: ...
    def read_back(self, remote_id: str) -> Published | None: ...
    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None: ...
    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published: ...
    def reschedule(self, remote_id: str, due: datetime) -> Published: ...
    def cancel(self, remote_id: str) -> None: ...


class LookUps:
    """Recovers what a crash left and looks for what may be public; without proof a person decides."""

    def __init__(self, database: Database, changes: Changes, accounts: Accounts, outcomes: Outcomes) -> None:
        self._database = database
        self._changes = changes
        self._accounts = accounts
        self._outcomes = outcomes

    def recover(self, delivery: Delivery) -> State | None:
        """What a process that died left behind."""
        now = self._outcomes.now()
        if delivery.final is None:
            self._outcomes.end(delivery, State.PLANNED, Problem.PROGRAM_ENDED, next_try=now)
            return None
        look = now if delivery.remote_id else retry.next_look(now, delivery.final, 0)
        return self._outcomes.end(
            delivery, State.UNCERTAIN, Problem.PROGRAM_ENDED, waits=Waits.LOOK_UP.value, next_try=look, looks=0
        )

    def look(self, delivery: Delivery) -> State | None:
        """One look for a delivery of unknown outcome, when it is time for it."""
        if delivery.waits is not Waits.LOOK_UP or not self.time_to_look(delivery):
            return None
        account = self._accounts.get(delivery.account_id)
        if account is None or account.removed:
            return self._ask(delivery)
        started = monotonic()
        try:
            channel: Publishes = self._accounts.open(account)
            shown = self.find(channel, delivery)
        except Exception as error:  # noqa: BLE001 - one that cannot be looked up never stops the others
            return self._not_told(delivery, account, error, started)
        if shown is not None:
            self._outcomes.log(delivery, "look up", started, "found")
            return self._outcomes.published(delivery, shown)
        self._outcomes.log(delivery, "look up", started, "not found")
        if delivery.looks + 1 < retry.LOOKS:
            self._look_again(delivery)
            return None
        if delivery.started is None:
            return self._never_sent(delivery)
        if channel.repeatable and not delivery.remote_id:
            # its own id makes a second post impossible: send again
            return self._outcomes.end(delivery, State.PLANNED, None, waits=None, looks=0, next_try=None, final=None)
        return self._ask(delivery)

    def time_to_look(self, delivery: Delivery) -> bool:
        """Whether the wait for the next look is over."""
        now, wanted = self._outcomes.now(), delivery.next_try
        # nobody puts us off for longer: then the clock was set back meanwhile
        return wanted is None or wanted <= now or wanted > now + retry.LONGEST_WAIT

    def _not_told(self, delivery: Delivery, account: Account, error: Exception, started: float) -> State | None:
        """No answer is no proof: ask again later, without counting it as a look; a refusal is no answer ever."""
        now = self._outcomes.now()
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        self._outcomes.log(delivery, "look up", started, problem.value, error)
        if isinstance(error, AccessDenied | SecretsUnavailable):
            self._accounts.report(account, error)
        if isinstance(error, Rejected | NotAllowed) or not isinstance(error, AmtDeskError):
            if not isinstance(error, AmtDeskError):
                log.error("delivery %d: look up", delivery.id, exc_info=error)
            if delivery.looks + 1 < retry.LOOKS:
                self._look_again(delivery)
                return None
            return self._ask(delivery)
        until = error.until if isinstance(error, RateLimited) else None
        again = max(now + retry.LOOK_AGAIN, min(until or now, now + retry.LONGEST_WAIT))
        self._outcomes.wait(delivery, again, problem, detail_of(error))
        return None

    def _never_sent(self, delivery: Delivery) -> State:
        """Of a restored or copied file, and nobody else sent it: what is due a person decides, the rest is planned."""
        if delivery.due > self._outcomes.now():
            return self._outcomes.end(delivery, State.PLANNED, None, waits=None, looks=0, next_try=None)
        return self._outcomes.end(delivery, State.MISSED, Problem.TOO_LATE, waits=None, looks=0, next_try=None)

    def _look_again(self, delivery: Delivery) -> None:
        again = self._outcomes.now() + retry.LOOK_AGAIN
        with self._database.writing() as connection:
            deliveries.change(connection, delivery.id, delivery.state, looks=delivery.looks + 1, next_try=again)

    def find(self, channel: Publishes, delivery: Delivery) -> Published | None:
        """The post by its id, else by what was frozen of it; the errors of the channel come through."""
        shown = channel.read_back(delivery.remote_id) if delivery.remote_id else None
        if shown is not None or (delivery.remote_id and delivery.clock is not Clock.PLATFORM):
            return shown
        with self._database.reading() as connection:
            frozen = deliveries.payload(connection, delivery.id)
        if frozen is None:
            return None
        payload = payloads.outline(frozen, delivery)
        # what a platform kept for its time may be public under another id
        at = (delivery.scheduled or delivery.due) if delivery.clock is Clock.PLATFORM else None
        # one that was never sent from here went out at its time, or late as its limit allows
        since = delivery.final or delivery.started or delivery.due + delivery.looks * _LATER
        found = channel.look_up(payload, since, at)
        if found is None:
            return None
        with self._database.reading() as connection:
            # the same text on the same channel, but another one of ours
            taken = deliveries.is_taken(connection, delivery, found.remote_id)
        return None if taken else found

    def _ask(self, delivery: Delivery) -> State:
        with self._database.writing() as connection:
            deliveries.change(connection, delivery.id, delivery.state, waits=Waits.PERSON.value, next_try=None)
        self._changes.tell(Kind.DELIVERIES)
        return State.UNCERTAIN
