"""What connecting a kind of channel needs, before anything is asked: sentences, minutes, the guide."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from amtdesk.domain.channel import Kind
from amtdesk.ui.channels.choice import sentences
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text

_NOTHING = "Beim Prüfen wird nichts veröffentlicht. Abbrechen können Sie jederzeit, gespeichert wird erst am Ende."
_LOGIN = "Sie melden sich im Browser an, nicht in AmtDesk. Ihr Passwort bekommt AmtDesk nie zu sehen."


class NeedsPage(QWidget):
    """Filled anew for each kind; `help` shows a page of the help."""

    def __init__(self, look: Look, help_page: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._help = help_page
        self._kind: Kind | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.guide = button(look, "Anleitung, Schritt für Schritt", "help")
        self.guide.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self.guide)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text(look, "Was Sie brauchen", 11, bold=True))
        column.addLayout(self._lines)
        column.addLayout(row)
        column.addStretch(1)

    def show_kind(self, kind: Kind) -> None:
        """What this kind needs."""
        self._kind = kind
        while item := self._lines.takeAt(0):
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for sentence in sentences(kind.introduction):
            self._lines.addWidget(self._line("circle-check", sentence))
        if kind.sign_in is not None:
            self._lines.addWidget(self._line("external-link", _LOGIN))
        minutes = f"Beim ersten Mal etwa {kind.minutes} Minuten." if kind.minutes else "Das dauert wenige Minuten."
        self._lines.addWidget(self._line("clock", minutes))
        self._lines.addWidget(self._line("info-circle", _NOTHING))
        self.guide.setVisible(bool(kind.guide))

    def _open(self) -> None:
        if self._kind is not None:
            self._help(self._kind.guide)

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
