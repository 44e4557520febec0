"""Connecting a channel: choose its kind, fill the form, check it and keep it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.errors import AmtDeskError, Problem
from amtdesk.ui import texts
from amtdesk.ui.channels import words
from amtdesk.ui.channels.choice import KindChoice
from amtdesk.ui.channels.form import AccessForm
from amtdesk.ui.channels.trial import Trial
from amtdesk.ui.channels.trouble_box import TroubleBox
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Elided, button, text


class ConnectDialog(QDialog):
    """`connected` carries the account. Closing it while a check runs drops the check's result."""

    connected = Signal(object)

    def __init__(self, shell: Shell, account: Account | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._look = shell.look
        self._account = account
        self._kinds = shell.desk.accounts.kinds
        self._trial: Trial | None = None
        self._raw = ""
        self.form: AccessForm | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Kanal bearbeiten" if account is not None else "Kanal hinzufügen")
        self._title = Elided(self._look, points=13, bold=True)
        self._icon = IconTile(self._look, "plug-connected")
        self.choice = KindChoice(self._look, self._kinds.values())
        self.choice.picked.connect(self.choose)
        self._form_place = QVBoxLayout()
        self._trouble = TroubleBox(self._look)
        self.copy = button(self._look, "Details kopieren", "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._raw))
        self.back = button(self._look, "Anderer Kanal", "chevron-left")
        self.back.clicked.connect(self._to_choice)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(120, 6)
        self._working = text(self._look, "Verbindung wird geprüft …", muted=True)
        self.save = button(self._look, "Verbindung prüfen und speichern", primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self.try_and_save)
        self.cancel = button(self._look, "Abbrechen")
        self.cancel.clicked.connect(self.close)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.try_and_save)
        self._pages = QStackedWidget()
        self._build()
        if account is not None:
            self.choose(account.kind)
        else:
            self._to_choice()

    def choose(self, name: str) -> None:
        """Show the form of a kind."""
        kind = self._kinds.get(name)
        if kind is None:
            return
        if self.form is None or self.form.kind.name != name:
            self._put_form(AccessForm(self._look, kind, self._account))
        self._icon.icon = kind.icon
        self._icon.update()
        again = self._account is not None and not kind.by_hand
        self._title.setText(f"{kind.label} neu verbinden" if again else kind.label)
        self.save.say("Verbindung prüfen und speichern" if _tests(kind) else "Speichern")
        self._pages.setCurrentIndex(1)
        self._show_state()
        assert self.form is not None
        self.form.focus_first()

    def try_and_save(self) -> None:
        """Check what was typed; keep it when it works."""
        if self.form is None or self._trial is not None or self._pages.currentIndex() == 0:
            return
        self._clear_trouble()
        wrong = self.form.complaint()
        if wrong is not None:
            wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(wrong)
            return
        self._trial = Trial(self._shell, self.form, self._account)
        self._trial.ended.connect(self._ended)
        self._trial.failed.connect(self._failed)
        self._trial.start()
        self._show_state()

    @guarded(None)
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
        if self.form is not None:
            self.form.forget_secrets()

    def _ended(self, account: Account) -> None:
        self._trial = None
        assert self.form is not None
        self.form.forget_secrets()
        self.connected.emit(account)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._trial = None
        self._show_state()
        known = isinstance(error, AmtDeskError)
        problem = error.problem if isinstance(error, AmtDeskError) else Problem.UNEXPECTED
        detail = error.detail if isinstance(error, AmtDeskError) else type(error).__name__
        assert self.form is not None
        self._raw = "\n".join(
            [f"Kanal: {self.form.kind.label}", f"Adresse: {self.form.url()}", f"Befund: {problem.value}", detail]
        ).strip()
        place = self.form.say(problem) if known else None
        self.copy.show()
        if place is None:
            self._trouble.say(texts.PROBLEMS[problem][0], words.what_now(problem))
            self._trouble.show()
            self._scroll.ensureWidgetVisible(self._trouble)
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._scroll.ensureWidgetVisible(place)

    def _clear_trouble(self) -> None:
        self._raw = ""
        self._trouble.hide()
        self.copy.hide()

    def _to_choice(self) -> None:
        self._clear_trouble()
        self._title.setText("Welcher Kanal?")
        self._icon.icon = "plug-connected"
        self._icon.update()
        self._pages.setCurrentIndex(0)
        self._show_state()
        first = next(iter(self.choice.cards.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        choosing, busy = self._pages.currentIndex() == 0, self._trial is not None
        self.save.setVisible(not choosing)
        self.save.setEnabled(not busy)
        self.back.setVisible(not choosing and self._account is None and not busy)
        self._progress.setVisible(busy)
        self._working.setVisible(busy)
        if self.form is not None:
            self.form.set_open(not busy)

    def _put_form(self, form: AccessForm) -> None:
        if self.form is not None:
            self._form_place.removeWidget(self.form)
            self.form.forget_secrets()
            self.form.deleteLater()
        self.form = form
        self._form_place.addWidget(form)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(12)
        column.addWidget(self._trouble)
        column.addLayout(self._form_place)
        column.addStretch(1)
        self._trouble.hide()
        self._scroll = scrolling(inside)
        choosing = QWidget()
        around = QVBoxLayout(choosing)
        around.setContentsMargins(17, 8, 17, 8)
        around.addWidget(self.choice)
        self._pages.addWidget(scrolling(choosing))
        self._pages.addWidget(self._scroll)
        foot = QHBoxLayout()
        for part in (self.back, self.copy, self._working, self._progress):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.copy.hide()
        frame(self, head, self._pages, foot)
        fit(self, 700, 620)


def connect_channel(shell: Shell, kind: str | None = None) -> ConnectDialog:
    """Open the form over the window, at a kind when one is known already."""
    dialog = ConnectDialog(shell, None, shell if isinstance(shell, QWidget) else None)
    dialog.connected.connect(lambda account: shell.say(f"{account.name} ist verbunden."))
    if kind is not None:
        dialog.choose(kind)
    dialog.open()
    return dialog


def _tests(kind: Kind) -> bool:
    return bool(kind.fields) and not kind.by_hand
