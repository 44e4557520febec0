"""The step at which the access is given: the form of the kind, or signing in with the browser."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import Problem
from amtdesk.ui import texts
from amtdesk.ui.channels.browser import BrowserWait
from amtdesk.ui.channels.form import AccessForm, explained
from amtdesk.ui.channels.trouble_box import TroubleBox
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, ink, text

if TYPE_CHECKING:
    from amtdesk.services.accounts import Access


class AccessPage(QWidget):
    """Keeps a form for each kind, with all that was typed. `changed` says that waiting for the browser ended."""

    #: the access, with what the platform gave
    signed_in = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, shell: Shell, account: Account | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._account = shell.look, account
        self._forms: dict[str, AccessForm] = {}
        #: what signing in brought, by kind
        self._gained: dict[str, Access] = {}
        self.form: AccessForm | None = None
        self.trouble = TroubleBox(shell.look)
        self.browser = BrowserWait(shell)
        self.browser.signed_in.connect(self._signed_in)
        self.browser.failed.connect(self._failed)
        self._done = text(shell.look, "Im Browser angemeldet.", 10, bold=True)
        ink(self._done, shell.look, shell.look.ink(State.PUBLISHED))
        #: below the form: another way to do it, and what helps when it does not work
        self.other = button(shell.look, "")
        self.other.setProperty("kind", "link")
        self.copy = button(shell.look, "Details kopieren", "copy")
        self.unchecked = button(shell.look, "Ungeprüft speichern")
        self.guide = button(shell.look, "Anleitung, Schritt für Schritt", "help")
        self.guide.clicked.connect(lambda: shell.help(self._kind.guide))
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.trouble, self.browser, self._done):
            column.addWidget(part)
        column.addLayout(self._place)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.guide, self.copy, self.unchecked):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.clear_trouble()
        self.offer("")

    def show_kind(self, kind: Kind) -> None:
        """Show the form of a kind, as it was left."""
        if self.form is not None:
            self.form.hide()
        form = self._forms.get(kind.name)
        if form is None:
            form = self._forms[kind.name] = AccessForm(self._look, kind, self._account)
            self._place.addWidget(form)
            for entry in form.entries.values():
                if entry.field.secret:
                    entry.line.textEdited.connect(self.changed)
        self.form = form
        form.show()
        self._done.setVisible(kind.name in self._gained)
        self.guide.setVisible(bool(kind.guide))

    # what was given

    def wants_browser(self) -> bool:
        """Whether the next step is the browser; who types a key wants no browser."""
        kind = self._kind
        by_key = self._form.by_key or self._has_key()
        return kind.sign_in is not None and kind.name not in self._gained and not by_key

    def other_way(self) -> str:
        """What may be done instead of signing in, as words for a button; empty: nothing."""
        kind, form = self._kind, self._form
        if kind.sign_in is None or kind.name in self._gained:
            return ""
        if kind.by_hand:
            return "Ohne Anmeldung speichern" if self.wants_browser() else ""
        if not form.keys:
            return ""
        if form.by_key:
            return f"Lieber im Browser: {kind.sign_in.label}"
        return f"Ohne Browser verbinden, mit {texts.listing([form.entries[name].field.label for name in form.keys])}"

    def turn(self) -> None:
        """The other way: with a key, or by browser."""
        self._form.turn(by_key=not self._form.by_key)
        self._form.focus_first()
        self.changed.emit()

    def deed(self) -> str:
        """What the filled button says."""
        kind = self._kind
        if not explained(kind):
            return "Speichern"
        return kind.sign_in.label if kind.sign_in is not None and self.wants_browser() else "Verbindung prüfen"

    def url(self) -> str:
        """The address that was typed."""
        return self._form.url()

    def complete(self) -> "Access | None":
        """The access as it was given; None when something is wrong, which is then said at its field."""
        gained = self._gained.get(self._kind.name)
        if not self._filled(self._kind.sign_in.needs if gained is not None and self._kind.sign_in else None):
            return None
        return self._typed()

    def sign_in(self) -> None:
        """Open the browser, when what it needs is filled."""
        sign_in = self._kind.sign_in
        if sign_in is not None and self._filled(sign_in.needs):
            self.browser.start(self._typed())
            self.changed.emit()

    def waiting(self) -> bool:
        """Whether somebody is signing in."""
        return self.browser.busy

    def cancel(self) -> None:
        """Wait for the browser no longer."""
        if self.browser.busy:
            self.browser.cancel()
            self.changed.emit()

    def forget_secrets(self) -> None:
        """Leave no secret in the window."""
        self._gained.clear()
        for form in self._forms.values():
            form.forget_secrets()

    # what is shown

    def say(self, problem: Problem, sentences: tuple[str, str], at_way: object) -> QWidget:
        """Show a problem: at its field where it has one, else above the form; returns the place."""
        if problem is Problem.SIGN_IN_TOO_OLD and not self._form.by_key:
            self._form.turn(by_key=True)
            self.changed.emit()
        place = self._form.say(problem) if at_way is None and problem is not Problem.UNEXPECTED else None
        if place is None:
            self.trouble.say(*sentences)
            self.trouble.show()
        return place or self.trouble

    def clear_trouble(self) -> None:
        """Say nothing any more."""
        self.trouble.hide()
        self.copy.hide()
        self.unchecked.hide()

    def offer(self, other: str) -> None:
        """Another way besides the filled button; empty: none."""
        self.other.say(other)
        self.other.setVisible(bool(other))

    def set_open(self, is_open: bool) -> None:
        """Whether the fields may be changed; while somebody is in the browser there are none."""
        if self.form is not None:
            self.form.set_open(is_open)
            self.form.setVisible(not self.browser.busy)
            self.guide.setVisible(bool(self._kind.guide) and not self.browser.busy)

    def focus_first(self) -> None:
        """To the first field that is still empty."""
        if self.trouble.isHidden():
            self._form.focus_first()

    @property
    def _form(self) -> AccessForm:
        assert self.form is not None
        return self.form

    @property
    def _kind(self) -> Kind:
        return self._form.kind

    def _has_key(self) -> bool:
        """Whether a key was typed that is not just what the browser needs."""
        needs = self._kind.sign_in.needs if self._kind.sign_in is not None else ()
        entries = self._form.entries.items()
        return any(bool(entry.value) for name, entry in entries if entry.field.secret and name not in needs)

    def _filled(self, needed: Collection[str] | None) -> bool:
        wrong = self._form.complaint(needed)
        if wrong is not None:
            wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def _typed(self) -> "Access":
        from amtdesk.services.accounts import Access

        form, gained = self._form, self._gained.get(self._kind.name)
        settings, secrets, url = form.settings(), form.secrets(), form.url()
        if gained is not None:
            settings = {**gained.settings, **{name: value for name, value in settings.items() if value}}
            secrets = {**gained.secrets, **{name: value for name, value in secrets.items() if value}}
            url = url or gained.url
        return Access(form.kind.name, form.name(), url, settings, secrets)

    def _signed_in(self, access: "Access") -> None:
        self._gained[access.kind] = access
        self._done.show()
        self.changed.emit()
        self.signed_in.emit(access)

    def _failed(self, error: Exception) -> None:
        self.changed.emit()
        self.failed.emit(error)
