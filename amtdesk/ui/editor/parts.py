"""Small pieces every section of the editor is made of: link buttons, icon buttons, labels that may be narrow."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button as plain_button


def wrapped(label: QLabel) -> QLabel:
    """The label, breaking its lines and free to be narrow."""
    label.setWordWrap(True)
    label.setMinimumWidth(40)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def icon(look: Look, name: str, size: int, color: str = "muted") -> QLabel:
    """An icon that says nothing to a screen reader; the words beside it do."""
    label = QLabel()
    label.setPixmap(look.pixmap(name, size, look.color(color)))
    label.setFixedSize(size, size)
    return label


def link(look: Look, text: str, deed: Callable[[], object]) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton(text)
    button.setProperty("kind", "link")
    button.setFont(look.font(9))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: deed())
    return button


def button(look: Look, text: str, deed: Callable[[], object], *, primary: bool = False) -> QPushButton:
    """An ordinary button that does something."""
    made = plain_button(look, text, primary=primary)
    made.clicked.connect(lambda: deed())
    return made


def tool(look: Look, name: str, says: str, deed: Callable[[], object], size: int = 16) -> QToolButton:
    """A button with only an icon; what it does is its tooltip and its accessible name."""
    made = QToolButton()
    made.setIcon(look.icon(name, size))
    made.setIconSize(QSize(size, size))
    made.setToolTip(says)
    made.setAccessibleName(says)
    made.clicked.connect(lambda: deed())
    return made


def says(widget: QWidget, words: str) -> None:
    """A tool tip of foreign words; tool tips guess rich text."""
    widget.setToolTip(words.replace("<", "‹"))


def unbroken(text: str, most: int = 40) -> str:
    """The text with places to break in long words, so that none sticks out of its box."""
    pieces = [
        "\u200b".join(word[start : start + most] for start in range(0, len(word), most)) if len(word) > most else word
        for word in text.split(" ")
    ]
    return " ".join(pieces)


def restyle(widget: QWidget, kind: str | None) -> None:
    """Give a widget another look of the style sheet."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
