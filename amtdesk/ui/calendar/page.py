"""The Redaktionsplan: calendar and editor beside each other, or as two tabs in a small window."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from amtdesk.domain.schedule import local
from amtdesk.ui import texts
from amtdesk.ui.calendar import arrangement as arranging
from amtdesk.ui.calendar.arrangement import Arrangement, Room, arrangement
from amtdesk.ui.calendar.pane import CalendarPane
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.ui.editor.editor import Editor

CALENDAR, POST = 0, 1
_REMEMBER_AFTER = 500
_ANY_WIDTH = 16_777_215


class PlanPage(QWidget):
    """The page `redaktionsplan`; the editor is told what to show and tells what it shows."""

    def __init__(self, shell: Shell, editor: "Editor | None" = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setObjectName("redaktionsplan")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.calendar = CalendarPane(shell)
        self.editor: Any = editor if editor is not None else _editor(shell)
        self.arrangement: Arrangement | None = None
        self.tabs = QTabBar()
        self.tabs.addTab("Kalender")
        self.tabs.addTab("Beitrag")
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setAccessibleName("Kalender oder Beitrag")
        self.tabs.hide()
        self._left = QStackedWidget()
        self._left.addWidget(self.calendar)
        self._left.addWidget(self.calendar.strip)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self.editor)
        self._splitter.setHandleWidth(1)
        self.editor.setMinimumWidth(arranging.EDITOR)
        self._splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._splitter, 1)
        self._widths: dict[str, int] = dict(shell.desk.offices.recall("plan.editor_widths", {}) or {})
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_AFTER)
        self._remember.timeout.connect(self._keep_widths)
        self._connect()

    # for the window

    def open_post(self, post_id: int) -> None:
        """Show a post in the editor and where it stands in the calendar."""
        post = self._shell.desk.posts.get(post_id)
        if post is None:
            self._shell.say("Diesen Beitrag gibt es nicht mehr.")
            return
        if post.due is not None:
            day = local(post.due, post.zone).date()
            self.calendar.go_to(day, post_id)
            self.calendar.show_week(day)
        self._show(post_id)

    def new_post(self, day: date | None = None) -> None:
        """Begin a draft, at the next free slot of `day`."""
        self.editor.begin(day)
        due = self._due_of_draft() or (self.calendar.plan.free_slot(day) if day else None)
        if due is not None:
            zone = self.calendar.plan.zone
            self.calendar.mark_draft(local(due, zone).date(), f"Neuer Beitrag, {texts.clock(due, zone)}")
            self.calendar.show_week(local(due, zone).date())
        self.tabs.setCurrentIndex(POST)
        self._name_tab("neu")

    def go_to(self, day: date) -> None:
        """Show a day in the calendar."""
        self.tabs.setCurrentIndex(CALENDAR)
        self.calendar.go_to(day)

    # inside

    def _connect(self) -> None:
        self.calendar.opened.connect(self._show)
        self.calendar.begun.connect(self.new_post)
        self.editor.shown.connect(self._shown)
        self.tabs.currentChanged.connect(lambda _index: self._show_tab())
        self._splitter.splitterMoved.connect(self._split_by_hand)
        self._shell.changed.connect(self._follow_editor)

    def _show(self, post_id: int) -> None:
        self.editor.show_post(post_id)
        self.tabs.setCurrentIndex(POST)

    def _shown(self, post_id: int | None) -> None:
        self.calendar.mark_draft(None)
        self.calendar.select(post_id or 0)
        post = self._shell.desk.posts.get(post_id) if post_id else None
        self._name_tab(post.words if post else "")
        if post is not None and post.due is not None:
            self.calendar.show_week(local(post.due, post.zone).date())

    def _follow_editor(self, _kinds: object) -> None:
        """A new draft that was kept for the first time is a tile from now on."""
        post_id = self.editor.post_id or 0
        if post_id:
            self.calendar.mark_draft(None)
            self.calendar.select(post_id)
            post = self._shell.desk.posts.get(post_id)
            self._name_tab(post.words if post else "")

    def _due_of_draft(self) -> Any:
        draft = getattr(self.editor, "draft", None)
        return draft.post.due if draft is not None else None

    def _name_tab(self, words: str) -> None:
        short = words if len(words) <= 28 else f"{words[:27].rstrip()}…"
        self.tabs.setTabText(POST, f"Beitrag: {short}".replace("&", "&&") if short else "Beitrag")

    # room

    def _arrange(self) -> None:
        window = self.window()
        room = Room(window.width(), window.height(), self.width())
        wanted = arrangement(room, self.arrangement)
        if wanted is not self.arrangement:
            self.arrangement = wanted
            self.tabs.setVisible(wanted is Arrangement.TABS)
            self.calendar.show_list_only(wanted is Arrangement.LIST)
            self._show_tab()
        self._place(window.width())

    def _show_tab(self) -> None:
        """Which of calendar, week strip and editor are to be seen."""
        tabs = self.arrangement is Arrangement.TABS
        strip = tabs and self.tabs.currentIndex() == POST
        self._left.setCurrentIndex(1 if strip else 0)
        self.editor.setVisible(not tabs or strip)
        if strip:
            self._left.setFixedWidth(self.calendar.strip.fitting_width())
        else:
            beside = {Arrangement.SPLIT: arranging.MONTH, Arrangement.LIST: arranging.LIST}
            least = beside.get(self.arrangement or Arrangement.TABS, 300)
            self._left.setMinimumWidth(least)
            self._left.setMaximumWidth(_ANY_WIDTH)
        self._place(self.window().width())

    def _place(self, window_width: int) -> None:
        if self.arrangement is Arrangement.TABS:
            return
        room = self.width() - self._splitter.handleWidth()
        key = self._key(window_width)
        if self.arrangement is Arrangement.SPLIT:
            editor = self._widths.get(key, arranging.editor_width(window_width))
            left = max(arranging.MONTH, room - editor)
        else:
            left = self._widths.get(key, arranging.LIST_WIDTH)
        left = max(self._left.minimumWidth(), min(left, room - arranging.EDITOR))
        self._splitter.setSizes([left, room - left])

    def _key(self, window_width: int) -> str:
        return f"{self.arrangement}.{arranging.window_class(window_width)}"

    def _split_by_hand(self, left: int, _index: int) -> None:
        if self.arrangement is Arrangement.TABS:
            return
        width = left if self.arrangement is Arrangement.LIST else self.width() - self._splitter.handleWidth() - left
        self._widths[self._key(self.window().width())] = width
        self._remember.start()

    def _keep_widths(self) -> None:
        offices, widths = self._shell.desk.offices, dict(self._widths)
        self._shell.background.run(lambda: offices.remember("plan.editor_widths", widths))

    @guarded(default=QSize(420, 240))
    def minimumSizeHint(self) -> QSize:
        """The parts arrange themselves, so little is enough."""
        return QSize(420, 240)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()


def _editor(shell: Shell) -> "Editor":
    # only a real page needs it: it brings much along
    from amtdesk.ui.editor.editor import Editor

    return Editor(shell)
