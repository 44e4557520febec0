"""What the editor shows without a post."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amtdesk.ui.editor.parts import button
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.words import text as words


class Empty(QWidget):
    """One sentence and the way out of it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        nothing = words(shell.look, "Kein Beitrag ausgewählt.", 10, muted=True)
        begin = button(shell.look, "Neuer Beitrag, Strg+N", lambda: shell.new_post(None))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
