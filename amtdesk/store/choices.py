"""What she took for comments, to learn from; nothing in here is a readable comment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.example import Choice
from amtdesk.store.library_rows import ChoiceRow

#: So many are kept, the youngest.
KEPT = 2_000


def add(connection: Connection, choice: Choice, at: datetime) -> None:
    """Keep one; beyond `KEPT` the oldest goes."""
    connection.execute(
        insert(ChoiceRow).values(
            at=at,
            module_id=choice.taken or None,
            refused=list(choice.refused),
            words=choice.words,
            post_words=choice.post_words,
        )
    )
    oldest = select(ChoiceRow.id).order_by(ChoiceRow.id.desc()).offset(KEPT)
    connection.execute(delete(ChoiceRow).where(ChoiceRow.id.in_(oldest)))


def youngest(connection: Connection, most: int) -> Sequence[Choice]:
    """The youngest, oldest of them first."""
    rows = connection.execute(
        select(ChoiceRow.module_id, ChoiceRow.refused, ChoiceRow.words, ChoiceRow.post_words)
        .order_by(ChoiceRow.id.desc())
        .limit(most)
    ).all()
    return [Choice(row.words, row.post_words, row.module_id or "", tuple(row.refused)) for row in reversed(rows)]


def count(connection: Connection) -> int:
    """How many there are."""
    return int(connection.scalar(select(func.count()).select_from(ChoiceRow)) or 0)


def forget(connection: Connection) -> None:
    """All of them."""
    connection.execute(delete(ChoiceRow))
