"""The tables of Anliegen, messages, decisions and rounds. Rows never leave this floor."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from amtdesk.store.rows import Base


class ContactRow(Base):
    """An office one passes things on to."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    removed: Mapped[datetime | None]


class InquiryRow(Base):
    __tablename__ = "inquiry"
    __table_args__ = (
        UniqueConstraint("account_id", "thread"),
        # the queue: a handful of open ones among hundreds of thousands
        Index("inquiry_open", "urgent", "opened", sqlite_where=text("status = 'new'")),
        Index("inquiry_follow_up", "follow_up", sqlite_where=text("follow_up IS NOT NULL")),
        Index("inquiry_newest", "newest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    channel: Mapped[str]
    source: Mapped[str]
    status: Mapped[str]
    kind: Mapped[str]
    opened: Mapped[datetime]
    newest: Mapped[datetime]
    author: Mapped[str] = mapped_column(default="")
    snippet: Mapped[str] = mapped_column(default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    #: hurtful: shown folded away, opened on purpose
    collapsed: Mapped[bool] = mapped_column(default=False)
    due: Mapped[datetime | None]
    follow_up: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    #: id of the first message of the conversation on the platform; None when it was taken over by hand
    thread: Mapped[str | None]
    post: Mapped[str] = mapped_column(default="")
    post_text: Mapped[str] = mapped_column(Text, default="")
    post_url: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    settled: Mapped[datetime | None]


class MessageRow(Base):
    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("account_id", "remote_id"), Index("message_inquiry", "inquiry_id", "created"))

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    remote_id: Mapped[str | None]
    parent: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    author: Mapped[str] = mapped_column(default="")
    handle: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(default="")
    created: Mapped[datetime]
    own: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False)
    edited: Mapped[datetime | None]
    before: Mapped[str] = mapped_column(Text, default="")
    gone: Mapped[datetime | None]
    #: when and by whom it was given „Gefällt mir“ here
    liked: Mapped[datetime | None]
    liked_by: Mapped[str] = mapped_column(default="", server_default="")


class CursorRow(Base):
    """Where the next reading of an account goes on, and how the last one went."""

    __tablename__ = "cursor"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    cursor: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fetched: Mapped[datetime | None]
    tried: Mapped[datetime | None]
    problem: Mapped[str | None]
    detail: Mapped[str] = mapped_column(Text, default="")


class DecisionRow(Base):
    """Who decided what about an Anliegen, with what it was before: its history, and what undoing needs."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_inquiry", "inquiry_id"), Index("decision_made", "made"))

    id: Mapped[int] = mapped_column(primary_key=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id", ondelete="CASCADE"))
    made: Mapped[datetime]
    by: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: the answer that went out with it
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    module_id: Mapped[str | None] = mapped_column(ForeignKey("text_module.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    undone: Mapped[datetime | None]


class MeasureRow(Base):
    """A step of moderation with everything a court would ask for."""

    __tablename__ = "measure"
    __table_args__ = (Index("measure_message", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    step: Mapped[str]
    made: Mapped[datetime]
    by: Mapped[str]
    clause: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    approved_by: Mapped[str] = mapped_column(default="")
    #: author, text, link, time and context as they were before the step
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str]
    problem: Mapped[str | None]
    detail: Mapped[str] = mapped_column(Text, default="")
    undone: Mapped[datetime | None]


class StopRow(Base):
    """A group or page of the Rundgang."""

    __tablename__ = "stop"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str]
    channel: Mapped[str] = mapped_column(default="")
    #: with which account one goes there, and how one behaves
    rules: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    removed: Mapped[datetime | None]


class VisitRow(Base):
    __tablename__ = "visit"
    __table_args__ = (Index("visit_stop", "stop_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stop.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))


class RoundRow(Base):
    """One Community-Runde with what came of it."""

    __tablename__ = "round"
    __table_args__ = (Index("round_started", "started"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    #: seconds the clock counted: pauses and sleep do not
    seconds: Mapped[int] = mapped_column(default=0)
    seen_until: Mapped[datetime | None]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
