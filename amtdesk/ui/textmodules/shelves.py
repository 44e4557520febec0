"""What the list shows: all, favourites, used often, to be agreed, the archive, or one shelf."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.ui.look import Look

ALL, FAVOURITES, OFTEN, OPEN, ARCHIVE = "all", "favourites", "often", "open", "archive"
WORDS = {
    ALL: "Alle",
    FAVOURITES: "Favoriten",
    OFTEN: "Oft verwendet",
    OPEN: "Noch abzustimmen",
    ARCHIVE: "Archiv",
}
#: So many count as used often.
MOST_USED = 20
_SHELF = "shelf:"
WIDTH = 190


def inside(key: str, modules: Sequence[TextModule]) -> list[TextModule]:
    """Those of the modules (not archived ones) that a choice shows, in its order."""
    if key == FAVOURITES:
        return [one for one in modules if one.favourite]
    if key == OFTEN:
        return sorted((one for one in modules if one.uses), key=lambda one: -one.uses)[:MOST_USED]
    if key == OPEN:
        return [one for one in modules if not one.agreed]
    if key.startswith(_SHELF):
        return [one for one in modules if one.category == key.removeprefix(_SHELF)]
    return list(modules)


class Shelves(QWidget):
    """A list where there is room, a field that opens where there is not; both say the same."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.key = ALL
        self._keys: list[str] = []
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("kind", "plain")
        self.list.setFont(look.font(9.5))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setStyleSheet("QListWidget { background: transparent } QListWidget::item { padding: 4px 6px }")
        self.combo = QComboBox()
        for part in (self.list, self.combo):
            part.setAccessibleName("Kategorie")
        self.list.currentRowChanged.connect(self._take)
        self.combo.currentIndexChanged.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self.combo)

    def show_shelves(self, shelves: Sequence[Category], numbers: Mapping[str, int], archived: int) -> None:
        """All choices with how many each holds; empty shelves are left out, but not the one she looks at."""
        special = [(ALL, numbers), (FAVOURITES, numbers), (OFTEN, numbers), (OPEN, numbers)]
        rows = [(key, WORDS[key], counts.get(key, 0)) for key, counts in special]
        rows += [(f"{_SHELF}{one.id}", one.title, numbers.get(f"{_SHELF}{one.id}", 0)) for one in shelves]
        rows.append((ARCHIVE, WORDS[ARCHIVE], archived))
        rows = [row for row in rows if row[2] or row[0] in (ALL, self.key)]
        keys = [key for key, _, _ in rows]
        with QSignalBlocker(self.list), QSignalBlocker(self.combo):
            if keys != self._keys:
                self.list.clear()
                self.combo.clear()
                for _key, _words, _number in rows:
                    self.list.addItem(QListWidgetItem())
                    self.combo.addItem("")
                self._keys = keys
            for place, (_key, words, number) in enumerate(rows):
                item: Any = self.list.item(place)
                item.setText(f"{self._cut(words)}  {number}")
                item.setToolTip(words.replace("<", "‹"))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {number}")
                self.combo.setItemText(place, f"{words}  {number}")
            self._point()

    def choose(self, key: str) -> None:
        """Another choice."""
        self.key = key
        with QSignalBlocker(self.list), QSignalBlocker(self.combo):
            self._point()
        self.chosen.emit(key)

    def fit(self, *, narrow: bool) -> None:
        """A list, or in little room a field that opens."""
        self.list.setVisible(not narrow)
        self.combo.setVisible(narrow)

    def _cut(self, words: str) -> str:
        """So much of it that the number beside it stays to be seen."""
        return self.list.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, WIDTH - 50)

    def _take(self, place: int) -> None:
        if 0 <= place < len(self._keys) and self._keys[place] != self.key:
            self.choose(self._keys[place])

    def _point(self) -> None:
        place = self._keys.index(self.key) if self.key in self._keys else 0
        self.list.setCurrentRow(place)
        self.combo.setCurrentIndex(place)


def numbers(modules: Sequence[TextModule]) -> dict[str, int]:
    """How many each choice holds."""
    found = {key: len(inside(key, modules)) for key in (ALL, FAVOURITES, OFTEN, OPEN)}
    for one in modules:
        key = f"{_SHELF}{one.category}"
        found[key] = found.get(key, 0) + 1
    return found
