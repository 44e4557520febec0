"""Deciding about posts that platforms hold: what was noticed there, and who is to hold the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from amtdesk.domain.account import Standing
from amtdesk.domain.channel import Ability
from amtdesk.domain.delivery import PUBLIC, Clock, Delivery, State, Wish
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.handover import Fits, fits
from amtdesk.domain.post import Post
from amtdesk.domain.presence import Break, break_ahead
from amtdesk.domain.schedule import local
from amtdesk.services.accounts import Accounts
from amtdesk.services.calendar import Calendar
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.decisions import new_token
from amtdesk.services.office import Offices
from amtdesk.services.wishes import wish
from amtdesk.store import deliveries, posts
from amtdesk.store.database import Database

#: Holidays are looked at this far ahead.
_AHEAD = timedelta(days=130)


@dataclass(frozen=True, slots=True)
class Depends:
    """One delivery that this computer or a person must do while nobody is there."""

    delivery: Delivery
    post: Post
    #: its platform would take it
    may_hand_over: bool


class Handover:
    """Each decision is one short transaction; platforms are told in the background."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
        calendar: Calendar,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._offices = offices
        self._calendar = calendar

    # what was noticed

    def adopt(self, delivery_id: int) -> None:
        """What stands on the platform holds: its time, its text, or simply that it is so."""

        def take(connection: Connection, delivery: Delivery) -> None:
            theirs = delivery.scheduled if delivery.problem is Problem.MOVED_THERE else None
            due = theirs or delivery.due
            deliveries.change(connection, delivery.id, delivery.state, problem=None, detail="", due=due)
            post = posts.get(connection, delivery.post_id)
            if theirs and post is not None and len(post.deliveries) == 1:
                posts.change(connection, post.id, due=due)

        self._decide(delivery_id, take)

    def ours(self, delivery_id: int) -> None:
        """Our time or our text is to hold: the platform is told so."""

        def insist(connection: Connection, delivery: Delivery) -> None:
            wanted = Wish.MOVE if delivery.problem is Problem.MOVED_THERE else Wish.EDIT
            wish(connection, delivery, wanted, self._now())

        self._decide(delivery_id, insist)

    def here(self, delivery_id: int) -> None:
        """Take it back there and send it from this computer: at its time, or at once when that is over."""

        def back(connection: Connection, delivery: Delivery) -> None:
            wish(connection, delivery, Wish.PC, self._now(), due=max(delivery.due, self._now()))

        self._decide(delivery_id, back)

    def forget(self, delivery_id: int) -> None:
        """It was taken away there, and that is right."""

        def away(connection: Connection, delivery: Delivery) -> None:
            if delivery.state not in (*PUBLIC, State.FAILED) or delivery.problem is not Problem.REMOVED_THERE:
                raise NotAllowed(f"delivery {delivery.id} was not removed")
            deliveries.move(connection, delivery, State.WITHDRAWN, problem=None, detail="", ended=self._now())

        self._decide(delivery_id, away)

    def again(self, delivery_id: int) -> None:
        """It was taken away there after it was public: publish it once more, as another post."""

        def anew(connection: Connection, delivery: Delivery) -> None:
            if delivery.state not in PUBLIC or delivery.problem is not Problem.REMOVED_THERE:
                raise NotAllowed(f"delivery {delivery.id} was not removed")
            gone = deliveries.move(connection, delivery, State.WITHDRAWN)
            deliveries.remove(connection, gone)
            deliveries.add(
                connection,
                post_id=gone.post_id,
                account_id=gone.account_id,
                state=State.PLANNED,
                due=self._now(),
                zone=gone.zone,
                token=new_token(),
                late_policy=gone.late_policy,
                late_limit=gone.late_limit,
            )

        self._decide(delivery_id, anew)

    # who holds the clock

    def to_platform(self, delivery_id: int) -> None:
        """Let the platform hold the clock of this one. Raises `NotAllowed` where it would not take it."""
        with self._database.reading() as connection:
            delivery = deliveries.get(connection, delivery_id)
            post = posts.get(connection, delivery.post_id) if delivery else None
        if delivery is None or post is None or not self._may_hand_over(delivery, post):
            raise NotAllowed("the platform does not keep it")

        def platform(connection: Connection, delivery: Delivery) -> None:
            if not deliveries.change(connection, delivery.id, State.PLANNED, clock=Clock.PLATFORM.value, next_try=None):
                raise NotAllowed(f"delivery {delivery.id} is {delivery.state.value}")

        self._decide(delivery_id, platform)

    def while_away(self) -> tuple[Break, list[Depends]] | None:
        """On the last day of presence before a break: what depends on this computer or a person until its end."""
        office, now = self._offices.get(), self._now()
        today = local(now, office.zone).date()
        labels = self._calendar.labels(today, today + _AHEAD, office.land)
        holidays = {day for day, found in labels.items() if any(one.holiday for one in found)}
        ahead = break_ahead(now, office, holidays)
        if ahead is None:
            return None
        with self._database.reading() as connection:
            needing = deliveries.needing_pc(connection, ahead.start, ahead.end)
            by_id = {post_id: posts.get(connection, post_id) for post_id in {one.post_id for one in needing}}
        found = []
        for delivery in needing:
            post = by_id[delivery.post_id]
            if post is not None:
                found.append(Depends(delivery, post, self._may_hand_over(delivery, post)))
        return ahead, found

    def _may_hand_over(self, delivery: Delivery, post: Post) -> bool:
        account = self._accounts.get(delivery.account_id)
        if account is None or account.standing is Standing.RECONNECT or delivery.state is not State.PLANNED:
            return False
        kind = self._accounts.kinds.get(account.kind)
        if kind is None or Ability.SCHEDULE not in kind.abilities:
            return False
        limits = self._accounts.limits(account)
        return fits(limits, len(post.pictures), delivery.due, self._now()) is Fits.YES

    def _decide(self, delivery_id: int, decision: Callable[[Connection, Delivery], object]) -> None:
        with self._database.writing() as connection:
            delivery = deliveries.get(connection, delivery_id)
            if delivery is None:
                raise NotAllowed("no such delivery")
            decision(connection, delivery)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)
