"""A folded panel: a narrow upright tab with icon and word."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton

from amtdesk.ui import ink
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

WIDTH = 30


class SideTab(QToolButton):
    """Reads from top to bottom."""

    def __init__(self, look: Look, words: str, icon: str, tip: str) -> None:
        super().__init__()
        self._look, self._words, self._name = look, words, icon
        self.setAccessibleName(tip)
        self.setToolTip(tip)
        self.setFixedWidth(WIDTH)
        self.setMinimumHeight(QFontMetrics(look.font(9.5)).horizontalAdvance(words) + 60)
        look.changed.connect(self.update)

    @guarded(QSize(WIDTH, 160))
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 4000)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        ink.fill(painter, self.rect(), look.color("hover" if self.underMouse() else "window"))
        ink.fill(painter, QRect(0, 0, 1, self.height()), look.color("line"))
        painter.drawPixmap((WIDTH - 16) // 2, 12, look.pixmap(self._name, 16, look.color("muted")))
        painter.save()
        painter.translate(WIDTH, 36)
        painter.rotate(90)
        place = QRect(0, 0, self.height(), WIDTH)
        ink.write(painter, place, self._words, look.font(9.5), look.color("muted"), ink.LEFT | ink.MIDDLE)
        painter.restore()
        if self.hasFocus():
            ink.frame(painter, self.rect().adjusted(2, 2, -2, -2), look.color("focus"), 2, 4)
