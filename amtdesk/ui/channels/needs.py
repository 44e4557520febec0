"""What connecting a kind of channel needs, before anything is asked: minutes, sentences, the steps of the guide."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from amtdesk.domain.channel import Kind
from amtdesk.ui.channels.choice import sentences
from amtdesk.ui.channels.form import prefers_key
from amtdesk.ui.channels.guide import Steps, how_to
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, hairline, text

_NOTHING = "Beim Prüfen wird nichts veröffentlicht. Abbrechen können Sie jederzeit, gespeichert wird erst am Ende."
_LOGIN = "Sie melden sich im Browser an, nicht in AmtDesk. Ihr Passwort bekommt AmtDesk nie zu sehen."


class NeedsPage(QWidget):
    """Filled anew for each kind."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = shell.look
        self._look, self._shell = look, shell
        self._kind: Kind | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.guide = button(look, "In eigenem Fenster", "help")
        self.guide.setToolTip("Die Anleitung, um sie neben den Browser zu legen")
        self.guide.clicked.connect(self._open)
        self.steps = Steps(shell)
        row = QHBoxLayout()
        row.addWidget(text(look, "So geht es, Schritt für Schritt", 11, bold=True))
        row.addStretch(1)
        row.addWidget(self.guide)
        self._guided = QWidget()
        below = QVBoxLayout(self._guided)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(8)
        below.addWidget(hairline())
        below.addLayout(row)
        below.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._lines)
        column.addWidget(self._guided)
        column.addStretch(1)

    def show_kind(self, kind: Kind) -> None:
        """What this kind needs."""
        self._kind = kind
        while item := self._lines.takeAt(0):
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        minutes = f"Beim ersten Mal etwa {kind.minutes} Minuten." if kind.minutes else "Das dauert wenige Minuten."
        self._lines.addWidget(self._line("clock", minutes))
        for sentence in sentences(kind.introduction):
            self._lines.addWidget(self._line("chevron-right", sentence))
        if kind.sign_in is not None and not prefers_key(kind):
            self._lines.addWidget(self._line("external-link", _LOGIN))
        self._lines.addWidget(self._line("info-circle", _NOTHING))
        steps = how_to(self._shell.help_text(kind.guide)) if kind.guide else ""
        self._guided.setVisible(bool(steps))
        self.steps.show_words(steps)

    def _open(self) -> None:
        if self._kind is not None:
            self._shell.help(self._kind.guide)

    def _line(self, icon: str, words: str) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(self._look.pixmap(icon, 18, self._look.color("link")))
        beside = QVBoxLayout()
        beside.addWidget(mark)
        beside.addStretch(1)
        row.addLayout(beside)
        row.addWidget(text(self._look, words, 10, wrap=True), 1)
        return part
