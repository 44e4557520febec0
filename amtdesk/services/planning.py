"""Giving a post its time, sending it on its way, and deciding what did not go smoothly."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from amtdesk.domain.checks import check
from amtdesk.domain.delivery import MOVABLE, PUBLIC, Delivery, State, Waits
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.finding import Note
from amtdesk.domain.post import Post
from amtdesk.domain.schedule import free_slot, local, moment, moved
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.office import Offices
from amtdesk.store import deliveries, posts, tiles
from amtdesk.store.database import Database

#: A person may send these once more.
_AGAIN = frozenset({State.FAILED, State.MISSED, State.UNCERTAIN, State.HELD})
#: Out of our hands: a word in our file alone takes nothing back.
_AWAY = frozenset({State.HANDED_OVER, *PUBLIC})


class Refused(NotAllowed):
    """Planning is refused; `notes` says what is missing and where."""

    def __init__(self, notes: list[Note]) -> None:
        super().__init__(", ".join(note.finding.value for note in notes))
        self.notes = notes


@dataclass(frozen=True, slots=True)
class Moved:
    """A post that got another time; `before` undoes it."""

    post_id: int
    before: datetime | None
    after: datetime


class Planning:
    """Steps a person decides: plan, publish now, move, take back, try again, say it is online."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._offices = offices

    def notes(self, post: Post, *, needs_time: bool = True) -> list[Note]:
        """What the checks find, blocking ones first."""
        return check(post, self._accounts.targets(), self._now(), needs_time=needs_time)

    def free_slot(self, day: date, *, but: int | None = None) -> datetime:
        """The next free house slot of a day."""
        office = self._offices.get()
        start = moment(datetime.combine(day, datetime.min.time()), office.zone)
        with self._database.reading() as connection:
            taken = tiles.taken(connection, start, start + timedelta(days=1, hours=2), but)
        return free_slot(day, office.hours, taken, self._now(), office.zone)

    def plan(self, post_id: int) -> Post:
        """Plan every chosen channel that has no delivery yet or whose delivery failed or was missed.

        Raises `Refused` with the blocking notes; then nothing has changed.
        """
        return self._plan(post_id, now=False)

    def publish_now(self, post_id: int) -> Post:
        """The same, due at once; the worker takes it."""
        return self._plan(post_id, now=True)

    def unplan(self, post_id: int) -> Post:
        """Back to a draft on every channel where nothing has gone out."""
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            back = [d for d in post.deliveries if d.state in MOVABLE]
            if not back:
                raise NotAllowed("nothing to take back")
            for delivery in back:
                deliveries.remove(connection, delivery)
            posts.change(connection, post_id, stage=State.DRAFT.value)
        return self._told(post_id)

    def move(self, post_id: int, due: datetime) -> Moved:
        """Another time for a post that may still move; drafts too. Undo is `move` back."""
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            fixed = [d for d in post.deliveries if d.state not in MOVABLE and d.state is not State.WITHDRAWN]
            if fixed:
                raise NotAllowed(f"delivery is {fixed[0].state.value}")
            if due <= self._now():
                raise NotAllowed("the past")
            posts.change(connection, post_id, due=due, changed=self._now())
            for delivery in post.deliveries:
                if delivery.state in MOVABLE:
                    deliveries.change(connection, delivery.id, delivery.state, due=due, next_try=None)
        self._changes.tell(Kind.POSTS, Kind.DELIVERIES)
        return Moved(post_id, post.due, due)

    def move_to_day(self, post_id: int, day: date) -> Moved:
        """The same wall-clock time on another day, or the next free slot when the post had none."""
        with self._database.reading() as connection:
            post = _known(posts.get(connection, post_id))
        due = self.free_slot(day, but=post_id) if post.due is None else moved(post.due, day, post.zone)
        if due <= self._now() and day == local(self._now(), post.zone).date():
            due = self.free_slot(day, but=post_id)
        return self.move(post_id, due)

    def retry(self, delivery_id: int) -> None:
        """Send a failed or missed delivery now, or an uncertain one a person decided about.

        Raises `NotAllowed` as long as the program is still looking for it: it may be public.
        """

        def again(connection: Connection, delivery: Delivery) -> None:
            if delivery.state not in _AGAIN:
                # the table lets the program go back from sending; a second click must not
                raise NotAllowed(f"delivery {delivery_id} is {delivery.state.value}")
            if delivery.state is State.UNCERTAIN and delivery.waits is Waits.LOOK_UP:
                raise NotAllowed(f"delivery {delivery.id} is still being looked for")
            deliveries.move(
                connection,
                delivery,
                State.PLANNED,
                due=self._now(),
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
                token=_token() if delivery.state is State.UNCERTAIN else delivery.token,
            )

        self._decide(delivery_id, again)

    def by_hand(self, delivery_id: int) -> None:
        """Publish this one by hand instead."""
        self._decide(delivery_id, lambda c, d: deliveries.move(c, d, State.BY_HAND, problem=None, detail=""))

    def is_online(self, delivery_id: int, url: str) -> None:
        """A person says it is public, with the link: counts as published."""
        self._decide(
            delivery_id,
            lambda c, d: deliveries.move(
                c,
                d,
                State.PUBLISHED_BY_HAND,
                url=url.strip() or None,
                ended=self._now(),
                waits=None,
                problem=None,
                detail="",
            ),
        )

    def drop(self, delivery_id: int) -> None:
        """Do not publish this one any more."""

        def away(connection: Connection, delivery: Delivery) -> None:
            if delivery.state in _AWAY:
                raise NotAllowed(f"delivery {delivery_id} is {delivery.state.value}")
            deliveries.move(connection, delivery, State.WITHDRAWN, ended=self._now(), waits=None)

        self._decide(delivery_id, away)

    def _decide(self, delivery_id: int, decision: Callable[[Connection, Delivery], object]) -> None:
        with self._database.writing() as connection:
            delivery = deliveries.get(connection, delivery_id)
            if delivery is None:
                raise NotAllowed("no such delivery")
            decision(connection, delivery)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)

    def _plan(self, post_id: int, *, now: bool) -> Post:
        targets = self._accounts.targets()
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            moment_now = self._now()
            open_channels = {one: found for one, found in _unplanned(post).items() if one in targets}
            waiting = [d for d in post.deliveries if now and d.state is State.PLANNED]
            if any(v.account_id in targets for v in post.variants) and not open_channels and not waiting:
                raise NotAllowed("everything is planned already")
            concerned = {*open_channels, *(d.account_id for d in waiting)}
            notes = check(
                replace(post, variants=tuple(v for v in post.variants if v.account_id in concerned)),
                targets,
                moment_now,
                needs_time=not now,
            )
            blocking = [note for note in notes if note.blocks]
            if blocking:
                raise Refused(blocking)
            due = moment_now if now else post.due
            assert due is not None
            for account_id, delivery in open_channels.items():
                state = State.BY_HAND if targets[account_id].kind.by_hand else State.PLANNED
                self._start(connection, post, account_id, delivery, state, due)
            for delivery in waiting:
                deliveries.change(connection, delivery.id, delivery.state, due=due, next_try=None)
            if now and not any(d.state not in MOVABLE for d in post.deliveries):
                posts.change(connection, post_id, due=due)
        return self._told(post_id)

    def _start(
        self,
        connection: Connection,
        post: Post,
        account_id: int,
        delivery: Delivery | None,
        state: State,
        due: datetime,
    ) -> None:
        if delivery is None:
            deliveries.add(
                connection,
                post_id=post.id,
                account_id=account_id,
                state=state,
                due=due,
                zone=post.zone,
                token=_token(),
                late_policy=post.late_policy,
                late_limit=post.late_limit,
            )
            return
        deliveries.move(
            connection,
            delivery,
            state,
            due=due,
            zone=post.zone,
            late_policy=post.late_policy.value,
            late_limit=post.late_limit,
            next_try=None,
            ended=None,
            waits=None,
            looks=0,
            problem=None,
            detail="",
            started=None,
            final=None,
            remote_id=None,
            url=None,
        )

    def _told(self, post_id: int) -> Post:
        self._changes.tell(Kind.POSTS, Kind.DELIVERIES)
        with self._database.reading() as connection:
            return _known(posts.get(connection, post_id))


def _unplanned(post: Post) -> dict[int, Delivery | None]:
    """Chosen channels that may be planned now, with the delivery that failed or was missed before."""
    by_account = {delivery.account_id: delivery for delivery in post.deliveries}
    again = {State.FAILED, State.MISSED}
    found: dict[int, Delivery | None] = {}
    for variant in post.variants:
        delivery = by_account.get(variant.account_id)
        if delivery is None or delivery.state in again:
            found[variant.account_id] = delivery
    return found


def _token() -> str:
    return uuid.uuid4().hex


def _known(post: Post | None) -> Post:
    if post is None:
        raise NotAllowed("no such post")
    return post
