"""What missed its time, failed or was held gets another one, or is dropped: several at once, with undo."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from amtdesk.domain import copy_date
from amtdesk.domain.delivery import PUBLIC, Clock, Delivery, State, may
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.link import same_site, with_scheme
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.decisions import Decisions
from amtdesk.store import accounts, deliveries, holds, posts
from amtdesk.store.database import Database

#: Nothing of these is on its way: they may get another time.
REPLANNED = frozenset({State.MISSED, State.HELD, State.FAILED})


@dataclass(frozen=True, slots=True)
class Before:
    """A delivery as it was before a decision, and the time of its post; `Replanning.undo` brings it back."""

    delivery: Delivery
    post_due: datetime | None


class Replanning(Decisions):
    """Several deliveries, one transaction: all of it or nothing."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime], accounts: Accounts) -> None:
        super().__init__(database, changes, now)
        self._accounts = accounts

    def plan_again(self, times: Mapping[int, datetime]) -> tuple[Before, ...]:
        """New times (aware UTC, ahead of now) by delivery id; also where other channels of the post are public.

        Raises `NotAllowed` for the past and for what is on its way or public; then nothing has changed.
        """
        with self._database.writing() as connection:
            before = self.plan_in(connection, times)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)
        return before

    def plan_in(self, connection: Connection, times: Mapping[int, datetime]) -> tuple[Before, ...]:
        """As `plan_again`, inside a transaction of the caller who tells the news."""
        now, targets = self._now(), self._accounts.targets()
        if any(due <= now for due in times.values()):
            raise NotAllowed("the past")
        before = self._remember(connection, times)
        for was in before:
            delivery, due = was.delivery, times[was.delivery.id]
            if delivery.state not in REPLANNED:
                raise NotAllowed(f"delivery {delivery.id} is {delivery.state.value}")
            target = targets.get(delivery.account_id)
            by_hand = target is not None and target.kind.by_hand
            deliveries.move(
                connection,
                delivery,
                State.BY_HAND if by_hand else State.PLANNED,
                due=due,
                clock=target.clock.value if target is not None else Clock.PC.value,
                next_try=None,
                ended=None,
                waits=None,
                looks=0,
                final=None,
                started=None,
                problem=None,
                detail="",
                before_hold=None,
            )
            holds.let_pass(connection, delivery.id)
        self._post_times(connection, {was.delivery.post_id for was in before})
        return before

    def drop_all(self, delivery_ids: Collection[int]) -> tuple[Before, ...]:
        """Do not publish these any more."""
        with self._database.writing() as connection:
            before = self._remember(connection, delivery_ids)
            for was in before:
                if was.delivery.state not in REPLANNED:
                    raise NotAllowed(f"delivery {was.delivery.id} is {was.delivery.state.value}")
                deliveries.move(connection, was.delivery, State.WITHDRAWN, ended=self._now(), waits=None)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)
        return before

    def resume(self, delivery_id: int) -> None:
        """What was dropped or lapsed is a draft on its channel again, to be planned anew."""
        with self._database.writing() as connection:
            (was,) = self._remember(connection, [delivery_id])
            # what was public and deleted there keeps its record; a copy of the post makes a new one
            if was.delivery.state is not State.WITHDRAWN or was.delivery.taken_down is not None:
                raise NotAllowed(f"delivery {delivery_id} is {was.delivery.state.value}")
            deliveries.remove(connection, was.delivery)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)

    def undo(self, before: Collection[Before]) -> None:
        """Bring back what a decision changed, as far as nothing happened since: a post on its way stays that."""
        with self._database.writing() as connection:
            for was in before:
                present, old = deliveries.get(connection, was.delivery.id), was.delivery
                if present is None or present.state in PUBLIC or not may(present.state, old.state):
                    continue
                deliveries.move(
                    connection,
                    present,
                    old.state,
                    due=old.due,
                    ended=old.ended,
                    next_try=None,
                    problem=old.problem.value if old.problem else None,
                    detail=old.detail,
                )
                if old.state is State.HELD:
                    back = present.state if present.state is State.BY_HAND else State.PLANNED
                    holds.keep_back(connection, old.id, back)
                posts.change(connection, old.post_id, due=was.post_due)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)

    def _id_there(self, connection: Connection, delivery: Delivery, url: str) -> str | None:
        account = accounts.get(connection, delivery.account_id)
        kind = self._accounts.kinds.get(account.kind) if account is not None else None
        if account is None or kind is None:
            return None
        own = account.url.strip() or account.settings.get("url", "").strip()
        hosts = [f"https://{host}" for host in kind.link_hosts] or [with_scheme(own)]
        if not any(same_site(url, host) for host in hosts):
            return None
        found = kind.remote_id_of(url, account.settings)
        # one post there is one delivery here
        return found if found and not deliveries.is_taken(connection, delivery, found) else None

    def _remember(self, connection: Connection, delivery_ids: Collection[int]) -> tuple[Before, ...]:
        found = []
        for delivery_id in delivery_ids:
            delivery = deliveries.get(connection, delivery_id)
            post = posts.get(connection, delivery.post_id) if delivery is not None else None
            if delivery is None or post is None:
                raise NotAllowed("no such post")
            found.append(Before(delivery, post.due))
        return tuple(found)

    def _post_times(self, connection: Connection, post_ids: Collection[int]) -> None:
        """The post's own time follows, as long as nothing of it is public."""
        for post_id in post_ids:
            every = deliveries.of_posts(connection, [post_id])
            open_ones = [one for one in every if one.state not in (*PUBLIC, State.WITHDRAWN)]
            # a Redaktionsschluss lies before the time of the post
            papers = [one for one in open_ones if _has_copy_date(connection, one.account_id)]
            open_ones = [one for one in open_ones if one not in papers] or papers
            if open_ones and not any(one.state in PUBLIC for one in every):
                posts.change(connection, post_id, due=min(one.due for one in open_ones))


def _has_copy_date(connection: Connection, account_id: int) -> bool:
    account = accounts.get(connection, account_id)
    return account is not None and copy_date.of_account(account) is not None
