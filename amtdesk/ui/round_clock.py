"""The Community-Runde in the tool bar: a countdown that can pause and never cuts anything off."""

from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from amtdesk.domain.round import RoundClock
from amtdesk.ui.look import Look

MORE_MINUTES = 5


class RoundTimer(QWidget):
    """Label, clock and its buttons. `ended` carries the minutes used (rounded up)."""

    started = Signal()
    ended = Signal(int)

    def __init__(self, look: Look, minutes: int = 15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._length = minutes * 60.0
        self.clock = RoundClock(self._length)
        #: seconds the last round took
        self.used = 0.0
        self._title = QLabel("Community-Runde")
        self._title.setProperty("kind", "muted")
        self._mark = QLabel()
        self._left = QLabel()
        self._left.setFont(look.font(13, bold=True, tabular=True))
        self._left.setMinimumWidth(self._left.fontMetrics().horizontalAdvance("00:00") + 4)
        self._start = QPushButton("Starten")
        self._start.clicked.connect(self.toggle)
        self._start.setToolTip("Community-Runde starten oder anhalten (Strg+R)")
        self._more = QPushButton(f"{MORE_MINUTES} Minuten mehr")
        self._more.clicked.connect(self._longer)
        self._end = QPushButton("Beenden")
        self._end.clicked.connect(self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._title, self._mark, self._left, self._start, self._more, self._end):
            row.addWidget(part)
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._ticked)
        look.changed.connect(self._show)
        self._show()

    def set_minutes(self, minutes: int) -> None:
        """The length from the settings; a round under way keeps its own."""
        self._length = minutes * 60.0
        if not self.clock.started:
            self.clock = RoundClock(self._length)
            self._show()

    def set_compact(self, compact: bool) -> None:
        """Without its title where space is short."""
        self._title.setHidden(compact)
        self._start.setProperty("compact", compact)
        self._show()

    def toggle(self) -> None:
        """Start, pause, go on."""
        now = monotonic()
        first = not self.clock.started
        if self.clock.running:
            self.clock = self.clock.pause(now)
            self._tick.stop()
        else:
            self.clock = self.clock.start(now)
            self._tick.start()
        self._show()
        if first:
            self.started.emit()

    def end(self) -> None:
        """Stop for today and say how long it took."""
        self.clock = self.clock.pause(monotonic())
        self.used = self.clock.used
        minutes = -(-round(self.used) // 60)
        self._tick.stop()
        self.clock = RoundClock(self._length)
        self._show()
        self.ended.emit(minutes)

    def _longer(self) -> None:
        self.clock = self.clock.longer(MORE_MINUTES * 60).start(monotonic())
        self._tick.start()
        self._show()

    def _ticked(self) -> None:
        self.clock = self.clock.tick(monotonic())
        if self.clock.up:
            self.clock = self.clock.pause(monotonic())
            self._tick.stop()
        self._show()

    def _show(self) -> None:
        clock = self.clock
        self._mark.setPixmap(self._look.pixmap("clock", 20, self._look.color("text")))
        left = "Zeit ist um" if clock.up else f"{clock.left // 60:02d}:{clock.left % 60:02d}"
        if left != self._left.text():
            self._left.setText(left)
        self._left.setAccessibleName("Zeit ist um" if clock.up else f"noch {clock.left // 60} Minuten")
        word = "Pause" if clock.running else "Weiter" if clock.started else "Starten"
        if word == "Starten" and self._start.property("compact"):
            word = "Runde starten"
        self._start.setText(word)
        icon = "player-pause" if clock.running else "player-play"
        self._start.setIcon(self._look.icon(icon, 16, "text"))
        self._start.setHidden(clock.up)
        self._more.setHidden(not clock.up)
        self._end.setHidden(not clock.started)
