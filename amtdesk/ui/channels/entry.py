"""One line of the connection form: label, field, hint, and what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from amtdesk.domain.channel import Field
from amtdesk.domain.delivery import State
from amtdesk.ui.look import Look
from amtdesk.ui.widgets.words import text


class Entry(QWidget):
    """A field of a kind of channel. A secret one is masked until its eye is pressed."""

    def __init__(self, look: Look, field: Field, *, needed: bool = False, parent: QWidget | None = None) -> None:
        """`needed`: signing in by browser wants it, required or not."""
        super().__init__(parent)
        self._look = look
        self.field = field
        self.line = QLineEdit()
        self.line.setFont(look.font(9.5))
        self.line.setPlaceholderText(field.placeholder)
        self.line.setMaxLength(4000)
        self.needed = needed
        self.is_needed = False
        self.line.setAccessibleDescription(field.hint)
        self.line.textEdited.connect(self.clear_problem)
        self._eye = QAction(self)
        if field.secret:
            self._mask()
        self._label = text(look, "", 9.5)
        self._label.setBuddy(self.line)
        self.mark_needed(field.required)
        self._mark = QLabel()
        self._problem = text(look, wrap=True)
        self._problem.setStyleSheet(f"color: {look.ink(State.FAILED).name()}")
        self._problem_row = QWidget()
        row = QHBoxLayout(self._problem_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problem, 1)
        self._problem_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._label)
        column.addWidget(self.line)
        self._box = self._choice(look) if field.choices else None
        if self._box is not None:
            column.addWidget(self._box)
        column.addWidget(self._problem_row)
        if field.hint:
            column.addWidget(text(look, field.hint, muted=True, wrap=True))

    def _choice(self, look: Look) -> QComboBox:
        """Chosen from a list; the line behind it keeps the value."""
        box, values = QComboBox(), [value for value, _words in self.field.choices]
        box.setFont(look.font(9.5))
        box.addItems([words for _value, words in self.field.choices])
        box.setAccessibleName(self.field.label)
        box.setAccessibleDescription(self.field.hint)
        box.activated.connect(lambda row: self.line.setText(values[row]))
        self.line.textChanged.connect(lambda typed: box.setCurrentIndex(self._row_of(typed)))
        self.line.hide()
        self.line.setFocusProxy(box)
        self._label.setBuddy(box)
        return box

    def _row_of(self, typed: str) -> int:
        # before there was a list it was typed, in any case
        wanted = typed.strip().casefold()
        return next((row for row, (value, _words) in enumerate(self.field.choices) if value == wanted), 0)

    def set_open(self, is_open: bool) -> None:
        """Whether it may be changed."""
        for part in (self.line, self._box):
            if part is not None:
                part.setEnabled(is_open)

    def mark_needed(self, is_needed: bool) -> None:
        """Say whether it must be filled."""
        self.is_needed = is_needed
        self._label.setText(self.field.label + (" *" if is_needed else " (freiwillig)"))
        self.line.setAccessibleName(self.field.label + (" (erforderlich)" if is_needed else ""))

    @property
    def value(self) -> str:
        """What stands in it, without blanks around."""
        return self.line.text().strip()

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return "" if self._problem_row.isHidden() else self._problem.text()

    def show_problem(self, words: str) -> None:
        """Say below the field what is wrong."""
        self._mark.setPixmap(self._look.pixmap("alert-octagon", 14, self._look.ink(State.FAILED)))
        self._problem.setText(words)
        self._problem_row.show()
        self.line.setAccessibleDescription(f"{words} {self.field.hint}".strip())

    def clear_problem(self) -> None:
        """Nothing is wrong any more."""
        if not self._problem_row.isHidden():
            self._problem_row.hide()
            self.line.setAccessibleDescription(self.field.hint)

    def wipe(self) -> None:
        """Forget a secret, with the steps by which Strg+Z would bring it back."""
        self.line.setText("")
        self.line.setModified(False)

    def _mask(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self._eye.triggered.connect(self._turn)
        self.line.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.line.findChildren(QWidget):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{self.field.label} anzeigen")
        self._show_eye()

    def _turn(self) -> None:
        hidden = self.line.echoMode() is QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._show_eye()

    def _show_eye(self) -> None:
        hidden = self.line.echoMode() is QLineEdit.EchoMode.Password
        self._eye.setText("anzeigen" if hidden else "verbergen")
        self._eye.setToolTip(f"{self.field.label} {self._eye.text()}")
        self._eye.setIcon(self._look.icon("eye" if hidden else "eye-off", 16))
