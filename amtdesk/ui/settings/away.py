"""Abwesenheit: from and to, when nobody will be there."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from amtdesk.ui.look import Look
from amtdesk.ui.widgets.date_field import DateField


class AwayForm(QWidget):
    """`days` is None while the box is not ticked, or while the last day comes before the first."""

    changed = Signal()

    def __init__(self, look: Look, away: tuple[date, date] | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.box = QCheckBox("Abwesend von")
        self.box.setFont(look.font(9.5))
        self.first = self._field("Abwesend, erster Tag")
        self.last = self._field("Abwesend, letzter Tag")
        until = QLabel("bis einschließlich")
        until.setFont(look.font(9.5))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self.box, self.first, until, self.last):
            row.addWidget(part)
        row.addStretch(1)
        self.fill(away, today)
        self.box.toggled.connect(self._toggled)
        self.first.dateChanged.connect(self._first_moved)
        self.last.dateChanged.connect(lambda _day: self.changed.emit())

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day."""
        first, last = _day(self.first.date()), _day(self.last.date())
        return (first, last) if self.box.isChecked() and first <= last else None

    def fill(self, away: tuple[date, date] | None, today: date) -> None:
        """Show these days; without them the coming week."""
        first, last = away or (today + timedelta(days=1), today + timedelta(days=7))
        for part, on in ((self.first, first), (self.last, last)):
            part.blockSignals(True)
            part.setDate(QDate(on.year, on.month, on.day))
            part.setEnabled(away is not None)
            part.blockSignals(False)
        self.box.blockSignals(True)
        self.box.setChecked(away is not None)
        self.box.blockSignals(False)

    def _field(self, name: str) -> DateField:
        field = DateField()
        field.setFont(self._look.font(9.5))
        field.setCalendarPopup(True)
        field.setAccessibleName(name)
        return field

    def _toggled(self, on: bool) -> None:
        self.first.setEnabled(on)
        self.last.setEnabled(on)
        self.changed.emit()

    def _first_moved(self, day: QDate) -> None:
        if self.last.date() < day:
            self.last.setDate(day)
        self.changed.emit()


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
