"""Asks for the link of a post that someone found online."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from amtdesk.ui.editor.parts import button
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text as words


class LinkDialog(QDialog):
    """`then(link)` follows only when a person says it is online; the link may stay empty."""

    def __init__(
        self, parent: QWidget, look: Look, channel: str, then: Callable[[str], None], *, what: str = "Der Beitrag"
    ) -> None:
        super().__init__(parent)
        self._then = then
        self.setWindowTitle("Ist online")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = words(look, f"{what} steht auf {channel}. Wie lautet der Link?", 10)
        said.setWordWrap(True)
        why = words(look, "Zählt danach als von Hand veröffentlicht. Gesendet wird nichts mehr.", muted=True)
        why.setWordWrap(True)
        self.link = QLineEdit()
        self.link.setPlaceholderText("https://…")
        self.link.setAccessibleName("Link")
        self.confirm = button(look, "Ist online", self._confirmed, primary=True)
        self.confirm.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(look, "Abbrechen", self.reject))
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(said)
        column.addWidget(self.link)
        column.addWidget(why)
        column.addLayout(buttons)
        self.setMinimumWidth(420)

    def _confirmed(self) -> None:
        self.accept()
        self._then(self.link.text().strip())
