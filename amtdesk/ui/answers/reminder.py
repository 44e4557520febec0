"""It is time for a round: said above every page, with a few ways to answer."""

from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from amtdesk.ui.hold.banner import Bar
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button


class ReminderBar(Bar):
    """`step` starts the round; `put_off` carries minutes; `not_today` ends it for today."""

    put_off = Signal(int)
    not_today = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "clock", "Runde starten")
        self.later = [button(look, f"in {minutes} Minuten") for minutes in (10, 30)]
        for made, minutes in zip(self.later, (10, 30), strict=True):
            made.clicked.connect(lambda _checked=False, minutes=minutes: self._answered(minutes))
        self.never = button(look, "heute nicht")
        self.never.clicked.connect(lambda _checked=False: self._answered(0))
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        for made in (*self.later, self.never):
            row.addWidget(made)

    def show_slot(self, slot: time | None, waiting: int) -> None:
        """Say it, or be gone."""
        if slot is None:
            self.hide()
            return
        many = (
            "Ein Anliegen wartet." if waiting == 1 else f"{waiting} Anliegen warten." if waiting else "Nichts wartet."
        )
        self.say(f"Zeit für die Community-Runde, {slot.hour}:{slot.minute:02d} Uhr", many)

    def _answered(self, minutes: int) -> None:
        self.hide()
        if minutes:
            self.put_off.emit(minutes)
        else:
            self.not_today.emit()
