"""Paints a grid of days: grounds, heads, quiet labels, tiles, marks and a tile under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from amtdesk.ui import texts
from amtdesk.ui.calendar.cells import Cell, Cells, Placed
from amtdesk.ui.calendar.drag import Drag
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.calendar.tile_painter import RADIUS, TilePainter
from amtdesk.ui.calendar.words import day_number
from amtdesk.ui.calendar.wrap import elide, wrap
from amtdesk.ui.look import Look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amtdesk.services.calendar import Label

#: the cursor stands on „+2 weitere“
MORE = -1
LEAST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked at the moment."""

    today: date
    cursor: date
    cursor_post: int = 0
    focused: bool = False
    selected: int = 0
    hover: Placed | None = None
    hover_more: date | None = None
    draft_day: date | None = None
    draft_words: str = ""
    #: days outside are shaded
    month: int | None = None


class GridPainter:
    """Draws with the colours and fonts of `look`; everything in pixels of the content."""

    def __init__(self, look: Look, plan: Plan) -> None:
        self._look = look
        self._plan = plan
        self.tiles = TilePainter(look)
        self.measure()

    def measure(self) -> None:
        """Take the fonts anew."""
        self.tiles.measure()
        self.day_font = self._look.font(8.5, bold=True)
        self.quiet_font = self._look.font(8.5)
        self.small_font = self._look.font(8)
        self.header_font = self._look.font(8.5)
        self.day_metrics = QFontMetrics(self.day_font)
        self.quiet_metrics = QFontMetrics(self.quiet_font)
        self.small_metrics = QFontMetrics(self.small_font)
        self.header_metrics = QFontMetrics(self.header_font)
        self.head = max(20, self.day_metrics.height() + 4)
        self.header = max(22, self.header_metrics.height() + 6)

    def header_row(self, painter: QPainter, width: int, named: Sequence[tuple[QRect, str]]) -> None:
        """The names above the columns, fixed while the content scrolls."""
        painter.fillRect(0, 0, width, self.header, self._look.color("window"))
        painter.setFont(self.header_font)
        painter.setPen(self._look.color("muted"))
        for rect, name in named:
            self.tiles.text(painter, rect, name, self.header_metrics)
        painter.fillRect(0, self.header - 1, width, 1, self._look.color("line"))

    def cells(
        self, painter: QPainter, cells: Cells, labels: "Mapping[date, list[Label]]", marks: Marks, drag: Drag | None
    ) -> None:
        """All days, then the marks that reach over edges."""
        for cell in cells.cells:
            self._ground(painter, cell, marks, drag)
            self._head(painter, cell, labels.get(cell.day, []), marks)
            for placed in cell.placed:
                self._tile(painter, placed, marks, drag)
        for cell in cells.cells:
            if cell.day == marks.draft_day:
                self._draft(painter, cell, marks)
            if cell.day == marks.cursor and marks.focused:
                self._ring(painter, cell, marks)
            if drag is not None and drag.under_way and cell.day == drag.target:
                self._landing(painter, cell, drag)
        if drag is not None and drag.under_way:
            self._under_way(painter, drag)

    def _ground(self, painter: QPainter, cell: Cell, marks: Marks, drag: Drag | None) -> None:
        name = "base"
        if marks.month is not None and cell.day.month != marks.month:
            name = "other_month"
        elif cell.day.weekday() > 4:
            name = "alternate"
        if cell.day == marks.today:
            name = "today"
        if drag is not None and drag.lands and cell.day == drag.target:
            name = "accent_soft"
        painter.fillRect(cell.rect, self._look.color(name))
        line = self._look.color("line")
        painter.fillRect(cell.rect.right(), cell.rect.y(), 1, cell.rect.height(), line)
        painter.fillRect(cell.rect.x(), cell.rect.bottom(), cell.rect.width(), 1, line)

    def _head(self, painter: QPainter, cell: Cell, labels: "list[Label]", marks: Marks) -> None:
        head = cell.head
        outside = marks.month is not None and cell.day.month != marks.month
        number = self._number(cell, marks)
        if cell.day == marks.today:
            wide = self.day_metrics.horizontalAdvance(number) + 10
            pill = QRect(head.x() - 2, head.y() + 2, wide, head.height() - 3)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("accent"))
            painter.drawRoundedRect(pill, RADIUS, RADIUS)
            painter.restore()
            self._words(painter, pill.adjusted(5, 0, 0, 0), number, "on_accent", bold=True)
            used = wide + 4
        else:
            self._words(painter, head, number, "muted" if outside else "text", bold=not outside)
            used = self.day_metrics.horizontalAdvance(number) + 6
        right = head.adjusted(used, 0, 0, 0)
        if cell.hidden:
            self._more(painter, right, cell, marks)
        elif labels:
            self._label(painter, right, cell, ", ".join(one.words for one in labels))

    def _number(self, cell: Cell, marks: Marks) -> str:
        edge = marks.month is not None and (cell.day.day == 1 or (cell.rect.y() == 0 and cell.day.weekday() == 0))
        outside = marks.month is not None and cell.day.month != marks.month
        return day_number(cell.day, with_month=edge and (outside or cell.day.day == 1))

    def _words(self, painter: QPainter, rect: QRect, words: str, color: str, *, bold: bool = False) -> None:
        painter.setFont(self.day_font if bold else self.quiet_font)
        painter.setPen(self._look.color(color))
        self.tiles.text(painter, rect, words, self.day_metrics if bold else self.quiet_metrics)

    def _more(self, painter: QPainter, rect: QRect, cell: Cell, marks: Marks) -> None:
        words = f"+{cell.hidden} weitere"
        if self.small_metrics.horizontalAdvance(words) > rect.width():
            words = f"+{cell.hidden}"
        font = self._look.font(8)
        font.setUnderline(marks.hover_more == cell.day)
        painter.setFont(font)
        painter.setPen(self._look.color("link"))
        self.tiles.text(painter, rect, words, self.small_metrics, right=True)

    def _label(self, painter: QPainter, rect: QRect, cell: Cell, words: str) -> None:
        painter.setFont(self.small_font)
        painter.setPen(self._look.color("muted"))
        measure = self.small_metrics.horizontalAdvance
        if measure(words) <= rect.width() or cell.placed:
            shown = elide(words, rect.width(), measure)
            # a few letters tell nobody anything; the tooltip and the list have it in full
            if len(shown) > LEAST_LETTERS or shown == words:
                self.tiles.text(painter, rect, shown, self.small_metrics, right=True)
            return
        line = self.small_metrics.height()
        most = max(1, min(3, cell.free.height() // line))
        y = cell.head.bottom() + 1
        for text in wrap(words, cell.head.width(), most, measure):
            self.tiles.text(painter, QRect(cell.head.x(), y, cell.head.width(), line), text, self.small_metrics)
            y += line

    def _tile(self, painter: QPainter, placed: Placed, marks: Marks, drag: Drag | None) -> None:
        leaving = drag is not None and drag.under_way and drag.placed.tile.post_id == placed.tile.post_id
        if leaving:
            painter.setOpacity(0.35)
        hover = marks.hover is not None and marks.hover.tile.post_id == placed.tile.post_id
        self.tiles.paint(painter, placed.rect, placed.tile, placed.lines, self._plan.channels, hover=hover)
        if placed.tile.post_id == marks.selected:
            self.tiles.frame(painter, placed.rect, self._look.color("accent_line"), 2)
        painter.setOpacity(1)

    def _draft(self, painter: QPainter, cell: Cell, marks: Marks) -> None:
        rect = cell.free
        lines = self.tiles.wrapped(marks.draft_words, self.tiles.text_width(rect.width()), 3)
        line = self.tiles.line
        fits = max(0, (rect.height() - 4) // line)
        color = self._look.color("accent_line")
        if not fits:
            self._dashed(painter, cell.rect.adjusted(1, 1, -2, -2), color)
            return
        if cell.placed or fits < len(lines):
            lines = self.tiles.wrapped(marks.draft_words, self.tiles.text_width(rect.width()), min(3, fits))
        box = QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), len(lines) * line + 6))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("accent_soft"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.restore()
        self._dashed(painter, box, color)
        painter.setFont(self.tiles.font)
        painter.setPen(self._look.color("text"))
        y = box.y() + (box.height() - len(lines) * line) // 2
        for text in lines:
            self.tiles.text(painter, QRect(box.x() + 8, y, box.width() - 8, line), text, self.tiles.metrics)
            y += line

    def _dashed(self, painter: QPainter, rect: QRect, color: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.restore()

    def _ring(self, painter: QPainter, cell: Cell, marks: Marks) -> None:
        rect = cell.rect.adjusted(1, 1, -2, -2)
        if marks.cursor_post == MORE:
            rect = cell.more.adjusted(-1, 1, 3, -1)
        for placed in cell.placed:
            if placed.tile.post_id == marks.cursor_post:
                rect = placed.rect.adjusted(-2, -2, 2, 2)
                painter.save()
                if placed.tile.post_id == marks.selected:
                    self.tiles.frame(painter, placed.rect, self._look.color("base"), 1)
                painter.restore()
        self.tiles.frame(painter, rect, self._look.color("focus"), 2)

    def _landing(self, painter: QPainter, cell: Cell, drag: Drag) -> None:
        if not drag.lands:
            return
        self.tiles.frame(painter, cell.rect.adjusted(0, 0, -1, -1), self._look.color("accent_line"), 2)
        words = drag.words
        if drag.lands_on != drag.target and drag.lands_on is not None:
            words = f"{texts.short_date(drag.lands_on)}, {words}"
        wide = self.day_metrics.horizontalAdvance(words) + 10
        pill = QRect(cell.rect.x() + 3, cell.rect.bottom() - self.head - 1, min(wide, cell.rect.width() - 6), self.head)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("accent"))
        painter.drawRoundedRect(pill, RADIUS, RADIUS)
        painter.restore()
        self._words(painter, pill.adjusted(5, 0, 0, 0), words, "on_accent", bold=True)

    def _under_way(self, painter: QPainter, drag: Drag) -> None:
        rect = drag.placed.rect.translated(drag.point - drag.start)
        painter.setOpacity(0.7)
        self.tiles.paint(painter, rect, drag.placed.tile, drag.placed.lines, self._plan.channels, hover=True)
        painter.setOpacity(1)
