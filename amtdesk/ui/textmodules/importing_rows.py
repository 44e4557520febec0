"""The rows of a file as a list with ticks; a state is a word, an icon and a colour."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from amtdesk.domain.delivery import State
from amtdesk.domain.exchange import Row, Standing
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.textmodules import exchange_words as words

_COLUMNS = ("Zeile", "Was", "Titel", "Folge")
_LOOKS = {
    Standing.NEW: ("plus", State.PUBLISHED),
    Standing.CHANGED: ("pencil", State.AWAITING_APPROVAL),
    Standing.UNCHANGED: ("minus", State.DRAFT),
    Standing.FAULTY: ("alert-octagon", State.FAILED),
}
_LONGEST = 200


class ImportRows(QAbstractTableModel):
    """New ones are ticked from the start; what is unchanged or faulty cannot be."""

    def __init__(self, rows: Sequence[Row], look: Look) -> None:
        super().__init__()
        self._rows, self._look = rows, look
        self._ticked = {number for number, row in enumerate(rows) if row.standing is Standing.NEW}

    def chosen(self) -> list[Row]:
        """The ticked ones."""
        return [self._rows[number] for number in sorted(self._ticked)]

    def tick(self, standing: Standing) -> None:
        """Tick all of a kind."""
        self._ticked |= {number for number, row in enumerate(self._rows) if row.standing is standing}
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    @guarded(0)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @guarded(0)
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    @guarded(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == 0 and self._takeable(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @guarded(None)
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        icon, state = _LOOKS[row.standing]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = (str(row.line), words.STANDINGS[row.standing], row.entry.title, words.note(row))[column]
            return " ".join(said[:_LONGEST].split())
        if role == Qt.ItemDataRole.CheckStateRole and column == 0 and self._takeable(index.row()):
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return self._look.pixmap(icon, 16, self._look.ink(state))
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return self._look.ink(state)
        return None

    @guarded(False)
    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._takeable(index.row()):
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._ticked.add(index.row())
        else:
            self._ticked.discard(index.row())
        self.dataChanged.emit(index, index)
        return True

    def _takeable(self, number: int) -> bool:
        return self._rows[number].standing in (Standing.NEW, Standing.CHANGED)
