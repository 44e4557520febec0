"""The list of the Redaktionsplan: a real list view, readable for screen readers."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QToolTip, QWidget

from amtdesk.domain.post import Tile
from amtdesk.domain.schedule import local
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.agenda import Agenda, Entry, ValueRole, rows
from amtdesk.ui.calendar.agenda_delegate import AgendaDelegate
from amtdesk.ui.calendar.board import Board
from amtdesk.ui.calendar.grid_painter import Marks
from amtdesk.ui.calendar.keys import KeySteps, is_ours
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell


class AgendaView(QListView):
    """Posts of a span under their days; the same wishes as the grids say."""

    opened = Signal(object)
    begun = Signal(object)
    listed = Signal(object)
    went = Signal(object)
    turned = Signal(int)
    shifted = Signal(object, object)
    refused = Signal(str)
    menu_wanted = Signal(object, object, object)
    deleting = Signal(object)

    def __init__(self, shell: Shell, plan: Plan, *, weekly: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._weekly = weekly
        self._board = Board()
        self._anchor = plan.today()
        self.start = self.end = self._anchor
        self.marks = Marks(plan.today(), plan.today())
        self.agenda = Agenda(self)
        self.delegate = AgendaDelegate(shell.look, plan, self)
        self._keys = KeySteps(self)
        self.setModel(self.agenda)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setAccessibleName("Beiträge der Woche" if weekly else "Beiträge des Monats")
        self.clicked.connect(self._open)
        plan.labelled.connect(self._fill)
        shell.look.changed.connect(self._restyle)

    # what is shown

    def span(self, anchor: date) -> tuple[date, date]:
        """First day and the day after the last one of the page that shows `anchor`."""
        if self._weekly:
            monday = anchor - timedelta(days=anchor.weekday())
            return monday, monday + timedelta(days=7)
        first = anchor.replace(day=1)
        return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)

    def show_board(self, anchor: date, board: Board) -> None:
        """Show the page around `anchor`; the cursor stays with its post."""
        turned = self.span(anchor) != (self.start, self.end)
        self.start, self.end = self.span(anchor)
        self._anchor, self._board = anchor, board
        self.marks = replace(self.marks, today=self._plan.today())
        post = 0 if turned else self._post_at(self.currentIndex())
        self._fill()
        at = self.agenda.row_of(post or self.delegate.selected)
        if at >= 0:
            self._to_row(at)
        else:
            self.stand_on(anchor)

    def select(self, post_id: int) -> None:
        """Mark the post that is open in the editor; 0 for none."""
        self.delegate.selected = post_id
        at = self.agenda.row_of(post_id) if post_id else -1
        if at >= 0:
            self._to_row(at)
        self.viewport().update()

    def mark_draft(self, day: date | None, label: str = "") -> None:
        """A list has no place for the outline of a new draft."""

    def _fill(self) -> None:
        labels = self._plan.labels(self.start, self.end)
        quiet = {day: [one.words for one in found] for day, found in labels.items()}
        undated = () if self._weekly else self._plan.undated()
        shown = rows(self._board, undated, self._plan.today(), quiet, year=not self._weekly)
        post = self._post_at(self.currentIndex())
        self.agenda.show(shown, self._plan.names, self._plan.today())
        at = self.agenda.row_of(post) if post else -1
        if at >= 0 and self.currentIndex().row() != at:
            self._to_row(at)

    # the cursor

    @property
    def day(self) -> date:
        """The day of the current row, else the one the page was opened at."""
        row = self.currentIndex().data(ValueRole)
        return row.day if isinstance(row, Entry) and row.day is not None else self._anchor

    def tile(self) -> Tile | None:
        """The post of the current row."""
        row = self.currentIndex().data(ValueRole)
        return row.tile if isinstance(row, Entry) else None

    def go_to(self, day: date, post_id: int | None = None) -> None:
        """To the first post of a day or of the next one that has any; a day outside asks for its page."""
        if self.start <= day < self.end:
            self.stand_on(day, post_id)
        else:
            self.went.emit(day)

    def stand_on(self, day: date, post_id: int | None = None) -> None:
        """Put the cursor on a post, or on the first one of the day or after it."""
        self._anchor = day
        at = self.agenda.row_of(post_id) if post_id else self.agenda.row_of_day(day)
        if at < 0:
            self.setCurrentIndex(QModelIndex())
            return
        self._to_row(at)

    def step_in_day(self, by: int) -> bool:
        """To the next or previous post."""
        at = self.currentIndex().row() + by
        while 0 <= at < self.agenda.rowCount():
            if isinstance(self.agenda.index(at).data(ValueRole), Entry):
                self._to_row(at)
                return True
            at += by
        return False

    def begin(self, day: date) -> None:
        """Begin a draft on a day; a day that is over becomes today."""
        self.begun.emit(max(day, self._plan.today()))

    def shift(self, days: int) -> None:
        """Ask to move the current post by some days."""
        tile = self.tile()
        if tile is None:
            return
        day = local(tile.due, tile.zone).date() if tile.due else self._plan.today()
        target = day + timedelta(days=days)
        sentence = words.refusal(tile, target, self._plan.today())
        if sentence:
            self.refused.emit(sentence)
        else:
            self.shifted.emit(tile, target)

    def _to_row(self, at: int) -> None:
        heading = at
        if not isinstance(self.agenda.index(at).data(ValueRole), Entry):
            at += 1
        elif at and not isinstance(self.agenda.index(at - 1).data(ValueRole), Entry):
            heading = at - 1
        self.setCurrentIndex(self.agenda.index(at))
        self.scrollTo(self.agenda.index(heading))
        self.scrollTo(self.agenda.index(at))

    def _post_at(self, index: QModelIndex) -> int:
        row = index.data(ValueRole)
        return row.tile.post_id if isinstance(row, Entry) else 0

    def _open(self, index: QModelIndex) -> None:
        post_id = self._post_at(index)
        if post_id:
            self.opened.emit(post_id)

    # events

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_ours(event):
            event.accept()
            return True
        return bool(super().event(event))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        up_or_down = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if (up_or_down and event.modifiers() == Qt.KeyboardModifier.NoModifier) or not self._keys.take(event):
            super().keyPressEvent(event)

    @guarded(default=False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ValueRole)
            if isinstance(row, Entry):
                self._tip(row.tile, event.globalPos())
            else:
                QToolTip.hideText()
            return True
        return bool(super().viewportEvent(event))

    @guarded()
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(self.tile(), self.day, where)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # row heights depend on the width
        self.scheduleDelayedItemsLayout()

    def _tip(self, tile: Tile, where: QPoint) -> None:
        QToolTip.showText(where, words.tip(tile, self._plan.names, self._plan.today()), self.viewport())

    def _restyle(self) -> None:
        self.delegate.measure()
        QTimer.singleShot(0, self, self.scheduleDelayedItemsLayout)
