"""A date with its weekday that can also be typed: 21.11.2026."""

from PySide6.QtCore import QDate
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from amtdesk.ui.guard import guarded

SHOWN = "ddd dd.MM.yyyy"
TYPED = "dd.MM.yyyy"


class DateField(QDateEdit):
    """While it has the focus the weekday steps aside; Qt would not take a date typed without it."""

    def __init__(self, day: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if day is not None:
            self.setDate(day)
        self.setDisplayFormat(SHOWN)

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setDisplayFormat(TYPED)
        super().focusInEvent(event)

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setDisplayFormat(SHOWN)
