"""What happened and what to do now, in a box with a stripe."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text


class TroubleBox(QFrame):
    """Two questions with their answers."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._of = look, State.FAILED
        self.what = text(look, points=10, wrap=True)
        self.now = text(look, points=10, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(2)
        column.addWidget(text(look, "Was ist passiert?", 10, bold=True))
        column.addWidget(self.what)
        column.addSpacing(4)
        column.addWidget(text(look, "Was jetzt?", 10, bold=True))
        column.addWidget(self.now)

    def say(self, what: str, now: str, state: State = State.FAILED) -> None:
        """Fill it, in the ink of a state."""
        self._of = state
        self.update()
        self.what.setText(what)
        self.now.setText(now)
        self.setAccessibleName(f"Was ist passiert? {what} Was jetzt? {now}")

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._look.color("line"), 1))
        painter.setBrush(self._look.color("base"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(0, 0, 3, self.height(), self._look.ink(self._of))
        painter.end()
