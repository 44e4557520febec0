"""One quiet sentence over an empty view; clicks go through it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from amtdesk.ui.look import Look


class Notice(QLabel):
    """Lies in the middle of its parent."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._restyle()
        look.changed.connect(self._restyle)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence, or nothing."""
        self.setText(words)
        self.setVisible(bool(words))

    def place(self) -> None:
        """Stand in the middle of the parent."""
        parent = self.parentWidget()
        if not self.text() or parent is None:
            return
        width = min(parent.width() - 32, 420)
        height = self.heightForWidth(width)
        self.setGeometry((parent.width() - width) // 2, max(8, (parent.height() - height) // 2), width, height)
        self.raise_()

    def _restyle(self) -> None:
        self.setFont(self._look.font(9.5))
        ground, line, ink = (self._look.hex(name) for name in ("base", "line", "muted"))
        self.setStyleSheet(
            f"QLabel {{ background: {ground}; border: 1px solid {line}; border-radius: 4px;"
            f" padding: 10px 14px; color: {ink} }}"
        )
