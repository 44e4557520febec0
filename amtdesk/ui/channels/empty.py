"""Kanäle without a channel: what one is for, and the one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amtdesk.ui.look import Look
from amtdesk.ui.widgets.badge import IconTile
from amtdesk.ui.widgets.words import button, text


class NoChannel(QWidget):
    """`add` begins."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sentence = text(look, "Noch kein Kanal. Einer genügt, auch einer, den Sie von Hand bedienen.", 11, wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add = button(look, "Kanal hinzufügen", "plus", primary=True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(IconTile(look, "plug-connected", 56, 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sentence)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
