"""Nothing waits: said in one sentence, with what one can do all the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text


class Empty(QWidget):
    """Fetch again, or go on the Rundgang."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.words = text(look, "", 10, muted=True, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fetch = button(look, "Jetzt abrufen", "refresh")
        self.tour = button(look, "Rundgang öffnen", "eye")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.fetch)
        buttons.addWidget(self.tour)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 20, 40, 20)
        column.addStretch(2)
        column.addWidget(self.words)
        column.addLayout(buttons)
        column.addStretch(3)

    def show_state(self, *, readable: bool, seen: str) -> None:
        """`readable`: a channel can be read; `seen`: when that was done last."""
        if readable:
            self.words.setText("Keine offenen Anliegen." + (f" Zuletzt abgerufen {seen}." if seen else ""))
        else:
            self.words.setText(
                "Hier erscheinen Kommentare, sobald ein Kanal sie lesen darf. Der Rundgang geht auch ohne."
            )
        self.fetch.setVisible(readable)
