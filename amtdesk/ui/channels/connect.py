"""Connecting a channel, step by step: choose it, see what it needs, give the access, see what it may do, keep it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Connection, Kind, Limits
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.domain.reach import Reach
from amtdesk.domain.schedule import ZONE
from amtdesk.ui.channels import diagnosis, way
from amtdesk.ui.channels.access_page import AccessPage
from amtdesk.ui.channels.choice import KindChoice
from amtdesk.ui.channels.foot import Foot
from amtdesk.ui.channels.form import explained
from amtdesk.ui.channels.needs import NeedsPage
from amtdesk.ui.channels.result import ResultPage
from amtdesk.ui.channels.step import Page as Page
from amtdesk.ui.channels.step import done, place
from amtdesk.ui.channels.trial import Trial
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Elided, text

if TYPE_CHECKING:
    from amtdesk.services.accounts import Access, Tried


class ConnectDialog(QDialog):
    """`connected` carries the account. Until the last button nothing is kept; closing it drops everything."""

    connected = Signal(object)

    def __init__(self, shell: Shell, account: Account | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._look, self._account = shell, shell.look, account
        self._kinds = shell.desk.accounts.kinds
        self.kind: Kind | None = None
        self._trial: Trial | None = None
        self._tried: Tried | None = None
        self._keeping = False
        self._raw = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Kanal bearbeiten" if account is not None else "Kanal verbinden")
        self._title = Elided(self._look, points=13, bold=True)
        self._step = text(self._look, muted=True)
        self._icon = IconTile(self._look, "plug-connected")
        self.choice = KindChoice(self._look, self._kinds.values())
        self.choice.picked.connect(self.choose)
        self.needs = NeedsPage(shell)
        self.access = AccessPage(shell, account)
        self.access.signed_in.connect(self._try)
        self.access.failed.connect(lambda error: self._failed(error, None))
        self.access.changed.connect(self._show_state)
        self.found = ResultPage(shell)
        self._pages = QStackedWidget()
        self.foot = Foot(self._look)
        self._build()
        for keys, deed in (
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
            ("Alt+Right", self.go_on),
            ("Alt+Left", self.go_back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        if account is not None:
            self.choose(account.kind)
        else:
            self._show(Page.CHOICE)

    @property
    def page(self) -> Page:
        """The step that is shown."""
        return Page(self._pages.currentIndex())

    def choose(self, name: str) -> None:
        """Go on with a kind."""
        kind = self._kinds.get(name)
        if kind is None:
            return
        self.kind = kind
        self._clear_trouble()
        self.access.show_kind(kind)
        self.needs.show_kind(kind)
        self._show(Page.NEEDS if explained(kind) and self._account is None else Page.ACCESS)

    def go_on(self) -> None:
        """What the filled button does."""
        if self.kind is None or self._busy():
            return
        if self.page is Page.NEEDS:
            self._show(Page.ACCESS)
        elif self.page is Page.ACCESS:
            self._clear_trouble()
            if self.access.wants_browser():
                self.access.sign_in()
            else:
                self.check()
        elif self.page is Page.RESULT and self._tried is not None:
            self._keep(self._tried)

    def check(self) -> None:
        """Test what was typed."""
        self._clear_trouble()
        access = self.access.complete()
        if access is None or self.kind is None:
            return
        self._try(access)

    def _other_way(self) -> None:
        """What the button below the form does: save without signing in, or connect with a key instead."""
        if self.kind is not None and self.kind.by_hand:
            self.check()
        elif self.kind is not None:
            self._clear_trouble()
            self.access.turn()

    def go_back(self) -> None:
        """One step back; what was typed stays."""
        if self._busy():
            self.access.cancel()
            return
        self._clear_trouble()
        if self.page is Page.RESULT:
            self._show(Page.ACCESS)
        elif self.page is Page.ACCESS and self.kind is not None and explained(self.kind):
            self._show(Page.NEEDS)
        elif self.page is not Page.CHOICE and self._account is None:
            self._show(Page.CHOICE)

    @guarded()
    def closeEvent(self, event: QCloseEvent) -> None:
        self._drop()
        super().closeEvent(event)

    @guarded()
    def reject(self) -> None:
        """Esc: the same as closing."""
        self._drop()
        super().reject()

    def _drop(self) -> None:
        if self._trial is not None:
            self._trial.drop()
        self.access.cancel()
        self.access.forget_secrets()
        self._tried = None

    def _busy(self) -> bool:
        return self._trial is not None or self._keeping or self.access.waiting()

    # testing and keeping

    def _try(self, access: "Access") -> None:
        self._trial = Trial(self._shell, access, self._account.id if self._account else None)
        self._trial.ended.connect(self._ended)
        self._trial.failed.connect(self._failed)
        self._trial.start()
        self._show_state()

    def _ended(self, tried: "Tried") -> None:
        self._trial, self._tried = None, tried
        self._clear_trouble()
        desk = self._shell.desk
        assert self.kind is not None
        if not explained(self.kind) or (self.kind.by_hand and not tried.found.abilities):
            # by hand there is nothing to find out
            self._keep(tried)
            return
        seen = Account(0, self.kind.name, "", "", limits=tried.found.limits)
        limits: Limits = desk.accounts.limits(seen)
        whole = self.found.show_result(self.kind, tried.found, limits, desk.now(), desk.offices.get().zone or ZONE)
        self.foot.primary.say("Fertig" if whole else "Trotzdem behalten")
        self._show(Page.RESULT)

    def _failed(self, error: Exception, reach: Reach | None) -> None:
        self._trial, page = None, Page.ACCESS
        self._show(page)
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        detail = error.detail if isinstance(error, AmtDeskError) else type(error).__name__
        assert self.kind is not None
        lines = [f"Kanal: {self.kind.label}", f"Adresse: {self.access.url()}", f"Befund: {problem.value}", detail]
        if reach is not None and reach.stop is not None:
            lines += [f"Weg: {reach.stop.value}", reach.detail, f"Proxy: {reach.proxy or 'keiner'}"]
        self._raw = "\n".join(line for line in lines if line)
        self.access.copy.show()
        on_the_way = way.sentences(reach) if reach is not None else None
        # where nobody answered, a new channel may be kept and tested later; a refused access never
        self.access.unchecked.setVisible(reach is not None and self._account is None)
        said = self.access.say(problem, diagnosis.said(error, reach, self.kind), at_way=on_the_way)
        # once it has its place
        QTimer.singleShot(0, self, lambda: self._scroll(page).ensureWidgetVisible(said, 0, 24))

    def _keep_unchecked(self) -> None:
        from amtdesk.services.accounts import Tried

        access = self.access.complete()
        if access is not None and not self._busy():
            self._keep(Tried(access, Connection(""), tested=False))

    def _keep(self, tried: "Tried") -> None:
        accounts, account_id = self._shell.desk.accounts, self._account.id if self._account else None
        self._keeping = True
        self._show_state()
        self._shell.background.run(lambda: accounts.keep(tried, account_id), self._kept, self._not_kept, side=True)

    def _kept(self, account: Account) -> None:
        self._keeping = False
        self.connected.emit(account)
        self._drop()
        self.accept()

    def _not_kept(self, error: Exception) -> None:
        self._keeping = False
        self._failed(error, None)

    # what is shown

    def _clear_trouble(self) -> None:
        self._raw = ""
        self.access.clear_trouble()

    def _show(self, page: Page) -> None:
        self._pages.setCurrentIndex(page)
        self._scroll(page).verticalScrollBar().setValue(0)
        kind = self.kind
        if page is Page.CHOICE or kind is None:
            self._title.setText("Welcher Kanal?")
        else:
            again = self._account is not None and kind.connects
            self._title.setText(f"{kind.label} neu verbinden" if again else kind.label)
        self._icon.icon = "plug-connected" if page is Page.CHOICE or kind is None else kind.icon
        self._icon.update()
        self._step.setText(place(page, kind, anew=self._account is not None))
        self._show_state()
        if page is Page.CHOICE:
            self.choice.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is Page.ACCESS:
            self.access.focus_first()
        else:
            self.foot.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll(self, page: Page) -> QScrollArea:
        around = self._pages.widget(page)
        assert isinstance(around, QScrollArea)
        return around

    def _show_state(self) -> None:
        page, busy = self.page, self._busy()
        self.foot.primary.setVisible(page is not Page.CHOICE)
        self.foot.primary.setEnabled(not busy)
        if page in (Page.NEEDS, Page.ACCESS):
            self.foot.primary.say("Weiter" if page is Page.NEEDS else self.access.deed())
        self.access.offer(self.access.other_way() if page is Page.ACCESS and not busy else "")
        first = page is Page.CHOICE or (page is Page.ACCESS and self._account is not None)
        self.foot.back.setVisible(self.access.waiting() or not (first or busy))
        if busy:
            self.access.clear_trouble()
        self.foot.show_working(self._trial is not None or self._keeping)
        self.access.set_open(not busy)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._step)
        for part in (self.choice, self.needs, self.access, self.found):
            around = QWidget()
            column = QVBoxLayout(around)
            column.setContentsMargins(18, 10, 18, 10)
            column.addWidget(part)
            self._pages.addWidget(scrolling(around))
        for one, deed in (
            (self.foot.back, self.go_back),
            (self.access.copy, lambda: QGuiApplication.clipboard().setText(self._raw)),
            (self.access.unchecked, self._keep_unchecked),
            (self.access.other, self._other_way),
            (self.foot.cancel, self.close),
            (self.foot.primary, self.go_on),
        ):
            one.clicked.connect(lambda _on=False, deed=deed: deed())
        frame(self, head, self._pages, self.foot)
        fit(self, 760, 620)


def connect_channel(shell: Shell, kind: str | None = None) -> ConnectDialog:
    """Open the assistant over the window, at a kind when one is known already."""
    dialog = ConnectDialog(shell, None, shell if isinstance(shell, QWidget) else None)
    dialog.connected.connect(lambda account: shell.say(done(account.name, dialog.kind)))
    if kind is not None:
        dialog.choose(kind)
    dialog.open()
    return dialog
