"""A state as icon, word and colour on a soft ground; and an icon on a quiet ground."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from amtdesk.domain.delivery import State
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

_ICON = 14
_EDGE = 6


class Badge(QWidget):
    """Shows words in the colours of a state."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.words, self._icon, self._state = "", "", State.DRAFT
        self.setFont(look.font(9))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, words: str, icon: str, state: State) -> None:
        """Say `words`; `state` lends its colours."""
        self.words, self._icon, self._state = words, icon, state
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @guarded(QSize(60, 20))
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.words) + _ICON + 4 + 2 * _EDGE, metrics.height() + 4)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.soft(self._state))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        color = self._look.ink(self._state)
        icon = self._look.pixmap(self._icon, _ICON, color, self.devicePixelRatio())
        painter.drawPixmap(_EDGE, (self.height() - _ICON) // 2, icon)
        painter.setPen(color)
        rest = self.rect().adjusted(_EDGE + _ICON + 4, 0, -_EDGE + 2, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
        painter.end()


class IconTile(QWidget):
    """One icon, decoration only; `state` gives it colours."""

    def __init__(self, look: Look, icon: str, side: int = 36, size: int = 20, state: State | None = None) -> None:
        super().__init__()
        self._look, self._size, self._state = look, size, state
        self.icon = icon
        self.setFixedSize(side, side)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.soft(self._state) if self._state else self._look.color("hover"))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        color = self._look.ink(self._state) if self._state else self._look.color("text")
        place = (self.width() - self._size) // 2
        painter.drawPixmap(place, place, self._look.pixmap(self.icon, self._size, color, self.devicePixelRatio()))
        painter.end()
