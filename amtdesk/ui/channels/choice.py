"""Which kind of channel: a card for each, in two groups, with a search."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.channel import Kind
from amtdesk.domain.folding import fold
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.pickable import RING, Pickable
from amtdesk.ui.widgets.words import Elided, text

#: From these widths on the cards stand in two and three columns.
TWO_COLUMNS, THREE_COLUMNS = 480, 690
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")
_CONNECTED = ("AmtDesk veröffentlicht", "und liest, wo es geht, auch Kommentare. Einmal einzurichten.")
_BY_HAND = ("Sie veröffentlichen von Hand", "AmtDesk legt Text und Bilder bereit. Nichts ist einzurichten.")


class KindChoice(QWidget):
    """Emits the name of the picked kind."""

    picked = Signal(str)

    def __init__(self, look: Look, kinds: Iterable[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known = list(kinds)
        self.search = QLineEdit()
        self.search.setFont(look.font(9.5))
        self.search.setPlaceholderText("Kanal suchen, zum Beispiel Facebook")
        self.search.setAccessibleName("Kanal suchen")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._pick_first)
        self._words = {kind.name: fold(f"{kind.label} {kind.introduction}") for kind in known}
        self._labels = {kind.name: fold(kind.label) for kind in known}
        self.groups = [
            _Group(look, *_CONNECTED, [kind for kind in known if kind.connects]),
            _Group(look, *_BY_HAND, [kind for kind in known if not kind.connects]),
        ]
        self.cards = {name: card for group in self.groups for name, card in group.cards.items()}
        for name, card in self.cards.items():
            card.clicked.connect(lambda _on=False, name=name: self.picked.emit(name))
        self._nothing = text(look, muted=True, wrap=True)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        for group in self.groups:
            column.addWidget(group)
        column.addStretch(1)

    def visible_names(self) -> list[str]:
        """The kinds that the search leaves, in their order."""
        return [name for group in self.groups for name in group.cards if name in group.left]

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        for group in self.groups:
            group.arrange(3 if width >= THREE_COLUMNS else 2 if width >= TWO_COLUMNS else 1)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.visible_names():
            self.cards[self.visible_names()[0]].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _filter(self, typed: str) -> None:
        wanted = fold(typed).split()
        # the name counts first: „X“ stands in many an introduction
        named = {name for name, label in self._labels.items() if all(word in label for word in wanted)}
        left = named or {name for name, known in self._words.items() if all(word in known for word in wanted)}
        for group in self.groups:
            group.show_only(left)
        self._nothing.setVisible(not left)
        self._nothing.setText(f"Nichts gefunden für „{typed.strip()[:60]}“. „Anderer Kanal“ geht immer, von Hand.")

    def _pick_first(self) -> None:
        left = self.visible_names()
        if left and self.search.text().strip():
            self.picked.emit(left[0])


class _Group(QWidget):
    """A heading and its cards."""

    def __init__(self, look: Look, title: str, words: str, kinds: list[Kind]) -> None:
        super().__init__()
        self.cards = {kind.name: _card(look, kind) for kind in kinds}
        #: what the search leaves
        self.left = set(self.cards)
        self._columns = 0
        head = QHBoxLayout()
        head.setContentsMargins(RING, 4, 0, 0)
        head.setSpacing(8)
        head.addWidget(text(look, title, 10, bold=True))
        head.addWidget(Elided(look, words, muted=True), 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addLayout(self._grid)
        self.arrange(2)

    def arrange(self, columns: int, *, anew: bool = False) -> None:
        """Put the visible cards into so many columns."""
        if columns == self._columns and not anew:
            return
        self._columns = columns
        for card in self.cards.values():
            self._grid.removeWidget(card)
        shown = [card for name, card in self.cards.items() if name in self.left]
        for place, card in enumerate(shown):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def show_only(self, names: set[str]) -> None:
        """Hide the other cards, and the heading when none is left."""
        self.left = names & set(self.cards)
        self.arrange(self._columns, anew=True)
        for name, card in self.cards.items():
            card.setVisible(name in names)
        self.setVisible(bool(self.left))


def sentences(whole: str) -> list[str]:
    """The sentences of an introduction."""
    return [one for one in _SENTENCE.split(whole.strip()) if one]


def first_sentences(whole: str, most: int = 120) -> str:
    """The first sentence of an introduction, and the second when both are short."""
    first, *rest = sentences(whole) or [""]
    both = " ".join([first, *rest[:1]])
    return both if len(both) <= most else first


class _Card(Pickable):
    """As low as its two lines."""

    @guarded(QSize(160, 52))
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(160, layout.sizeHint().height() if layout is not None else 52)


def _card(look: Look, kind: Kind) -> Pickable:
    card = _Card(look)
    short = first_sentences(kind.introduction)
    card.setAccessibleName(f"{kind.label}. {short}".strip())
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Elided(look, kind.label, 10, bold=True))
    words.addWidget(Elided(look, effort(kind), 8.5, muted=True))
    row = QHBoxLayout(card)
    row.setContentsMargins(9 + RING, 5 + RING, 8 + RING, 5 + RING)
    row.setSpacing(9)
    row.addWidget(IconTile(look, kind.icon), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addLayout(words, 1)
    return card


def effort(kind: Kind) -> str:
    """How much there is to set up, in few words."""
    if not kind.connects:
        return "ohne Anmeldung"
    if not kind.fields and kind.sign_in is None:
        return "zum Üben, nichts geht hinaus"
    minutes = f"etwa {kind.minutes} Minuten" if kind.minutes else "wenige Minuten"
    return "von Hand, liest Kommentare" if kind.by_hand else f"einrichten: {minutes}"
