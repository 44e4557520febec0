"""Verlauf: all wordings of a Textbaustein with who stood behind them, and where it was used."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from amtdesk.domain.textmodule import TextModule, Use, Wording
from amtdesk.ui import texts
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import words
from amtdesk.ui.widgets.frame import fit, frame, scrolling
from amtdesk.ui.widgets.words import Elided, button, hairline, text

_FORMS = {
    "text": "Sie",
    "text_familiar": "du/ihr",
    "text_short": "Sie, kurz",
    "text_short_familiar": "du/ihr, kurz",
}


class TrailDialog(QDialog):
    """Only to read; a use leads to its Anliegen or post."""

    def __init__(self, shell: Shell, parent: QWidget | None, module: TextModule) -> None:
        super().__init__(parent)
        self._shell = shell
        office = shell.desk.offices.get()
        self._zone, self._now = office.zone, shell.desk.now()
        self.setWindowTitle("Verlauf")
        self.close_button = button(shell.look, "Schließen")
        self.close_button.clicked.connect(self.accept)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        # counted since the page was read
        module = shell.desk.library.get(module.id, archived=True) or module
        uses = shell.desk.library.uses(module.id)
        column.addWidget(text(shell.look, words.used(module, self._zone), 11, bold=True))
        for use in uses:
            column.addWidget(self._use(use))
        column.addSpacing(12)
        column.addWidget(text(shell.look, "Fassungen", 11, bold=True))
        history = shell.desk.library.history(module.id)
        for wording in history:
            column.addWidget(self._wording(wording))
        if not history:
            column.addWidget(text(shell.look, "Unverändert, wie mitgeliefert.", 9.5, muted=True))
        column.addStretch(1)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Elided(shell.look, module.title, 13.5, bold=True), 1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        frame(self, head, scrolling(inside), foot)
        fit(self, 680, 560)

    def _use(self, use: Use) -> QWidget:
        look = self._shell.look
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text(look, texts.when(use.at, self._zone, self._now), 9, muted=True))
        row.addWidget(Elided(look, use.words or "kopiert", 9.5), 1)
        row.addWidget(text(look, "abgestimmt" if use.agreed else "nicht abgestimmt", 9, muted=True))
        if use.inquiry_id is not None or use.post_id is not None:
            go = button(look, "Öffnen")
            go.setAccessibleName(f"Öffnen: {use.words}")
            go.clicked.connect(lambda _on=False: self._open(use))
            row.addWidget(go)
        return line

    def _open(self, use: Use) -> None:
        self.accept()
        if use.inquiry_id is not None:
            self._shell.open_inquiry(use.inquiry_id)
        elif use.post_id is not None:
            self._shell.open_post(use.post_id)

    def _wording(self, wording: Wording) -> QWidget:
        look = self._shell.look
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        by = f", {wording.by}" if wording.by else ""
        written = texts.when(wording.written, self._zone, self._now)
        column.addWidget(hairline())
        column.addWidget(text(look, f"Fassung {wording.version} · {written}{by}", 9.5, bold=True, wrap=True))
        column.addWidget(text(look, stood(wording), 9, muted=True, wrap=True))
        for name, form in _FORMS.items():
            if said := wording.texts.get(name):
                column.addWidget(text(look, f"{form}: {said}", 9.5, wrap=True))
        return block


def stood(wording: Wording) -> str:
    """Who stood behind a wording."""
    agreement = wording.agreement
    if agreement.on is not None:
        return f"Bestätigt {words.agreed(agreement)}"
    if agreement.denied_on is not None:
        return f"Am {words.day(agreement.denied_on)} nicht bestätigt"
    return "Nicht abgestimmt"


def show(shell: Shell, parent: QWidget, module: TextModule) -> None:
    """Open it."""
    dialog = TrailDialog(shell, parent, module)
    dialog.exec()
    dialog.deleteLater()
