"""Where days and tiles of a grid stand, in pixels of its content; nothing is painted here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect

from amtdesk.domain.post import Tile
from amtdesk.ui.calendar.fit import Form


@dataclass(frozen=True, slots=True)
class Placed:
    """A tile in its place; `lines` 0 means everything in one line."""

    day: date
    tile: Tile
    rect: QRect
    lines: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its head, the tiles that fit, how many did not, and the free space below them."""

    day: date
    rect: QRect
    head: QRect
    placed: tuple[Placed, ...] = ()
    hidden: int = 0
    free: QRect = field(default_factory=QRect)

    @property
    def more(self) -> QRect:
        """Where „+2 weitere“ stands: the right part of the head."""
        if not self.hidden:
            return QRect()
        return self.head.adjusted(min(30, self.head.width() // 3), 0, 0, 0)


def columns(width: int, left: int, narrow: int, *, equal: bool) -> list[tuple[int, int]]:
    """(x, width) of the seven days right of `left`; Saturday and Sunday at most `narrow` wide unless all are equal."""
    room = max(7, width - left)
    weekend = room // 7 if equal else min(narrow, room // 7)
    found = []
    x = left
    for weekday in range(7):
        if weekday < 5:
            end = left + (room - 2 * weekend) * (weekday + 1) // 5
        else:
            end = left + room - 2 * weekend + (weekday - 4) * weekend
        if weekday == 6:
            end = left + room
        found.append((x, end - x))
        x = end
    return found


def rows(height: int, count: int, least: int) -> list[tuple[int, int]]:
    """(y, height) of `count` rows that fill `height`, none lower than `least`."""
    total = max(height, count * least)
    edges = [total * at // count for at in range(count + 1)]
    return [(top, below - top) for top, below in pairwise(edges)]


def cell(
    day: date,
    rect: QRect,
    head: int,
    tiles: Sequence[Tile],
    forms: Callable[[Sequence[Tile], int, int], list[Form]],
    gap: int,
) -> Cell:
    """Stack tiles below the head of a day; `forms(tiles, width, room)` says which fit and how."""
    top = QRect(rect.x() + 5, rect.y() + 1, rect.width() - 10, head)
    x, width = rect.x() + 2, rect.width() - 5
    y = rect.y() + head + 1
    placed = []
    for tile, form in zip(tiles, forms(tiles, width, rect.bottom() - 2 - y), strict=False):
        placed.append(Placed(day, tile, QRect(x, y, width, form.height), form.lines))
        y += form.height + gap
    free = QRect(x, y, width, max(0, rect.bottom() - 2 - y))
    return Cell(day, rect, top, tuple(placed), len(tiles) - len(placed), free)


@dataclass(frozen=True, slots=True)
class Cells:
    """All days in view."""

    cells: tuple[Cell, ...] = ()
    height: int = 0

    def at(self, point: QPoint) -> Cell | None:
        """The day under a point of the content."""
        return next((one for one in self.cells if one.rect.contains(point)), None)

    def tile_at(self, point: QPoint) -> Placed | None:
        """The tile under a point of the content."""
        found = self.at(point)
        return next((one for one in found.placed if one.rect.contains(point)), None) if found else None

    def on(self, day: date) -> Cell | None:
        """The cell of a day."""
        return next((one for one in self.cells if one.day == day), None)

    def point_of(self, day: date, post_id: int) -> QPoint:
        """A point on the tile of a post, else on the head of its day."""
        cell = self.on(day)
        if cell is None:
            return QPoint()
        rects = [one.rect for one in cell.placed if one.tile.post_id == post_id]
        return (rects[0] if rects else cell.head).center()
