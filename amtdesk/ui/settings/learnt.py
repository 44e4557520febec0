"""Einstellungen, Vorschläge: how much was learnt from her choices, and how it is forgotten."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.ui import texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, text


class LearntSection(QWidget):
    """Counts anew whenever it is seen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._number = 0
        self.known = text(shell.look, "", 9.5, wrap=True)
        self.forget = button(shell.look, "Vorschläge zurücksetzen …", "trash")
        self.forget.clicked.connect(lambda _checked=False: self._forget())
        note = "Gemerkt werden nur die Wörter eines Kommentars, alphabetisch, ohne Namen und Nummern."
        row = QHBoxLayout()
        row.addWidget(self.forget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.known)
        column.addWidget(text(shell.look, note, 9, muted=True, wrap=True))
        column.addLayout(row)
        self._say(0)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def _count(self) -> None:
        self._shell.background.run(self._shell.desk.suggestions.learnt, self._say)

    def _say(self, number: int) -> None:
        self._number = number
        counted = texts.count(number, "Entscheidung", "Entscheidungen")
        self.known.setText(
            f"Aus {counted} von Ihnen gelernt." if number else "Noch nichts aus Ihren Entscheidungen gelernt."
        )
        self.forget.setEnabled(bool(number))
        self.forget.setToolTip("" if number else "Es ist noch nichts gelernt.")

    def _forget(self) -> None:
        counted = texts.count(self._number, "Entscheidung ist", "Entscheidungen sind")
        if not self._shell.ask(
            "Vorschläge zurücksetzen?",
            f"{counted} dann vergessen, das lässt sich nicht zurücknehmen. Vorschläge sind wieder wie am ersten Tag. "
            "Textbausteine und Beispielfragen bleiben.",
            "Zurücksetzen",
            destructive=True,
        ):
            return
        self._shell.background.run(
            self._shell.desk.suggestions.forget,
            self._forgotten,
            lambda error: self._shell.trouble(error, "Das Gelernte ließ sich nicht vergessen."),
        )

    def _forgotten(self, _done: object) -> None:
        self._say(0)
        self._shell.say("Vorschläge zurückgesetzt.")
