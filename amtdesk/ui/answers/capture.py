"""Taking over an Anliegen from a platform that cannot be read, and changing what is known about one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from amtdesk.domain.inquiry import Inquiry, Kind
from amtdesk.ui.answers.moderation import hidden_now, show_again
from amtdesk.ui.answers.record import save_record
from amtdesk.ui.answers.words import KINDS, calm
from amtdesk.ui.dialogs import HouseDialog, agreed
from amtdesk.ui.editor.parts import link
from amtdesk.ui.look import Look
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text

#: Where citizens write and no program may read along.
PLACES = ("Facebook-Gruppe", "Facebook", "Instagram", "WhatsApp", "Nachbarschafts-App", "E-Mail", "Telefon", "Rathaus")
_LONGEST = 20_000


class CaptureDialog(HouseDialog):
    """The text of the clipboard with what one knows about it; only the text is needed."""

    def __init__(self, parent: QWidget, look: Look, channels: Sequence[str]) -> None:
        super().__init__(parent, look, "Anliegen übernehmen")
        self.say("Für Kommentare und Anfragen von Stellen, die AmtDesk nicht lesen kann.", muted=True)
        self.words = QPlainTextEdit()
        self.words.setPlainText(calm(QGuiApplication.clipboard().text(), _LONGEST, _LONGEST))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(90)
        self.channel = QComboBox()
        self.channel.setEditable(True)
        self.channel.addItems([*channels, *(place for place in PLACES if place not in channels)])
        self.author = QLineEdit()
        self.place = QLineEdit()
        self.url = QLineEdit()
        self.url.setPlaceholderText("https://…")
        self.kind = _kinds()
        self.kind.insertItem(0, "wird vorgeschlagen", None)
        self.kind.setCurrentIndex(0)
        for said, field in (
            ("Text", self.words),
            ("Woher", self.channel),
            ("Art", self.kind),
            ("Name (freiwillig)", self.author),
            ("Ort (freiwillig)", self.place),
            ("Link (freiwillig)", self.url),
        ):
            _line(self, look, said, field)
        self.button("Abbrechen", safe=True, default=False)
        self.take = self.button("Übernehmen", primary=True, default=True)
        self.take.clicked.connect(self.accept)
        self.words.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.take.setEnabled(bool(self.words.toPlainText().strip()))


class FactsDialog(HouseDialog):
    """Kind, place, note, and whether it is urgent."""

    def __init__(self, parent: QWidget, look: Look, inquiry: Inquiry) -> None:
        super().__init__(parent, look, f"Anliegen {inquiry.number}")
        self.kind = _kinds()
        self.kind.setCurrentIndex(list(Kind).index(inquiry.kind))
        self.urgent = QCheckBox("Dringend, es könnte jemand zu Schaden kommen")
        self.urgent.setChecked(inquiry.urgent)
        self.collapsed = QCheckBox("Verletzend: zugeklappt zeigen")
        self.collapsed.setChecked(inquiry.collapsed)
        self.place = QLineEdit(inquiry.place)
        self.note = QPlainTextEdit(inquiry.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(72)
        _line(self, look, "Art", self.kind)
        _line(self, look, "Ort", self.place)
        _line(self, look, "Interner Vermerk (geht nie hinaus)", self.note)
        self.body.addWidget(self.urgent)
        self.body.addWidget(self.collapsed)
        self.button("Abbrechen", safe=True, default=False)
        self.button("Übernehmen", primary=True, default=True).clicked.connect(self.accept)


def take_over(shell: Shell, parent: QWidget, channel: str = "") -> Inquiry | None:
    """Ask what is on the clipboard and keep it; None when she changed her mind."""
    desk = shell.desk
    names = [account.name for account in desk.accounts.every()]
    dialog = CaptureDialog(parent, shell.look, [channel, *names] if channel else names)
    if not agreed(dialog):
        return None
    kept = desk.inbox.capture(
        dialog.words.toPlainText(),
        channel=dialog.channel.currentText().strip(),
        author=dialog.author.text(),
        url=dialog.url.text(),
        place=dialog.place.text(),
        kind=dialog.kind.currentData(),
    )
    shell.say(f"Anliegen {kept.number} übernommen.")
    return kept


def change_facts(shell: Shell, parent: QWidget, inquiry: Inquiry) -> None:
    """Ask for kind, place, note and urgency; what was moderated can be saved for the file."""
    dialog = FactsDialog(parent, shell.look, inquiry)
    if shell.desk.moderation.of(inquiry.id):
        dialog.body.addWidget(
            link(shell.look, "Moderationsprotokoll als PDF …", lambda: save_record(shell, dialog, inquiry))
        )
    for measure in hidden_now(shell, inquiry):
        who = calm(measure.snapshot["author"], 40) or "ohne Namen"
        deed = partial(show_again, shell, measure)
        shown = link(shell.look, f"Ausgeblendeten Kommentar wieder zeigen: {who}".replace("&", "&&"), deed)
        shown.clicked.connect(shown.hide)
        dialog.body.addWidget(shown)
    if agreed(dialog):
        shell.desk.inbox.edit(
            inquiry.id,
            kind=dialog.kind.currentData(),
            urgent=dialog.urgent.isChecked(),
            collapsed=dialog.collapsed.isChecked(),
            place=dialog.place.text().strip(),
            note=dialog.note.toPlainText().strip(),
        )


def _kinds() -> QComboBox:
    box = QComboBox()
    for kind, said in KINDS.items():
        box.addItem(said, kind)
    return box


def _line(dialog: HouseDialog, look: Look, said: str, field: QWidget) -> None:
    label = text(look, said, 9, bold=True)
    label.setBuddy(field)
    field.setAccessibleName(said)
    dialog.body.addWidget(label)
    dialog.body.addWidget(field)
