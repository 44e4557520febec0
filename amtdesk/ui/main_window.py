"""The one window: navigation, tool bar, pages, Textbausteine, status bar."""

import logging
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent

from amtdesk.domain.settings import Office
from amtdesk.domain.today import Today
from amtdesk.ui.frame import Frame
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.shell_window import ShellWindow
from amtdesk.ui.today.page import TodayPage

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

log = logging.getLogger(__name__)


class MainWindow(ShellWindow):
    """Shows values and calls services; what pages may ask of it stands in `ui/shell.py`."""

    #: kinds of things that changed, as a frozenset
    changed = Signal(object)
    attached = Signal()
    closing = Signal()
    first_paint = Signal()

    def __init__(self, look: Look, today: Today, help_source: Callable[[str], str], size: QSize | None = None) -> None:
        super().__init__(look, help_source)
        self._today = today
        self._painted = False
        self.setMinimumSize(760, 440)
        self._name_window()
        self.frame = Frame(look)
        self.setCentralWidget(self.frame)
        self._take_size(size or QSize(1280, 800))
        self.status, self.nav = self.frame.status, self.frame.nav
        self.tool_bar = self.frame.tool_bar
        self._connect()
        self._today_page = TodayPage(self)
        self.frame.pages.keep("heute", self._today_page)
        self._today_page.fit()
        self.nav.choose("heute")
        # last, when everything has its size: measuring wrapped lines is what takes longest
        self._show_today(today)
        # Tab begins with the page; no button looks chosen before that
        self._today_page.setFocus()

    # what pages may ask

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """One quiet sentence with its undo."""
        self.status.say(words, undo)

    def new_post(self, day: date | None = None) -> None:
        """Begin a draft in the editor."""
        page = self._plan_page()
        if page is not None:
            page.new_post(day)

    def open_post(self, post_id: int) -> None:
        """Show a post in the editor."""
        page = self._plan_page()
        if page is not None:
            page.open_post(post_id)

    def open_inquiry(self, inquiry_id: int) -> None:
        """Show an Anliegen, also one that waits for nobody any more."""
        page = self.page("antworten")
        if page is not None:
            self.nav.choose("antworten")
            page.open_apart(inquiry_id)

    def show_page(self, name: str) -> None:
        """Go to a page."""
        self.nav.choose(name)

    def publish_by_hand(self, delivery_id: int) -> None:
        """Open the hand-publishing assistant."""
        from amtdesk.ui.by_hand import ByHand

        ByHand.open(self, delivery_id)

    def connect_channel(self, kind: str | None = None) -> None:
        """Open the connection form."""
        from amtdesk.ui.channels.connect import connect_channel

        connect_channel(self, kind)

    def help(self, page: str = "") -> None:
        """Show the help of a page."""
        from amtdesk.ui.help_window import HelpWindow

        HelpWindow.open(self, self._help_source, page or self.page_name())

    def hold_everything(self) -> None:
        """Ask why, then nothing leaves any more; while that lasts, offer to release."""
        if self._desk is not None:
            self.switch.press()

    def start_round(self) -> None:
        """Start the clock of the Community-Runde, or go on."""
        if not self.tool_bar.round.clock.running:
            self.tool_bar.round.toggle()

    # life

    def attach(self, desk: "Desk") -> None:
        """The services are there."""
        from amtdesk.ui.bridge import Bridge
        from amtdesk.ui.watch import Watcher

        self._desk = desk
        self._bridge = Bridge(desk.changes, self)
        self._bridge.changed.connect(self._told)
        office = desk.offices.get()
        self._add_parts(desk, office)
        self.tool_bar.round.set_minutes(office.round_minutes)
        self._watcher = Watcher(self, self.status, self.refresh, self)
        self._watcher.look()
        self.refresh()
        self.attached.emit()
        if self.nav.current != self.page_name():
            self._chosen(self.nav.current)

    def _add_parts(self, desk: "Desk", office: Office) -> None:
        """What is not on the first screen and would only slow it down."""
        from amtdesk.ui.library.panel import LibraryPanel
        from amtdesk.ui.library.wiring import Wiring
        from amtdesk.ui.search import Palette

        self.library = LibraryPanel(self.look)
        self._wiring = Wiring(self, self.library)
        self.frame.add_library(self.library)
        self.library.attach(desk, office)
        from amtdesk.ui.hold.switch import Switch

        self.switch = Switch(self, self)
        self.frame.add_banner(self.switch.banner)
        self.tool_bar.add_hold(self.switch.button)
        from amtdesk.ui.round_desk import RoundDesk

        self.rounds = RoundDesk(self, self.frame, desk, self)
        self.search = Palette(self.look, self.tool_bar.field, lambda: self._desk, self.background.run, self.frame)
        self.search.open_post.connect(self.open_post)
        self.search.choose_module.connect(self._wiring.choose)

    def refresh(self) -> None:
        """Read again what Heute and the status bar show."""
        desk = self.desk

        def read() -> tuple[Today, Any, int]:
            return desk.glance(), desk.backups.last(), desk.inbox.count_open()

        self.background.run(read, self._refreshed, side=True)

    def page_name(self) -> str:
        """The page that is shown."""
        return self.frame.pages.shown()

    def page(self, name: str) -> Any:
        """A page, built if need be; None while the services are not there."""
        return self.frame.pages.page(name, self) if self._desk is not None else self.frame.pages.built(name)

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close() and self.leave():
            super().closeEvent(event)
            self.closed.emit()
        else:
            event.ignore()

    def keep_text(self, patience: int) -> None:
        """Save what is on the screen, and wait for that at most `patience` milliseconds."""
        plan = self.frame.pages.built("redaktionsplan")
        if plan is not None:
            plan.editor.flush()
            if patience:
                self.background.wait(patience)

    def leave(self) -> bool:
        """Keep what is not kept, and let what is under way end; False when she rather stays with an unsaved text."""
        if self.in_haste:
            return True
        plan = self.frame.pages.built("redaktionsplan")
        if plan is not None:
            from amtdesk.ui.editor.unsaved import may_close

            plan.editor.flush()
            self.background.wait()
            if not may_close(self, self.look, plan.editor):
                return False
        self.closing.emit()
        self.background.wait()
        return True

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            # the parts of the window are painted in the same go
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        if not self._painted:
            self._painted = True
            self.first_paint.emit()
            QTimer.singleShot(0, self.set_keys)

    @guarded(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._desk is not None:
            self.refresh()

    # inside

    def _take_size(self, size: QSize) -> None:
        """The frame lies in place before a page is built, so that each is laid out once, in the size it keeps."""
        self.resize(size)
        self.frame.resize(size)
        self.frame.fit()
        layout = self.frame.layout()
        if layout is not None:
            layout.activate()

    def _connect(self) -> None:
        self.tool_bar.new_post.connect(lambda: self.new_post())
        self.nav.chosen.connect(self._chosen)

    def _chosen(self, name: str) -> None:
        page = self.page(name)
        if page is not None:
            focused = self.focusWidget()
            inside = focused is not None and self.frame.pages.isAncestorOf(focused)
            self.frame.pages.setCurrentWidget(page)
            if inside:
                # else Qt takes the first button of the page and rings it
                page.setFocus()

    def _plan_page(self) -> Any:
        page = self.page("redaktionsplan")
        if page is not None:
            self.nav.choose("redaktionsplan")
        return page

    def _told(self, kinds: object) -> None:
        from amtdesk.services.changes import Kind

        if isinstance(kinds, frozenset) and Kind.OFFICE in kinds:
            office = self.desk.offices.get()
            self.library.set_office(office)
            self.tool_bar.round.set_minutes(office.round_minutes)
        if isinstance(kinds, frozenset) and Kind.TEXT_MODULES in kinds:
            self.library.reload()
        self.refresh()
        self.changed.emit(kinds)

    def _refreshed(self, result: tuple[Today, Any, int]) -> None:
        today, backup, waiting = result
        self.nav.set_badge("antworten", waiting)
        self.rounds.look(waiting)
        self.status.set_backup(backup)
        self._show_today(today)

    def _show_today(self, today: Today) -> None:
        self._today_page.show_today(today)
        self._show_around(today)

    def _show_around(self, today: Today) -> None:
        self._today = today
        if self._desk is not None:
            self.switch.show_today(today)
        self.status.show_today(today)
        self.today_shown.emit(today)
        self.nav.set_badge("heute", today.urgent, alarm=False)
        lost = sum(account.standing.value == "reconnect" and not account.removed for account in today.accounts.values())
        self.nav.set_badge("kanaele", lost, alarm=True)
        self._name_window()

    def _name_window(self) -> None:
        office = self._today.office
        self.setWindowTitle(
            f"AmtDesk – {office.name}" + (" (Übung)" if office.sample else "") if office.name else "AmtDesk"
        )
