"""Writing posts: drafts, pictures, finding them again."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from amtdesk.domain import copy_date
from amtdesk.domain.attempt import Attempt
from amtdesk.domain.delivery import EDITABLE, MOVABLE, PUBLIC, Delivery, State, Wish, may
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.handover import QUIET
from amtdesk.domain.media import Media
from amtdesk.domain.post import Post, Tile, Variant
from amtdesk.services import pictures
from amtdesk.services.cards import Cards, Fetches
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.wishes import wish
from amtdesk.store import accounts, attempts, deliveries, media, posts, tiles
from amtdesk.store.database import Database

#: No photo of an office is larger; a film or an archive dropped by mistake is.
MOST_BYTES = 60_000_000
#: What was withdrawn goes nowhere: it fixes neither text nor time of the other channels.
_FREE = EDITABLE | {State.WITHDRAWN}
_WAITING = frozenset({State.PLANNED, State.BY_HAND, State.HANDED_OVER})


class Posts:
    """The posts of this office."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        media_folder: Path,
        fetch: Fetches | None = None,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self.media_folder = media_folder
        #: makes the cards of links; `fetch` reads pages, None where none may be asked
        self.cards = Cards(fetch, self.take_picture)

    # reading

    def get(self, post_id: int) -> Post | None:
        """One post with everything that belongs to it."""
        with self._database.reading() as connection:
            return posts.get(connection, post_id)

    def newest(self, most: int = 100, *, before: int | None = None) -> list[Post]:
        """Posts, the youngest first."""
        with self._database.reading() as connection:
            return posts.newest(connection, most, before=before)

    def between(self, start: datetime, end: datetime) -> list[Tile]:
        """Tiles of posts whose time lies in [start, end)."""
        with self._database.reading() as connection:
            return tiles.between(connection, start, end)

    def undated(self) -> list[Tile]:
        """Drafts without a time."""
        with self._database.reading() as connection:
            return tiles.undated(connection)

    def search(self, query: str) -> list[Tile]:
        """Posts that contain every word."""
        with self._database.reading() as connection:
            return tiles.search(connection, query)

    def containing(self, query: str, among: Collection[int]) -> set[int]:
        """Which of these posts contain every word; all of them for an empty query."""
        with self._database.reading() as connection:
            return tiles.containing(connection, query, among)

    def attempts(self, delivery_id: int) -> list[Attempt]:
        """What was tried with one delivery, oldest first."""
        with self._database.reading() as connection:
            return attempts.of_delivery(connection, delivery_id)

    # writing

    def draft(self, zone: str, *, due: datetime | None = None, account_ids: Collection[int] = ()) -> Post:
        """An empty draft, not kept before it has something in it (id 0)."""
        return Post(0, "", "", due=due, zone=zone, variants=tuple(Variant(one) for one in sorted(account_ids)))

    def save(self, post: Post) -> Post:
        """Keep a post as it stands; returns it as kept (with its id).

        The text of a post that is on its way or public stays as it went out: then only the title may change.
        One that is planned keeps a time, and one ahead. Raises `NotAllowed`.
        """
        with self._database.writing() as connection:
            if not post.id:
                post_id = posts.add(connection, post, self._now())
            else:
                kept = _known(posts.get(connection, post.id))
                post_id = kept.id
                _refuse_changes(kept, post, self._now())
                if _content(kept) == _content(post) and kept.title == post.title:
                    return kept
                posts.save(connection, replace(post, stage=kept.stage), self._now())
                _follow_time(connection, kept, post, self._now())
            saved = _known(posts.get(connection, post_id))
        self._changes.tell(Kind.POSTS)
        return saved

    def take_picture(self, content: bytes, name: str) -> Media:
        """Check, turn upright, strip and keep a picture. Raises `Rejected` for one no platform could show."""
        taken = pictures.take(content, name)
        pictures.keep(self.media_folder, taken)
        with self._database.writing() as connection:
            return media.add(
                connection,
                self._now(),
                sha256=taken.sha256,
                mime=taken.mime,
                width=taken.width,
                height=taken.height,
                size=taken.size,
                name=taken.name,
            )

    def take_picture_file(self, path: str) -> Media:
        """The same for a file of this computer. Raises `Rejected` when it cannot be read or is over 60 MB."""
        file = Path(path)
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise Rejected(Problem.PICTURE_UNREADABLE, str(error)) from error
        if len(content) > MOST_BYTES:
            raise Rejected(Problem.PICTURE_UNREADABLE, f"{file.name}: more than {MOST_BYTES} bytes")
        return self.take_picture(content, file.name)

    def thumbnail(self, media: Media, side: int) -> bytes:
        """A small PNG of a kept picture, at most `side` pixels wide and high. Raises `Rejected` when it is gone."""
        return pictures.thumbnail(self.media_folder, media, side)

    def duplicate(self, post_id: int, *, due: datetime | None = None) -> Post:
        """A new draft with the same texts and pictures."""
        source = self.get(post_id)
        return self.save(replace(_known(source), id=0, due=due, stage=State.DRAFT, deliveries=()))

    def delete(self, post_id: int) -> None:
        """Take a post away; `restore` brings it back. One that is public or on its way stays."""
        with self._database.writing() as connection:
            post = _known(posts.get(connection, post_id))
            for delivery in post.deliveries:
                # what was handed over the platform would still publish
                gone_there = delivery.taken_down is not None
                if gone_there or delivery.state in (*PUBLIC, State.HANDED_OVER) or not may(delivery.state, State.DRAFT):
                    raise NotAllowed(f"post {post_id} is {delivery.state.value}")
            for delivery in post.deliveries:
                deliveries.remove(connection, delivery)
            posts.change(connection, post_id, deleted=self._now())
        self._changes.tell(Kind.POSTS, Kind.DELIVERIES)

    def restore(self, post_id: int) -> Post:
        """Bring a deleted post back, as a draft."""
        with self._database.writing() as connection:
            posts.change(connection, post_id, deleted=None, stage=State.DRAFT.value)
            post = _known(posts.get(connection, post_id))
        self._changes.tell(Kind.POSTS)
        return post


