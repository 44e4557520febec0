"""The one window: navigation, tool bar, pages, Textbausteine, status bar."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.errors import AmtDeskError
from amtdesk.domain.today import Today
from amtdesk.ui import texts
from amtdesk.ui.background import Background
from amtdesk.ui.guard import guarded
from amtdesk.ui.library.panel import LibraryPanel
from amtdesk.ui.look import Look
from amtdesk.ui.nav import Entry, Nav, Shape
from amtdesk.ui.search import Palette
from amtdesk.ui.side_tab import SideTab
from amtdesk.ui.status import StatusBar
from amtdesk.ui.today.page import TodayPage
from amtdesk.ui.tool_bar import ToolBar

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk
    from amtdesk.ui.calendar.page import PlanPage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and where its class lives; built when it is first shown."""

    name: str
    label: str
    icon: str
    place: str


PAGES = (
    Page("heute", "Heute", "home", "amtdesk.ui.today.page:TodayPage"),
    Page("redaktionsplan", "Redaktionsplan", "calendar-month", "amtdesk.ui.calendar.page:PlanPage"),
    Page("kanaele", "Kanäle", "plug-connected", "amtdesk.ui.channels.page:ChannelsPage"),
    Page("einstellungen", "Einstellungen", "settings", "amtdesk.ui.settings.page:SettingsPage"),
)
ICONS = {"practice": "note", "manual": "clipboard-text", "wordpress": "world"}
COMPACT_WIDTH, COMPACT_HEIGHT, WIDE = 1100, 620, 1440
HYSTERESIS = 24


