"""The tables of what platforms count. Rows never leave this floor."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from amtdesk.store.rows import Base


class PostFiguresRow(Base):
    """What a platform counted of one post up to one day, the last look of that day."""

    __tablename__ = "post_figures"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    taken: Mapped[datetime]
    figures: Mapped[dict[str, Any]]


class AudienceRow(Base):
    """What a platform counted of one account up to one day."""

    __tablename__ = "audience"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    taken: Mapped[datetime]
    figures: Mapped[dict[str, Any]]


class AskedRow(Base):
    """When an account was last asked for its figures, and what came of it."""

    __tablename__ = "figures_asked"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    tried: Mapped[datetime]
    told: Mapped[datetime | None]
    problem: Mapped[str | None]
    detail: Mapped[str] = mapped_column(Text, default="")
