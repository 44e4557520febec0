"""The sentence on Heute when nothing is due, and on the very first start."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.today import Section, Today
from amtdesk.ui import ink
from amtdesk.ui.look import Look
from amtdesk.ui.today import outlook


class Notice(QWidget):
    """Hidden as long as something is due."""

    pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._mark = QLabel()
        self._mark.setProperty("alignment", ink.TOP)
        self._text = ink.plain(QLabel())
        self._text.setWordWrap(True)
        self._text.setFont(look.font(11))
        self.button = QPushButton()
        self.button.setProperty("kind", "primary")
        self.button.setFont(look.font(9.5, bold=True))
        self.button.clicked.connect(lambda _checked=False: self.pressed.emit())
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._text)
        column.addLayout(ink.at_left(self.button))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 14, 4, 18)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addLayout(column, 1)
        self._icon = "circle-check"

    def show_today(self, today: Today) -> None:
        """The sentence that fits, or nothing."""
        due = any(line.section is not Section.DONE for line in today.lines)
        first_start = today.fresh and not today.office.set_up
        self.setHidden(due and not first_start)
        self.button.setHidden(not today.fresh)
        self._icon = "circle-check"
        if first_start:
            self._icon = "calendar-month"
            self._text.setText("Willkommen. In drei kurzen Schritten ist AmtDesk eingerichtet.")
            self.button.setText("Einrichten")
        elif today.fresh:
            self._text.setText("Alles eingerichtet. Als Nächstes der erste Beitrag.")
            self.button.setText("Ersten Beitrag beginnen")
        else:
            self._text.setText(f"Für heute ist alles erledigt. {outlook.ahead(today)}.")
        self.setAccessibleName(self._text.text())
        self.restyle()

    def restyle(self) -> None:
        """After a switch between light and dark; unseen it need not be drawn."""
        if self.isHidden():
            return
        color = self._look.ink(State.PUBLISHED if self._icon == "circle-check" else State.PLANNED)
        self._mark.setPixmap(self._look.pixmap(self._icon, 24, color))
