"""The tables. Rows never leave this floor."""

import logging
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON

log = logging.getLogger(__name__)

FORMAT = "%Y-%m-%dT%H:%M:%SZ"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def as_text(moment: datetime) -> str:
    """An aware moment as it stands in the file: UTC to the second, sortable."""
    # half the time of strftime, which counts when ten thousand comments come in
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def from_text(text: str) -> datetime:
    """The aware moment for a text of `as_text`; what nobody can read was long ago, so that a person is asked."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        log.error("no moment: %r", text[:40])
        return LONG_AGO
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """Aware UTC, kept as sortable text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else as_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else from_text(value)


class Day(TypeDecorator[date]):
    """A calendar day, kept as sortable text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> date | None:  # noqa: ARG002
        return None if value is None else date.fromisoformat(value)


class Base(DeclarativeBase):
    """Base of all rows."""

    type_annotation_map = {datetime: Moment, date: Day, dict[str, Any]: JSON, list[str]: JSON}


class SettingRow(Base):
    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class AccountRow(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    standing: Mapped[str] = mapped_column(default="untested")
    problem: Mapped[str | None]
    detail: Mapped[str] = mapped_column(default="")
    checked: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    removed: Mapped[datetime | None]
    #: who is to hold the clock, where a person chose: pc or platform
    clock: Mapped[str | None]
    #: the Steckbrief (`domain/profile.py`)
    profile: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class PostRow(Base):
    __tablename__ = "post"
    __table_args__ = (
        Index("post_due", "due"),
        Index("post_open", "stage", "changed"),
        Index("post_inquiry", "inquiry_id", sqlite_where=text("inquiry_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(default="de")
    due: Mapped[datetime | None]
    zone: Mapped[str]
    stage: Mapped[str] = mapped_column(default="draft")
    late_policy: Mapped[str] = mapped_column(default="publish")
    late_limit: Mapped[int] = mapped_column(default=30)
    #: title and texts, folded for searching
    folded: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime]
    changed: Mapped[datetime]
    deleted: Mapped[datetime | None]
    #: an answer, and to which Anliegen; None for a post of the Redaktionsplan
    inquiry_id: Mapped[int | None] = mapped_column(ForeignKey("inquiry.id"))
    #: what it answers on the platform (`domain.message.Target`)
    target: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    #: below its first link (`domain.card.LinkCard`)
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class VariantRow(Base):
    __tablename__ = "variant"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)


class MediaRow(Base):
    __tablename__ = "media"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    mime: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    name: Mapped[str]
    added: Mapped[datetime]


class AttachedRow(Base):
    __tablename__ = "attached"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"))
    alt: Mapped[str] = mapped_column(Text, default="")
    decorative: Mapped[bool] = mapped_column(default=False)
    #: x, y and size in thousandths
    crop: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))


class DeliveryRow(Base):
    __tablename__ = "delivery"
    __table_args__ = (
        # the hard cap: one delivery per post and channel, ever
        UniqueConstraint("post_id", "account_id"),
        Index("delivery_due", "due"),
        # not a partial one: SQLite would not use that for a state it is handed as a parameter
        Index("delivery_state", "state", "due"),
        Index("delivery_problem", "problem", sqlite_where=text("problem IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str]
    due: Mapped[datetime]
    zone: Mapped[str]
    #: the same for every attempt of this delivery and text version
    token: Mapped[str]
    late_policy: Mapped[str] = mapped_column(default="publish")
    late_limit: Mapped[int] = mapped_column(default=30)
    attempts: Mapped[int] = mapped_column(default=0)
    started: Mapped[datetime | None]
    #: when the irreversible call began; while it is empty a delivery in `sending` certainly was not sent
    final: Mapped[datetime | None]
    #: who holds the clock: pc or platform
    clock: Mapped[str] = mapped_column(default="pc")
    #: what it was before everything was held: planned, by_hand or handed_over
    before_hold: Mapped[str | None]
    #: the hold from which a person released this one
    released: Mapped[int | None]
    #: when the platform was last asked whether what we know of it still holds
    checked: Mapped[datetime | None]
    next_try: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    waits: Mapped[str | None]
    looks: Mapped[int] = mapped_column(default=0)
    remote_id: Mapped[str | None]
    url: Mapped[str | None]
    problem: Mapped[str | None]
    detail: Mapped[str] = mapped_column(Text, default="")
    #: frozen at the claim: title, text, language, pictures by hash with their alt texts
    payload: Mapped[str | None] = mapped_column(Text)
    payload_hash: Mapped[str | None]
    #: when the platform said it publishes what it holds
    scheduled: Mapped[datetime | None]
    #: what the platform showed of the text then
    mark: Mapped[str] = mapped_column(default="", server_default="")
    #: what a person wants of a delivery that the platform holds, until it was told
    wish: Mapped[str | None]
    #: kept instead of a link, e.g. the number of the issue
    note: Mapped[str] = mapped_column(default="", server_default="")
    #: after publishing, on the platform and from here: its text was changed; it was deleted
    edited: Mapped[datetime | None]
    taken_down: Mapped[datetime | None]


class AttemptRow(Base):
    __tablename__ = "attempt"
    __table_args__ = (Index("attempt_delivery", "delivery_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"))
    number: Mapped[int]
    step: Mapped[str]
    started: Mapped[datetime]
    milliseconds: Mapped[int | None]
    outcome: Mapped[str]
    status: Mapped[int | None]
    detail: Mapped[str] = mapped_column(Text, default="")


class HoldRow(Base):
    """Each time everything was held: who, when, why; `ended` once it was released."""

    __tablename__ = "hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    started: Mapped[datetime]
    by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    ended: Mapped[datetime | None]


class CategoryRow(Base):
    __tablename__ = "category"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class TextModuleRow(Base):
    __tablename__ = "text_module"

    id: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(ForeignKey("category.id"))
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    text_familiar: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[list[str]] = mapped_column(default=list)
    usage: Mapped[str] = mapped_column(Text, default="")
    agree_with: Mapped[str] = mapped_column(default="")
    approval: Mapped[str] = mapped_column(default="frei")
    review_months: Mapped[int] = mapped_column(default=12)
    kinds: Mapped[list[str]] = mapped_column(default=list)
    text_short: Mapped[str] = mapped_column(Text, default="")
    text_short_familiar: Mapped[str] = mapped_column(Text, default="")
    #: where the house says it officially
    source_url: Mapped[str] = mapped_column(default="")
    favourite: Mapped[bool] = mapped_column(default=False)
    #: the wording that counts; `WordingRow` has them all
    version: Mapped[int] = mapped_column(default=1)
    #: hers: written or changed in this house, never replaced by what the program ships
    own: Mapped[bool] = mapped_column(default=False)
    uses: Mapped[int] = mapped_column(default=0)
    used: Mapped[datetime | None]
    folded: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    archived: Mapped[datetime | None]
