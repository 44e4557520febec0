"""Waiting for a person who signs in with the browser."""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, text

if TYPE_CHECKING:
    from amtdesk.services.accounts import Access
    from amtdesk.services.sign_in import SignIn

_TICK = 1_000


class BrowserWait(QWidget):
    """Opens the browser and waits off the GUI thread; `signed_in` carries the access, `failed` the error."""

    signed_in = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._attempt: SignIn | None = None
        #: counts attempts; what an earlier one brings is nobody's any more
        self._number = 0
        self.busy = False
        self._ends = 0.0
        look = shell.look
        self.words = text(look, points=10, wrap=True)
        self.left = text(look, muted=True)
        self.again = button(look, "Seite noch einmal öffnen", "external-link")
        self.again.clicked.connect(self._open)
        self.copy = button(look, "Adresse kopieren", "copy")
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.again, self.copy):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.left)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tell)
        self.hide()

    def start(self, access: "Access") -> None:
        """Begin; `signed_in` or `failed` follows unless `cancel` is called."""
        self._number += 1
        number, self.busy = self._number, True
        self.words.setText("Die Seite der Plattform wird geöffnet …")
        self._show_waiting(False)
        self.show()
        sign_ins = self._shell.desk.connections.sign_ins
        self._shell.background.run(
            lambda: sign_ins.begin(access),
            lambda attempt: self._begun(number, attempt),
            lambda error: self._bad(number, error),
            side=True,
        )

    def cancel(self) -> None:
        """Wait no longer."""
        self._number += 1
        if self._attempt is not None:
            self._attempt.cancel()
        self._rest()

    def _begun(self, number: int, attempt: "SignIn") -> None:
        from amtdesk.services.sign_in import PATIENCE

        wanted = number == self._number
        if wanted:
            self._attempt, self._ends = attempt, monotonic() + PATIENCE
            self.words.setText("Bitte jetzt im Browser anmelden und zustimmen. Danach geht es hier von selbst weiter.")
            self._show_waiting(True)
            self._tell()
            self._timer.start()
            self.destroyed.connect(attempt.cancel)
            self._open()
        else:
            attempt.cancel()
        self._shell.background.run(
            attempt.finish,
            lambda access: self._good(number, access),
            lambda error: self._bad(number, error),
            side=True,
        )

    def _good(self, number: int, access: "Access") -> None:
        if number == self._number:
            self._rest()
            self.signed_in.emit(access)

    def _bad(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._rest()
            self.failed.emit(error)

    def _rest(self) -> None:
        self._timer.stop()
        self._attempt, self.busy = None, False
        self.hide()

    def _open(self) -> None:
        if self._attempt is not None:
            self._shell.open_link(self._attempt.address)

    def _copy(self) -> None:
        if self._attempt is not None:
            QGuiApplication.clipboard().setText(self._attempt.address)

    def _show_waiting(self, waiting: bool) -> None:
        for part in (self.left, self.again, self.copy):
            part.setVisible(waiting)

    def _tell(self) -> None:
        seconds = max(0, int(self._ends - monotonic()))
        self.left.setText(f"AmtDesk wartet noch {seconds // 60}:{seconds % 60:02} Minuten.")
