"""Einstellungen, Sicherung: the last one, a second folder that is tried before it is used, and going back to a copy."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.schedule import ZONE
from amtdesk.services.changes import Kind
from amtdesk.services.safekeeping import Place, Trouble
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import button, ink, text


class BackupSection(QWidget):
    """Everything in it reads and writes in the background; a network folder may not answer for minutes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        look = shell.look
        self.last = text(look, "", 9.5, wrap=True)
        self.now = button(look, "Jetzt sichern", "database-export")
        self.now.clicked.connect(self._back_up)
        self.restore = button(look, "Sicherung zurückholen …", "clock")
        self.restore.clicked.connect(self._restore)
        self.folder = QLineEdit()
        self.folder.setPlaceholderText("kein zweiter Ordner")
        self.folder.setAccessibleName("Zweiter Ordner")
        self.folder.returnPressed.connect(self._use)
        self.folder.textEdited.connect(lambda _text: self._offer())
        self.choose = button(look, "Wählen …")
        self.choose.clicked.connect(self._choose)
        self.use = button(look, "Prüfen und benutzen")
        self.use.clicked.connect(self._use)
        self.state = text(look, "", 9.5, wrap=True)
        self._used: Path | None = None
        self._lay_out()
        look.changed.connect(self.read)
        shell.changed.connect(self._told)
        self.read()

    def read(self) -> None:
        """Show what is known now."""
        keeping, backups = self._shell.desk.safekeeping, self._shell.desk.backups
        self._shell.background.run(
            lambda: (
                backups.last(),
                keeping.trouble(Place.FIRST),
                keeping.second,
                keeping.second_good(),
                keeping.trouble(Place.SECOND),
            ),
            self._show,
            side=True,
        )

    def _lay_out(self) -> None:
        look = self._shell.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.last)
        column.addLayout(_row(self.now, self.restore))
        column.addSpacing(4)
        label = QLabel("&Zweiter Ordner")
        label.setFont(look.font(9.5))
        label.setBuddy(self.folder)
        column.addWidget(label)
        field = QHBoxLayout()
        field.addWidget(self.folder, 1)
        field.addWidget(self.choose)
        column.addLayout(field)
        column.addLayout(_row(self.use))
        column.addWidget(self.state)
        why = "Am besten auf einem Netzlaufwerk: Geht dieser Rechner kaputt, bleiben die Kopien dort. Ist der Ordner "
        why += "einmal langsam oder nicht da, hält das nichts auf, und AmtDesk holt es später nach."
        column.addWidget(text(look, why, 9, muted=True, wrap=True))

    def _show(self, found: tuple[Any, ...]) -> None:
        last, first_trouble, folder, good, trouble = found
        words = f"Letzte Sicherung: {self._when(last)}." if last else "Noch keine Sicherung."
        self._say(self.last, words, first_trouble)
        self._used = folder
        if not self.folder.hasFocus():
            self.folder.setText(str(folder) if folder else "")
        words = "" if folder is None or trouble is not None else "Wird beim nächsten Mal benutzt."
        if folder is not None and good is not None:
            words = f"Zuletzt dorthin gesichert: {self._when(good)}."
        self._say(self.state, words, trouble)
        self._offer()

    def _say(self, label: QLabel, words: str, trouble: Trouble | None) -> None:
        look = self._shell.look
        if trouble is not None:
            words = f"{words} Gerade gelingt es nicht: {' '.join(texts.PROBLEMS[trouble.problem])}".strip()
        label.setText(words)
        label.setVisible(bool(words))
        ink(label, look, look.alarm if trouble is not None else "text")

    def _when(self, moment: datetime) -> str:
        return texts.when(moment, ZONE, self._shell.desk.now())

    def _offer(self) -> None:
        wish = self.folder.text().strip()
        changed = wish != (str(self._used) if self._used else "")
        self.use.say("Prüfen und benutzen" if wish else "Keinen zweiten Ordner benutzen")
        self.use.setEnabled(changed)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Zweiter Ordner für die Sicherung", self.folder.text())
        if found:
            self.folder.setText(found)
            self._use()

    def _use(self) -> None:
        wish = self.folder.text().strip()
        if not self.use.isEnabled() and wish == (str(self._used) if self._used else ""):
            return
        folder = Path(wish) if wish else None
        keeping = self._shell.desk.safekeeping
        self.use.setEnabled(False)
        self._say(self.state, "Wird geprüft …" if folder else "", None)

        def work() -> None:
            if folder is not None:
                keeping.try_second(folder)
            keeping.set_second(folder)

        def failed(error: Exception) -> None:
            self._say(self.state, " ".join(texts.sentences(error)), None)
            ink(self.state, self._shell.look, self._shell.look.alarm)
            self._offer()

        self._shell.background.run(work, lambda _done: self._kept(folder), failed, side=True)

    def _kept(self, folder: Path | None) -> None:
        self._used = folder
        for carer in self._shell.desk.carers:
            carer.poke()
        self._shell.say("Der zweite Ordner wird benutzt." if folder else "Es gibt keinen zweiten Ordner mehr.")
        self.read()

    def _back_up(self) -> None:
        self.now.setEnabled(False)
        desk = self._shell.desk

        def done(_made: object) -> None:
            self.now.setEnabled(True)
            desk.changes.tell(Kind.BACKUPS)
            for carer in desk.carers:
                carer.poke()
            self._shell.say("Gesichert und geprüft.")

        def failed(error: Exception) -> None:
            self.now.setEnabled(True)
            self._shell.trouble(error, "Die Sicherung ist nicht gelungen.")

        self._shell.background.run(desk.safekeeping.at_once, done, failed, side=True)

    def _restore(self) -> None:
        from amtdesk.ui.dialogs import agreed
        from amtdesk.ui.settings.restore import RestoreDialog

        agreed(RestoreDialog(self._shell, self))

    def _told(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and Kind.BACKUPS in kinds:
            self.read()


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
