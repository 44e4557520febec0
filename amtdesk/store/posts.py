"""Posts with their versions and pictures."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, astuple
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from amtdesk.domain.card import LinkCard
from amtdesk.domain.crop import Crop
from amtdesk.domain.delivery import LatePolicy, State
from amtdesk.domain.folding import fold
from amtdesk.domain.media import Media
from amtdesk.domain.message import Source, Target
from amtdesk.domain.post import Attached, Post, Variant
from amtdesk.store import deliveries
from amtdesk.store.rows import AttachedRow, DeliveryRow, MediaRow, PostRow, VariantRow

_COLUMNS = select(
    PostRow.id,
    PostRow.title,
    PostRow.text,
    PostRow.language,
    PostRow.due,
    PostRow.zone,
    PostRow.stage,
    PostRow.late_policy,
    PostRow.late_limit,
    PostRow.changed,
    PostRow.target,
    PostRow.card,
).where(PostRow.deleted.is_(None))


def get(connection: Connection, post_id: int) -> Post | None:
    """One post with everything that belongs to it."""
    found = _load(connection, _COLUMNS.where(PostRow.id == post_id))
    return found[0] if found else None


def newest(connection: Connection, most: int, *, before: int | None = None) -> list[Post]:
    """Posts, the youngest first; `before` is the last id of the page before."""
    query = _COLUMNS.where(PostRow.inquiry_id.is_(None)).order_by(PostRow.id.desc()).limit(most)
    return _load(connection, query if before is None else query.where(PostRow.id < before))


def of_inquiry(connection: Connection, inquiry_id: int) -> list[Post]:
    """The answers to an Anliegen, oldest first."""
    return _load(connection, _COLUMNS.where(PostRow.inquiry_id == inquiry_id).order_by(PostRow.id))


def answers_in(connection: Connection, states: Collection[State]) -> list[tuple[int, Post]]:
    """Answers with a delivery in one of these states, each with the id of its Anliegen."""
    found = (
        select(PostRow.id, PostRow.inquiry_id)
        .join(DeliveryRow, DeliveryRow.post_id == PostRow.id)
        .where(DeliveryRow.state.in_([state.value for state in states]))
        .where(PostRow.inquiry_id.is_not(None), PostRow.deleted.is_(None))
    )
    asked = {row.id: int(row.inquiry_id) for row in connection.execute(found)}
    return [(asked[post.id], post) for post in _load(connection, _COLUMNS.where(PostRow.id.in_(asked)))]


def inquiry_of(connection: Connection, post_id: int) -> int | None:
    """The Anliegen a post answers; None for a post of the Redaktionsplan."""
    return connection.scalar(select(PostRow.inquiry_id).where(PostRow.id == post_id))


def add(connection: Connection, post: Post, now: datetime) -> int:
    """A new post; returns its id."""
    row = insert(PostRow).values(created=now, **_columns(post, now))
    post_id = int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]
    _parts(connection, post_id, post)
    return post_id


def save(connection: Connection, post: Post, now: datetime) -> None:
    """Write a post over itself: texts, time, versions, pictures."""
    connection.execute(update(PostRow).where(PostRow.id == post.id).values(**_columns(post, now)))
    _parts(connection, post.id, post)


def change(connection: Connection, post_id: int, **values: Any) -> None:
    """Set columns of one post."""
    connection.execute(update(PostRow).where(PostRow.id == post_id).values(**values))


def _columns(post: Post, now: datetime) -> dict[str, Any]:
    return {
        "title": post.title,
        "text": post.text,
        "language": post.language,
        "due": post.due,
        "zone": post.zone,
        "stage": post.stage.value,
        "late_policy": post.late_policy.value,
        "late_limit": post.late_limit,
        "folded": fold("\n".join([post.title, post.text, *(v.text for v in post.variants if v.text)])),
        "card": asdict(post.card) if post.card is not None else None,
        "changed": now,
    }


def _parts(connection: Connection, post_id: int, post: Post) -> None:
    connection.execute(delete(VariantRow).where(VariantRow.post_id == post_id))
    connection.execute(delete(AttachedRow).where(AttachedRow.post_id == post_id))
    versions = [{"post_id": post_id, "account_id": one.account_id, "text": one.text} for one in post.variants]
    if versions:
        connection.execute(insert(VariantRow), versions)
    pictures = [
        {
            "post_id": post_id,
            "position": position,
            "media_id": one.media.id,
            "alt": one.alt,
            "decorative": one.decorative,
            "crop": list(astuple(one.crop)) if one.crop is not None else None,
        }
        for position, one in enumerate(post.pictures)
    ]
    if pictures:
        connection.execute(insert(AttachedRow), pictures)


def _load(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Post]:
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    versions, pictures = _versions(connection, ids), _pictures(connection, ids)
    planned = defaultdict(list)
    for delivery in deliveries.of_posts(connection, ids):
        planned[delivery.post_id].append(delivery)
    return [_value(row, versions[row.id], pictures[row.id], planned[row.id]) for row in rows]


def _versions(connection: Connection, ids: Sequence[int]) -> dict[int, list[Variant]]:
    found = defaultdict(list)
    columns = select(VariantRow.post_id, VariantRow.account_id, VariantRow.text)
    for row in connection.execute(columns.where(VariantRow.post_id.in_(ids)).order_by(VariantRow.account_id)):
        found[row.post_id].append(Variant(row.account_id, row.text))
    return found


def _pictures(connection: Connection, ids: Sequence[int]) -> dict[int, list[Attached]]:
    found = defaultdict(list)
    query = (
        select(
            AttachedRow.post_id,
            AttachedRow.alt,
            AttachedRow.decorative,
            AttachedRow.crop,
            MediaRow.id,
            MediaRow.sha256,
            MediaRow.mime,
            MediaRow.width,
            MediaRow.height,
            MediaRow.size,
            MediaRow.name,
        )
        .join(MediaRow, MediaRow.id == AttachedRow.media_id)
        .where(AttachedRow.post_id.in_(ids))
        .order_by(AttachedRow.post_id, AttachedRow.position)
    )
    for row in connection.execute(query):
        media = Media(row.id, row.sha256, row.mime, row.width, row.height, row.size, row.name)
        found[row.post_id].append(Attached(media, row.alt, row.decorative, Crop(*row.crop) if row.crop else None))
    return found


def _value(row: Row[*tuple[Any, ...]], versions: list[Variant], pictures: list[Attached], planned: list[Any]) -> Post:
    target = Target(**{**row.target, "source": Source(row.target["source"])}) if row.target else None
    return Post(
        id=row.id,
        title=row.title,
        text=row.text,
        language=row.language,
        due=row.due,
        zone=row.zone,
        stage=State(row.stage),
        late_policy=LatePolicy(row.late_policy),
        late_limit=row.late_limit,
        variants=tuple(versions),
        pictures=tuple(pictures),
        deliveries=tuple(planned),
        changed=row.changed,
        target=target,
        card=_card(row.card),
    )


def _card(kept: dict[str, Any] | None) -> LinkCard | None:
    if not kept:
        return None
    return LinkCard(**{**kept, "picture": Media(**kept["picture"]) if kept["picture"] else None})
