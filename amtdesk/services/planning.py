"""Giving a post its time, sending it on its way, and deciding what did not go smoothly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from amtdesk.domain import copy_date
from amtdesk.domain.allowance import WINDOW, busiest
from amtdesk.domain.checks import Target, check
from amtdesk.domain.delivery import MOVABLE, Clock, Delivery, State, Wish
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.finding import Finding, Note, Place
from amtdesk.domain.post import Post
from amtdesk.domain.schedule import free_slot, local, moment, moved
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.decisions import new_token
from amtdesk.services.office import Offices
from amtdesk.services.replanning import Replanning
from amtdesk.services.wishes import wish
from amtdesk.store import accounts, deliveries, holds, posts, tiles
from amtdesk.store.database import Database

#: A person changed her mind about these before the platform was told.
_TAKEN_BACK = frozenset({Wish.DRAFT, Wish.WITHDRAWN})


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


class Planning(Replanning):
    """Steps a person decides: plan, publish now, move, take back, try again, say it is online."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
    ) -> None:
        super().__init__(database, changes, now, accounts)
        self._offices = offices

    def notes(self, post: Post, *, needs_time: bool = True) -> list[Note]:
        """What the checks find, blocking ones first."""
        targets, now = self._accounts.targets(), self._now()
        due = post.due if needs_time else now
        crowded = [] if due is None else self._crowded(post, due, targets)
        return [*check(post, targets, now, needs_time=needs_time), *crowded]

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
        """Back to a draft on every channel where nothing has gone out; what a platform holds is taken back there."""
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            back = [d for d in post.deliveries if d.state in MOVABLE]
            if not back:
                raise NotAllowed("nothing to take back")
            for delivery in back:
                if delivery.state is State.HANDED_OVER:
                    wish(connection, delivery, Wish.DRAFT, self._now())
                else:
                    deliveries.remove(connection, delivery)
            posts.change(connection, post_id, stage=State.DRAFT.value)
        return self._told(post_id)

    def move(self, post_id: int, due: datetime) -> Moved:
        """Another time for a post that may still move; drafts too. Undo is `move` back.

        A platform that holds it is told in the background.
        """
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            fixed = [d for d in post.deliveries if d.state not in MOVABLE and d.state is not State.WITHDRAWN]
            if fixed:
                raise NotAllowed(f"delivery is {fixed[0].state.value}")
            if due <= self._now():
                raise NotAllowed("the past")
            posts.change(connection, post_id, due=due, changed=self._now())
            for delivery in post.deliveries:
                if delivery.state is State.HANDED_OVER:
                    wish(connection, delivery, delivery.wish or Wish.MOVE, self._now(), due=due)
                elif delivery.state in MOVABLE:
                    account = accounts.get(connection, delivery.account_id)
                    theirs = copy_date.hand_in(account, due, self._now(), post.zone)
                    deliveries.change(connection, delivery.id, delivery.state, due=theirs, next_try=None)
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

    def _crowded(self, post: Post, due: datetime, targets: Mapping[int, Target]) -> list[Note]:
        """Channels that are to take more within 24 hours than they do; they may be wrong about it themselves."""
        notes = []
        for target in (targets[one.account_id] for one in post.variants if one.account_id in targets):
            most = target.limits.posts_a_day
            if most is None:
                continue
            with self._database.reading() as connection:
                others = deliveries.times_on(connection, target.account_id, due - WINDOW, due + WINDOW, post.id)
            if busiest(due, others) > most:
                notes.append(Note(Finding.MANY_A_DAY, Place.TIME, False, target.account_id, most, target.name))
        return notes

    def _plan(self, post_id: int, *, now: bool) -> Post:
        targets = self._accounts.targets()
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            moment_now = self._now()
            open_channels = {one: found for one, found in _unplanned(post).items() if one in targets}
            waiting = [d for d in post.deliveries if now and d.state in (State.PLANNED, State.HANDED_OVER)]
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
                target = targets[account_id]
                if delivery is not None and delivery.state is State.HANDED_OVER:
                    wish(connection, delivery, Wish.EDIT, moment_now, due=due)
                    continue
                state = State.BY_HAND if target.kind.by_hand else State.PLANNED
                account = None if now else accounts.get(connection, account_id)
                theirs = copy_date.hand_in(account, due, moment_now, post.zone)
                self._start(connection, post, account_id, delivery, state, theirs, Clock.PC if now else target.clock)
            for delivery in waiting:
                if delivery.state is State.HANDED_OVER:
                    wish(connection, delivery, Wish.PC, moment_now, due=due)
                else:
                    deliveries.change(connection, delivery.id, State.PLANNED, due=due, next_try=None)
            if now and not any(d.state not in MOVABLE for d in post.deliveries):
                posts.change(connection, post_id, due=due)
            # while everything is held this one is too
            holds.catch(connection, moment_now)
        return self._told(post_id)

    def _start(
        self,
        connection: Connection,
        post: Post,
        account_id: int,
        delivery: Delivery | None,
        state: State,
        due: datetime,
        clock: Clock,
    ) -> None:
        if delivery is None:
            deliveries.add(
                connection,
                post_id=post.id,
                account_id=account_id,
                state=state,
                due=due,
                zone=post.zone,
                token=new_token(),
                late_policy=post.late_policy,
                late_limit=post.late_limit,
                clock=clock,
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
            scheduled=None,
            clock=clock.value,
            token=new_token() if delivery.problem is Problem.REMOVED_THERE else delivery.token,
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
        taken_back = delivery is not None and delivery.wish in _TAKEN_BACK
        if delivery is None or delivery.state in again or taken_back:
            found[variant.account_id] = delivery
    return found


def _known(post: Post | None) -> Post:
    if post is None:
        raise NotAllowed("no such post")
    return post