class MainWindow(QMainWindow):
    """Shows values and calls services; what pages may ask of it stands in `ui/shell.py`."""

    #: kinds of things that changed, as a frozenset
    changed = Signal(object)
    attached = Signal()
    closing = Signal()
    first_paint = Signal()

    def __init__(self, look: Look, today: Today, help_source: Callable[[str], str]) -> None:
        super().__init__()
        self.look = look
        self.background = Background(self)
        self._desk: Desk | None = None
        self._today = today
        self._help_source = help_source
        self._compact: bool | None = None
        self._painted = False
        self._crash_said = False
        self._pages: dict[str, QWidget] = {}
        self.setMinimumSize(760, 440)
        self._name_window()
        self.tool_bar = ToolBar(look)
        self.nav = Nav(look, [Entry(p.name, p.label, p.icon, f"Strg+{n}") for n, p in enumerate(PAGES, 1)])
        self.stack = QStackedWidget()
        self.library = LibraryPanel(look)
        self.library.hide()
        self._tab = SideTab(look, "Textbausteine", "blockquote", "Textbausteine aufklappen (Strg+T)")
        self.status = StatusBar(look)
        self._lay_out()
        self.palette_ = Palette(look, self.tool_bar.field, lambda: self._desk, self.background.run, self._ground)
        self._connect()
        self._today_page = TodayPage(self, today)
        self._add_page("heute", self._today_page)
        self.nav.choose("heute")
        self._show_today(today)

    # what pages may ask

    @property
    def desk(self) -> "Desk":
        """The services; pages are built only when they are there."""
        assert self._desk is not None
        return self._desk

    def ready(self) -> bool:
        """Whether the services are there yet."""
        return self._desk is not None

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """One quiet sentence with its undo."""
        self.status.say(words, undo)

    def trouble(self, error: Exception, what: str = "") -> None:
        """What happened and what to do now; the raw answer can be copied."""
        from amtdesk.ui import dialogs

        if not isinstance(error, AmtDeskError):
            log.error("unexpected", exc_info=error)
        sentence, step = texts.sentences(error)
        detail = error.detail if isinstance(error, AmtDeskError) else f"{type(error).__name__}: {error}"
        dialogs.trouble(self, self.look, f"{what} {sentence}".strip(), step, detail)

    def ask(self, question: str, consequence: str, yes: str, *, destructive: bool = False) -> bool:
        """A question whose button names the deed."""
        from amtdesk.ui import dialogs

        return dialogs.ask(self, self.look, question, consequence, yes, destructive)

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

    def show_page(self, name: str) -> None:
        """Go to a page."""
        self.nav.choose(name)

    def publish_by_hand(self, delivery_id: int) -> None:
        """Open the hand-publishing assistant."""
        from amtdesk.ui.by_hand import ByHand

        ByHand.open(self, delivery_id)

    def connect_channel(self, kind: str | None = None) -> None:
        """Open the connection form."""
        from amtdesk.ui.channels.connect import ConnectDialog

        dialog = ConnectDialog(self, parent=self)
        if kind is not None:
            dialog.choose(kind)
        dialog.open()

    def kind_icon(self, kind: str) -> str:
        """The icon of a kind of channel."""
        if self._desk is not None and kind in self._desk.accounts.kinds:
            return self._desk.accounts.kinds[kind].icon
        return ICONS.get(kind, f"brand-{kind}")

    def start_round(self) -> None:
        """Start the clock of the Community-Runde, or go on."""
        if not self.tool_bar.round.clock.running:
            self.tool_bar.round.toggle()

    def open_link(self, url: str) -> None:
        """Only web pages, and the marked page of the Übungskanal, leave for the browser."""
        target = QUrl(url)
        practice = self._desk is not None and target.isLocalFile() and self._desk.practice_page(target.toLocalFile())
        if target.scheme() in ("https", "http") or practice:
            QDesktopServices.openUrl(target)
        else:
            self.say("Dieser Link führt nicht ins Web und wird nicht geöffnet.")

    def help(self, page: str = "") -> None:
        """Show the help of a page."""
        from amtdesk.ui.help_window import HelpWindow

        HelpWindow.open(self, self._help_source, page or self.page_name())

    # life

    def attach(self, desk: "Desk") -> None:
        """The services are there."""
        from amtdesk.ui.bridge import Bridge

        self._desk = desk
        self._bridge = Bridge(desk.changes, self)
        self._bridge.changed.connect(self._told)
        office = desk.offices.get()
        self.library.attach(desk, office)
        self.tool_bar.round.set_minutes(office.round_minutes)
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        self.refresh()
        self.attached.emit()
        if self.page_name() != "heute":
            self._build(self.page_name())

    def refresh(self) -> None:
        """Read again what Heute and the status bar show."""
        desk = self.desk
        self.background.run(lambda: (desk.glance(), desk.backups.last()), self._refreshed, side=True)

    def page_name(self) -> str:
        """The page that is shown."""
        return next((name for name, page in self._pages.items() if page is self.stack.currentWidget()), "heute")

    def page(self, name: str) -> QWidget | None:
        """A page, built if need be; None while the services are not there."""
        return self._pages.get(name) or self._build(name)

    def come_forward(self) -> None:
        """A second start asks for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        plan = self._pages.get("redaktionsplan")
        if plan is not None:
            plan.editor.flush()  # type: ignore[attr-defined]
        self.closing.emit()
        self.background.wait()
        super().closeEvent(event)

    def crashed(self, report: str) -> None:
        """An error nobody caught: said once, the rest goes on working."""
        from amtdesk.ui import dialogs

        if self._crash_said:
            return
        self._crash_said = True
        dialogs.trouble(self, self.look, *texts.CRASHED, report)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # after the events of the first show, the paint among them
        QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        if not self._painted:
            self._painted = True
            self.first_paint.emit()

    def unusable(self, error: Exception) -> None:
        """The services could not be loaded: say why; nothing has been changed."""
        from amtdesk.ui import dialogs

        self.say("Die Daten lassen sich nicht öffnen.")
        what, step = texts.NEWER if type(error).__name__ == "NewerFile" else texts.UNUSABLE
        dialogs.trouble(self, self.look, what, step, f"{type(error).__name__}: {error}")

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._desk is not None:
            self.refresh()

    # inside

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for part, stretch in ((self.nav, 0), (_upright(), 0), (self.stack, 1), (self.library, 0), (self._tab, 0)):
            middle.addWidget(part, stretch)
        self._ground = QWidget()
        column = QVBoxLayout(self._ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tool_bar)
        column.addWidget(_level())
        column.addLayout(middle, 1)
        column.addWidget(_level())
        column.addWidget(self.status)
        self.setCentralWidget(self._ground)
        self._middle = middle
        self.stack.setProperty("kind", "page")
        self.stack.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        self.tool_bar.new_post.connect(lambda: self.new_post())
        self.tool_bar.round.ended.connect(
            lambda minutes: self.say(f"Runde beendet nach {texts.count(minutes, 'Minute', 'Minuten')}.")
        )
        self.nav.chosen.connect(self._chosen)
        self._tab.clicked.connect(self.toggle_library)
        self.library.closed.connect(self.toggle_library)
        self.library.said.connect(self.say)
        self.library.insert.connect(self._insert)
        self.palette_.open_post.connect(self.open_post)
        self.palette_.choose_module.connect(self._choose_module)
        keys: list[tuple[str, Callable[[], Any]]] = [
            ("Ctrl+N", lambda: self.new_post()),
            ("Ctrl+K", self._focus_search),
            ("Ctrl+T", self.toggle_library),
            ("Ctrl+R", self.tool_bar.round.toggle),
            ("Ctrl+Z", self.status.do_undo),
            ("F1", lambda: self.help()),
            ("F5", self._fetch),
            ("F6", lambda: self.focusNextPrevChild(True)),
        ]
        keys += [(f"Ctrl+{n}", partial(self.show_page, page.name)) for n, page in enumerate(PAGES, 1)]
        for key, deed in keys:
            QShortcut(QKeySequence(key), self, deed)

    def toggle_library(self) -> None:
        """Fold the Textbausteine in or out; out, the cursor is in their search."""
        shown = self.library.isHidden()
        self.library.setVisible(shown)
        self._tab.setHidden(shown)
        self._fit()
        if shown:
            self.library.focus_search()
            self.library.reload()

    def _fit(self) -> None:
        width, height = self.width(), self.height()
        slack = HYSTERESIS if self._compact else 0
        compact = width < COMPACT_WIDTH + slack or height < COMPACT_HEIGHT + slack
        self._compact = compact
        shape = Shape.NARROW if compact else Shape.WIDE if width >= WIDE else Shape.STACKED
        if self.nav.shape_ is not shape:
            self.nav.set_shape(shape)
        self.tool_bar.set_compact(compact)
        self._tab.setHidden(compact or not self.library.isHidden())
        self._place_library(over=compact)
        if width >= 1760 and self.library.isHidden() and not getattr(self, "_was_wide", False):
            self.library.show()
            self._tab.hide()
        self._was_wide = width >= 1760

    def _place_library(self, *, over: bool) -> None:
        """Beside the page where there is room, over it in a small window."""
        self.library.setFixedWidth(300 if self.width() >= 1760 else 272)
        if over:
            if self._middle.indexOf(self.library) >= 0:
                self._middle.removeWidget(self.library)
            area = self._ground
            top = self.tool_bar.height() + 1
            height = area.height() - top - self.status.height() - 1
            self.library.setGeometry(area.width() - self.library.width(), top, self.library.width(), height)
            self.library.raise_()
        elif self._middle.indexOf(self.library) < 0:
            self._middle.insertWidget(3, self.library)

    def _chosen(self, name: str) -> None:
        page = self.page(name)
        if page is not None:
            self.stack.setCurrentWidget(page)

    def _build(self, name: str) -> QWidget | None:
        found = next((page for page in PAGES if page.name == name), None)
        if found is None or self._desk is None:
            return None
        module, _, class_name = found.place.partition(":")
        return self._add_page(name, getattr(import_module(module), class_name)(self))

    def _add_page(self, name: str, page: QWidget) -> QWidget:
        self._pages[name] = page
        self.stack.addWidget(page)
        return page

    def _plan_page(self) -> "PlanPage | None":
        page = self.page("redaktionsplan")
        if page is not None:
            self.nav.choose("redaktionsplan")
        return page  # type: ignore[return-value]

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

    def _refreshed(self, result: tuple[Today, Any]) -> None:
        today, backup = result
        self.status.set_backup(backup)
        self._show_today(today)

    def _show_today(self, today: Today) -> None:
        self._today = today
        self._today_page.show_today(today)
        self.status.show_today(today)
        self.nav.entries.set_badge("heute", today.urgent, alarm=False)
        lost = sum(account.standing.value == "reconnect" and not account.removed for account in today.accounts.values())
        self.nav.entries.set_badge("kanaele", lost, alarm=True)
        self._name_window()

    def _name_window(self) -> None:
        office = self._today.office
        self.setWindowTitle(
            f"AmtDesk – {office.name}" + (" (Übung)" if office.sample else "") if office.name else "AmtDesk"
        )

    def _insert(self, text: str) -> None:
        page = self._plan_page()
        if page is not None:
            page.editor.insert_text(text)

    def _choose_module(self, module_id: str) -> None:
        if self.library.isHidden():
            self.toggle_library()
        self.library.choose(module_id)

    def _focus_search(self) -> None:
        self.tool_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tool_bar.field.selectAll()

    def _fetch(self) -> None:
        if self._desk is not None:
            self._desk.worker.poke()
            self.refresh()
            self.say("Wird geprüft …")


def _level() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedHeight(1)
    return line


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedWidth(1)
    return line
