"""One possible decision in a dialog: what becomes of it, and the button that does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QPushButton, QWidget

from amtdesk.ui import dialogs
from amtdesk.ui.look import Look

BUTTON_WIDTH = 132


class Choice(QWidget):
    """Consequence on the left (with a field below it where one is needed), button on the right, hairline above."""

    def __init__(self, look: Look, words: str, consequence: str, field: QWidget | QLayout | None = None) -> None:
        super().__init__()
        self.button: QPushButton = dialogs.push(look, words)
        self.button.setMinimumWidth(BUTTON_WIDTH)
        self.consequence = dialogs.plain(look, consequence)
        self.button.setAccessibleDescription(consequence)
        line = QFrame()
        line.setProperty("kind", "hairline")
        line.setFixedHeight(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(line, 0, 0, 1, 2)
        grid.addWidget(self.consequence, 1, 0)
        rows = 1
        if isinstance(field, QWidget):
            grid.addWidget(field, 2, 0)
            rows = 2
        elif field is not None:
            grid.addLayout(field, 2, 0)
            rows = 2
        grid.addWidget(self.button, 1, 1, rows, 1, Qt.AlignmentFlag.AlignVCenter)

    def forbid(self, reason: str) -> None:
        """The button is off, and the reason stands in its place and in its tooltip."""
        self.button.setEnabled(False)
        self.button.setToolTip(reason)
        self.consequence.setText(reason)
        self.button.setAccessibleDescription(reason)

    def allow(self, consequence: str) -> None:
        """The button is on, with what it will do."""
        self.button.setEnabled(True)
        self.button.setToolTip("")
        self.consequence.setText(consequence)
        self.button.setAccessibleDescription(consequence)
