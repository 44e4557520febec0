"""Textbausteine to a file and back: a preview first, then all that was chosen or nothing; an import can be undone."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from amtdesk.domain.exchange import Entry, Fault, FileRefused, Read, Refusal, Row, Standing, compare
from amtdesk.domain.folding import fold
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office
from amtdesk.domain.textmodule import identifier
from amtdesk.services import exchange_csv, exchange_json
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.exchange_text import LARGEST, decode
from amtdesk.store import exchange, textmodules
from amtdesk.store.database import Database
from amtdesk.store.exchange import Snapshot
from amtdesk.store.trouble import drive_named


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do: its rows in their order, the charset it was read in, shelves nobody knows yet."""

    rows: tuple[Row, ...]
    charset: str
    shelves: tuple[str, ...] = ()

    def of(self, standing: Standing) -> list[Row]:
        """The rows of one kind."""
        return [row for row in self.rows if row.standing is standing]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did, enough to undo it."""

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    before: Snapshot
    shelves: tuple[str, ...]


class Exchange:
    """Export and import of the Textbausteine of this office; `stock` brings in the shipped Beispielfragen first."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        office: Callable[[], Office],
        stock: Callable[[], None],
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._office = office
        self._stock = stock

    def entries(self, ids: Collection[str] | None = None) -> list[Entry]:
        """All Textbausteine, or these, shelf by shelf."""
        self._stock()
        with self._database.reading() as connection:
            return self._entries(connection, ids)

    def csv(self, ids: Collection[str] | None = None) -> bytes:
        """For Excel."""
        return exchange_csv.write(self.entries(ids))

    def json(self, ids: Collection[str] | None = None) -> bytes:
        """For another AmtDesk."""
        return exchange_json.write(self.entries(ids), local(self._now(), self._office().zone).date())

    def save(self, path: Path, ids: Collection[str] | None = None) -> None:
        """Write a file, JSON when its name ends so, else CSV. Raises `StorageTrouble`."""
        content = self.json(ids) if path.suffix.lower() == ".json" else self.csv(ids)
        with drive_named():
            path.write_bytes(content)

    def open(self, path: Path) -> Preview:
        """The preview of a file. Raises `FileRefused`."""
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise FileRefused(Refusal.UNREADABLE) from error
        return self.preview(content)

    def preview(self, content: bytes) -> Preview:
        """What taking this file (JSON or CSV, by its first sign) would do. Raises `FileRefused`."""
        text, charset = decode(content)
        found = exchange_json.rows(text) if text.lstrip()[:1] in ("{", "[") else exchange_csv.rows(text)
        self._stock()
        with self._database.reading() as connection:
            known = self._entries(connection)
            put_away = exchange.archived(connection)
            shelves = _shelves(connection)
        house = self._office().name
        rows = _rows(found, known, put_away, house)
        titles = [row.entry.category for row in rows if row.standing in (Standing.NEW, Standing.CHANGED)]
        unknown = {fold(title): title for title in reversed(titles) if fold(title) not in shelves}
        return Preview(tuple(rows), charset, tuple(reversed(unknown.values())))

    def take(self, rows: Sequence[Row], shelves: Mapping[str, str] | None = None) -> Taken:
        """Put these rows of a preview into the library, all or none.

        `shelves` names for the title of an unknown shelf the id of one that is there; the others are made. Raises
        `FileRefused` (overtaken) when one of the Textbausteine changed since the preview.
        """
        wanted = [row for row in rows if row.standing in (Standing.NEW, Standing.CHANGED)]
        office, at = self._office(), self._now()
        with self._database.writing() as connection:
            known = {entry.id: entry for entry in self._entries(connection)}
            if any(row.before is not None and known.get(row.before.id) != row.before for row in wanted):
                raise FileRefused(Refusal.OVERTAKEN)
            there = _shelves(connection) | {fold(title): found for title, found in (shelves or {}).items()}
            made = _make_shelves(connection, (row.entry.category for row in wanted), there)
            changed = [row for row in wanted if row.before is not None]
            before = exchange.snapshot(connection, [row.entry.id for row in changed])
            for row in changed:
                if row.before is not None:
                    shelf = there[fold(row.entry.category)]
                    exchange.change(connection, row.entry, row.before, shelf, at, office.short_sign)
            fresh = [row.entry for row in wanted if row.before is None]
            new = [
                (entry, there[fold(entry.category)])
                for entry in _named(fresh, set(known) | exchange.archived(connection))
            ]
            exchange.add(connection, new, at, office.short_sign)
            after = {entry.id: entry for entry in self._entries(connection)}
        self._changes.tell(Kind.TEXT_MODULES)
        return Taken(
            tuple(after[entry.id] for entry, _ in new),
            tuple(after[row.entry.id] for row in changed),
            before,
            tuple(made),
        )

    def undo(self, taken: Taken) -> int:
        """Take an import back; returns how many stay because somebody changed them since."""
        with self._database.writing() as connection:
            now = {entry.id: entry for entry in self._entries(connection)}
            untouched = {one.id for one in (*taken.new, *taken.changed) if now.get(one.id) == one}
            exchange.restore(connection, taken.before.only(untouched))
            exchange.remove(connection, untouched & {one.id for one in taken.new}, self._now())
            exchange.remove_empty_shelves(connection, taken.shelves)
        self._changes.tell(Kind.TEXT_MODULES)
        return len(taken.new) + len(taken.changed) - len(untouched)

    def _entries(self, connection: Connection, ids: Collection[str] | None = None) -> list[Entry]:
        house = self._office().name
        return [replace(entry, house=house) for entry in exchange.entries(connection, ids)]


