"""The mouse on a grid of days: click, drag, hover, tooltip."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.cells import Cell, Cells, Placed
from amtdesk.ui.calendar.drag import Drag
from amtdesk.ui.calendar.grid_painter import Marks
from amtdesk.ui.calendar.plan import Plan

TOOLTIP_AFTER = 600


class Pointed(Protocol):
    """A grid, as the mouse sees it."""

    marks: Marks
    cells: Cells
    start: date
    end: date
    opened: SignalInstance
    listed: SignalInstance
    shifted: SignalInstance
    refused: SignalInstance

    def viewport(self) -> QWidget: ...
    def offset(self) -> int: ...
    def content_top(self) -> int: ...
    def go_to(self, day: date, post_id: int | None = None) -> None: ...
    def begin(self, day: date) -> None: ...


class GridMouse(QObject):
    """Turns what the mouse does into steps of a grid."""

    def __init__(self, grid: Pointed, plan: Plan) -> None:
        super().__init__(grid.viewport())
        self._grid = grid
        self._plan = plan
        #: from the press on a tile to the release
        self.drag: Drag | None = None
        self._pressed: date | None = None
        self._labelled: Cell | None = None
        self.tip = QTimer(self)
        self.tip.setSingleShot(True)
        self.tip.setInterval(TOOLTIP_AFTER)
        self.tip.timeout.connect(self._show_tip)

    def press(self, event: QMouseEvent) -> None:
        """The cursor goes where the mouse is; the left button may begin a drag."""
        point = self._content(event)
        cell, placed = self._under(point)
        QToolTip.hideText()
        self.tip.stop()
        if cell is None:
            return
        self._grid.go_to(cell.day, placed.tile.post_id if placed else 0)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = cell.day
            self.drag = Drag(self._plan, placed, point) if placed else None

    def move(self, event: QMouseEvent) -> None:
        """Hover, or drag while the left button is down."""
        point = self._content(event)
        cell, placed = self._under(point)
        if self.drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            more = cell.day if cell and cell.more.contains(point) else None
            self.hover(placed, more, cell if cell and not placed and self._labels(cell.day) else None)
            return
        if self.drag.follow(point):
            sentence = self.drag.over(cell.day if cell else None)
            if sentence:
                self._grid.refused.emit(sentence)
            shape = Qt.CursorShape.ForbiddenCursor if self.drag.refusal else Qt.CursorShape.ClosedHandCursor
            self._grid.viewport().setCursor(shape)
            self._grid.viewport().update()

    def release(self, event: QMouseEvent) -> None:
        """A click opens or begins; the end of a drag moves."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, pressed = self.drag, self._pressed
        self.end()
        point = self._content(event)
        cell, placed = self._under(point)
        if drag is not None and drag.under_way:
            if drag.lands and drag.target is not None:
                self._grid.shifted.emit(drag.placed.tile, drag.target)
        elif cell is None or cell.day != pressed:
            return
        elif placed is not None:
            self._grid.opened.emit(placed.tile.post_id)
        elif cell.more.contains(point):
            self._grid.listed.emit(cell.day)
        else:
            self._grid.begin(cell.day)

    def end(self) -> None:
        """No drag any more."""
        self.drag, self._pressed = None, None
        self._grid.viewport().unsetCursor()
        self._grid.viewport().update()

    def hover(self, placed: Placed | None, more: date | None, labelled: Cell | None = None) -> None:
        """The mouse is over a tile, over „+2 weitere“ of a day, over a day with quiet labels, or over none of these."""
        marks = self._grid.marks
        if labelled is not None and (self._labelled is None or labelled.day != self._labelled.day):
            self.tip.start()
        self._labelled = labelled
        if placed == marks.hover and more == marks.hover_more:
            return
        self._grid.marks = replace(marks, hover=placed, hover_more=more)
        shape = Qt.CursorShape.PointingHandCursor if placed or more else Qt.CursorShape.ArrowCursor
        self._grid.viewport().setCursor(shape)
        QToolTip.hideText()
        if placed is not None:
            self.tip.start()
        elif labelled is None:
            self.tip.stop()
        self._grid.viewport().update()

    def _show_tip(self) -> None:
        placed, labelled = self._grid.marks.hover, self._labelled
        if self.drag is not None or (placed is None and labelled is None):
            return
        viewport = self._grid.viewport()
        if placed is not None:
            rect, text = placed.rect, words.tip(placed.tile, self._plan.names, self._plan.today())
        elif labelled is not None:
            rect, text = labelled.head, words.label_tip(labelled.day, self._labels(labelled.day))
        rect = rect.translated(0, -self._grid.offset())
        QToolTip.showText(viewport.mapToGlobal(rect.bottomLeft() + QPoint(8, 4)), text, viewport, rect)

    def _labels(self, day: date) -> list[str]:
        found = self._plan.labels(self._grid.start, self._grid.end).get(day, [])
        return [one.words for one in found]

    def _content(self, event: QMouseEvent) -> QPoint:
        return event.position().toPoint() + QPoint(0, self._grid.offset())

    def _under(self, point: QPoint) -> tuple[Cell | None, Placed | None]:
        if point.y() < self._grid.content_top():
            return None, None
        return self._grid.cells.at(point), self._grid.cells.tile_at(point)
