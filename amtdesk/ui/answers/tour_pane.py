"""The Rundgang: groups and pages without an interface, visited by hand."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from amtdesk.domain.tour import Stop
from amtdesk.ui import texts
from amtdesk.ui.dialogs import HouseDialog, agreed
from amtdesk.ui.editor.parts import link
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import Elided, button, hairline, text


class TourPane(QWidget):
    """One line per stop: open, read, note; what needs an answer is taken over."""

    back = Signal()
    capture_wanted = Signal(str)

    def __init__(self, shell: Shell, round_id: Callable[[], int | None]) -> None:
        super().__init__()
        self._shell = shell
        self._round_id = round_id
        look = shell.look
        self.title = text(look, "Rundgang", 13, bold=True)
        self.facts = Elided(
            look, "Gruppen und Seiten, die kein Programm lesen darf. Fünf Minuten genügen.", 9, muted=True
        )
        self.add = button(look, "Seite hinzufügen …", "plus")
        self.add.clicked.connect(self._add)
        self.close_button = button(look, "Zu den Anliegen")
        self.close_button.clicked.connect(self.back)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        head = QHBoxLayout()
        column_head = QVBoxLayout()
        column_head.setSpacing(2)
        column_head.addWidget(self.title)
        column_head.addWidget(self.facts)
        head.addLayout(column_head, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._list, 1)

    def reload(self) -> None:
        """Ask the services again."""
        desk = self._shell.desk
        now, zone = desk.now(), desk.offices.get().zone
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        stops = desk.rounds.stops()
        for stop in stops:
            column.addWidget(hairline())
            column.addWidget(self._row(stop, zone, now))
        if not stops:
            column.addWidget(
                text(
                    self._shell.look,
                    "Noch keine Seite auf der Liste. Zum Beispiel die Facebook-Gruppe des Ortes: "
                    "Name und Adresse genügen.",
                    9.5,
                    muted=True,
                    wrap=True,
                )
            )
        column.addStretch(1)
        self._list.setWidget(page)

    def _row(self, stop: Stop, zone: str, now: datetime) -> QWidget:
        look = self._shell.look
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(4)
        first = QHBoxLayout()
        first.addWidget(Elided(look, stop.name, 10, bold=True), 1)
        seen = f"zuletzt {texts.when(stop.visited, zone, now)}" if stop.visited else "noch nie besucht"
        first.addWidget(text(look, seen, 9, muted=True))
        column.addLayout(first)
        if stop.rules:
            column.addWidget(text(look, stop.rules, 9, muted=True, wrap=True))
        note = QLineEdit()
        note.setPlaceholderText(stop.note or "Notiz (freiwillig)")
        note.setAccessibleName(f"Notiz zu {stop.name}")
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(note, 1)
        opened = button(look, "Öffnen", "external-link")
        opened.setAccessibleName(f"{stop.name} öffnen")
        opened.clicked.connect(lambda: self._shell.open_link(stop.url))
        read = button(look, "Gelesen", "check")
        read.setAccessibleName(f"{stop.name} gelesen")
        read.clicked.connect(lambda: self._read(stop, note.text()))
        taken = button(look, "Anliegen übernehmen …", "plus")
        taken.clicked.connect(lambda: self.capture_wanted.emit(stop.name))
        for made in (opened, read, taken):
            second.addWidget(made)
        second.addWidget(link(look, "Entfernen", lambda: self._remove(stop)))
        column.addLayout(second)
        return row

    def _read(self, stop: Stop, note: str) -> None:
        rounds = self._shell.desk.rounds
        visit = rounds.visit(stop.id, note, self._round_id())
        self.reload()

        def undo() -> None:
            rounds.unvisit(visit)
            self.reload()

        self._shell.say(f"{stop.name}: gelesen.", undo)

    def _remove(self, stop: Stop) -> None:
        rounds = self._shell.desk.rounds
        rounds.remove_stop(stop.id)
        self.reload()

        def undo() -> None:
            rounds.remove_stop(stop.id, removed=False)
            self.reload()

        self._shell.say(f"{stop.name} steht nicht mehr auf der Liste.", undo)

    def _add(self) -> None:
        dialog = StopDialog(self, self._shell.look)
        if agreed(dialog):
            self._shell.desk.rounds.add_stop(dialog.name.text(), dialog.url.text(), "", dialog.rules.text())
            self.reload()


class StopDialog(HouseDialog):
    """Name and address of a group or page, and how one behaves there."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, look, "Seite für den Rundgang")
        self.name, self.url, self.rules = QLineEdit(), QLineEdit(), QLineEdit()
        self.url.setPlaceholderText("https://…")
        self.rules.setPlaceholderText("zum Beispiel: nur als Gemeinde schreiben, nicht streiten")
        for said, field in (("Name", self.name), ("Adresse", self.url), ("Verhalten (freiwillig)", self.rules)):
            label = text(look, said, 9, bold=True)
            label.setBuddy(field)
            field.setAccessibleName(said)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self.button("Abbrechen", safe=True, default=False)
        self._yes = self.button("Hinzufügen", primary=True, default=True)
        self._yes.clicked.connect(self.accept)
        for field in (self.name, self.url):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        web = self.url.text().strip().startswith(("https://", "http://"))
        self._yes.setEnabled(bool(self.name.text().strip()) and web)
