"""Sending one delivery: claimed first, then called once, then read back."""

import logging
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from amtdesk.domain import retry
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Payload
from amtdesk.domain.delivery import Clock, Delivery, State, Waits
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
from amtdesk.services import payloads
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.gate import Gate
from amtdesk.services.lookups import Publishes
from amtdesk.services.outcomes import Outcomes, detail_of
from amtdesk.store import deliveries, posts
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: Refusals that will not be different when the time has come.
_FOR_GOOD = frozenset(
    {Problem.TEXT_EMPTY, Problem.TEXT_TOO_LONG, Problem.PLACEHOLDER_OPEN, Problem.PICTURE_MISSING}
    | {Problem.PICTURE_REFUSED, Problem.PICTURE_TOO_LARGE, Problem.PICTURE_UNREADABLE}
)


class Sender:
    """What certainly was not sent is tried again, what may have been sent is looked for: never both."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        accounts: Accounts,
        outcomes: Outcomes,
        media_folder: Path,
        gate: Gate,
    ) -> None:
        self._database = database
        self._changes = changes
        self._accounts = accounts
        self._outcomes = outcomes
        self._media = media_folder
        self._gate = gate

    def send(self, delivery: Delivery, account: Account, clock: Clock) -> State | None:
        """Publish it now, or hand it over to the platform's scheduler where that is to hold the clock."""
        claimed, frozen = self._claim(delivery, self._outcomes.now(), clock)
        started = monotonic()
        try:
            kind, limits = self._accounts.kinds[account.kind], self._accounts.limits(account)
            payload = payloads.payload(frozen, claimed, self._media, limits, cards=kind.cards)
            channel: Publishes = self._accounts.open(account)
            uploaded = channel.upload(payload) if payload.pictures or payload.card else None
        except Exception as error:  # noqa: BLE001 - before the final call nothing can be public
            return self._not_sent(claimed, account, error, "upload", started)
        return self._final(claimed, account, channel, payload, uploaded)

    def _final(
        self, delivery: Delivery, account: Account, channel: Publishes, payload: Payload, uploaded: Any
    ) -> State | None:
        if delivery.final is None:
            begun = self._gate.begin_final(delivery)
            if begun is None:
                return None
            delivery = begun
        started = monotonic()
        ahead = delivery.clock is Clock.PLATFORM
        stage = "hand over" if ahead else "publish"
        try:
            published = (
                channel.hand_over(payload, uploaded, delivery.due) if ahead else channel.publish(payload, uploaded)
            )
        except (Unavailable, AccessDenied, Rejected, NotAllowed) as error:
            return self._not_sent(delivery, account, error, stage, started)
        except Exception as error:  # noqa: BLE001 - anything else may have reached the platform
            return self._unknown(delivery, error, stage, started)
        # first of all the id: nothing after this line may run the call again
        delivery = self._outcomes.move_on(delivery, remote_id=published.remote_id, url=published.url or None)
        self._outcomes.log(delivery, stage, started, "accepted")
        self._accounts.working(account)
        if ahead and published.scheduled is None:
            # it takes a time and publishes at once all the same: from now on this computer holds the clock
            self._accounts.choose_clock(account.id, Clock.PC)
        return self._confirm(delivery, channel)

    def _claim(self, delivery: Delivery, now: datetime, clock: Clock) -> tuple[Delivery, dict[str, Any]]:
        """Planned becomes sending in one short transaction, with the payload frozen and the token it goes by."""
        with self._database.writing() as connection:
            self._gate.check(connection, delivery)
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
                clock=clock.value,
                # without pictures there is nothing to upload: the next thing is the irreversible call
                final=None if frozen["pictures"] or frozen.get("card") else now,
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
            now = self._outcomes.now()
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
        now = self._outcomes.now()
        if isinstance(error, Rejected | NotAllowed) or not isinstance(error, AmtDeskError):
            if not isinstance(error, AmtDeskError):
                log.error("delivery %d", delivery.id, exc_info=error)
            elif delivery.clock is Clock.PLATFORM and error.problem not in _FOR_GOOD:
                # its scheduler does not take it; the platform itself may, when the time has come
                self._outcomes.end(delivery, State.PLANNED, None, clock=Clock.PC.value, next_try=None, final=None)
                return None
            problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
            return self._outcomes.end(delivery, State.FAILED, problem, detail_of(error), next_try=None)
        if isinstance(error, AccessDenied | SecretsUnavailable):
            self._accounts.report(account, error)
        until = error.until if isinstance(error, RateLimited) else None
        # put off beyond its time it is not tried again, but must be known as missed then
        latest = delivery.due if delivery.due > now else delivery.latest + timedelta(seconds=1)
        again = min(retry.next_try(now, delivery.attempts, until), latest)
        self._outcomes.end(delivery, State.PLANNED, error.problem, detail_of(error), next_try=again, final=None)
        return None

    def _unknown(self, delivery: Delivery, error: Exception, stage: str, started: float) -> State:
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        if not isinstance(error, Uncertain):
            log.error("delivery %d: outcome unknown", delivery.id, exc_info=error)
        self._outcomes.log(delivery, stage, started, f"unknown: {problem.value}", error)
        # the call may have begun long after it was noted: other steps of the platform came first
        look = retry.next_look(self._outcomes.now(), None, 0)
        return self._outcomes.end(
            delivery, State.UNCERTAIN, problem, detail_of(error), waits=Waits.LOOK_UP.value, next_try=look, looks=0
        )
