"""The calendar's side of the Redaktionsplan: head, the three views, and what their wishes lead to."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.post import Tile
from amtdesk.services.changes import Kind
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.agenda_view import AgendaView
from amtdesk.ui.calendar.board import Board, Filter
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.deeds import Deeds
from amtdesk.ui.calendar.head import PlanHead, View
from amtdesk.ui.calendar.menu import Wishes, day_menu, tile_menu
from amtdesk.ui.calendar.month import MonthView
from amtdesk.ui.calendar.move_dialog import MoveDialog
from amtdesk.ui.calendar.notice import Notice
from amtdesk.ui.calendar.paging import turned
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.calendar.strip import WeekStrip
from amtdesk.ui.calendar.week import WeekView
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

Shown = DayGrid | AgendaView
_OURS = {Kind.POSTS, Kind.DELIVERIES, Kind.ACCOUNTS, Kind.OFFICE}
_VIEW_KEY = "plan.view"
_LOOK_AT_CLOCK = 30_000


class CalendarPane(QWidget):
    """Shows one page of the plan at a time; `opened` and `begun` say what belongs into the editor."""

    opened = Signal(object)
    begun = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.plan = Plan(shell, self)
        self.anchor = self.plan.today()
        self._day = self.anchor
        self._stale = True
        self._list_only = False
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = PlanHead(shell.look)
        self.views: dict[View, Shown] = {
            View.MONTH: MonthView(shell, self.plan),
            View.WEEK: WeekView(shell, self.plan),
            View.LIST: AgendaView(shell, self.plan),
        }
        self.strip = WeekStrip(shell, self.plan)
        self._strip_day = self.anchor
        self.deeds = Deeds(shell, self.plan, self.refresh, self.opened.emit)
        self._wishes = Wishes(self.opened.emit, self._begin, self.ask_where)
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
            self._wire(view)
        self._wire(self.strip.list)
        self.notice = Notice(shell.look, self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.chosen = self._remembered()
        self._connect()
        self.show_view(self.chosen, remember=False)

    # for the page around it

    @property
    def view(self) -> Shown:
        """The view in front."""
        return self.views[View.LIST if self._list_only else self.chosen]

    def show_view(self, view: View, *, remember: bool = True) -> None:
        """Month, week or list; remembered for the next start."""
        self.anchor = self.view.day
        self.chosen = view
        self.head.show_view(view)
        self.stack.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        if remember:
            offices = self._shell.desk.offices
            self._shell.background.run(lambda: offices.remember(_VIEW_KEY, view.value))
        self.refresh()
        self.view.stand_on(self.anchor)

    def show_list_only(self, alone: bool) -> None:
        """Where there is no room for a month, the list takes its place."""
        if alone == self._list_only:
            return
        self.anchor = self.view.day
        self._list_only = alone
        self.head.show_switch(not alone)
        self.stack.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        self.refresh()

    def go_to(self, day: date, post_id: int | None = None) -> None:
        """Show the page with a day and put the cursor there."""
        self.anchor = day
        self.refresh()
        self.view.stand_on(day, post_id)

    def select(self, post_id: int) -> None:
        """Mark the post that is open in the editor; 0 for none."""
        for view in (*self.views.values(), self.strip.list):
            view.select(post_id)

    def mark_draft(self, day: date | None, label: str = "") -> None:
        """Outline where a new draft begins."""
        for view in self.views.values():
            view.mark_draft(day, label)

    def show_week(self, day: date) -> None:
        """Show the week of a day in the strip."""
        self._strip_day = day
        self._fill_strip()

    def refresh(self) -> None:
        """Read what is in front again; while hidden, later."""
        self._stale = not self.isVisible()
        self._day = self.plan.today()
        if self.isVisible():
            start, end = self.view.span(self.anchor)
            board = self.plan.board(start, end)
            self.view.show_board(self.anchor, board)
            self.head.show_title(self._title(start))
            self._say_empty(board, end)
        self._fill_strip()

    def ask_where(self, tile: Tile) -> None:
        """„Verschieben nach …“."""
        due = tile.due or self.plan.free_slot(self.plan.today())
        dialog = MoveDialog(self._shell.look, tile.words, due, self.plan.now(), tile.zone, self)
        dialog.chosen.connect(lambda moment: self.deeds.move(tile, moment))
        dialog.open()

    # inside

    def _connect(self) -> None:
        self.head.turned.connect(self._turn)
        self.head.today_wanted.connect(lambda: self.go_to(self.plan.today()))
        self.head.view_chosen.connect(self.show_view)
        self.head.filtered.connect(self._filter)
        self.strip.turned.connect(lambda by: self.show_week(self._strip_day + timedelta(days=7 * by)))
        self.strip.appeared.connect(self._fill_strip)
        self.head.show_channels(self.plan.open_channels)
        self._shell.changed.connect(self._changed)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AT_CLOCK)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()

    def _wire(self, view: Shown) -> None:
        view.opened.connect(self.opened)
        view.begun.connect(self._begin)
        view.listed.connect(self._list)
        view.refused.connect(self._shell.say)
        view.deleting.connect(self.deeds.delete)
        view.menu_wanted.connect(self._menu)
        view.shifted.connect(self._shift)
        if view is self.strip.list:
            view.went.connect(self.show_week)
        else:
            view.went.connect(self.go_to)
            view.turned.connect(self._turn)

    def _begin(self, day: date) -> None:
        if day < self.plan.today():
            self._shell.say(words.PAST_DAY)
        else:
            self.begun.emit(day)

    def _turn(self, by: int) -> None:
        # from the anchor: the cursor may stand on a day of the month beside
        self.go_to(turned(self.anchor, by, weekly=isinstance(self.view, WeekView)))

    def _list(self, day: date) -> None:
        self.show_view(View.LIST)
        self.go_to(day)
        self.view.setFocus()

    def _shift(self, tile: Tile, day: date) -> None:
        self.deeds.move_to_day(tile, day)
        # the cursor follows; a day outside turns the page
        if self.isVisible() and not self.view.start <= day < self.view.end:
            self.go_to(day, tile.post_id)

    def _menu(self, tile: Tile | None, day: date, where: QPoint) -> None:
        if tile is None:
            menu = day_menu(self, day, self._wishes)
        else:
            menu = tile_menu(self, tile, day, self.deeds, self._wishes, self._shell.open_link)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _filter(self, chosen: Filter) -> None:
        self.plan.filter = chosen
        self.refresh()

    def _title(self, start: date) -> str:
        return words.week_title(start) if isinstance(self.view, WeekView) else words.month_title(self.anchor)

    def _say_empty(self, board: Board, end: date) -> None:
        if board.days:
            self.notice.say("")
        elif self.plan.filter.active:
            self.notice.say(words.EMPTY_FILTER)
        else:
            last = end - timedelta(days=1)
            if isinstance(self.view, MonthView):
                last = turned(self.anchor.replace(day=1), 1, weekly=False) - timedelta(days=1)
            self.notice.say(words.empty(self.view_name, past=last < self._day))
        self.notice.place()

    @property
    def view_name(self) -> str:
        """`month`, `week` or `list`."""
        return (View.LIST if self._list_only else self.chosen).value

    def _fill_strip(self) -> None:
        if self.strip.isVisible():
            start, end = self.strip.list.span(self._strip_day)
            self.strip.list.show_board(self._strip_day, self.plan.board(start, end))
            self.strip.show_week(self._strip_day)

    def _remembered(self) -> View:
        kept: Any = self._shell.desk.offices.recall(_VIEW_KEY, View.MONTH.value)
        return View(kept) if kept in {view.value for view in View} else View.MONTH

    def _changed(self, kinds: object) -> None:
        if not isinstance(kinds, frozenset) or not kinds & _OURS:
            return
        if kinds & {Kind.ACCOUNTS, Kind.OFFICE}:
            self.plan.refresh()
            self.head.show_channels(self.plan.open_channels)
        self.refresh()

    def _look_at_clock(self) -> None:
        if self.plan.today() != self._day:
            self.refresh()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notice.place()
