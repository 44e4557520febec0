"""Words on the screen: labels that never guess rich text, lines that are cut with dots, hairlines, buttons."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy

from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look


def text(
    look: Look, words: str = "", points: float = 9, *, bold: bool = False, muted: bool = False, wrap: bool = False
) -> QLabel:
    """A label of plain text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setFont(look.font(points, bold=bold))
    label.setWordWrap(wrap)
    if muted:
        label.setProperty("kind", "muted")
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def ink(label: QLabel, look: Look, color: Any) -> None:
    """Give a label a colour of its own; a name of the tokens or a QColor."""
    wanted = look.color(color) if isinstance(color, str) else color
    label.setStyleSheet(f"color: {wanted.name()}")


class Elided(QLabel):
    """One line of plain text, cut with dots where space ends; the whole is in the tool tip."""

    def __init__(self, look: Look, words: str = "", points: float = 9, *, bold: bool = False, muted: bool = False):
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(points, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if muted:
            self.setProperty("kind", "muted")
        self.setText(words)

    def setText(self, words: str) -> None:
        """Line breaks become blanks."""
        super().setText(" ".join(words.split()))

    @guarded(QSize(40, 16))
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height())

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        # a tool tip guesses rich text; what is cut is foreign
        self.setToolTip(self.text().replace("<", "‹") if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def hairline() -> QFrame:
    """One line across."""
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedHeight(1)
    return line


class Button(QPushButton):
    """A button that follows the colour scheme; the one filled button of a page is the primary one."""

    def __init__(self, look: Look, words: str, icon: str = "", *, primary: bool = False) -> None:
        super().__init__()
        self._look, self._icon, self._primary = look, icon, primary
        self.setFont(look.font(9.5, bold=primary))
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        if primary:
            self.setProperty("kind", "primary")
        self.say(words)
        self._dress()
        look.changed.connect(self._dress)

    def say(self, words: str) -> None:
        """Set the words, a little away from the icon."""
        self.setText(f" {words}" if self._icon else words)
        self.setAccessibleName(words)

    def _dress(self) -> None:
        if self._icon:
            self.setIcon(self._look.icon(self._icon, 16, "on_accent" if self._primary else "text"))


def button(look: Look, words: str, icon: str = "", *, primary: bool = False) -> Button:
    """A button."""
    return Button(look, words, icon, primary=primary)
