"""The filled text to read; what is still open in it cannot be carried out of the window with the mouse or Strg+C."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from amtdesk.ui.guard import guarded


class Preview(QPlainTextEdit):
    """Emits `held_back` when a placeholder was among what she wanted to copy or drag."""

    held_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        # Tab leaves it
        self.setTabChangesFocus(True)
        self.setAccessibleName("Vorschau des Textbausteins")

    @guarded(None)
    def createMimeDataFromSelection(self) -> QMimeData:
        carried = QMimeData()
        chosen = self.textCursor().selectedText().replace("\u2029", "\n")
        if "{{" in chosen:
            self.held_back.emit()
        else:
            carried.setText(chosen)
        return carried
