"""What a person wants of a post the platform holds: kept in the file, carried out when the platform can be reached."""

import logging
import uuid
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import Connection

from amtdesk.domain import retry
from amtdesk.domain.account import Account
from amtdesk.domain.delivery import Clock, Delivery, State, Waits, Wish
from amtdesk.domain.errors import (
    AccessDenied,
    AmtDeskError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    SecretsUnavailable,
)
from amtdesk.domain.handover import Fits, fits, tell_at
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.lookups import LookUps, Publishes
from amtdesk.services.outcomes import Outcomes, detail_of
from amtdesk.store import deliveries
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: A wish that takes the post back altogether outweighs a mere change.
_TAKES_BACK = frozenset({Wish.DRAFT, Wish.WITHDRAWN, Wish.PC, Wish.EDIT})


def wish(
    connection: Connection,
    delivery: Delivery,
    wanted: Wish,
    now: datetime,
    quiet: timedelta = timedelta(),
    **values: Any,
) -> None:
    """Keep a wish for a delivery that was handed over; `values` (such as `due`) hold from now on in our plan.

    A move of what is to be taken back anyway only changes the plan. Raises `NotAllowed` when somebody was quicker.
    """
    if wanted is Wish.MOVE and delivery.wish in (Wish.EDIT, Wish.PC):
        wanted = delivery.wish
    kept = deliveries.change(
        connection,
        delivery.id,
        State.HANDED_OVER,
        wish=wanted.value,
        next_try=tell_at(delivery, now, quiet),
        looks=0,
        problem=None,
        detail="",
        **values,
    )
    if not kept:
        raise NotAllowed(f"delivery {delivery.id} is no longer handed over")


