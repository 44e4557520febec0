"""The left of Antworten: how far the round is, what waits, what was done in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from amtdesk.domain.inquiry import Inquiry
from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.answers.queue import QueueView
from amtdesk.ui.editor.parts import link, tool
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import Elided, hairline, text

if TYPE_CHECKING:
    from amtdesk.services.outgoing import Unsent

#: So many of the decisions of a round are listed.
DONE_SHOWN = 4


class Progress(QWidget):
    """A thin line: how much of the round is done; the numbers beside it say the same."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """From 0 to 1."""
        self._share = share
        self.update()

    @guarded(QSize(60, 4))
    def sizeHint(self) -> QSize:
        return QSize(60, 4)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self._look.color("line"))
        painter.drawRoundedRect(whole, 2, 2)
        if self._share > 0:
            painter.setBrush(self._look.color("accent"))
            painter.drawRoundedRect(QRectF(0, 0, whole.width() * min(1.0, self._share), whole.height()), 2, 2)
        painter.end()


class QueuePane(QWidget):
    """Emits what the buttons around the queue ask for."""

    capture_wanted = Signal()
    fetch_wanted = Signal()
    tour_wanted = Signal()
    outgoing_wanted = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        look = shell.look
        self._shell = shell
        self.title = text(look, "Antworten", 13.5, bold=True)
        self.summary = Elided(look, points=9, muted=True)
        self.progress = Progress(look)
        self.view = QueueView(look)
        self.state = Elided(look, points=8.5, muted=True)
        self.fetch = tool(look, "refresh", "Jetzt abrufen (F5)", self.fetch_wanted.emit)
        self.capture = tool(
            look, "plus", "Anliegen aus der Zwischenablage übernehmen (Strg+Umschalt+V)", self.capture_wanted.emit
        )
        self.tour = link(look, "Rundgang", self.tour_wanted.emit)
        self.outgoing = link(look, "", self.outgoing_wanted.emit)
        self.outgoing.setToolTip("Antworten, die entschieden und noch nicht draußen sind")
        self.outgoing.setStyleSheet("padding-left: 0; text-align: left")
        self.outgoing.hide()
        self.done_title = text(look, "In dieser Runde erledigt", 9, bold=True, muted=True)
        self.done = [Elided(look, points=9, muted=True) for _ in range(DONE_SHOWN)]
        self._done: list[str] = []
        self._decided = 0
        self._lay_out()
        self.show_done([], 0)

    def show_queue(
        self, found: Sequence[Inquiry], open_number: int, unsent: "Sequence[Unsent]", zone: str, now: datetime
    ) -> None:
        """What waits now, and which answers are not out; the one that is open stays open."""
        current = self.view.current()
        lost = {one.inquiry.id: one.delivery for one in unsent if one.stuck}
        self.view.queue.show(found, self._shell.kind_icon, zone, now, lost)
        self.outgoing.setText(words.outgoing(sum(one.stuck for one in unsent), sum(not one.stuck for one in unsent)))
        self.outgoing.setVisible(bool(unsent))
        if current:
            self.view.go_to(current)
        self.open_number = open_number
        self._show_numbers()

    def show_done(self, done: Sequence[str], decided: int) -> None:
        """The youngest decisions of this round, and how many there were."""
        self._done, self._decided = list(done), decided
        for label, said in zip(self.done, [*done, *[""] * DONE_SHOWN], strict=False):
            label.setText(said)
            label.setVisible(bool(said))
        self.done_title.setVisible(bool(done))
        self._show_numbers()

    def show_state(self, said: str) -> None:
        """When the channels were read last, or which could not be read."""
        self.state.setText(said)

    open_number = 0

    def _show_numbers(self) -> None:
        parts = [texts.count(self._decided, "erledigt", "erledigt")] if self._decided else []
        parts.append(f"{self.open_number} offen" if self.open_number else "nichts offen")
        self.summary.setText(", ".join(parts))
        whole = self._decided + self.open_number
        self.progress.show_share(self._decided / whole if whole else 0.0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.capture)
        head.addWidget(self.fetch)
        line = QVBoxLayout()
        line.setContentsMargins(14, 0, 14, 10)
        line.setSpacing(5)
        line.addWidget(self.summary)
        line.addWidget(self.progress)
        line.addWidget(self.outgoing)
        below = QVBoxLayout()
        below.setContentsMargins(14, 8, 10, 8)
        below.setSpacing(3)
        below.addWidget(self.done_title)
        for label in self.done:
            below.addWidget(label)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.tour)
        below.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(hairline())
        column.addLayout(below)
