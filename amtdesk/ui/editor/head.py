"""The head of the editor: internal title, state, and whether it is saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.delivery import Overall, State
from amtdesk.ui import texts
from amtdesk.ui.editor.parts import wrapped
from amtdesk.ui.editor.saving import Progress, Saving
from amtdesk.ui.shell import Shell
from amtdesk.ui.widgets.badge import Badge
from amtdesk.ui.widgets.words import text as words


class Head(QWidget):
    """One row that never scrolls away."""

    title_edited = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.title = QLineEdit()
        self.title.setPlaceholderText("Interner Titel")
        self.title.setAccessibleName("Interner Titel")
        self.title.setToolTip("Der Titel steht nur in AmtDesk (und auf der Website als Überschrift).")
        self.title.setMaxLength(300)
        # a picture dropped here is meant for the post
        self.title.setAcceptDrops(False)
        self.title.setFont(shell.look.font(10, bold=True))
        self.title.textEdited.connect(self.title_edited)
        self.badge = Badge(shell.look)
        self.saved = words(shell.look, muted=True)
        #: a fixed width keeps the title still while the words change
        usual = ("wird gespeichert …", "gespeichert 10:42 Uhr")
        self._usual = max(map(self.saved.fontMetrics().horizontalAdvance, usual)) + 4
        self.why = wrapped(words(shell.look))
        self.why.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addWidget(self.badge)
        row.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.why)

    def show_title(self, title: str) -> None:
        """Another post's title, or one changed elsewhere."""
        if self.title.text() != title:
            self.title.setText(title)
            self.title.setCursorPosition(0)

    def show_progress(self, overall: Overall, saving: Saving, zone: str) -> None:
        """State and saving as they are now."""
        self._show_state(overall)
        match saving.progress:
            case Progress.KEPT:
                changed = saving.draft.kept.changed
                said = f"gespeichert {texts.clock(changed, zone)}" if changed else "gespeichert"
            case Progress.UNDER_WAY:
                said = "wird gespeichert …"
            case Progress.FAILED:
                said = "nicht gespeichert"
            case Progress.EMPTY:
                said = ""
        self.saved.setText(said)
        self.saved.setFixedWidth(self._usual if said else 0)
        failed = saving.progress is Progress.FAILED
        self.why.setVisible(failed)
        self.why.setText(f"nicht gespeichert: {saving.reason}" if failed else "")
        alarm = f"color: {self._shell.look.alarm.name()}" if failed else ""
        for label in (self.saved, self.why):
            if label.styleSheet() != alarm:
                label.setStyleSheet(alarm)

    def _show_state(self, overall: Overall) -> None:
        word = texts.PARTLY if overall.partly else texts.STATES[overall.state]
        name = self._shell.look.state_icon(overall.state, partly=overall.partly)
        # what is partly published has the colours of what failed
        self.badge.show_state(word, name, State.FAILED if overall.partly else overall.state)
        self.badge.setAccessibleName(f"Zustand: {word}")
