"""Servicezeiten: for each weekday a check box with from and to."""

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QTimeEdit, QWidget

from amtdesk.domain.schedule import Hours
from amtdesk.ui import texts
from amtdesk.ui.look import Look

START, END = QTime(8, 0), QTime(12, 0)


class HoursForm(QWidget):
    """One span a weekday; `hours` is None while a span ends before it begins."""

    changed = Signal()

    def __init__(self, look: Look, hours: Sequence[Hours], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(4, 1)
        #: check box, from, to, Monday first
        self.spans: list[tuple[QCheckBox, QTimeEdit, QTimeEdit]] = []
        for weekday, name in enumerate(texts.DAYS):
            span = next((one for one in hours if one.weekday == weekday), None)
            box = QCheckBox(name)
            box.setFont(look.font(9.5))
            box.setChecked(span is not None)
            start = _edit(look, f"{name}, von", _qtime(span.start) if span else START)
            end = _edit(look, f"{name}, bis", _qtime(span.end) if span else END)
            until = QLabel("bis")
            until.setFont(look.font(9.5))
            for column, part in enumerate((box, start, until, end)):
                grid.addWidget(part, weekday, column)
            for part in (start, end):
                part.setEnabled(span is not None)
                part.timeChanged.connect(lambda _time: self.changed.emit())
            box.toggled.connect(start.setEnabled)
            box.toggled.connect(end.setEnabled)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.spans.append((box, start, end))

    @property
    def first(self) -> QCheckBox:
        """Where the keyboard begins."""
        return self.spans[0][0]

    @property
    def hours(self) -> tuple[Hours, ...] | None:
        """The spans as they are set, or None when one of them ends before it begins."""
        found = []
        for weekday, (box, start, end) in enumerate(self.spans):
            if not box.isChecked():
                continue
            first, last = _time(start.time()), _time(end.time())
            if last <= first:
                return None
            found.append(Hours(weekday, first, last))
        return tuple(found)


def _edit(look: Look, name: str, value: QTime) -> QTimeEdit:
    edit = QTimeEdit(value)
    edit.setDisplayFormat("H:mm")
    edit.setFont(look.font(9.5, tabular=True))
    edit.setAccessibleName(name)
    edit.setMinimumWidth(edit.fontMetrics().horizontalAdvance("00:00") + 44)
    return edit


def _qtime(value: time) -> QTime:
    return QTime(value.hour, value.minute)


def _time(value: QTime) -> time:
    return time(value.hour(), value.minute())
