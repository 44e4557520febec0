"""Textbausteine and their categories."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.folding import fold, words
from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.store.rows import CategoryRow, TextModuleRow

_COLUMNS = select(
    TextModuleRow.id,
    TextModuleRow.category,
    TextModuleRow.title,
    TextModuleRow.text,
    TextModuleRow.text_familiar,
    TextModuleRow.keywords,
    TextModuleRow.usage,
    TextModuleRow.agree_with,
    TextModuleRow.approval,
    TextModuleRow.review_months,
    TextModuleRow.kinds,
).where(TextModuleRow.archived.is_(None))
_CATEGORIES = select(CategoryRow.id, CategoryRow.title).order_by(CategoryRow.position)


def categories(connection: Connection) -> list[Category]:
    """The shelves in their order."""
    return [Category(*row) for row in connection.execute(_CATEGORIES)]


def count(connection: Connection) -> int:
    """How many there are."""
    return int(connection.scalar(select(func.count()).select_from(TextModuleRow)) or 0)


def find(connection: Connection, query: str = "") -> list[TextModule]:
    """Textbausteine that contain every word of the query, those that name most of them in the title first."""
    wanted = words(query)
    statement = _COLUMNS.join(CategoryRow, CategoryRow.id == TextModuleRow.category)
    for word in wanted:
        statement = statement.where(func.instr(TextModuleRow.folded, word) > 0)
    statement = statement.order_by(CategoryRow.position, TextModuleRow.position, TextModuleRow.title)
    found = [_value(row) for row in connection.execute(statement)]
    return sorted(found, key=lambda one: sum(word not in fold(one.title) for word in wanted))


def get(connection: Connection, module_id: str) -> TextModule | None:
    """One Textbaustein."""
    row = connection.execute(_COLUMNS.where(TextModuleRow.id == module_id)).first()
    return _value(row) if row else None


def add_new(connection: Connection, shelves: Sequence[Category], modules: Sequence[TextModule]) -> int:
    """Add what is not there yet; what is there is hers and stays as it is. Returns how many are new."""
    for position, shelf in enumerate(shelves):
        connection.execute(
            insert(CategoryRow)
            .values(id=shelf.id, title=shelf.title, position=position)
            .on_conflict_do_nothing(index_elements=["id"])
        )
    before = count(connection)
    rows: list[dict[str, Any]] = [_columns(module, position) for position, module in enumerate(modules)]
    if rows:
        connection.execute(insert(TextModuleRow).on_conflict_do_nothing(index_elements=["id"]), rows)
    return count(connection) - before


def _columns(module: TextModule, position: int) -> dict[str, Any]:
    return {
        "id": module.id,
        "category": module.category,
        "title": module.title,
        "text": module.text,
        "text_familiar": module.text_familiar,
        "keywords": list(module.keywords),
        "usage": module.usage,
        "agree_with": module.agree_with,
        "approval": module.approval,
        "review_months": module.review_months,
        "kinds": list(module.kinds),
        "folded": fold(" ".join((module.title, *module.keywords, module.text))),
        "position": position,
    }


def _value(row: Row[*tuple[Any, ...]]) -> TextModule:
    return TextModule(
        id=row.id,
        category=row.category,
        title=row.title,
        text=row.text,
        text_familiar=row.text_familiar,
        keywords=tuple(row.keywords),
        usage=row.usage,
        agree_with=row.agree_with,
        approval=row.approval,
        review_months=row.review_months,
        kinds=tuple(row.kinds),
    )
