"""The round between tool bar, page and reminder: who starts it, what its end says, when it is time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from amtdesk.ui import texts
from amtdesk.ui.answers.reminder import ReminderBar

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk
    from amtdesk.ui.frame import Frame
    from amtdesk.ui.shell import Shell


class RoundDesk(QObject):
    """`reminded` carries the sentence when it is time for a round, once for each slot."""

    reminded = Signal(str)

    def __init__(self, shell: "Shell", frame: "Frame", desk: "Desk", parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._frame, self._desk = shell, frame, desk
        self.bar = ReminderBar(shell.look)
        frame.add_banner(self.bar)
        self.bar.step.connect(shell.start_round)
        self.bar.put_off.connect(desk.rounds.put_off)
        self.bar.not_today.connect(desk.rounds.not_today)
        self._clock = frame.tool_bar.round
        self._clock.started.connect(self._started)
        self._clock.ended.connect(self._ended)
        self._said = ""

    def look(self, waiting: int) -> None:
        """Is it time? `waiting` is how many Anliegen wait."""
        slot = None if self._clock.clock.started else self._desk.rounds.reminder()
        today = self._frame.pages.built("heute")
        if today is not None:
            today.side.show_missed(self._desk.rounds.missed())
        self.bar.show_slot(slot, waiting)
        key = f"{slot}" if slot is not None else ""
        if key and key != self._said:
            self.reminded.emit(self.bar.accessibleName())
        self._said = key

    def _started(self) -> None:
        self.bar.hide()
        self._shell.show_page("antworten")
        page = self._frame.pages.built("antworten")
        if page is None:
            return
        page.begin_round()
        library = self._frame.library
        if library is not None and library.isHidden() and not self._frame.compact:
            self._frame.toggle_library()
            page.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self, minutes: int) -> None:
        page = self._frame.pages.built("antworten")
        stamp = page.end_round(self._clock.used) if page is not None else ""
        self._shell.say(stamp or f"Runde beendet nach {texts.count(minutes, 'Minute', 'Minuten')}.")
