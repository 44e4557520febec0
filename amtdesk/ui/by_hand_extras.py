"""Steps that only some places need: questions before, a file and an e-mail for print, a page A4."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from amtdesk.ui.by_hand_steps import HandStep
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text


class ChecklistStep(HandStep):
    """Questions to tick; none is demanded."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "Vor dem Veröffentlichen", "")
        self.boxes: list[QCheckBox] = []

    def show_questions(self, questions: Sequence[str]) -> None:
        """One box for each."""
        for question in questions:
            box = QCheckBox(question)
            box.setFont(self._look.font(9.5))
            box.toggled.connect(self._ticked)
            self.boxes.append(box)
            self.body.addWidget(box)

    def _ticked(self) -> None:
        self.is_done = all(box.isChecked() for box in self.boxes)
        self._show()


class BundleStep(HandStep):
    """Text, pictures and captions for print."""

    def __init__(self, look: Look) -> None:
        self.show_file = button(look, "Datei zeigen", "file-zip")
        super().__init__(look, "Text, Bilder und Bildunterschriften in einer Datei", "Alt+5", self.show_file)
        self._words = text(look, muted=True, wrap=True)
        self.body.addWidget(self._words)
        self.mail = button(look, "E-Mail vorbereiten", "mail")
        self.mail.setToolTip("E-Mail an die Redaktion vorbereiten (Alt+7)")
        self._address = text(look, muted=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._address, 1)
        self._key = text(look, "Alt+7", 8.5, muted=True)
        row.addWidget(self._key)
        row.addWidget(self.mail)
        self.body.addLayout(row)

    def show_bundle(self, name: str, count: str, pictures: int, until: str, address: str) -> None:
        """What is in it, its Redaktionsschluss, and to whom the e-mail goes; empty: there is none."""
        also = f", {pictures} {'Bild' if pictures == 1 else 'Bilder'}" if pictures else ""
        self._words.setText(f"{name}: {count}{also}" + (f". Redaktionsschluss {until}" if until else ""))
        for part in (self.mail, self._address, self._key):
            part.setVisible(bool(address))
        self._address.setText(f"An {address}. Die Datei dort anhängen." if pictures else f"An {address}")


class SheetStep(HandStep):
    """A page A4 to be printed."""

    coat_wanted = Signal()

    def __init__(self, look: Look) -> None:
        self.open = button(look, "Aushang öffnen", "file-text")
        super().__init__(look, "Aushang öffnen und drucken", "Alt+4", self.open)
        self._words = text(look, muted=True, wrap=True)
        self.coat = button(look, "Wappen wählen …")
        self.coat.clicked.connect(self.coat_wanted)
        self.folder = button(look, "Datei zeigen")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.coat)
        row.addWidget(self.folder)
        self.body.addLayout(row)

    def show_sheet(self, name: str, pages: int, *, has_coat: bool, host: str = "") -> None:
        """What lies ready; `host`: where its QR code leads, empty for none."""
        size = "ein Blatt A4" if pages == 1 else f"{pages} Blätter A4"
        code = f", mit QR-Code zu {host}" if host else ", ohne QR-Code, weil kein Link im Text steht"
        self._words.setText(f"{name}, {size}{code}{'' if has_coat else ', noch ohne Wappen'}")
        self.coat.say("Anderes Wappen …" if has_coat else "Wappen wählen …")
