"""Whether anything may leave this computer at all; asked in the transaction in which a delivery is claimed."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.frozen import freeze_of
from amtdesk.store import deliveries, holds
from amtdesk.store.database import Database


class Gate:
    """Closed while everything is held, or while a restored or copied file waits for a person."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    def opens(self) -> bool:
        """Whether the queue moves at all; what was planned while everything is held becomes held."""
        with self._database.reading() as connection:
            if freeze_of(connection) is not None:
                return False
            if holds.current(connection) is None:
                return True
        with self._database.writing() as connection:
            caught = holds.catch(connection, self._now())
        if caught:
            self._changes.tell(Kind.DELIVERIES)
        return True

    def check(self, connection: Connection, delivery: Delivery) -> None:
        """Raises `NotAllowed` when this one may not leave; call it where nothing can come in between."""
        if freeze_of(connection) is not None or holds.stops(connection, delivery.id):
            raise NotAllowed("everything is held")

    def begin_final(self, delivery: Delivery) -> Delivery | None:
        """Note that the irreversible call begins now; None when everything was held meanwhile: it waits again."""
        with self._database.writing() as connection:
            try:
                self.check(connection, delivery)
            except NotAllowed:
                deliveries.move(connection, delivery, State.PLANNED, next_try=None)
                holds.catch(connection, self._now())
                begun = None
            else:
                if not deliveries.change(connection, delivery.id, State.SENDING, final=self._now()):
                    raise NotAllowed(f"delivery {delivery.id} is no longer sending")
                begun = deliveries.get(connection, delivery.id)
        if begun is None:
            self._changes.tell(Kind.DELIVERIES)
        return begun

    def set_aside(self, before: datetime, after: datetime) -> None:
        """The clock was set forward from `before` to `after`: what fell due in between a person decides about."""
        with self._database.writing() as connection:
            jumped = [one for one in deliveries.in_states(connection, [State.PLANNED]) if before < one.due <= after]
            for delivery in jumped:
                deliveries.move(
                    connection,
                    delivery,
                    State.MISSED,
                    ended=self._now(),
                    next_try=None,
                    problem=Problem.CLOCK_SET.value,
                    detail=f"{before:%Y-%m-%dT%H:%M:%SZ} -> {after:%Y-%m-%dT%H:%M:%SZ}",
                )
        if jumped:
            self._changes.tell(Kind.DELIVERIES)
