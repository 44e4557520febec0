"""Says that the keyring of this computer is absent or locked, and that nothing is kept elsewhere."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from amtdesk.domain.errors import Problem
from amtdesk.ui import texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, text

#: The keyring may hang or wait for its password; after this (ms) the banner says so.
PATIENCE = 8_000
_NOT_ELSEWHERE = "Passwörter und Schlüssel werden nirgends sonst gespeichert."


class KeyringBanner(QFrame):
    """Hidden while the keyring is there."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._look = shell.look
        self._asking = False
        self._mark = QLabel()
        self.what = text(self._look, bold=True, wrap=True)
        self.now = text(self._look, wrap=True)
        for label in (self.what, self.now):
            label.setStyleSheet(f"color: {self._look.hex('note_text')}")
        self.again = button(self._look, "Erneut versuchen", "refresh")
        self.again.clicked.connect(self.ask)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.what)
        lines.addWidget(self.now)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PATIENCE)
        self._late.timeout.connect(self._hangs)
        self.hide()

    def ask(self) -> None:
        """Ask the keyring in the background."""
        if self._asking:
            return
        self._asking = True
        self.again.setEnabled(False)
        self._late.start()
        self._shell.background.run(self._shell.desk.accounts.keyring_problem, self._answer, self._error, side=True)

    def _answer(self, problem: Problem | None) -> None:
        self._asking = False
        self._late.stop()
        self.again.setEnabled(True)
        if problem is None:
            self.hide()
        else:
            self._say(*texts.PROBLEMS[problem])

    def _error(self, error: Exception) -> None:
        self._answer(getattr(error, "problem", Problem.KEYRING_ABSENT))

    def _hangs(self) -> None:
        self._say(
            "Die Schlüsselverwaltung dieses Rechners antwortet nicht.",
            "Vielleicht wartet irgendwo ein Fenster darauf, dass sie entsperrt wird.",
        )

    def _say(self, what: str, now: str) -> None:
        self._mark.setPixmap(self._look.pixmap("alert-triangle", 18, self._look.color("note_text")))
        self.what.setText(what)
        self.now.setText(now if "nirgends sonst" in now else f"{now} {_NOT_ELSEWHERE}")
        self.setAccessibleName(f"{what} {self.now.text()}")
        self.show()

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("note_line"), 1))
        painter.setBrush(self._look.color("note"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
