"""Textbausteine and their categories."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.folding import fold
from amtdesk.domain.standing import Agreement
from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.store.library_rows import WordingRow
from amtdesk.store.rows import CategoryRow, TextModuleRow

#: What a Textbaustein has in the same name in its row.
_PLAIN = (
    "id",
    "category",
    "title",
    "text",
    "text_familiar",
    "usage",
    "agree_with",
    "approval",
    "review_months",
    "text_short",
    "text_short_familiar",
    "source_url",
    "favourite",
    "version",
    "own",
    "uses",
    "used",
)
_COLUMNS = (
    select(
        *(getattr(TextModuleRow, name) for name in _PLAIN),
        TextModuleRow.keywords,
        TextModuleRow.kinds,
        WordingRow.agreed_by,
        WordingRow.agreed_office,
        WordingRow.agreed_on,
        WordingRow.asked_on,
        WordingRow.denied_on,
    )
    .outerjoin(WordingRow, and_(WordingRow.module_id == TextModuleRow.id, WordingRow.version == TextModuleRow.version))
    .join(CategoryRow, CategoryRow.id == TextModuleRow.category)
    .order_by(CategoryRow.position, TextModuleRow.position, TextModuleRow.title)
)
_CATEGORIES = select(CategoryRow.id, CategoryRow.title).order_by(CategoryRow.position)


def categories(connection: Connection) -> list[Category]:
    """The shelves in their order."""
    return [Category(*row) for row in connection.execute(_CATEGORIES)]


def add_category(connection: Connection, shelf: Category) -> None:
    """One more shelf, the last one."""
    last = connection.scalar(select(func.max(CategoryRow.position))) or 0
    connection.execute(insert(CategoryRow).values(id=shelf.id, title=shelf.title, position=last + 1))


def count(connection: Connection) -> int:
    """How many there are, archived ones too."""
    return int(connection.scalar(select(func.count()).select_from(TextModuleRow)) or 0)


def ids(connection: Connection) -> set[str]:
    """The ids of all, archived ones too."""
    return set(connection.scalars(select(TextModuleRow.id)))


def every(connection: Connection, *, archived: bool = False) -> list[TextModule]:
    """All shelf by shelf, or those that were put away, the youngest first; their standing is not known here."""
    if archived:
        away = _COLUMNS.where(TextModuleRow.archived.is_not(None)).order_by(None)
        return [_value(row) for row in connection.execute(away.order_by(TextModuleRow.archived.desc()))]
    return [_value(row) for row in connection.execute(_COLUMNS.where(TextModuleRow.archived.is_(None)))]


def get(connection: Connection, module_id: str, *, archived: bool = False) -> TextModule | None:
    """One Textbaustein; one that was put away only on request."""
    wanted = _COLUMNS.where(TextModuleRow.id == module_id)
    row = connection.execute(wanted if archived else wanted.where(TextModuleRow.archived.is_(None))).first()
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
    rows = [_columns(module) | {"position": position} for position, module in enumerate(modules)]
    if rows:
        connection.execute(insert(TextModuleRow).on_conflict_do_nothing(index_elements=["id"]), rows)
    return count(connection) - before


def add(connection: Connection, module: TextModule) -> None:
    """One of hers, the last on its shelf."""
    last = connection.scalar(select(func.max(TextModuleRow.position))) or 0
    connection.execute(insert(TextModuleRow).values(**_columns(module), position=last + 1))


def save(connection: Connection, module: TextModule) -> None:
    """Another content for one that is there; how often it was used stays."""
    values = {name: value for name, value in _columns(module).items() if name not in ("id", "uses", "used")}
    connection.execute(update(TextModuleRow).where(TextModuleRow.id == module.id).values(**values))


def change(connection: Connection, module_id: str, values: Mapping[str, Any]) -> None:
    """Set `archived`, `favourite`, `uses` or `used`."""
    connection.execute(update(TextModuleRow).where(TextModuleRow.id == module_id).values(**values))


def count_use(connection: Connection, module_id: str, at: datetime | None, step: int = 1) -> None:
    """One use more, or one less; `at` None leaves the last use as it is."""
    values: dict[str, Any] = {"uses": TextModuleRow.uses + step} | ({"used": at} if at is not None else {})
    connection.execute(update(TextModuleRow).where(TextModuleRow.id == module_id).values(**values))


def _columns(module: TextModule) -> dict[str, Any]:
    return {name: getattr(module, name) for name in _PLAIN} | {
        "keywords": list(module.keywords),
        "kinds": list(module.kinds),
        "folded": fold(" ".join((module.title, *module.keywords, module.text))),
    }


def _value(row: Row[*tuple[Any, ...]]) -> TextModule:
    values = {name: getattr(row, name) for name in _PLAIN}
    agreement = Agreement(row.agreed_by or "", row.agreed_office or "", row.agreed_on, row.asked_on, row.denied_on)
    return TextModule(**values, keywords=tuple(row.keywords), kinds=tuple(row.kinds), agreement=agreement)
