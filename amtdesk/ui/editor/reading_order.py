"""Tab goes through the editor as one reads it, also after parts were moved or built anew."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def read_through(parts: Iterable[QWidget]) -> None:
    """Chain everything that takes the focus, part by part, in the order it was built."""
    before: QWidget | None = None
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
            # lists and calendars that pop up are windows of their own
            if not takes_focus or widget.window() is not part.window():
                continue
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
