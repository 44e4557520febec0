"""The buttons below the assistant, and how its work goes."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import button, text


class Foot(QHBoxLayout):
    """Back on the left, leaving and going on on the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.back = button(look, "Zurück", "chevron-left")
        self.working = text(look, "Server, Anmeldung und Rechte werden geprüft …", muted=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(90, 6)
        self.cancel = button(look, "Abbrechen")
        self.primary = button(look, "Weiter", primary=True)
        self.primary.setDefault(True)
        for part in (self.back, self.working, self.progress):
            self.addWidget(part)
        self.addStretch(1)
        for part in (self.cancel, self.primary):
            self.addWidget(part)

    def show_working(self, works: bool) -> None:
        """Whether something is being tested or kept."""
        for part in (self.working, self.progress):
            part.setVisible(works)
