"""Deciding about one delivery: what did not go smoothly, or what is wanted no more."""

import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from amtdesk.domain.delivery import PUBLIC, Clock, Delivery, State, Waits, Wish
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.wishes import wish
from amtdesk.store import deliveries, holds
from amtdesk.store.database import Database

#: A person may send these once more.
_AGAIN = frozenset({State.FAILED, State.MISSED, State.UNCERTAIN, State.HELD})


class Decisions:
    """Each decision is one short transaction; a step the state table refuses is `NotAllowed`."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime]) -> None:
        self._database = database
        self._changes = changes
        self._now = now

    def retry(self, delivery_id: int) -> None:
        """Send a failed or missed delivery now, or an uncertain one a person decided about.

        One that a platform was to keep for a time still ahead is handed over anew instead.
        Raises `NotAllowed` as long as the program is still looking for it: it may be public.
        """

        def again(connection: Connection, delivery: Delivery) -> None:
            if delivery.state not in _AGAIN:
                # the table lets the program go back from sending; a second click must not
                raise NotAllowed(f"delivery {delivery_id} is {delivery.state.value}")
            if delivery.state is State.UNCERTAIN and delivery.waits is Waits.LOOK_UP:
                raise NotAllowed(f"delivery {delivery.id} is still being looked for")
            ahead = delivery.clock is Clock.PLATFORM and delivery.due > self._now()
            anew = delivery.state is State.UNCERTAIN or delivery.problem is Problem.REMOVED_THERE
            deliveries.move(
                connection,
                delivery,
                State.PLANNED,
                due=delivery.due if ahead else self._now(),
                ended=None,
                scheduled=None,
                next_try=None,
                waits=None,
                looks=0,
                final=None,
                started=None,
                problem=None,
                detail="",
                remote_id=None,
                url=None,
                # a person decided that it is not online: a new post, not another try of the same one
                token=new_token() if anew else delivery.token,
            )

        self._decide(delivery_id, again)

    def by_hand(self, delivery_id: int) -> None:
        """Publish this one by hand instead.

        Raises `NotAllowed` as long as the program is still looking for it: it may be public.
        """

        def instead(connection: Connection, delivery: Delivery) -> None:
            if delivery.state is State.UNCERTAIN and delivery.waits is Waits.LOOK_UP:
                raise NotAllowed(f"delivery {delivery.id} is still being looked for")
            deliveries.move(connection, delivery, State.BY_HAND, waits=None, problem=None, detail="")

        self._decide(delivery_id, instead)

    def is_online(self, delivery_id: int, url: str, note: str = "") -> None:
        """A person says it is public, with the link or with words in its place: counts as published."""
        self._decide(
            delivery_id,
            lambda c, d: deliveries.move(
                c,
                d,
                State.PUBLISHED_BY_HAND,
                url=url.strip() or None,
                remote_id=d.remote_id or self._id_there(c, d, url),
                note=" ".join(note.split()),
                ended=self._now(),
                waits=None,
                problem=None,
                detail="",
            ),
        )

    def _id_there(self, connection: Connection, delivery: Delivery, url: str) -> str | None:  # noqa: ARG002
        """The platform's id of what a person found at `url`; None where that cannot be told."""
        return None

    def drop(self, delivery_id: int) -> None:
        """Do not publish this one any more."""

        def away(connection: Connection, delivery: Delivery) -> None:
            if delivery.state in PUBLIC:
                # a word in our file alone takes nothing back
                raise NotAllowed(f"delivery {delivery_id} is {delivery.state.value}")
            if delivery.state is State.HANDED_OVER:
                wish(connection, delivery, Wish.WITHDRAWN, self._now())
                return
            deliveries.move(connection, delivery, State.WITHDRAWN, ended=self._now(), waits=None)

        self._decide(delivery_id, away)

    def _decide(self, delivery_id: int, decision: Callable[[Connection, Delivery], object]) -> None:
        with self._database.writing() as connection:
            delivery = deliveries.get(connection, delivery_id)
            if delivery is None:
                raise NotAllowed("no such delivery")
            decision(connection, delivery)
            # decided one by one, it is kept back no longer while everything is held
            holds.let_pass(connection, delivery_id)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)


def new_token() -> str:
    """A name for a delivery and its text that nothing else has."""
    return uuid.uuid4().hex