class Wishes:
    """Tells platforms what became of a plan; a wish that comes too late ends as what the platform shows."""

    def __init__(
        self, database: Database, changes: Changes, accounts: Accounts, outcomes: Outcomes, look_ups: LookUps
    ) -> None:
        self._database = database
        self._changes = changes
        self._accounts = accounts
        self._outcomes = outcomes
        self._look_ups = look_ups

    def carry_out(self, delivery: Delivery) -> State | None:
        """Move it at the platform, or take it back there and go on with it here."""
        if delivery.wish is None or delivery.remote_id is None or not self._look_ups.time_to_look(delivery):
            return None
        account = self._accounts.get(delivery.account_id)
        if account is None or account.removed:
            return self._unknown(delivery)
        started = monotonic()
        try:
            channel: Publishes = self._accounts.open(account)
            if delivery.wish is Wish.MOVE and self._far_enough(account, delivery):
                shown = channel.reschedule(delivery.remote_id, delivery.due)
                self._outcomes.log(delivery, "reschedule", started, "accepted")
                if shown.scheduled is None:
                    return self._outcomes.published(delivery, shown)
                self._keep(delivery, scheduled=shown.scheduled)
                return None
            channel.cancel(delivery.remote_id)
        except Exception as error:  # noqa: BLE001 - one wish never stops the others
            return self._failed(delivery, account, error, started)
        self._outcomes.log(delivery, "cancel", started, "accepted")
        return self._taken_back(delivery)

    def _far_enough(self, account: Account, delivery: Delivery) -> bool:
        # its pictures are there already
        return fits(self._accounts.limits(account), 0, delivery.due, self._outcomes.now()) is Fits.YES

    def _keep(self, delivery: Delivery, **values: Any) -> None:
        """It stays at the platform, as wished or as it was."""
        settled = {"wish": None, "next_try": None, "looks": 0, "problem": None, "detail": ""}
        self._outcomes.move_on(delivery, **{**settled, "checked": self._outcomes.now(), **values})
        self._changes.tell(Kind.DELIVERIES)

    def _taken_back(self, delivery: Delivery) -> State:
        """The platform has it no longer: here it goes on as a person wished."""
        gone: dict[str, Any] = {
            "remote_id": None,
            "url": None,
            "scheduled": None,
            "mark": "",
            "wish": None,
            "next_try": None,
            "looks": 0,
            "final": None,
            "started": None,
        }
        match delivery.wish:
            case Wish.DRAFT:
                with self._database.writing() as connection:
                    deliveries.remove(connection, delivery)
                self._changes.tell(Kind.DELIVERIES, Kind.POSTS)
                return State.DRAFT
            case Wish.WITHDRAWN:
                return self._outcomes.end(delivery, State.WITHDRAWN, None, **gone)
            case Wish.HOLD:
                values = {**gone, "token": uuid.uuid4().hex, "before_hold": State.PLANNED.value}
                return self._outcomes.end(delivery, State.HELD, None, **values)
            case _:
                clock = Clock.PLATFORM if delivery.wish is Wish.EDIT else Clock.PC
                # another post from here on: a key the platform has seen would bring the one taken back
                token = uuid.uuid4().hex
                return self._outcomes.end(
                    delivery, State.PLANNED, None, **gone, clock=clock.value, token=token, payload_hash=None
                )

    # when it did not go smoothly

    def _failed(self, delivery: Delivery, account: Account, error: Exception, started: float) -> State | None:
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        self._outcomes.log(delivery, "wish", started, problem.value, error)
        if isinstance(error, AccessDenied | SecretsUnavailable):
            self._accounts.report(account, error)
        if isinstance(error, Rejected) and error.problem is Problem.NOT_FOUND:
            return self._not_there(delivery, account)
        if isinstance(error, Rejected | NotAllowed) or not isinstance(error, AmtDeskError):
            if not isinstance(error, AmtDeskError):
                log.error("delivery %d: wish", delivery.id, exc_info=error)
            self._refused(delivery, detail_of(error))
            return None
        now = self._outcomes.now()
        until = error.until if isinstance(error, RateLimited) else None
        again = max(now + retry.LOOK_AGAIN, min(until or now, now + retry.LONGEST_WAIT))
        self._outcomes.wait(delivery, again, problem, detail_of(error))
        return None

    def _refused(self, delivery: Delivery, detail: str) -> None:
        """The platform will not do it: what it holds stays as it is, and our plan says so."""
        if delivery.looks + 1 < retry.LOOKS:
            self._again(delivery)
            return
        self._keep(
            delivery, due=delivery.scheduled or delivery.due, problem=Problem.WISH_REFUSED.value, detail=detail[:2000]
        )

    def _not_there(self, delivery: Delivery, account: Account) -> State | None:
        """It waits there no longer: public already, or somebody took it away."""
        started = monotonic()
        try:
            shown = self._look_ups.find(self._accounts.open(account), delivery)
        except Exception as error:  # noqa: BLE001 - as above
            self._outcomes.log(delivery, "look up", started, "not answered", error)
            self._again(delivery, count=False)
            return None
        if shown is not None and shown.scheduled is None:
            self._outcomes.log(delivery, "look up", started, "found")
            return self._outcomes.published(delivery, shown)
        if shown is not None:
            self._again(delivery)
            return None
        now, published = self._outcomes.now(), delivery.scheduled or delivery.due
        if delivery.looks + 1 < retry.LOOKS or published <= now < published + retry.LOOK_AFTER:
            self._again(delivery)
            return None
        return self._taken_back(delivery) if now < published else self._unknown(delivery)

    def _again(self, delivery: Delivery, *, count: bool = True) -> None:
        looks = delivery.looks + 1 if count else delivery.looks
        self._outcomes.move_on(delivery, looks=looks, next_try=self._outcomes.now() + retry.LOOK_AGAIN)

    def _unknown(self, delivery: Delivery) -> State:
        return self._outcomes.end(
            delivery, State.UNCERTAIN, Problem.NOT_CONFIRMED, waits=Waits.PERSON.value, next_try=None, wish=None
        )
