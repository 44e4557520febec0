"""Four weeks as a small painted grid: planned, today, gaps."""

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from amtdesk.ui import ink
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

WEEKS = 4


class Weeks(QWidget):
    """Planned days are filled, today is framed, gaps are dashed; the same is said in words beside it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._today = date(1970, 1, 1)
        self._planned: Collection[date] = ()
        self._gaps: Collection[date] = ()
        metrics = QFontMetrics(look.font(9))
        self._row = max(26, metrics.height() + 8)
        self._label = metrics.horizontalAdvance("KW 53") + 10
        self._cell = max(28, metrics.horizontalAdvance("00") + 8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_days(self, today: date, planned: Collection[date], gaps: Collection[date], spoken: str) -> None:
        """The weeks from that of `today` on."""
        self._today, self._planned, self._gaps = today, frozenset(planned), frozenset(gaps)
        self.setAccessibleName(spoken)
        self.update()

    @guarded(default=QSize(280, 104))
    def sizeHint(self) -> QSize:
        """Four rows."""
        return QSize(self._label + 7 * (self._cell + 5), WEEKS * self._row)

    @guarded(default=QSize(240, 104))
    def minimumSizeHint(self) -> QSize:
        """The same, a little tighter."""
        return QSize(self._label + 7 * (self._cell + 1), WEEKS * self._row)

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Week numbers and days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(self._cell + 5.0, (self.width() - self._label) / 7)
        monday = self._today - timedelta(days=self._today.weekday())
        for week in range(WEEKS):
            first = monday + timedelta(days=7 * week)
            top = week * self._row
            place, named = QRectF(0, top, self._label, self._row), f"KW {first.isocalendar().week}"
            ink.write(painter, place, named, self._look.font(8.5), self._look.color("muted"), ink.LEFT | ink.MIDDLE)
            for weekday in range(7):
                box = QRectF(self._label + weekday * step + 1, top + 2.5, step - 5, self._row - 5)
                self._day(painter, first + timedelta(days=weekday), box)
        painter.end()

    def _day(self, painter: QPainter, day: date, box: QRectF) -> None:
        look = self._look
        planned = day in self._planned and day >= self._today
        if planned or day == self._today:
            ink.fill(painter, box, look.color("accent_soft" if planned else "base"), 2)
        if day == self._today:
            ink.frame(painter, box.adjusted(1, 1, -1, -1), look.color("focus"), 2, 2)
        elif day in self._gaps:
            ink.frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), look.color("control"), 1, 2, (4, 2))
        loud = planned or day == self._today
        font = look.font(9, bold=loud, tabular=True)
        ink.write(painter, box, str(day.day), font, look.color("text" if loud else "muted"), ink.CENTER)
