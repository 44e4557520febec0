"""Which kind of channel: a card for each."""

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.channel import Kind
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.pickable import RING, Pickable
from amtdesk.ui.widgets.words import text

#: From this width on the cards stand in two columns.
TWO_COLUMNS = 560
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")


class KindChoice(QWidget):
    """Emits the name of the picked kind."""

    picked = Signal(str)

    def __init__(self, look: Look, kinds: Iterable[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {kind.name: _card(look, kind) for kind in kinds}
        for name, card in self.cards.items():
            card.clicked.connect(lambda _on=False, name=name: self.picked.emit(name))
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._arrange(2)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(2 if event.size().width() >= TWO_COLUMNS else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        rows = -(-len(self.cards) // columns)
        for row in range(len(self.cards) + 1):
            self._grid.setRowStretch(row, 1 if row == rows else 0)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def first_sentences(whole: str, most: int = 120) -> str:
    """The first sentence of an introduction, and the second when both are short."""
    first, *rest = _SENTENCE.split(whole.strip())
    both = " ".join([first, *rest[:1]])
    return both if len(both) <= most else first


def _card(look: Look, kind: Kind) -> Pickable:
    card = Pickable(look)
    short = first_sentences(kind.introduction)
    card.setAccessibleName(f"{kind.label}. {short}".strip())
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(text(look, kind.label, 10.5, bold=True))
    if short:
        words.addWidget(text(look, short, 9, muted=True, wrap=True))
    words.addStretch(1)
    row = QHBoxLayout(card)
    row.setContentsMargins(12 + RING, 10 + RING, 12 + RING, 10 + RING)
    row.setSpacing(10)
    row.addWidget(IconTile(look, kind.icon), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return card
