"""Finding out what became of a delivery whose outcome is unknown."""

from datetime import datetime
from time import monotonic
from typing import Any, Protocol

from amtdesk.domain import retry
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.services import payloads
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.outcomes import Outcomes, detail_of
from amtdesk.store import deliveries
from amtdesk.store.database import Database


class Publishes(Protocol):
    """A channel, as far as publishing goes."""

    #: publishing again with the same token cannot make a second post
    repeatable: bool

    def upload(self, payload: Payload) -> Any: ...
    def publish(self, payload: Payload, uploaded: Any) -> Published: ...
    def read_back(self, remote_id: str) -> Published | None: ...
    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None: ...


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
        now = self._outcomes.now()
        if delivery.waits is not Waits.LOOK_UP or (delivery.next_try and delivery.next_try > now):
            return None
        account = self._accounts.get(delivery.account_id)
        if account is None or account.removed:
            return self._ask(delivery)
        started = monotonic()
        try:
            channel: Publishes = self._accounts.open(account)
            shown = self._find(channel, delivery)
        except AmtDeskError as error:
            # no answer is no proof: ask again later, without counting it as a look
            self._outcomes.log(delivery, "look up", started, error.problem.value, error)
            self._outcomes.wait(delivery, now + retry.LOOK_AGAIN, error.problem, detail_of(error))
            return None
        if shown is not None:
            self._outcomes.log(delivery, "look up", started, "found")
            return self._outcomes.published(delivery, shown)
        self._outcomes.log(delivery, "look up", started, "not found")
        if delivery.looks + 1 < retry.LOOKS:
            with self._database.writing() as connection:
                deliveries.change(
                    connection, delivery.id, delivery.state, looks=delivery.looks + 1, next_try=now + retry.LOOK_AGAIN
                )
            return None
        if channel.repeatable and not delivery.remote_id:
            # its own id makes a second post impossible: send again
            return self._outcomes.end(delivery, State.PLANNED, None, waits=None, looks=0, next_try=None, final=None)
        return self._ask(delivery)

    def _find(self, channel: Publishes, delivery: Delivery) -> Published | None:
        if delivery.remote_id:
            return channel.read_back(delivery.remote_id)
        with self._database.reading() as connection:
            frozen = deliveries.payload(connection, delivery.id)
        if frozen is None:
            return None
        payload = payloads.outline(frozen, delivery)
        return channel.look_up(payload, delivery.final or delivery.started or delivery.due)

    def _ask(self, delivery: Delivery) -> State:
        with self._database.writing() as connection:
            deliveries.change(connection, delivery.id, delivery.state, waits=Waits.PERSON.value, next_try=None)
        self._changes.tell(Kind.DELIVERIES)
        return State.UNCERTAIN
