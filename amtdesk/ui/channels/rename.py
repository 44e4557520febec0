"""Another name for a channel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text


class RenameDialog(QDialog):
    """`named` carries the new name."""

    named = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Kanal umbenennen")
        label = text(look, "Name in AmtDesk", 9.5)
        self.line = QLineEdit(name)
        self.line.setFont(look.font(9.5))
        self.line.setMaxLength(120)
        self.line.selectAll()
        self.line.setAccessibleName("Name in AmtDesk")
        label.setBuddy(self.line)
        self.save = button(look, "Umbenennen", primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.line.textChanged.connect(lambda words: self.save.setEnabled(bool(words.strip())))
        cancel = button(look, "Abbrechen")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(6)
        column.addWidget(label)
        column.addWidget(self.line)
        column.addWidget(text(look, "Der Name auf der Plattform bleibt, wie er ist.", muted=True))
        column.addSpacing(10)
        column.addLayout(row)
        self.setMinimumWidth(380)

    def _save(self) -> None:
        if self.line.text().strip():
            self.named.emit(self.line.text().strip())
            self.accept()
