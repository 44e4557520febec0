"""A painted grid of days: the common part of month and week."""

from dataclasses import replace
from datetime import date, timedelta
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from amtdesk.domain.post import Tile
from amtdesk.ui import texts
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.board import Board
from amtdesk.ui.calendar.cells import Cell, Cells, Placed
from amtdesk.ui.calendar.drag import Drag
from amtdesk.ui.calendar.grid_painter import MORE, GridPainter, Marks
from amtdesk.ui.calendar.keys import KeySteps, is_ours
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

TOOLTIP_AFTER = 600
_LONGEST_LINE = 200


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
        self._drag: Drag | None = None
        self._pressed: date | None = None
        self._keys = KeySteps(self)
        self._tip = QTimer(self, singleShot=True, interval=TOOLTIP_AFTER)
        self._tip.timeout.connect(self._show_tip)
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
        """Show the page around `anchor`; the cursor stays with its post, else goes to `anchor`."""
        self.start, self.end = self.span(anchor)
        self.board = board
        found = board.find(self.marks.cursor_post) if self.marks.cursor_post > 0 else None
        day = found[0] if found else anchor
        self.marks = replace(self.marks, today=self._plan.today(), cursor=day)
        self.lay_out()
        post = self.marks.cursor_post
        if post not in self.stops(day):
            self._put(day, self.stops(day)[0] if self.stops(day) else 0)
        else:
            self._put(day, post)

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
        if not self.start <= day < self.end:
            self._put(day, post_id or 0)
            self.went.emit(day)
            return
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
        self.setAccessibleName(self._spoken())
        self.viewport().update()

    def _spoken(self) -> str:
        day = texts.long_date(self.day)
        quiet = [one.words for one in self._plan.labels(self.start, self.end).get(self.day, [])]
        tile, stops = self.tile(), self.stops(self.day)
        if self.marks.cursor_post == MORE:
            hidden = self.cells.on(self.day)
            count = hidden.hidden if hidden else 0
            return f"{day}, {texts.count(count, 'weiterer Beitrag', 'weitere Beiträge')}, Eingabe zeigt die Liste"
        if tile is None:
            return ", ".join([day, *quiet, "kein Beitrag" if not stops else texts.count(len(stops), "Beitrag", "Beiträge")])
        parts = [words.spoken(tile, self._plan.names, self.marks.today), *quiet]
        if len(stops) > 1:
            parts.append(f"Beitrag {stops.index(tile.post_id) + 1} von {len(self.board.on(self.day))}")
        return ", ".join(parts)

    # events

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self.viewport())
        size = self.viewport().size()
        self.grid.tiles.ratio = self.devicePixelRatioF()
        painter.fillRect(self.viewport().rect(), self.look.color("base"))
        painter.save()
        painter.setClipRect(0, self.grid.header, size.width(), size.height() - self.grid.header)
        painter.translate(0, self.grid.header - self.verticalScrollBar().value())
        marks = replace(self.marks, focused=self.hasFocus())
        self.paint_side(painter)
        self.grid.cells(painter, self.cells, self._plan.labels(self.start, self.end), marks, self._drag)
        painter.restore()
        self.grid.header_row(painter, size.width(), self.headings(size.width()))
        painter.end()

    def paint_side(self, painter: QPainter) -> None:
        """What stands beside the days."""

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.lay_out()

    @guarded()
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._restyle()

    @guarded(default=False)
    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.ToolTip:
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None, None)
        return bool(super().viewportEvent(event))

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_ours(event):
            event.accept()
            return True
        return bool(super().event(event))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._drag is not None and event.key() == Qt.Key.Key_Escape:
            self._end_drag()
        elif not self._keys.take(event):
            super().keyPressEvent(event)

    @guarded(default=False)
    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802
        if self.step_in_day(1 if following else -1):
            return True
        return bool(super().focusNextPrevChild(following))

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            found = self.board.find(self.marks.selected) if self.marks.selected else None
            if found:
                self.go_to(found[0], self.marks.selected)
        self.viewport().update()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, ARG002
        self.viewport().update()

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        point = self._content(event.position().toPoint())
        cell, placed = self._under(point)
        QToolTip.hideText()
        self._tip.stop()
        if cell is None:
            return
        self._put(cell.day, placed.tile.post_id if placed else 0)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = cell.day
            self._drag = Drag(self._plan, placed, point) if placed else None

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        point = self._content(event.position().toPoint())
        cell, placed = self._under(point)
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(placed, cell.day if cell and cell.more.contains(point) else None)
            return
        if self._drag.follow(point):
            sentence = self._drag.over(cell.day if cell else None)
            if sentence:
                self.refused.emit(sentence)
            refused = bool(self._drag.refusal)
            self.viewport().setCursor(Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, pressed = self._drag, self._pressed
        self._end_drag()
        point = self._content(event.position().toPoint())
        cell, placed = self._under(point)
        if drag is not None and drag.under_way:
            if drag.lands and drag.target is not None:
                self.shifted.emit(drag.placed.tile, drag.target)
            return
        if cell is None or cell.day != pressed:
            return
        if placed is not None:
            self.opened.emit(placed.tile.post_id)
        elif cell.more.contains(point):
            self.listed.emit(cell.day)
        else:
            self.begin(cell.day)

    def begin(self, day: date) -> None:
        """Begin a draft on a day, unless it is over."""
        if day < self._plan.today():
            self.refused.emit(words.PAST_DAY)
        else:
            self.begun.emit(day)

    @guarded()
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self._cursor_point())
        self.menu_wanted.emit(self.tile(), self.day, where)

    def _cursor_point(self) -> QPoint:
        cell = self.cells.on(self.day)
        if cell is None:
            return QPoint(20, 20)
        placed = next((one for one in cell.placed if one.tile.post_id == self.marks.cursor_post), None)
        rect = placed.rect if placed else cell.head
        return rect.center() + QPoint(0, self.grid.header - self.verticalScrollBar().value())

    def _content(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self.verticalScrollBar().value() - self.grid.header)

    def _under(self, point: QPoint) -> tuple[Cell | None, Placed | None]:
        if point.y() < self.verticalScrollBar().value():
            return None, None
        return self.cells.at(point), self.cells.tile_at(point)

    def _end_drag(self) -> None:
        self._drag, self._pressed = None, None
        self.viewport().unsetCursor()
        self.viewport().update()

    def _hover(self, placed: Placed | None, more: date | None) -> None:
        if placed == self.marks.hover and more == self.marks.hover_more:
            return
        self.marks = replace(self.marks, hover=placed, hover_more=more)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if placed or more else Qt.CursorShape.ArrowCursor)
        QToolTip.hideText()
        if placed is None:
            self._tip.stop()
        else:
            self._tip.start()
        self.viewport().update()

    def _show_tip(self) -> None:
        placed = self.marks.hover
        if placed is None or self._drag is not None:
            return
        rect = placed.rect.translated(0, self.grid.header - self.verticalScrollBar().value())
        QToolTip.showText(
            self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(8, 4)), self.tip(placed.tile), self.viewport(), rect
        )

    def tip(self, tile: Tile) -> str:
        """The tooltip as HTML with everything foreign escaped: tooltips guess rich text."""
        first, *rest = [escape(line[:_LONGEST_LINE]) for line in words.details(tile, self._plan.names, self.marks.today)]
        return "<br>".join([f"<b>{first}</b>", *rest])

    def _restyle(self) -> None:
        self.grid.measure()
        self.lay_out()

    def shift(self, days: int) -> None:
        """Ask to move the post under the cursor by some days."""
        tile = self.tile()
        if tile is None:
            return
        target = self.day + timedelta(days=days)
        sentence = words.locked(tile) or (words.PAST_TARGET if target < self._plan.today() else "")
        if sentence:
            self.refused.emit(sentence)
        else:
            self.shifted.emit(tile, target)
