"""The tables of the standing of Textbausteine. Rows never leave this floor."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
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
    #: the office did not confirm it
    denied_on: Mapped[date | None]


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


class ExampleRow(Base):
    """How citizens ask for a Textbaustein: a sentence, single words, or a post under which it is asked for."""

    __tablename__ = "module_example"
    __table_args__ = (UniqueConstraint("module_id", "sort", "text", "post"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[str] = mapped_column(ForeignKey("text_module.id", ondelete="CASCADE"))
    sort: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text, default="")
    #: hers, not shipped
    own: Mapped[bool] = mapped_column(default=False)
    #: she took it away; it stays here so that no update brings it back
    removed: Mapped[datetime | None]


class ChoiceRow(Base):
    """What she took for a comment. Of the comment only its words are kept, sorted, without names and numbers."""

    __tablename__ = "choice"
    __table_args__ = (Index("choice_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    #: None: it needed no answer
    module_id: Mapped[str | None] = mapped_column(ForeignKey("text_module.id", ondelete="CASCADE"))
    #: offered and not taken
    refused: Mapped[list[str]] = mapped_column(default=list)
    words: Mapped[str] = mapped_column(Text)
    post_words: Mapped[str] = mapped_column(Text, default="")
