"""A painted grid of days: the common part of month and week."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from amtdesk.domain.post import Tile
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.board import Board
from amtdesk.ui.calendar.cells import Cells
from amtdesk.ui.calendar.grid_mouse import GridMouse
from amtdesk.ui.calendar.grid_painter import MORE, GridPainter, Marks
from amtdesk.ui.calendar.keys import KeySteps, is_ours
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.calendar.speech import spoken
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell


class DayGrid(QAbstractScrollArea):
    """Shows a board; says what the person wants, changes nothing itself."""

    #: a post's id
    opened = Signal(object)
    #: a day to begin a draft on
    begun = Signal(object)
    #: a day whose posts did not all fit
    listed = Signal(object)
    #: a day outside of what is shown
    went = Signal(object)
    #: pages to turn, ±1
    turned = Signal(int)
    #: a tile and the day it shall go to
    shifted = Signal(object, object)
    #: a sentence why something does not go
    refused = Signal(str)
    #: a tile or None, its day, where on the screen
    menu_wanted = Signal(object, object, object)
    deleting = Signal(object)

    def __init__(self, shell: Shell, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.look = shell.look
        self.grid = GridPainter(shell.look, plan)
        self.board = Board()
        self.cells = Cells()
        self.start = self.end = plan.today()
        self.marks = Marks(plan.today(), plan.today())
        self._keys = KeySteps(self)
        self._mouse = GridMouse(self, plan)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleDescription(words.KEYS)
        self.verticalScrollBar().setSingleStep(24)
        plan.labelled.connect(self.viewport().update)
        shell.look.changed.connect(self._restyle)

    # what is shown

    def span(self, anchor: date) -> tuple[date, date]:
        """First day and the day after the last one of the page that shows `anchor`."""
        raise NotImplementedError

    def arrange(self, width: int, height: int) -> Cells:
        """Place the days and tiles of the board."""
        raise NotImplementedError

    def headings(self, width: int) -> list[tuple[QRect, str]]:
        """The names above the columns."""
        raise NotImplementedError

    def show_board(self, anchor: date, board: Board) -> None:
        """Show the page around `anchor`; the cursor goes there on a new page and stays with its post on the same."""
        turned = self.span(anchor) != (self.start, self.end)
        self.start, self.end = self.span(anchor)
        self.board = board
        self.lay_out()
        post = self.marks.cursor_post
        found = board.find(post) if post > 0 and not turned else None
        day = found[0] if found else anchor if turned else self.day
        self.marks = replace(self.marks, today=self._plan.today(), hover=None)
        stops = self.stops(day)
        self._put(day, post if post in stops else stops[0] if stops and turned else 0)

    def select(self, post_id: int) -> None:
        """Mark the post that is open in the editor; 0 for none."""
        if self.marks.selected != post_id:
            self.marks = replace(self.marks, selected=post_id)
            self.viewport().update()

    def mark_draft(self, day: date | None, label: str = "") -> None:
        """Outline where a new draft begins; None takes the outline away."""
        self.marks = replace(self.marks, draft_day=day, draft_words=label)
        self.viewport().update()

    def lay_out(self) -> None:
        """Place everything anew."""
        size = self.viewport().size()
        room = max(1, size.height() - self.grid.header)
        self.cells = self.arrange(size.width(), room)
        self.verticalScrollBar().setRange(0, max(0, self.cells.height - room))
        self.verticalScrollBar().setPageStep(room)
        self.viewport().update()

    # the cursor

    @property
    def day(self) -> date:
        """The day of the cursor."""
        return self.marks.cursor

    def tile(self) -> Tile | None:
        """The tile under the cursor."""
        found = self.board.find(self.marks.cursor_post) if self.marks.cursor_post > 0 else None
        return found[1] if found else None

    def stops(self, day: date) -> list[int]:
        """Where the cursor can stand in a day: its shown posts, then what did not fit."""
        cell = self.cells.on(day)
        if cell is None:
            return []
        return [placed.tile.post_id for placed in cell.placed] + ([MORE] if cell.hidden else [])

    def go_to(self, day: date, post_id: int | None = None) -> None:
        """Move the cursor; a day outside asks for its page."""
        if self.start <= day < self.end:
            self.stand_on(day, post_id)
        else:
            self.went.emit(day)

    def stand_on(self, day: date, post_id: int | None = None) -> None:
        """Put the cursor on a post of a day, by itself on the first one."""
        stops = self.stops(day)
        self._put(day, post_id if post_id is not None else (stops[0] if stops else 0))

    def step_in_day(self, by: int) -> bool:
        """To the next stop of the day; False when there is none."""
        stops = self.stops(self.day)
        if self.marks.cursor_post not in stops:
            return False
        at = stops.index(self.marks.cursor_post) + by
        if not 0 <= at < len(stops):
            return False
        self._put(self.day, stops[at])
        return True

    def _put(self, day: date, post_id: int) -> None:
        self.marks = replace(self.marks, cursor=day, cursor_post=post_id)
        cell = self.cells.on(day)
        if cell is not None:
            bar = self.verticalScrollBar()
            if cell.rect.y() < bar.value():
                bar.setValue(cell.rect.y())
            elif cell.rect.bottom() > bar.value() + bar.pageStep():
                bar.setValue(cell.rect.bottom() - bar.pageStep())
        quiet = [one.words for one in self._plan.labels(self.start, self.end).get(day, [])]
        self.setAccessibleName(spoken(self.cells.on(day), day, post_id, quiet, self._plan.names, self.marks.today))
        self.viewport().update()

    # events

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        try:
            self._paint(painter)
        finally:
            # a painter left open by an exception takes the process with it
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        size = self.viewport().size()
        self.grid.tiles.ratio = self.devicePixelRatioF()
        painter.fillRect(self.viewport().rect(), self.look.color("base"))
        painter.save()
        painter.setClipRect(0, self.grid.header, size.width(), size.height() - self.grid.header)
        painter.translate(0, -self.offset())
        marks = replace(self.marks, focused=self.hasFocus())
        self.paint_side(painter)
        self.grid.cells(painter, self.cells, self._plan.labels(self.start, self.end), marks, self._mouse.drag)
        painter.restore()
        self.grid.header_row(painter, size.width(), self.headings(size.width()))

    def paint_side(self, painter: QPainter) -> None:
        """What stands beside the days."""

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @guarded(default=False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return True
        if event.type() == QEvent.Type.Leave:
            self._mouse.hover(None, None)
        return bool(super().viewportEvent(event))

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_ours(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.FontChange:
            self._restyle()
        return bool(super().event(event))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._mouse.drag is not None:
            self._mouse.end()
        elif not self._keys.take(event):
            super().keyPressEvent(event)

    @guarded(default=False)
    def focusNextPrevChild(self, following: bool) -> bool:
        if self.step_in_day(1 if following else -1):
            return True
        return bool(super().focusNextPrevChild(following))

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            found = self.board.find(self.marks.selected) if self.marks.selected else None
            if found:
                self.go_to(found[0], self.marks.selected)
        self.viewport().update()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002
        self.viewport().update()

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def begin(self, day: date) -> None:
        """Begin a draft on a day, unless it is over."""
        if day < self._plan.today():
            self.refused.emit(words.PAST_DAY)
        else:
            self.begun.emit(day)

    @guarded()
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(
                self.cells.point_of(self.day, self.marks.cursor_post) - QPoint(0, self.offset())
            )
        self.menu_wanted.emit(self.tile(), self.day, where)

    def content_top(self) -> int:
        """The first height of the content that is to be seen."""
        return self.verticalScrollBar().value()

    def offset(self) -> int:
        """Add it to a height in the viewport to get the height in the content."""
        return self.content_top() - self.grid.header

    def _restyle(self) -> None:
        self.grid.measure()
        self.lay_out()

    def shift(self, days: int) -> None:
        """Ask to move the post under the cursor by some days."""
        tile = self.tile()
        if tile is None:
            return
        target = self.day + timedelta(days=days)
        sentence = words.refusal(tile, target, self._plan.today())
        if sentence:
            self.refused.emit(sentence)
        else:
            self.shifted.emit(tile, target)
