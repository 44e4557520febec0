"""Beispielfragen as a table to write in: question and post; every step can be taken back."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from amtdesk.domain.asked import MOST, Asked, asked, distinct
from amtdesk.ui import texts
from amtdesk.ui.guard import guarded

COLUMNS = ("So wird gefragt", "Unter dem Beitrag")
_NONE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class AskedRows(QAbstractTableModel):
    """`stepped` says in a few words what was done; `refused` why something was not."""

    stepped = Signal(str)
    refused = Signal(str)

    def __init__(self, rows: Sequence[Asked], words: tuple[str, ...]) -> None:
        super().__init__()
        self.rows, self.words = list(rows), words
        self._before: list[tuple[list[Asked], tuple[str, ...], str]] = []

    @property
    def last(self) -> str:
        """What the last step was; nothing when there is none to take back."""
        return self._before[-1][2] if self._before else ""

    def add(self, found: Sequence[Asked]) -> int:
        """Those that are not there yet, on top. Returns how many."""
        there = {one.key for one in self.rows}
        fresh = [one for one in distinct(found) if one.key not in there]
        kept = fresh[: MOST - len(self.rows)]
        if kept:
            said = f"{len(kept)} hinzugefügt"
            known = len(found) - len(fresh)
            self._step(f"{said}, {known} gab es schon" if known else said, [*kept, *self.rows])
        if len(kept) < len(fresh):
            self.refused.emit(f"Mehr als {MOST} Beispielfragen passen nicht zu einem Textbaustein.")
        elif not kept and found:
            self.refused.emit("Das steht schon da.")
        return len(kept)

    def remove(self, numbers: Collection[int]) -> None:
        """Take rows away."""
        if numbers:
            left = [one for number, one in enumerate(self.rows) if number not in numbers]
            self._step(f"{texts.count(len(numbers), 'Beispielfrage', 'Beispielfragen')} gelöscht", left)

    def say_words(self, words: tuple[str, ...]) -> None:
        """Other single words."""
        if words != self.words:
            self._step("Wörter geändert", self.rows, words)

    def take_back(self) -> None:
        """Undo the last step."""
        if self._before:
            rows, words, said = self._before.pop()
            self._show(rows, words)
            self.stepped.emit(f"Zurückgenommen: {said}")

    @guarded(0)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @guarded(0)
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @guarded(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, _index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable

    @guarded(None)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        one, column = self.rows[index.row()], index.column()
        if role in _SHOWN:
            return (one.text, one.post)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[column]}: {(one.text, one.post)[column] or 'leer'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return None

    @guarded(False)
    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        number, before = index.row(), self.rows[index.row()]
        parts = [before.text, before.post]
        parts[index.column()] = str(value)
        after = asked(*parts)
        if after == before:
            return False
        if after == Asked(""):
            self.remove([number])
            return True
        if any(one.key == after.key for place, one in enumerate(self.rows) if place != number):
            self.refused.emit("Das steht schon da.")
            return False
        self._step("geändert", [*self.rows[:number], after, *self.rows[number + 1 :]])
        return True

    def _step(self, said: str, rows: Sequence[Asked], words: tuple[str, ...] | None = None) -> None:
        self._before.append((self.rows, self.words, said))
        self._show(list(rows), self.words if words is None else words)
        self.stepped.emit(said)

    def _show(self, rows: list[Asked], words: tuple[str, ...]) -> None:
        if len(rows) == len(self.rows):
            self.rows, self.words = rows, words
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.rows, self.words = rows, words
        self.endResetModel()
