"""The week: seven equal columns, every post in full."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect

from amtdesk.domain.post import Tile
from amtdesk.ui import texts
from amtdesk.ui.calendar.cells import Cells, cell, columns
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.fit import Form

#: lines of words a tile may fill here
MOST_LINES = 8


class WeekView(DayGrid):
    """One week; higher than the window when a day is full."""

    def span(self, anchor: date) -> tuple[date, date]:
        monday = anchor - timedelta(days=anchor.weekday())
        return monday, monday + timedelta(days=7)

    def arrange(self, width: int, height: int) -> Cells:
        days = columns(width, 0, width, equal=True)
        high = max(
            [height, *(self._needed(self.start + timedelta(days=at), wide) for at, (_, wide) in enumerate(days))]
        )
        found = []
        for weekday, (x, wide) in enumerate(days):
            day = self.start + timedelta(days=weekday)
            rect = QRect(x, 0, wide, high)
            gap = self.grid.tiles.sizes.gap + 2
            found.append(cell(day, rect, self.grid.head, self.board.on(day), self._forms, gap))
        return Cells(tuple(found), high)

    def headings(self, width: int) -> list[tuple[QRect, str]]:
        return [
            (QRect(x + 5, 0, wide, self.grid.header), self._name(weekday, wide - 8))
            for weekday, (x, wide) in enumerate(columns(width, 0, width, equal=True))
        ]

    def _name(self, weekday: int, room: int) -> str:
        long = texts.DAYS[weekday]
        return long if self.grid.header_metrics.horizontalAdvance(long) <= room else texts.SHORT_DAYS[weekday]

    def _forms(self, tiles: Sequence[Tile], width: int, room: int) -> list[Form]:  # noqa: ARG002
        painter = self.grid.tiles
        lines = [painter.wanted(tile, width, MOST_LINES) for tile in tiles]
        return [Form(one, painter.sizes.full(one) + painter.sizes.padding) for one in lines]

    def _needed(self, day: date, width: int) -> int:
        gap = self.grid.tiles.sizes.gap + 2
        forms = self._forms(self.board.on(day), width - 5, 0)
        return self.grid.head + 4 + sum(form.height + gap for form in forms) + 2 * self.grid.tiles.line
