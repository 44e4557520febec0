"""A Textbaustein as it would be read: its versions, filled as far as known, what is open marked and asked inline."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain.textmodule import PLACEHOLDER, TextModule, fill, open_placeholders
from amtdesk.ui.library.filling import Filling
from amtdesk.ui.library.preview import Preview
from amtdesk.ui.look import Look


class Reading(QWidget):
    """`changed` when other words are shown, `addressed` when she chose Sie or du, `done` with Enter in the form."""

    changed = Signal()
    addressed = Signal(bool)
    done = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.module: TextModule | None = None
        self._known: Mapping[str, str] = {}
        self._proposals: Mapping[str, str] = {}
        self._hints: Mapping[str, str] = {}
        self.preview = Preview()
        self.familiar = _toggle("du/ihr", "Fassung mit „du“ oder „ihr“ statt „Sie“")
        self.short = _toggle("kurz", "Kurze Fassung")
        self.familiar.clicked.connect(lambda on: self.addressed.emit(on))
        for toggle in (self.familiar, self.short):
            toggle.toggled.connect(lambda _on: self._show())
        self.filling = Filling(look)
        self.filling.changed.connect(self._show)
        self.filling.done.connect(self.done)
        self.filling.left.connect(self.left)
        self.filling.hide()
        self.versions = QHBoxLayout()
        self.versions.setSpacing(4)
        self.versions.addWidget(self.familiar)
        self.versions.addWidget(self.short)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.preview, 1)
        column.addWidget(self.filling)
        self.restyle()
        self._show()

    def know(self, values: Mapping[str, str], proposals: Mapping[str, str], hints: Mapping[str, str]) -> None:
        """What needs no asking, what is proposed in the form, and what each name means."""
        self._known, self._proposals, self._hints = values, proposals, hints
        self._show()

    def show_module(self, module: TextModule | None) -> None:
        """Another Textbaustein, or the same one changed."""
        if module is None or self.module is None or module.id != self.module.id:
            self.filling.clear()
            self.filling.hide()
        self.module = module
        self._show()

    def text(self) -> str:
        """The version shown, filled with all that is known."""
        return fill(self._raw(), {**self._known, **self.filling.values()})

    def open_names(self) -> tuple[str, ...]:
        """Placeholders nobody has filled yet."""
        return open_placeholders(self.text())

    def ask(self) -> bool:
        """Show the form when something is open; False when it is there already or nothing is to be asked."""
        names = open_placeholders(fill(self._raw(), self._known))
        if not names:
            self.filling.hide()
            return False
        self.filling.ask(names, self._hints, self._proposals)
        if not self.filling.isHidden():
            return False
        self.filling.show()
        self.filling.start()
        self._show()
        return True

    def restyle(self) -> None:
        """Light and dark were switched; it is to be read, not only looked at."""
        self.preview.setStyleSheet(f"QPlainTextEdit {{ color: {self._look.hex('text')} }}")
        self._mark_open(self.preview.toPlainText())

    def _raw(self) -> str:
        if self.module is None:
            return ""
        return self.module.wording(familiar=self.familiar.isChecked(), short=self.short.isChecked())

    def _show(self) -> None:
        module, said = self.module, self.text()
        if self.preview.toPlainText() != said:
            self.preview.setPlainText(said)
        self._mark_open(said)
        self.familiar.setEnabled(module is not None and bool(module.text_familiar or module.text_short_familiar))
        self.short.setVisible(module is not None and bool(module.text_short or module.text_short_familiar))
        self.changed.emit()

    def _mark_open(self, said: str) -> None:
        marks = []
        style = QTextCharFormat()
        style.setBackground(self._look.color("note"))
        style.setForeground(self._look.color("note_text"))
        for found in PLACEHOLDER.finditer(said):
            mark = QTextEdit.ExtraSelection()
            mark.format = style
            cursor = QTextCursor(self.preview.document())
            cursor.setPosition(_utf16(said, found.start()))
            cursor.setPosition(_utf16(said, found.end()), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.preview.setExtraSelections(marks)


def _toggle(words: str, meaning: str) -> QToolButton:
    toggle = QToolButton()
    toggle.setCheckable(True)
    toggle.setProperty("kind", "toggle")
    toggle.setText(words)
    toggle.setToolTip(meaning)
    toggle.setAccessibleName(meaning)
    toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return toggle


def _utf16(text: str, position: int) -> int:
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
