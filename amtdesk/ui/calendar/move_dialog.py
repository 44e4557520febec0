"""„Verschieben nach …“: a day and a time."""

from datetime import date, datetime, time

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.schedule import Night, local, moment, oddity
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.date_field import DateField


class MoveDialog(QDialog):
    """Asks for a wall time; `chosen` comes with the aware moment."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, title: str, due: datetime, now: datetime, zone: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._zone = now, zone
        self.setWindowTitle("Beitrag verschieben")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = QLabel(title[:200])
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setFont(look.font(10, bold=True))
        wall = max(local(due, zone), local(now, zone))
        self.day = DateField(QDate(wall.year, wall.month, wall.day))
        self.day.setCalendarPopup(True)
        today = local(now, zone).date()
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.day.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        at = local(due, zone)
        self.time = QTimeEdit(QTime(at.hour, at.minute))
        self.time.setDisplayFormat("H:mm 'Uhr'")
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.move_button = QPushButton("Verschieben")
        self.move_button.setProperty("kind", "primary")
        self.move_button.setDefault(True)
        self.move_button.clicked.connect(self._choose)
        leave = QPushButton("Abbrechen")
        leave.clicked.connect(self.reject)
        form = QFormLayout()
        form.addRow("Tag", self.day)
        form.addRow("Uhrzeit", self.time)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.move_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (name, form, self.hint, buttons):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        self.setMinimumWidth(340)
        self.day.dateChanged.connect(self._check)
        self.time.timeChanged.connect(self._check)
        self._check()

    def due(self) -> datetime:
        """The moment chosen, aware UTC."""
        return moment(self._wall(), self._zone)

    def _wall(self) -> datetime:
        day, at = self.day.date(), self.time.time()
        return datetime.combine(date(day.year(), day.month(), day.day()), time(at.hour(), at.minute()))

    def _check(self) -> None:
        problem = ""
        if self.due() <= self._now:
            problem = "Diese Zeit ist schon vorbei."
        elif oddity(self._wall(), self._zone) is Night.MISSING:
            problem = "Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht."
        self.hint.setText(problem)
        self.hint.setVisible(bool(problem))
        self.move_button.setEnabled(not problem)
        self.move_button.setToolTip(problem)

    def _choose(self) -> None:
        self.chosen.emit(self.due())
        self.accept()
