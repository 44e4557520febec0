"""Answers that are not out: what they wait for or why they failed, and the way back into the queue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.inquiry import Decided, Inquiry, Status
from amtdesk.domain.post import Post
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.library import take_back_use
from amtdesk.services.office import Offices
from amtdesk.store import decisions, deliveries, holds, inquiries, posts
from amtdesk.store.database import Database

#: One that just goes out is no news for so long.
AT_ONCE = timedelta(minutes=1)
#: Nothing of these is on the platform; withdrawn are those whose channel was removed meanwhile.
_HERE = frozenset({State.PLANNED, State.FAILED, State.MISSED, State.HELD, State.WITHDRAWN})
_LOST = (State.FAILED, State.MISSED, State.WITHDRAWN)
_NOT_OUT = (*_LOST, State.UNCERTAIN, State.HELD, State.PLANNED, State.SENDING)


@dataclass(frozen=True, slots=True)
class Unsent:
    """An answer that is not out, with its Anliegen. `stuck`: it will not go out without a person."""

    inquiry: Inquiry
    text: str
    delivery: Delivery
    stuck: bool


class Outgoing:
    """What becomes of answers once they are decided."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime], offices: Offices) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._offices = offices

    def deliveries(self, inquiry_id: int) -> list[tuple[Post, Delivery]]:
        """Answers that go or went out by program, oldest first."""
        with self._database.reading() as connection:
            return [(post, one) for post in posts.of_inquiry(connection, inquiry_id) for one in post.deliveries]

    def unsent(self) -> list[Unsent]:
        """Answers that failed, wait or are held, the loudest first; one that is just going out is none."""
        now = self._now()
        with self._database.reading() as connection:
            holding = holds.current(connection) is not None
            found = [
                Unsent(inquiry, post.text, one, _stuck(one, holding=holding))
                for inquiry_id, post in posts.answers_in(connection, _NOT_OUT)
                if (inquiry := inquiries.get(connection, inquiry_id)) is not None
                for one in post.deliveries
                if not _goes_out(one, now)
            ]
        return sorted(found, key=lambda one: (not one.stuck, _NOT_OUT.index(one.delivery.state), one.delivery.due))

    def withdraw(self, delivery_id: int) -> str:
        """An answer goes out no more, and its Anliegen stands where it stood before; returns the words of the answer.

        Raises `NotAllowed` where it may be public.
        """
        now = self._now()
        with self._database.writing() as connection:
            delivery = deliveries.get(connection, delivery_id)
            post = posts.get(connection, delivery.post_id) if delivery is not None else None
            inquiry_id = posts.inquiry_of(connection, post.id) if post is not None else None
            if delivery is None or post is None or inquiry_id is None:
                raise NotAllowed("no such post")
            unclear = delivery.state is State.UNCERTAIN and delivery.waits is not Waits.LOOK_UP
            if delivery.state not in _HERE and not unclear:
                raise NotAllowed("an answer is on its way")
            self._away(connection, post, inquiry_id, now)
        self._changes.tell(Kind.INQUIRIES, Kind.DELIVERIES)
        return post.text

    def undo(self, decision_id: int) -> bool:
        """Take a decision back; False when its answer has left already, then only the Anliegen is open again."""
        now, stopped = self._now(), True
        with self._database.writing() as connection:
            decided = decisions.get(connection, decision_id)
            last = decisions.last(connection, decided.inquiry_id) if decided else None
            if decided is None or last is None or last.id != decision_id:
                raise NotAllowed("only the last decision can be taken back")
            post = posts.get(connection, decided.post_id) if decided.post_id is not None else None
            if post is not None:
                stopped = all(one.state in _HERE for one in post.deliveries)
                if stopped:
                    self._take_off(connection, post, now)
            self._put_back(connection, decided, now, stopped=stopped)
        self._changes.tell(Kind.INQUIRIES, Kind.DELIVERIES)
        return stopped

    def _must_be_free(self, connection: Connection, inquiry_id: int, now: datetime) -> None:
        """A second answer waits for the first; one that failed is replaced by it."""
        for post in posts.of_inquiry(connection, inquiry_id):
            states = {one.state for one in post.deliveries}
            if states & {State.PLANNED, State.SENDING}:
                raise NotAllowed("an answer is on its way")
            if State.UNCERTAIN in states:
                raise NotAllowed("an answer is unclear")
            if State.HELD in states:
                raise NotAllowed("an answer is held")
            if states & {*_LOST}:
                self._away(connection, post, inquiry_id, now)

    def _away(self, connection: Connection, post: Post, inquiry_id: int, now: datetime) -> None:
        self._take_off(connection, post, now)
        last = decisions.last(connection, inquiry_id)
        if last is not None and last.post_id == post.id:
            self._put_back(connection, last, now)
        else:
            # something else was decided after it, and the citizen has no answer all the same
            inquiries.change(connection, inquiry_id, status=Status.NEW.value, settled=None)

    def _take_off(self, connection: Connection, post: Post, now: datetime) -> None:
        for one in post.deliveries:
            if one.state is not State.WITHDRAWN:
                deliveries.move(connection, one, State.WITHDRAWN, ended=now, waits=None)
        posts.change(connection, post.id, deleted=now)

    def _put_back(self, connection: Connection, decided: Decided, now: datetime, *, stopped: bool = True) -> None:
        if decided.module_id is not None and stopped:
            take_back_use(connection, decided.module_id, decided.inquiry_id)
        inquiries.change(connection, decided.inquiry_id, **_restored(decided.before))
        decisions.undo(connection, decided.id, now)


def _goes_out(delivery: Delivery, now: datetime) -> bool:
    under_way = delivery.state in (State.PLANNED, State.SENDING) and delivery.problem is None
    return under_way and now < (delivery.started or delivery.due) + AT_ONCE


def _stuck(delivery: Delivery, *, holding: bool) -> bool:
    """As `store.inquiries` counts them; while everything is held, what is held waits for that."""
    if delivery.state is State.UNCERTAIN:
        return delivery.waits is Waits.PERSON
    return delivery.state in _LOST or (delivery.state is State.HELD and not holding)


def _restored(before: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(before)
    values["status"] = Status(values["status"]).value
    values["follow_up"] = date.fromisoformat(values["follow_up"]) if values.get("follow_up") else None
    values["settled"] = datetime.fromisoformat(values["settled"]) if values.get("settled") else None
    return values
