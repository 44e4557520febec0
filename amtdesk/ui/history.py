"""What was tried for one delivery: when, what, what the platform said; as plain text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from amtdesk.domain.attempt import KEPT, Attempt
from amtdesk.domain.delivery import Delivery, State
from amtdesk.ui import dialogs, texts
from amtdesk.ui.shell import Shell

_STEPS = {
    "upload": "Bilder hochladen",
    "publish": "Veröffentlichen",
    "hand over": "Der Plattform übergeben",
    "read back": "Auf der Plattform nachlesen",
    "look up": "Auf der Plattform suchen",
    "reschedule": "Termin dort ändern",
    "cancel": "Von dort zurückholen",
    "wish": "Änderung dort eintragen",
    "edit": "Text dort ändern",
    "withdraw": "Dort löschen",
}
_OUTCOMES = {
    "accepted": "angenommen",
    "published": "steht dort",
    "found": "gefunden",
    "not found": "nicht gefunden",
    "not answered": "keine Antwort",
}
HEAD = ("Zeit", "Schritt", "Ergebnis", "Antwort", "Dauer")
ROWS = 7


def show_history(shell: Shell, delivery: Delivery, name: str, parent: QWidget) -> None:
    """Read the log in the background, then show it; `name` is the channel's."""
    posts = shell.desk.posts

    def shown(found: list[Attempt]) -> None:
        dialog = History(shell, delivery, name, found, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    shell.background.run(lambda: posts.attempts(delivery.id), shown, shell.trouble, side=True)


def history_button(shell: Shell, of: Sequence[tuple[Delivery, str]], parent: QWidget) -> QPushButton:
    """A button that shows the log; with more than one channel (each with its name) it asks which."""
    made = dialogs.push(shell.look, "Verlauf …")
    if len(of) == 1:
        made.clicked.connect(lambda _checked=False: show_history(shell, *of[0], parent))
        return made
    menu = QMenu(made)
    for delivery, name in of:
        action = menu.addAction(name.replace("&", "&&"))
        action.triggered.connect(
            lambda _checked=False, delivery=delivery, name=name: show_history(shell, delivery, name, parent)
        )
    made.setMenu(menu)
    return made


class History(dialogs.HouseDialog):
    """A table, youngest last, and below it the raw answer of the chosen line."""

    def __init__(
        self, shell: Shell, delivery: Delivery, name: str, attempts: Sequence[Attempt], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, shell.look, f"Was AmtDesk auf {name} versucht hat", icon="clock", state=State.PLANNED)
        self.setWindowTitle("Verlauf")
        self.setMinimumWidth(640)
        self._shell, self._attempts = shell, list(attempts)
        self._zone, self._now = delivery.zone, shell.desk.now()
        self._name = name
        # with a parent also where they are not laid out: else they outlive the dialog
        self.table = QTableWidget(len(self._attempts), len(HEAD), self)
        self.answer = QPlainTextEdit(self)
        self._fill()
        self.answer.setReadOnly(True)
        self.answer.setFont(shell.look.font(9))
        self.answer.setTabChangesFocus(True)
        self.answer.setAccessibleName("Antwort der Plattform")
        self.answer.setFixedHeight(4 * self.answer.fontMetrics().lineSpacing() + 14)
        if self._attempts:
            self.body.addWidget(self.table)
            self.body.addWidget(self.answer)
        else:
            self.table.hide()
            self.answer.hide()
            self.say("Noch nichts. Sobald AmtDesk etwas versucht, steht es hier.")
        if len(self._attempts) >= KEPT:
            self.say(f"Gezeigt werden die letzten {KEPT} Schritte.", muted=True)
        self.copy = dialogs.push(shell.look, "Details kopieren")
        self.copy.setIcon(shell.look.icon("copy", 16, "text"))
        self.copy.setEnabled(bool(self._attempts))
        self.copy.clicked.connect(lambda _checked=False: self._copy())
        self.buttons.insertWidget(0, self.copy)
        self.button("Schließen", primary=True, safe=True)
        if self._attempts:
            self.table.setCurrentCell(len(self._attempts) - 1, 0)
            self.table.setFocus()

    def text(self) -> str:
        """Everything, for the clipboard."""
        lines = [f"Verlauf auf {self._name}"]
        for one in self._attempts:
            lines.append(" · ".join(filter(None, self._cells(one))))
            if one.detail:
                lines.append(f"    {one.detail}")
        return "\n".join(lines)

    def _fill(self) -> None:
        look, table = self._shell.look, self.table
        table.setFont(look.font(9))
        table.setAccessibleName("Verlauf")
        table.setHorizontalHeaderLabels(list(HEAD))
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for row, one in enumerate(self._attempts):
            for column, words in enumerate(self._cells(one)):
                table.setItem(row, column, QTableWidgetItem(words))
        height = table.fontMetrics().lineSpacing() + 10
        table.verticalHeader().setDefaultSectionSize(height)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setFixedHeight(header.sizeHint().height() + height * min(max(len(self._attempts), 1), ROWS) + 6)
        table.currentCellChanged.connect(lambda row, *_others: self._chosen(row))

    def _cells(self, one: Attempt) -> tuple[str, str, str, str, str]:
        return (
            texts.when(one.started, self._zone, self._now),
            _STEPS.get(one.step, one.step),
            outcome(one),
            f"HTTP {one.status}" if one.status else "",
            duration(one.milliseconds),
        )

    def _chosen(self, row: int) -> None:
        one = self._attempts[row] if 0 <= row < len(self._attempts) else None
        # the column may be too narrow for the whole sentence
        said = "\n".join(filter(None, (outcome(one), one.detail))) if one else ""
        self.answer.setPlainText(said)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.copy.setText("Kopiert")


def outcome(one: Attempt) -> str:
    """What came of it, as a sentence or a word."""
    if one.problem is None:
        return _OUTCOMES.get(one.outcome, one.outcome)
    said = texts.PROBLEMS[one.problem][0]
    return f"Ausgang unbekannt: {said}" if one.unknown else said


def duration(milliseconds: int | None) -> str:
    """`0,3 s`, `12 s`."""
    if milliseconds is None:
        return ""
    seconds = milliseconds / 1000
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s".replace(".", ",")
