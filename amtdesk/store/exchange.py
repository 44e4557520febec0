"""The library as entries of a file, and entries of a file put into the library; what was there can come back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.asked import asked_in, sayings, words_in
from amtdesk.domain.example import Saying
from amtdesk.domain.exchange import Entry
from amtdesk.domain.folding import fold
from amtdesk.domain.textmodule import WORDING
from amtdesk.store import examples
from amtdesk.store.inbox_rows import DecisionRow
from amtdesk.store.library_rows import ExampleRow, UseRow, WordingRow
from amtdesk.store.rows import CategoryRow, TextModuleRow

_KEY = ["module_id", "version"]
#: Of a Textbaustein, what its entry says; counters, favourites and places are not touched.
_KEPT = (
    "category",
    "title",
    *WORDING,
    "keywords",
    "usage",
    "agree_with",
    "approval",
    "review_months",
    "kinds",
    "source_url",
    "version",
    "own",
    "folded",
)
_ENTRIES = (
    select(
        TextModuleRow.id,
        CategoryRow.title.label("shelf"),
        *(getattr(TextModuleRow, name) for name in _KEPT if name != "category"),
        WordingRow.agreed_by,
        WordingRow.agreed_office,
        WordingRow.agreed_on,
    )
    .join(CategoryRow, CategoryRow.id == TextModuleRow.category)
    .outerjoin(WordingRow, and_(WordingRow.module_id == TextModuleRow.id, WordingRow.version == TextModuleRow.version))
    .order_by(CategoryRow.position, TextModuleRow.position, TextModuleRow.title)
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Some Textbausteine as they were, with all their wordings and Beispielfragen."""

    modules: tuple[Mapping[str, Any], ...] = ()
    wordings: tuple[Mapping[str, Any], ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()

    def only(self, ids: Collection[str]) -> "Snapshot":
        """The part of it about these."""
        return Snapshot(
            tuple(one for one in self.modules if one["id"] in ids),
            tuple(one for one in self.wordings if one["module_id"] in ids),
            tuple(one for one in self.examples if one["module_id"] in ids),
        )


def entries(connection: Connection, ids: Collection[str] | None = None) -> list[Entry]:
    """All that are not archived, or these, shelf by shelf; `house` stays empty."""
    statement = _ENTRIES.where(TextModuleRow.archived.is_(None))
    if ids is not None:
        statement = statement.where(TextModuleRow.id.in_(list(ids)))
    said: dict[str, list[Saying]] = {}
    for one in examples.of(connection):
        said.setdefault(one.module_id, []).append(one)
    return [_entry(row, said.get(row.id, ())) for row in connection.execute(statement)]


def archived(connection: Connection) -> set[str]:
    """The ids of those put away."""
    return set(connection.scalars(select(TextModuleRow.id).where(TextModuleRow.archived.is_not(None))))


def add_shelf(connection: Connection, shelf_id: str, title: str) -> None:
    """A new shelf, the last one."""
    last = connection.scalar(select(func.max(CategoryRow.position))) or 0
    connection.execute(insert(CategoryRow).values(id=shelf_id, title=title, position=last + 1))


def add(connection: Connection, new: Sequence[tuple[Entry, str]], at: datetime, by: str) -> None:
    """New Textbausteine of hers, each with the id of its shelf; all at once, for others wait to write."""
    if not new:
        return
    last = connection.scalar(select(func.max(TextModuleRow.position))) or 0
    rows = [
        _columns(entry, shelf_id) | {"id": entry.id, "position": last + number}
        for number, (entry, shelf_id) in enumerate(new, 1)
    ]
    connection.execute(insert(TextModuleRow), rows)
    connection.execute(insert(WordingRow), [_wording(entry, at, by) for entry, _ in new])
    examples.add_stock(connection, [saying for entry, _ in new for saying in _sayings(entry)])


def change(connection: Connection, entry: Entry, before: Entry, shelf_id: str, at: datetime, by: str) -> None:
    """Another content for one that is there; with a later version the wording before it is kept."""
    keep = insert(WordingRow).on_conflict_do_nothing(index_elements=_KEY)
    if entry.version != before.version:
        connection.execute(keep, [_wording(before, at, "")])
    connection.execute(update(TextModuleRow).where(TextModuleRow.id == entry.id).values(**_columns(entry, shelf_id)))
    connection.execute(keep, [_wording(entry, at, by)])
    if entry.agreed and _agreement(entry) != _agreement(before):
        here = (WordingRow.module_id == entry.id, WordingRow.version == entry.version)
        answered = {"asked_on": None, "denied_on": None}
        connection.execute(update(WordingRow).where(*here).values(**_agreement(entry), **answered))
    for saying in _sayings(entry, before):
        examples.add(connection, saying)


def snapshot(connection: Connection, ids: Sequence[str]) -> Snapshot:
    """These as they are now."""
    columns = [TextModuleRow.id, *(getattr(TextModuleRow, name) for name in _KEPT)]
    modules = connection.execute(select(*columns).where(TextModuleRow.id.in_(ids))).mappings()
    wordings = connection.execute(select(WordingRow.__table__).where(WordingRow.module_id.in_(ids))).mappings()
    asked = connection.execute(select(ExampleRow.__table__).where(ExampleRow.module_id.in_(ids))).mappings()
    return Snapshot(*(tuple(dict(row) for row in found) for found in (modules, wordings, asked)))


def restore(connection: Connection, kept: Snapshot) -> None:
    """Everything of the snapshot as it was."""
    for module in kept.modules:
        values = {name: module[name] for name in _KEPT}
        connection.execute(update(TextModuleRow).where(TextModuleRow.id == module["id"]).values(**values))
        for table in (WordingRow, ExampleRow):
            connection.execute(delete(table).where(table.module_id == module["id"]))
    if kept.wordings:
        connection.execute(insert(WordingRow), [dict(one) for one in kept.wordings])
    if kept.examples:
        connection.execute(insert(ExampleRow), [dict(one) for one in kept.examples])


def remove(connection: Connection, ids: Iterable[str], at: datetime) -> None:
    """Take new ones away again; one that was used since goes to the archive."""
    wanted = set(ids)
    used = set(connection.scalars(select(UseRow.module_id).where(UseRow.module_id.in_(wanted))))
    used |= set(connection.scalars(select(DecisionRow.module_id).where(DecisionRow.module_id.in_(wanted))))
    connection.execute(update(TextModuleRow).where(TextModuleRow.id.in_(used)).values(archived=at))
    connection.execute(delete(TextModuleRow).where(TextModuleRow.id.in_(wanted - used)))


def remove_empty_shelves(connection: Connection, ids: Iterable[str]) -> None:
    """Take away those of these shelves on which nothing stands."""
    full = select(TextModuleRow.category)
    connection.execute(delete(CategoryRow).where(CategoryRow.id.in_(list(ids)), CategoryRow.id.not_in(full)))


def _agreement(entry: Entry) -> dict[str, Any]:
    return {"agreed_by": entry.agreed_by, "agreed_office": entry.agreed_office, "agreed_on": entry.agreed_on}


def _wording(entry: Entry, at: datetime, by: str) -> dict[str, Any]:
    texts = {name: getattr(entry, name) for name in WORDING}
    kept = {"module_id": entry.id, "version": entry.version, "texts": texts, "written": at, "by": by}
    return kept | _agreement(entry)


def _sayings(entry: Entry, before: Entry | None = None) -> list[Saying]:
    """Its Beispielfragen and single words that are not there yet."""
    there = before or Entry()
    asked = [one for one in entry.questions if one not in there.questions]
    return sayings(entry.id, asked, [word for word in entry.words if word not in there.words])


def _columns(entry: Entry, shelf_id: str) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _KEPT if name not in ("category", "own", "folded")}
    return values | {
        "category": shelf_id,
        "keywords": list(entry.keywords),
        "kinds": list(entry.kinds),
        "own": True,
        "folded": fold(" ".join((entry.title, *entry.keywords, entry.text))),
    }


def _entry(row: Row[*tuple[Any, ...]], said: Sequence[Saying]) -> Entry:
    values = {name: getattr(row, name) for name in _KEPT if name not in ("category", "own", "folded")}
    found = Entry(id=row.id, category=row.shelf, **values)
    return replace(
        found,
        keywords=tuple(row.keywords),
        questions=tuple(asked_in(said)),
        words=words_in(said),
        kinds=tuple(row.kinds),
        agreed_by=row.agreed_by or "",
        agreed_office=row.agreed_office or "",
        agreed_on=row.agreed_on,
    )
