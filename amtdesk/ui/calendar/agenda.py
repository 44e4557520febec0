"""Rows of the list: a heading for each day with posts, then its posts; undated drafts at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from amtdesk.domain.post import Tile
from amtdesk.ui import texts
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.board import Board
from amtdesk.ui.guard import guarded

ValueRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the posts of a day; `day` None above the undated ones."""

    day: date | None
    words: str
    quiet: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One post in the list."""

    day: date | None
    tile: Tile


Row = Heading | Entry


def rows(
    board: Board,
    undated: Sequence[Tile],
    today: date,
    labels: Mapping[date, Sequence[str]],
    *,
    year: bool = False,
) -> list[Row]:
    """Headings and posts in the order of the list."""
    found: list[Row] = []
    for day, tiles in board.days.items():
        name = texts.long_date(day) if year else texts.short_date(day, today)
        found.append(Heading(day, name, ", ".join(labels.get(day, ())), day == today))
        found += [Entry(day, tile) for tile in tiles]
    if undated:
        found.append(Heading(None, "Ohne Termin"))
        found += [Entry(None, tile) for tile in undated]
    return found


class Agenda(QAbstractListModel):
    """The rows as a model; `ValueRole` gives the `Heading` or `Entry`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._names: Mapping[int, str] = {}
        self._today = date.min

    def show(self, rows: list[Row], names: Mapping[int, str], today: date) -> None:
        """Take these rows; nothing is told when they are the ones already shown."""
        if rows == self._rows and names == self._names and today == self._today:
            return
        self.beginResetModel()
        self._rows, self._names, self._today = rows, names, today
        self.endResetModel()

    @guarded(default=0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ValueRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return None

    @guarded(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: _Index) -> Qt.ItemFlag:
        heading = isinstance(self._rows[index.row()], Heading)
        # a heading is read, never stepped on
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row_of(self, post_id: int) -> int:
        """Where a post stands, -1 when it is not here."""
        return next((at for at, row in enumerate(self._rows) if _post(row) == post_id), -1)

    def row_of_day(self, day: date) -> int:
        """The heading of the day, else of the next one that has posts; -1 when there is none."""
        return next(
            (at for at, row in enumerate(self._rows) if isinstance(row, Heading) and row.day and row.day >= day), -1
        )

    def _words(self, row: Row) -> str:
        if isinstance(row, Entry):
            return words.spoken(row.tile, self._names, self._today)
        return ", ".join(part for part in (row.words, "heute" if row.today else "", row.quiet) if part)


def _post(row: Row) -> int:
    return row.tile.post_id if isinstance(row, Entry) else 0
