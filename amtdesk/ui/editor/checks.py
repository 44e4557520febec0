"""What the checks found, each with the way to its place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.delivery import State
from amtdesk.domain.finding import Note
from amtdesk.ui import texts
from amtdesk.ui.editor.parts import clear, icon, link, wrapped
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words


class Checks(QWidget):
    """Emits the note whose place is wanted."""

    wanted = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.notes: tuple[Note, ...] | None = None
        self._stand = ""
        self.setAccessibleName("Prüfungen")
        self._count = wrapped(words(shell.look, muted=True))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(shell.look, "Prüfungen", 9.5, bold=True))
        head.addWidget(self._count, 1)
        # in one line with the head of the preview beside it
        self._count.setFixedHeight(self._count.fontMetrics().height() + 6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addStretch(1)

    def show_notes(self, notes: Sequence[Note], stand: str) -> None:
        """The findings; `stand` is the date of the rules behind them, may be empty."""
        if tuple(notes) == self.notes and stand == self._stand:
            return
        self.notes, self._stand = tuple(notes), stand
        self.restyle()

    def restyle(self) -> None:
        """Build the rows anew."""
        if self.notes is None:
            return
        clear(self._rows)
        for note in self.notes:
            self._rows.addLayout(self._row(note))
        ending = "Sonst nichts gefunden." if self.notes else "Nichts gefunden."
        if self._stand:
            ending += f" Stand der Regeln {self._stand}."
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon(self._shell.look, "minus", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(wrapped(words(self._shell.look, ending, muted=True)), 1)
        self._rows.addLayout(row)
        self._count.setText(texts.count(len(self.notes), "Hinweis", "Hinweise") if self.notes else "")

    def _row(self, note: Note) -> QHBoxLayout:
        look = self._shell.look
        sign = icon(look, "info-circle", 16, "link")
        if note.blocks:
            sign.setPixmap(look.pixmap("alert-triangle", 16, look.ink(State.AWAITING_APPROVAL)))
        sentence = texts.finding(note)
        there = link(look, "Zur Stelle", lambda: self.wanted.emit(note))
        # flush with the sentence above
        there.setStyleSheet("QPushButton { padding-left: 0; padding-right: 0 }")
        there.setAccessibleName(f"Zur Stelle: {sentence}")
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(wrapped(words(look, sentence)))
        beside.addWidget(there, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        return row
