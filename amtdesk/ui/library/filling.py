"""What only she knows, asked inline: one field a placeholder, Tab from field to field, Enter is done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from amtdesk.domain.textmodule import open_placeholders
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text

#: The names as she would say them; others stand as they are.
NAMES = {
    "anrede": "Anrede",
    "vorname": "Vorname",
    "thema": "Thema",
    "amt": "Stelle",
    "einrichtung": "Einrichtung",
    "veranstaltung": "Veranstaltung",
    "grund": "Grund",
    "richtig": "Richtig ist",
    "lage": "Lage",
    "naechste": "Nächste Meldung",
    "kommune": "Gemeinde",
    "kreis": "Kreis",
    "ort": "Ort",
    "telefon": "Telefon",
    "email": "E-Mail",
    "link": "Link",
    "datum": "Datum",
    "uhrzeit": "Uhrzeit",
    "frist": "Frist",
    "servicezeit": "Servicezeit",
    "kuerzel": "Kürzel",
}


def label(name: str) -> str:
    """`Nächste Meldung` for `naechste`."""
    return NAMES.get(name, name)


def not_copied(said: str) -> str:
    """Why a text with something open was not copied."""
    names = ", ".join(label(name) for name in open_placeholders(said) if name)
    return f"Nicht kopiert, erst ausfüllen: {names or 'ein leerer Platzhalter'}."


class Filling(QWidget):
    """`changed` with every letter, `done` with Enter, `left` with Esc."""

    changed = Signal()
    done = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.fields: dict[str, QLineEdit] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(5)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)

    def ask(self, names: Sequence[str], hints: Mapping[str, str], proposals: Mapping[str, str]) -> None:
        """A field for each; what was typed for a name before stays there."""
        if list(self.fields) == list(names):
            return
        typed = self.values()
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        for name in names:
            field = QLineEdit(typed.get(name) or proposals.get(name, ""))
            field.setPlaceholderText(hints.get(name, ""))
            field.setToolTip(hints.get(name, "").replace("<", "‹"))
            field.setAccessibleName(f"{label(name)} einsetzen")
            field.textChanged.connect(lambda _text: self.changed.emit())
            field.installEventFilter(self)
            said = text(self._look, label(name), 9, muted=True)
            said.setBuddy(field)
            self._form.addRow(said, field)
            self.fields[name] = field

    def values(self) -> dict[str, str]:
        """What was typed, by name; blanks are nothing."""
        return {name: field.text().strip() for name, field in self.fields.items() if field.text().strip()}

    def start(self) -> None:
        """The cursor into the first field that is still empty."""
        empty = next((one for one in self.fields.values() if not one.text().strip()), None)
        first = empty or next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def clear(self) -> None:
        """Another Textbaustein: nothing is known."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}

    @guarded(False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter is done, with or without Strg it never sends; Esc goes back."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False
