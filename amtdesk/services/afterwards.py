"""After publishing: another text, or away with it, on the platform itself; nothing is ever published anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from sqlalchemy import Connection

from amtdesk.domain.attempt import heard
from amtdesk.domain.channel import Ability, Payload, Published
from amtdesk.domain.checks import check
from amtdesk.domain.delivery import PUBLIC, Delivery, State
from amtdesk.domain.errors import AccessDenied, AmtDeskError, NotAllowed, Problem, Rejected, Uncertain
from amtdesk.domain.grant import able
from amtdesk.domain.post import Post, Variant
from amtdesk.domain.public_place import PublicPlace
from amtdesk.services import payloads
from amtdesk.services.accounts import Accounts
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.office import Offices
from amtdesk.services.outcomes import detail_of
from amtdesk.services.planning import Refused
from amtdesk.store import attempts, deliveries, posts
from amtdesk.store.database import Database


class Amends(Protocol):
    """A channel, as far as what is public goes; each step may be repeated and makes no second post."""

    def read_back(self, remote_id: str) -> Published | None: ...
    def edit(self, remote_id: str, payload: Payload) -> Published: ...
    def withdraw(self, remote_id: str) -> None: ...


class Afterwards:
    """Each step is one call of a person for one public copy, and stands in its Verlauf with who and when."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        accounts: Accounts,
        offices: Offices,
        media_folder: Path,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._accounts = accounts
        self._offices = offices
        self._media = media_folder

    def places(self, post_id: int) -> list[PublicPlace]:
        """Where the post is public, in the order it was planned; answers in conversations are none."""
        with self._database.reading() as connection:
            post = posts.get(connection, post_id)
            if post is None or posts.inquiry_of(connection, post_id) is not None:
                return []
            public = [one for one in post.deliveries if one.state in PUBLIC]
            frozen = {one.id: deliveries.payload(connection, one.id) for one in public}
        found = (self._place(post, one, frozen[one.id]) for one in public)
        return [one for one in found if one is not None]

    def edit(self, delivery_id: int, text: str) -> bool:
        """Change the words of what is public. Network: never on the GUI thread.

        True when the platform shows them, False when its answer was lost and it cannot be told: then nothing is kept
        as changed, and the step may be repeated. Raises `NotAllowed` where it cannot be changed or nothing would,
        `Refused` for a text that may not stand there, and the errors of the channel.
        """
        place, post = self._public(delivery_id)
        words = payloads.composed(text)
        if not place.may_edit or words == place.text:
            raise NotAllowed(f"delivery {delivery_id}: no other text")
        self._check(post, place, words)
        frozen = {**self._frozen(post, place.delivery), "text": words}
        payload = payloads.payload(frozen, place.delivery, self._media, self._accounts.limits(place.account))
        started = monotonic()
        shown = self._attempt(place, "edit", started, lambda channel: self._changed(channel, place, payload))
        if shown is None:
            return False
        with self._database.writing() as connection:
            self._keep(connection, place, frozen, shown)
            self._log(connection, place.delivery, "edit", started, "accepted", f"vorher: {place.text}")
        self._changes.tell(Kind.POSTS, Kind.DELIVERIES)
        return True

    def withdraw(self, delivery_id: int) -> bool:
        """Delete what is public, on the platform. Network: never on the GUI thread.

        True when it is gone there, False when the answer was lost and it cannot be told; it may be repeated. Raises
        `NotAllowed` where no program can, and the errors of the channel.
        """
        place, _post = self._public(delivery_id)
        if not place.may_withdraw:
            raise NotAllowed(f"delivery {delivery_id}: not by program")
        started = monotonic()
        if self._attempt(place, "withdraw", started, lambda channel: self._gone(channel, place)) is None:
            return False
        now = self._now()
        with self._database.writing() as connection:
            deliveries.move(
                connection, place.delivery, State.WITHDRAWN, ended=now, taken_down=now, problem=None, detail=""
            )
            self._log(connection, place.delivery, "withdraw", started, "accepted", f"war: {place.text}")
        self._changes.tell(Kind.POSTS, Kind.DELIVERIES)
        return True

    def _attempt(
        self, place: PublicPlace, step: str, started: float, work: Callable[[Amends], Published | None]
    ) -> Published | None:
        """What the platform shows afterwards; None when nobody knows. What went wrong is in the Verlauf."""
        try:
            channel: Amends = self._accounts.open(place.account)
            return work(channel)
        except Uncertain as error:
            self._note(place.delivery, step, started, f"unknown: {error.problem.value}", error)
            return None
        except AmtDeskError as error:
            if isinstance(error, AccessDenied) and error.problem is not Problem.PERMISSION_MISSING:
                self._accounts.report(place.account, error)
            self._note(place.delivery, step, started, error.problem.value, error)
            raise

    def _changed(self, channel: Amends, place: PublicPlace, payload: Payload) -> Published:
        remote_id = _id_of(place)
        before = channel.read_back(remote_id)
        if before is None:
            raise Rejected(Problem.NOT_FOUND, remote_id)
        try:
            return channel.edit(remote_id, payload)
        except Uncertain:
            shown = channel.read_back(remote_id)
            # only where the platform shows which words stand there can the lost answer be made up for
            if shown is None or not shown.mark or shown.mark == before.mark:
                raise
            return shown

    def _gone(self, channel: Amends, place: PublicPlace) -> Published:
        remote_id = _id_of(place)
        try:
            channel.withdraw(remote_id)
        except Uncertain:
            if channel.read_back(remote_id) is not None:
                raise
        return Published(remote_id, "")

    def _public(self, delivery_id: int) -> tuple[PublicPlace, Post]:
        with self._database.reading() as connection:
            delivery = deliveries.get(connection, delivery_id)
            post = posts.get(connection, delivery.post_id) if delivery is not None else None
            frozen = deliveries.payload(connection, delivery_id)
            answers = post is not None and posts.inquiry_of(connection, post.id) is not None
        if delivery is None or post is None or answers or delivery.state not in PUBLIC:
            raise NotAllowed(f"delivery {delivery_id} is not public")
        place = self._place(post, delivery, frozen)
        if place is None:
            raise NotAllowed(f"delivery {delivery_id}: no account")
        return place, post

    def _place(self, post: Post, delivery: Delivery, frozen: Mapping[str, Any] | None) -> PublicPlace | None:
        account = self._accounts.get(delivery.account_id)
        kind = self._accounts.kinds.get(account.kind) if account is not None else None
        if account is None or account.removed or kind is None:
            return None
        can = able(account.settings, kind)
        known = bool(delivery.remote_id)
        return PublicPlace(
            delivery,
            account,
            kind,
            str(frozen["text"]) if frozen is not None else post.text_for(account.id).strip(),
            known and Ability.EDIT in can,
            known and Ability.WITHDRAW in can,
            not known and bool(can & {Ability.EDIT, Ability.WITHDRAW}),
        )

    def _check(self, post: Post, place: PublicPlace, words: str) -> None:
        """As before publishing: length, placeholders, what the channel does not take."""
        changed = replace(post, variants=(Variant(place.account.id, words),))
        notes = [
            note for note in check(changed, self._accounts.targets(), self._now(), needs_time=False) if note.blocks
        ]
        if notes:
            raise Refused(notes)

    def _frozen(self, post: Post, delivery: Delivery) -> dict[str, Any]:
        with self._database.reading() as connection:
            kept = deliveries.payload(connection, delivery.id)
        return kept or payloads.freeze(post, delivery.account_id)

    def _keep(self, connection: Connection, place: PublicPlace, frozen: dict[str, Any], shown: Published) -> None:
        now, delivery = self._now(), place.delivery
        values = {
            "payload": payloads.as_text(frozen),
            "payload_hash": payloads.digest(frozen),
            "edited": now,
            "mark": shown.mark or delivery.mark,
            "url": shown.url or delivery.url,
        }
        if not deliveries.change(connection, delivery.id, delivery.state, **values):
            raise NotAllowed(f"delivery {delivery.id} is no longer {delivery.state.value}")
        post = posts.get(connection, delivery.post_id)
        if post is not None:
            posts.save(connection, _with_text(post, delivery.account_id, frozen["text"]), now)

    def _note(self, delivery: Delivery, step: str, started: float, outcome: str, error: AmtDeskError) -> None:
        with self._database.writing() as connection:
            self._log(connection, delivery, step, started, outcome, detail_of(error), error.status)
        self._changes.tell(Kind.DELIVERIES)

    def _log(
        self,
        connection: Connection,
        delivery: Delivery,
        step: str,
        started: float,
        outcome: str,
        detail: str,
        status: int | None = None,
    ) -> None:
        took = round((monotonic() - started) * 1000)
        by = self._offices.get().short_sign
        attempts.log(
            connection,
            delivery,
            step,
            self._now() - timedelta(milliseconds=took),
            took,
            outcome,
            status=status if status is not None else heard(started),
            detail="\n".join(filter(None, (f"von {by}" if by else "", detail))),
        )


def _id_of(place: PublicPlace) -> str:
    assert place.delivery.remote_id is not None
    return place.delivery.remote_id


def _with_text(post: Post, account_id: int, words: str) -> Post:
    """The post as it stands there now: shared where all channels show the same, else a version of its own."""
    texts = {one.account_id: post.text_for(one.account_id) for one in post.variants} | {account_id: words}
    if set(texts.values()) == {words}:
        return replace(post, text=words, variants=tuple(replace(one, text=None) for one in post.variants))
    others = [one for one in post.variants if one.account_id != account_id]
    own = Variant(account_id, None if post.text == words else words)
    return replace(post, variants=tuple(sorted((*others, own), key=lambda one: one.account_id)))
