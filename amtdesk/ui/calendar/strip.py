"""The week strip beside the editor in narrow windows."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.agenda_view import AgendaView
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell

WIDTH = 236


class WeekStrip(QWidget):
    """One week as a narrow list with its own ‹ ›."""

    turned = Signal(int)
    appeared = Signal()

    def __init__(self, shell: Shell, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = shell.look
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = AgendaView(shell, plan, weekly=True)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = self._button("Vorige Woche", -1)
        self._on = self._button("Nächste Woche", 1)
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.addWidget(self._back)
        head.addWidget(self.title, 1)
        head.addWidget(self._on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.list.turned.connect(self.turned)
        self._restyle()
        shell.look.changed.connect(self._restyle)

    def show_week(self, day: date) -> None:
        """Name the week of a day."""
        monday = day - timedelta(days=day.weekday())
        self.title.setText(f"KW {words.week_number(monday)}")

    def fitting_width(self) -> int:
        """As wide as drawn, wider with a larger text size of the system."""
        return max(WIDTH, self.list.delegate.metrics.horizontalAdvance("Hallenbad öffnet wieder") + 100)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.appeared.emit()

    def _button(self, name: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.turned.emit(by))
        return button

    def _restyle(self) -> None:
        self.title.setFont(self._look.font(9.5, bold=True))
        self._back.setIcon(self._look.icon("chevron-left", 16, "text"))
        self._on.setIcon(self._look.icon("chevron-right", 16, "text"))
        palette = self.list.palette()
        palette.setColor(palette.ColorRole.Base, self._look.color("alternate"))
        self.list.setPalette(palette)
