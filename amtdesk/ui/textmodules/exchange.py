"""Textbausteine to a file: which, and as what; and the door to reading one."""

from collections.abc import Collection
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from amtdesk.domain.schedule import local
from amtdesk.services.exchange import Exchange
from amtdesk.ui import texts
from amtdesk.ui.dialogs import HouseDialog, plain
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import exchange_pdf
from amtdesk.ui.widgets.words import text


class Form(Enum):
    """What a file of Textbausteine is for: words, what to know about it, ending."""

    TABLE = (
        "Tabelle für Excel (CSV)",
        "Zum Bearbeiten und Zurückholen. Enthält alles, auch wer zugestimmt hat.",
        "csv",
    )
    PAPER = (
        "Bogen zur Abstimmung (PDF)",
        "Zum Ausdrucken oder Weiterleiten: jeder Text mit einem Kasten zum Unterschreiben.",
        "pdf",
    )
    EXCHANGE = ("Für ein anderes AmtDesk (JSON)", "Für eine Nachbargemeinde oder einen neuen Rechner.", "json")


def exchange_of(shell: Shell) -> Exchange:
    """The service, made when it is needed."""
    desk = shell.desk
    return Exchange(desk.database, desk.changes, desk.now, desk.offices.get, desk.suggestions.stock)


class ExportDialog(HouseDialog):
    """Which Textbausteine, and as what; `chosen` are those she marked on the page."""

    def __init__(self, shell: Shell, parent: QWidget | None, chosen: Collection[str] = ()) -> None:
        super().__init__(parent, shell.look, "Textbausteine exportieren", icon="database-export")
        entries = exchange_of(shell).entries()
        self.which = QComboBox()
        if chosen:
            self.which.addItem(f"Ausgewählte ({len(chosen)})", tuple(chosen))
        self.which.addItem(f"Alle ({len(entries)})", None)
        today = shell.desk.library.today()
        waiting = tuple(one.id for one in entries if not one.stands_on(today))
        if waiting and len(waiting) < len(entries):
            self.which.addItem(f"Nicht abgestimmte und abgelaufene ({len(waiting)})", waiting)
        for shelf in dict.fromkeys(one.category for one in entries):
            inside = tuple(one.id for one in entries if one.category == shelf)
            self.which.addItem(f"{shelf} ({len(inside)})", inside)
        self.form = QComboBox()
        for form in Form:
            self.form.addItem(form.value[0], form)
        for said, field in (("Welche", self.which), ("Als", self.form)):
            label = text(shell.look, said, 9, bold=True)
            label.setBuddy(field)
            field.setAccessibleName(said)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self.hint = plain(shell.look, "", muted=True)
        self.body.addWidget(self.hint)
        self.form.currentIndexChanged.connect(lambda _row: self._explain())
        self._explain()
        self.button("Abbrechen", safe=True, default=False)
        self.save = self.button("Speichern unter …", primary=True, default=True)
        self.save.clicked.connect(self.accept)

    @property
    def ids(self) -> tuple[str, ...] | None:
        """The ids of the chosen ones; None for all."""
        found: tuple[str, ...] | None = self.which.currentData()
        return found

    def _explain(self) -> None:
        form: Form = self.form.currentData()
        self.hint.setText(form.value[1])


def export(shell: Shell, parent: QWidget, chosen: Collection[str] = ()) -> None:
    """Ask which and as what, then where to; write it in the background."""
    dialog = ExportDialog(shell, parent, chosen)
    accepted, form, ids = dialog.exec(), dialog.form.currentData(), dialog.ids
    dialog.deleteLater()
    if accepted:
        save(shell, parent, form, ids)


def save(shell: Shell, parent: QWidget, form: Form, ids: Collection[str] | None) -> None:
    """Ask where to, and write these (None: all) there."""
    ending = form.value[2]
    office = shell.desk.offices.get()
    day = local(shell.desk.now(), office.zone).date()
    proposed = f"Textbausteine-{day:%Y-%m-%d}.{ending}"
    path, _ = QFileDialog.getSaveFileName(parent, "Textbausteine speichern", proposed, f"{ending.upper()} (*.{ending})")
    if not path:
        return
    target = Path(path if path.lower().endswith(f".{ending}") else f"{path}.{ending}")
    exchange = exchange_of(shell)

    def work() -> int:
        entries = exchange.entries(ids)
        if form is Form.PAPER:
            exchange_pdf.write(str(target), entries, office.name, day)
        else:
            exchange.save(target, ids)
        return len(entries)

    def done(number: int) -> None:
        shell.say(f"{texts.count(number, 'Textbaustein', 'Textbausteine')} in {target.name} gespeichert.")

    shell.background.run(work, done, lambda error: shell.trouble(error, "Der Export ging nicht."))
