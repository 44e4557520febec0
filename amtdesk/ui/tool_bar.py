"""The bar on top: new post, search, the clock of the round."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from amtdesk.ui.look import Look
from amtdesk.ui.round_clock import RoundTimer

SEARCH, SEARCH_COMPACT = 330, 180


class ToolBar(QFrame):
    """Always there, on every page."""

    new_post = Signal()
    search = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._look = look
        self._new = QPushButton("Neuer Beitrag")
        self._new.setFont(look.font(9.5, bold=True))
        self._new.setToolTip("Neuer Beitrag (Strg+N)")
        self._new.clicked.connect(self.new_post)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Suchen …   Strg+K")
        self.field.setAccessibleName("Beiträge und Textbausteine suchen")
        self.field.setMaximumWidth(SEARCH)
        self.field.setMinimumWidth(SEARCH_COMPACT)
        self._glass = QAction(self.field)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self.search)
        self.round = RoundTimer(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._new)
        # as wide as it may be, so that what comes later beside it does not move it
        row.addWidget(self.field, 100)
        row.addStretch(1)
        row.addWidget(self.round)
        look.changed.connect(self._paint_icons)
        self._paint_icons()

    def add_hold(self, button: QWidget) -> None:
        """„Alles anhalten“ comes with the services."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        # away from the clock of the round, which has a pause of its own
        row.insertWidget(2, button)
        QWidget.setTabOrder(self.field, button)

    def set_compact(self, compact: bool) -> None:
        """Shorter words in a small window."""
        self._new.setText("Neu" if compact else "Neuer Beitrag")
        self.field.setMaximumWidth(SEARCH_COMPACT if compact else SEARCH)
        self.round.set_compact(compact)

    def _paint_icons(self) -> None:
        self._new.setIcon(self._look.icon("plus", 18, "link"))
        self._glass.setIcon(self._look.icon("search", 16))
