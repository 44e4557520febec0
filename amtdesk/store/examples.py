"""Beispielfragen of the Textbausteine: shipped ones and hers."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.example import Saying, Sort
from amtdesk.store.library_rows import ExampleRow
from amtdesk.store.rows import TextModuleRow

_KEY = ("module_id", "sort", "text", "post")
_COLUMNS = (ExampleRow.id, ExampleRow.module_id, ExampleRow.sort, ExampleRow.text, ExampleRow.post, ExampleRow.own)


def of(connection: Connection, module_id: str | None = None) -> list[Saying]:
    """Those of one Textbaustein, or of all that are not archived, in the order they came."""
    statement = select(*_COLUMNS).where(ExampleRow.removed.is_(None)).order_by(ExampleRow.id)
    if module_id is None:
        used = select(TextModuleRow.id).where(TextModuleRow.archived.is_(None))
        statement = statement.where(ExampleRow.module_id.in_(used))
    else:
        statement = statement.where(ExampleRow.module_id == module_id)
    return [
        Saying(row.id, row.module_id, Sort(row.sort), row.text, row.post, row.own)
        for row in connection.execute(statement)
    ]


def add_stock(connection: Connection, sayings: Iterable[Saying]) -> int:
    """Add shipped ones of Textbausteine that are there; what she has or took away stays as it is. Returns how many."""
    there = set(connection.scalars(select(TextModuleRow.id)))
    rows: list[dict[str, Any]] = [_columns(one) for one in sayings if one.module_id in there]
    before = _count(connection)
    if rows:
        connection.execute(insert(ExampleRow).on_conflict_do_nothing(index_elements=_KEY), rows)
    return _count(connection) - before


def keep(connection: Connection, module_id: str, wanted: Collection[Saying], at: datetime) -> bool:
    """Exactly these from now on; returns whether that was something new.

    One that is taken away stays marked, so that no update of the program brings it back.
    """
    before = {_key(one): one for one in of(connection, module_id)}
    after = {_key(one): one for one in wanted}
    for key in before.keys() - after.keys():
        remove(connection, before[key].id, at)
    fresh = [one for key, one in after.items() if key not in before]
    for one in fresh:
        add(connection, one)
    return bool(fresh) or len(before) > len(after)


def add(connection: Connection, saying: Saying) -> None:
    """One of hers; one she had taken away comes back."""
    statement = insert(ExampleRow).values(**_columns(saying))
    connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_={"removed": None}))


def remove(connection: Connection, example_id: int, at: datetime) -> None:
    """Take one away, for good."""
    connection.execute(update(ExampleRow).where(ExampleRow.id == example_id).values(removed=at))


def _count(connection: Connection) -> int:
    return int(connection.scalar(select(func.count()).select_from(ExampleRow)) or 0)


def _key(one: Saying) -> tuple[Sort, str, str]:
    return one.sort, one.text, one.post


def _columns(one: Saying) -> dict[str, Any]:
    return {
        "module_id": one.module_id,
        "sort": one.sort.value,
        "text": one.text,
        "post": one.post,
        "own": one.own,
    }
