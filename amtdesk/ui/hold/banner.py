"""The bar above every page as long as nothing goes out: what happened, and the way on."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.domain.today import Today
from amtdesk.ui.guard import guarded
from amtdesk.ui.hold import words
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Elided, button, text

SIGN = 18


class Bar(QFrame):
    """One sentence in bold, one after it, and one button; `step` when that was pressed."""

    step = Signal()

    def __init__(self, look: Look, icon: str, offer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon = look, icon
        self._mark = QLabel()
        self.what = Elided(look, points=9.5, bold=True)
        self.rest = text(look, wrap=True)
        self.button = button(look, offer)
        self.button.clicked.connect(lambda _checked=False: self.step.emit())
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.what)
        lines.addWidget(self.rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(lines, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def say(self, what: str, rest: str) -> None:
        """Show it with these two sentences."""
        self.what.setText(what)
        self.rest.setText(rest)
        self.setAccessibleName(f"{what} {rest}")
        self.button.setAccessibleDescription(f"{what} {rest}")
        self.show()

    def _dress(self) -> None:
        ink = self._look.color("note_text")
        self._mark.setPixmap(self._look.pixmap(self._icon, SIGN, ink))
        for label in (self.what, self.rest):
            label.setStyleSheet(f"color: {ink.name()}")
        self.update()

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("note"))
        low = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(low, self._look.color("note_line"))
        painter.end()


class Banner(QWidget):
    """Both bars, each as long as its reason lasts."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frozen = Bar(look, "database-export", words.CONFIRM)
        self.held = Bar(look, "player-pause", words.RELEASE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.frozen)
        column.addWidget(self.held)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_today(self, today: Today) -> None:
        """Hidden while everything goes its way."""
        self.setHidden(today.hold is None and today.freeze is None)
        if today.freeze is None:
            self.frozen.hide()
        else:
            self.frozen.say(*words.frozen(today.freeze))
        if today.hold is None:
            self.held.hide()
        else:
            self.held.say(*words.held(today.hold, today))

    @guarded(QSize(200, 0))
    def minimumSizeHint(self) -> QSize:
        """Its words wrap: no width is too small."""
        return QSize(200, super().minimumSizeHint().height())
