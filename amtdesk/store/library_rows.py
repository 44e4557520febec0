"""The tables of the standing of Textbausteine. Rows never leave this floor."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from amtdesk.store.rows import Base


class WordingRow(Base):
    """One wording of a Textbaustein, the present one and all before it, and who stood behind it."""

    __tablename__ = "wording"

    module_id: Mapped[str] = mapped_column(ForeignKey("text_module.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    written: Mapped[datetime]
    by: Mapped[str] = mapped_column(default="")
    agreed_by: Mapped[str] = mapped_column(default="")
    agreed_office: Mapped[str] = mapped_column(default="")
    agreed_on: Mapped[date | None]
    #: asked the office to confirm it
    asked_on: Mapped[date | None]


class UseRow(Base):
    """A Textbaustein was used, in which wording, and whether the house stood behind it then."""

    __tablename__ = "module_use"
    __table_args__ = (Index("module_use_module", "module_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[str] = mapped_column(ForeignKey("text_module.id", ondelete="CASCADE"))
    version: Mapped[int]
    at: Mapped[datetime]
    agreed: Mapped[bool]
    inquiry_id: Mapped[int | None] = mapped_column(ForeignKey("inquiry.id", ondelete="SET NULL"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"))
