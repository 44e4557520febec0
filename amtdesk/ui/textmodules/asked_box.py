"""In the form of a Textbaustein: the first of its Beispielfragen, and the way to all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amtdesk.domain.asked import Asked
from amtdesk.ui import texts
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Elided, button

_SHOWN = 3


class AskedBox(QWidget):
    """`wanted` when all are to be seen."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.lines = [Elided(look, "", 9.5) for _ in range(_SHOWN)]
        self.open = button(look, "", "pencil")
        self.open.clicked.connect(lambda _on=False: self.wanted.emit())
        self.setFocusProxy(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(3)
        for line in self.lines:
            column.addWidget(line)
        column.addSpacing(3)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.show_asked(())

    def show_asked(self, asked: Sequence[Asked]) -> None:
        """These are the ones there are."""
        said = [one.text or f"Beitrag: {one.post}" for one in asked]
        for number, line in enumerate(self.lines):
            line.setText(f"„{said[number]}“" if number < len(said) else "")
            line.setVisible(number < len(said))
        counted = texts.count(len(asked), "Beispielfrage", "Beispielfragen") if asked else "Noch keine Beispielfragen"
        self.open.say(f"{counted} …")
        self.open.setText(self.open.text().replace("Beispielfrage", "&Beispielfrage"))
        self.open.setAccessibleName(f"{counted} ansehen und ändern")
