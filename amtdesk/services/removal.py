"""Removing a channel: its access goes, and what was planned on it goes where a person says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Limits
from amtdesk.domain.checks import Target, check
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.post import Post, Variant
from amtdesk.services import forgetting
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.decisions import new_token
from amtdesk.services.waiting import TAKEN_BACK
from amtdesk.store import accounts as stored
from amtdesk.store import deliveries, holds, posts
from amtdesk.store.database import Database

_MANUAL = "manual"


class Fate(StrEnum):
    """What becomes of posts that wait on a channel that goes."""

    WITHDRAWN = "withdraw"
    DRAFT = "draft"
    #: a person publishes them there: a channel without access takes the place of this one
    BY_HAND = "by-hand"
    #: another connected channel publishes them
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Removed:
    """How many posts went which way."""

    withdrawn: int = 0
    drafts: int = 0
    by_hand: int = 0
    moved: int = 0


class Removal:
    """One transaction for the posts and the account; its secrets are forgotten afterwards."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime], accounts: Accounts) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts

    def others(self, account_id: int) -> list[Account]:
        """Channels that may take over."""
        return [one for one in self._accounts.every() if one.id != account_id and one.kind in self._accounts.kinds]

    def remove(self, account_id: int, fate: Fate = Fate.WITHDRAWN, other: int | None = None) -> Removed:
        """Take the account away; `other` is the one that takes over with `Fate.OTHER`.

        A post the other channel does not take as it is becomes a draft again; answers to citizens are withdrawn
        unless a person sends them by hand. Raises `NotAllowed` for an unknown account or no other one.
        """
        account = self._accounts.get(account_id)
        if account is None or account.removed:
            raise NotAllowed(f"no account {account_id}")
        target = self._accounts.targets().get(other or 0) if fate is Fate.OTHER else None
        if fate is Fate.OTHER and (target is None or target.account_id == account_id):
            raise NotAllowed("no other channel")
        with self._database.writing() as connection:
            waiting = [one for one in deliveries.in_states(connection, TAKEN_BACK) if one.account_id == account_id]
            if fate is Fate.BY_HAND and waiting:
                target = self._by_hand(connection, account)
            done = [self._one(connection, delivery, fate, target) for delivery in waiting]
            stored.change(connection, account_id, removed=self._now())
            # while everything is held, what was moved is too
            holds.catch(connection, self._now())
        forgetting.forget(self._database, self._accounts.credentials, account)
        self._changes.tell(Kind.ACCOUNTS, Kind.DELIVERIES, Kind.POSTS)
        return Removed(*(done.count(fate) for fate in (Fate.WITHDRAWN, Fate.DRAFT, Fate.BY_HAND, Fate.OTHER)))

    def _one(self, connection: Connection, delivery: Delivery, fate: Fate, target: Target | None) -> Fate:
        post = posts.get(connection, delivery.post_id)
        answers = posts.inquiry_of(connection, delivery.post_id) is not None
        if post is None or fate is Fate.WITHDRAWN or (answers and fate is not Fate.BY_HAND):
            deliveries.move(connection, delivery, State.WITHDRAWN, ended=self._now())
            return Fate.WITHDRAWN
        deliveries.remove(connection, delivery)
        moved = _on(post, delivery.account_id, target)
        if moved is not None and target is not None:
            posts.save(connection, moved, self._now())
            alone = tuple(one for one in moved.variants if one.account_id == target.account_id)
            found = check(replace(moved, variants=alone), {target.account_id: target}, self._now())
            if not any(note.blocks for note in found):
                self._plan(connection, delivery, target)
                return fate
        if len(post.deliveries) == 1:
            posts.change(connection, post.id, stage=State.DRAFT.value)
        return Fate.DRAFT

    def _plan(self, connection: Connection, delivery: Delivery, target: Target) -> None:
        deliveries.add(
            connection,
            post_id=delivery.post_id,
            account_id=target.account_id,
            state=State.BY_HAND if target.kind.by_hand else State.PLANNED,
            due=delivery.due,
            zone=delivery.zone,
            token=new_token(),
            late_policy=delivery.late_policy,
            late_limit=delivery.late_limit,
            clock=target.clock,
        )

    def _by_hand(self, connection: Connection, account: Account) -> Target:
        """A channel without access of the same name, with the limits the platform has."""
        kind = self._accounts.kinds[_MANUAL]
        known = self._accounts.facts(account)
        key = stored.add(connection, _MANUAL, account.name, account.url, {})
        stored.change(connection, key, limits=known)
        return Target(key, account.name, kind, Limits.of(known), needs_login=False)


def _on(post: Post, account_id: int, target: Target | None) -> Post | None:
    """The post with its version on another channel; None when there is none, or it goes there already."""
    if target is None or any(one.account_id == target.account_id for one in post.variants):
        return None
    return replace(
        post,
        variants=tuple(
            Variant(target.account_id, one.text) if one.account_id == account_id else one for one in post.variants
        ),
    )