def _known(post: Post | None) -> Post:
    if post is None:
        raise NotAllowed("no such post")
    return post


def _content(post: Post) -> tuple[object, ...]:
    chosen = sorted(post.variants, key=lambda one: one.account_id)
    late = post.late_policy, post.late_limit
    return (post.text, post.language, post.due, post.zone, chosen, post.pictures, post.card, *late)


def _refuse_changes(kept: Post, post: Post, now: datetime) -> None:
    """What went out stays as it was; channels that are still open may change."""
    for delivery in kept.deliveries:
        if delivery.state in _FREE:
            continue
        same_text = kept.text_for(delivery.account_id) == post.text_for(delivery.account_id)
        same_look = (kept.pictures, kept.card) == (post.pictures, post.card)
        if not same_text or not same_look or delivery.account_id not in _chosen(post):
            raise NotAllowed(f"delivery {delivery.id} is {delivery.state.value}")
    if kept.due == post.due:
        return
    if any(delivery.state not in MOVABLE and delivery.state is not State.WITHDRAWN for delivery in kept.deliveries):
        raise NotAllowed("no longer movable")
    waiting = [one for one in kept.deliveries if one.state in _WAITING and one.account_id in _chosen(post)]
    if waiting and (post.due is None or post.due <= now):
        # it would go out at once, or at a time that nobody sees any more
        raise NotAllowed("a planned post needs a time ahead")


def _chosen(post: Post) -> set[int]:
    return {variant.account_id for variant in post.variants}


def _follow_time(connection: Connection, kept: Post, post: Post, now: datetime) -> None:
    """Deliveries of a planned post follow its time and late limit; a channel taken away loses its delivery."""
    for delivery in kept.deliveries:
        if delivery.state is State.HANDED_OVER:
            _follow_there(connection, delivery, kept, post, now)
        elif delivery.account_id not in _chosen(post):
            deliveries.remove(connection, delivery)
        elif delivery.state in MOVABLE and post.due is not None:
            deliveries.change(
                connection,
                delivery.id,
                delivery.state,
                due=_theirs(connection, delivery, kept, post, now),
                # another time is another start
                next_try=delivery.next_try if post.due == kept.due else None,
                zone=post.zone,
                late_policy=post.late_policy.value,
                late_limit=post.late_limit,
            )


def _theirs(connection: Connection, delivery: Delivery, kept: Post, post: Post, now: datetime) -> datetime:
    """The time of a post on one channel. A Redaktionsschluss that has passed stays while only the text changes."""
    assert post.due is not None
    account = accounts.get(connection, delivery.account_id)
    if post.due == kept.due and account is not None and copy_date.of_account(account) is not None:
        return delivery.due
    return copy_date.hand_in(account, post.due, now, post.zone)


def _follow_there(connection: Connection, delivery: Delivery, kept: Post, post: Post, now: datetime) -> None:
    """What a platform holds follows too: it is told once nobody has written any more for a while."""
    if delivery.account_id not in _chosen(post):
        wish(connection, delivery, Wish.DRAFT, now)
        return
    account_id, due = delivery.account_id, post.due or delivery.due
    same_text = kept.text_for(account_id) == post.text_for(account_id) and kept.language == post.language
    titled = kept.title == post.title
    if delivery.wish in (Wish.DRAFT, Wish.WITHDRAWN):
        # a draft again, and only as such written on
        return
    if not (same_text and titled and (kept.pictures, kept.card) == (post.pictures, post.card)):
        wish(connection, delivery, Wish.PC if delivery.wish is Wish.PC else Wish.EDIT, now, QUIET, due=due)
    elif due != delivery.due:
        wish(connection, delivery, Wish.MOVE, now, due=due)
