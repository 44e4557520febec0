"""The month: weeks below each other, Monday first, with ISO weeks at the left."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from amtdesk.domain.post import Tile
from amtdesk.domain.schedule import weeks
from amtdesk.ui import texts
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.board import Board
from amtdesk.ui.calendar.cells import Cells, cell, columns, rows
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.fit import Form, fit

WEEK_COLUMN = 26
WEEKEND = 66
#: from this window width on all days are equally wide
ROOMY = 1760


class MonthView(DayGrid):
    """One month, whole weeks."""

    def span(self, anchor: date) -> tuple[date, date]:
        found = weeks(anchor.year, anchor.month)
        return found[0][0], found[-1][-1] + timedelta(days=1)

    def show_board(self, anchor: date, board: Board) -> None:
        self.marks = replace(self.marks, month=anchor.month)
        super().show_board(anchor, board)

    def arrange(self, width: int, height: int) -> Cells:
        tiles = self.grid.tiles
        count = max(1, (self.end - self.start).days // 7)
        lines = rows(height, count, self.grid.head + tiles.sizes.single + 4)
        days = self._columns(width)
        found = []
        for row, (y, high) in enumerate(lines):
            for weekday, (x, wide) in enumerate(days):
                day = self.start + timedelta(days=7 * row + weekday)
                rect = QRect(x, y, wide, high)
                found.append(cell(day, rect, self.grid.head, self.board.on(day), self._forms, tiles.sizes.gap))
        return Cells(tuple(found), lines[-1][0] + lines[-1][1])

    def headings(self, width: int) -> list[tuple[QRect, str]]:
        left = self._week_column()
        named = [(QRect(0, 0, left, self.grid.header), " KW")]
        for weekday, (x, wide) in enumerate(self._columns(width)):
            name = texts.DAYS[weekday]
            if self.grid.header_metrics.horizontalAdvance(name) > wide - 8:
                name = texts.SHORT_DAYS[weekday]
            named.append((QRect(x + 5, 0, wide, self.grid.header), name))
        return named

    def paint_side(self, painter: QPainter) -> None:
        left = self._week_column()
        painter.fillRect(0, 0, left, self.cells.height, self.look.color("alternate"))
        painter.setFont(self.grid.small_font)
        line = self.look.color("line")
        for one in self.cells.cells[::7]:
            rect = QRect(0, one.rect.y(), left - 1, one.rect.height())
            painter.fillRect(0, rect.bottom(), left, 1, line)
            painter.setPen(self.look.color("muted"))
            number = str(words.week_number(one.day))
            head = QRect(rect.x(), rect.y() + 1, left - 6, self.grid.head)
            self.grid.tiles.text(painter, head, number, self.grid.small_metrics, right=True)
        painter.fillRect(left - 1, 0, 1, self.cells.height, line)

    def _week_column(self) -> int:
        return max(WEEK_COLUMN, self.grid.header_metrics.horizontalAdvance(" KW") + 4)

    def _columns(self, width: int) -> list[tuple[int, int]]:
        # the word of a state needs the width of a working day
        used = any(day.weekday() > 4 and tiles for day, tiles in self.board.days.items())
        equal = used or self.window().width() >= ROOMY
        narrow = max(WEEKEND, self.grid.tiles.state_metrics.horizontalAdvance("fehlgeschl") + 14)
        return columns(width, self._week_column(), narrow, equal=equal)

    def _forms(self, tiles: Sequence[Tile], width: int, room: int) -> list[Form]:
        painter = self.grid.tiles
        return fit([painter.wanted(tile, width) for tile in tiles], room, painter.sizes)
