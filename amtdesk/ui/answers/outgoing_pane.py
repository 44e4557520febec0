"""Answers that are not out yet: each with its reason, and the way to its Anliegen."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.answers.sent import fate
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import Elided, button, hairline, text

if TYPE_CHECKING:
    from amtdesk.services.outgoing import Unsent


class OutgoingPane(QWidget):
    """`wanted` names the Anliegen to open; there an answer is sent again or taken back."""

    back = Signal()
    wanted = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[object, ...] = ()
        self.title = text(look, "Antworten im Ausgang", 13, bold=True)
        self.facts = Elided(look, "Entschieden, aber noch nicht draußen.", 9, muted=True)
        self.close_button = button(look, "Zu den Anliegen")
        self.close_button.clicked.connect(self.back)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(self.title)
        says.addWidget(self.facts)
        head = QHBoxLayout()
        head.addLayout(says, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._list, 1)

    def show_unsent(self, found: "Sequence[Unsent]", zone: str, now: datetime) -> None:
        """These, the loudest first."""
        shown = (tuple(found), self._look.dark)
        if shown == self._shown:
            return
        self._shown = shown
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        for one in found:
            column.addWidget(hairline())
            column.addWidget(self._row(one, zone, now))
        if not found:
            column.addWidget(text(self._look, "Alle Antworten sind draußen.", 9.5, muted=True))
        column.addStretch(1)
        self._list.setWidget(page)

    def _row(self, one: "Unsent", zone: str, now: datetime) -> QWidget:
        look, inquiry = self._look, one.inquiry
        row = QWidget()
        says = QVBoxLayout()
        says.setSpacing(4)
        who = f"{inquiry.number} · an {words.author(inquiry)} · {texts.when(one.delivery.due, zone, now)}"
        says.addWidget(Elided(look, who, 9, muted=True))
        says.addWidget(Elided(look, words.calm(one.text, 300), 10))
        says.addWidget(fate(look, one.delivery, words.fate(one.delivery, zone)))
        see = button(look, "Ansehen")
        see.setAccessibleName(f"Ansehen: Antwort auf Anliegen {inquiry.number}")
        see.setAccessibleDescription(words.fate(one.delivery, zone))
        see.clicked.connect(lambda: self.wanted.emit(inquiry.id))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 10, 0, 10)
        line.setSpacing(12)
        line.addLayout(says, 1)
        line.addWidget(see)
        return row