def _rows(found: Iterable[Read], known: Sequence[Entry], put_away: set[str], house: str) -> list[Row]:
    """Each row compared with the Textbaustein of its id, or without one of its title."""
    by_id = {entry.id: entry for entry in known}
    by_title: dict[str, list[Entry]] = {}
    for entry in known:
        by_title.setdefault(fold(entry.title), []).append(entry)
    rows, seen = [], set()
    for one in found:
        namesakes = by_title.get(fold(one.entry.title), [])
        before = by_id.get(one.entry.id) if one.entry.id else namesakes[0] if len(namesakes) == 1 else None
        key = before.id if before else one.entry.id or f"\n{fold(one.entry.category)}\n{fold(one.entry.title)}"
        faults = one.faults
        if key in seen:
            faults += (Fault.TWICE,)
        if one.entry.id in put_away:
            faults += (Fault.ARCHIVED,)
        seen.add(key)
        rows.append(compare(replace(one, faults=faults), before, house))
    return rows


def _named(entries: Iterable[Entry], taken: set[str]) -> list[Entry]:
    """Each with an id of its own. Raises `FileRefused` when somebody else took one of theirs since the preview."""
    found = []
    for entry in entries:
        one = replace(entry, id=entry.id or identifier(entry.title, taken))
        if one.id in taken:
            raise FileRefused(Refusal.OVERTAKEN)
        taken.add(one.id)
        found.append(one)
    return found


def _shelves(connection: Connection) -> dict[str, str]:
    """The ids of the shelves, by folded title and by folded id."""
    found = textmodules.categories(connection)
    return {fold(one.id): one.id for one in found} | {fold(one.title): one.id for one in found}


def _make_shelves(connection: Connection, titles: Iterable[str], there: dict[str, str]) -> list[str]:
    """Make those that are not there; returns their ids, and `there` knows them."""
    made = []
    for title in titles:
        if fold(title) not in there:
            shelf = identifier(title, set(there.values()))
            exchange.add_shelf(connection, shelf, title)
            there[fold(title)] = shelf
            made.append(shelf)
    return made
