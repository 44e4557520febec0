"""The form of one Textbaustein: saved by itself while one types; everything can be taken back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.asked import Asked
from amtdesk.domain.textmodule import WORDING, Category, TextModule
from amtdesk.ui.editor.field import TextField
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.textmodules import words
from amtdesk.ui.textmodules.asked_box import AskedBox
from amtdesk.ui.widgets.frame import scrolling
from amtdesk.ui.widgets.words import button, text

#: Saved so long after the last key (milliseconds).
_KEEP = 700
_FORMS = {
    "text": "Text mit „Sie“",
    "text_familiar": "Text mit „du“ oder „ihr“",
    "text_short": "Kurz mit „Sie“",
    "text_short_familiar": "Kurz mit „du“ oder „ihr“",
}


class Form(QWidget):
    """`saved` carries the changed Textbaustein with the title of its shelf."""

    saved = Signal(object, str)
    finished = Signal()
    undo_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._module: TextModule | None = None
        self._filling = self._unsaved = False
        self.title = QLineEdit()
        self.title.setPlaceholderText("So steht er in der Liste")
        self.shelf = QComboBox()
        self.shelf.setEditable(True)
        self.shelf.setMinimumContentsLength(8)
        self.shelf.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.texts = {name: TextField(look) for name in WORDING}
        self.keywords, self.agree_with, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.keywords.setPlaceholderText("mit Komma getrennt, auch Dialekt")
        self.agree_with.setPlaceholderText("Stelle im Haus, zum Beispiel Bauamt")
        self.source.setPlaceholderText("https://…")
        self.usage, self.asked = TextField(look), AskedBox(look)
        self.approval = QComboBox()
        for key, said in words.APPROVALS.items():
            self.approval.addItem(said, key)
        self.months = QSpinBox()
        self.months.setRange(1, 120)
        self.months.setSuffix(" Monate")
        self.kinds = {key: QCheckBox(said) for key, said in words.KINDS.items()}
        self.note = text(look, "", 9, muted=True, wrap=True)
        self.state = text(look, "", 9, muted=True)
        self.undo = button(look, "Alles zurücknehmen", "arrow-back-up")
        self.undo.clicked.connect(lambda _on=False: self.undo_wanted.emit())
        self.done = button(look, "Fertig", "check", primary=True)
        self.done.setToolTip("Strg+Enter")
        self.done.clicked.connect(lambda _on=False: self.finish())
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP)
        self._keep.timeout.connect(self.flush)
        self._lay_out()
        self._listen()

    def show_module(self, module: TextModule, shelves: Sequence[Category], asked: Sequence[Asked]) -> None:
        """Begin to edit."""
        self.flush()
        self._filling = True
        self._module = module
        self.title.setText(module.title)
        self.shelf.clear()
        for shelf in shelves:
            self.shelf.addItem(shelf.title, shelf.id)
        self.shelf.setCurrentIndex(self.shelf.findData(module.category))
        for name, field in self.texts.items():
            field.show_text(getattr(module, name))
        self.keywords.setText(", ".join(module.keywords))
        self.keywords.home(False)
        self.usage.show_text(module.usage)
        self.agree_with.setText(module.agree_with)
        self.source.setText(module.source_url)
        self.approval.setCurrentIndex(max(0, self.approval.findData(module.approval)))
        self.months.setValue(module.review_months)
        for key, box in self.kinds.items():
            box.setChecked(key in module.kinds)
        self.asked.show_asked(asked)
        self.state.setText("")
        self.undo.setEnabled(False)
        self._filling = False
        self._warn()
        (self.texts["text"] if module.title else self.title).setFocus()

    def module(self) -> TextModule:
        """What stands in the form."""
        assert self._module is not None
        worded: dict[str, Any] = {name: field.text().rstrip() for name, field in self.texts.items()}
        return replace(
            self._module,
            **worded,
            title=self.title.text().strip(),
            keywords=tuple(dict.fromkeys(one.strip() for one in self.keywords.text().split(",") if one.strip())),
            usage=self.usage.text().strip(),
            agree_with=self.agree_with.text().strip(),
            source_url=self.source.text().strip(),
            approval=self.approval.currentData(),
            review_months=self.months.value(),
            kinds=tuple(key for key, box in self.kinds.items() if box.isChecked()),
        )

    def flush(self) -> None:
        """Save now what is not saved yet."""
        if self._unsaved and self._module is not None:
            self._keep.stop()
            self._unsaved = False
            self.saved.emit(self.module(), self.shelf.currentText().strip())

    def drop(self) -> None:
        """What is typed and not saved yet is not wanted."""
        self._keep.stop()
        self._unsaved = False

    def say_saved(self, words_: str) -> None:
        """When it was saved; from now on there is something to take back."""
        self.state.setText(words_)
        self.undo.setEnabled(True)

    def finish(self) -> None:
        """Save and go back to reading."""
        self.flush()
        self._module = None
        self.finished.emit()

    @guarded(False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Strg+Enter is done, from any field; Esc too: nothing is lost."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.finish()
            return True
        return False

    def _changed(self) -> None:
        if not self._filling:
            self.state.setText("")
            self._unsaved = True
            self._keep.start()
            self._warn()

    def _warn(self) -> None:
        """A change of wording ends an agreement: said while she types, not afterwards."""
        before = self._module
        if before is None or before.agreement.on is None:
            self.note.setText("")
        elif any(self.texts[name].text().rstrip() != getattr(before, name).rstrip() for name in WORDING):
            self.note.setText("Neuer Wortlaut: Er ist nicht mehr abgestimmt. Die alte Fassung bleibt im Verlauf.")
        else:
            self.note.setText("Abgestimmt. Ein anderer Wortlaut beendet die Zustimmung.")
        self.note.setVisible(bool(self.note.text()))

    def _listen(self) -> None:
        for line in (self.title, self.keywords, self.agree_with, self.source):
            line.textChanged.connect(lambda _text: self._changed())
        for field in (*self.texts.values(), self.usage):
            field.textChanged.connect(self._changed)
        self.shelf.currentTextChanged.connect(lambda _text: self._changed())
        self.approval.currentIndexChanged.connect(lambda _row: self._changed())
        self.months.valueChanged.connect(lambda _months: self._changed())
        for box in self.kinds.values():
            box.toggled.connect(lambda _on: self._changed())
        for kind in (QLineEdit, TextField, QComboBox, QSpinBox, QCheckBox):
            for part in self.findChildren(kind):
                part.installEventFilter(self)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._row = 0
        self._pair(("Titel", self.title), ("Kategorie", self.shelf))
        self._pair(*((_FORMS[name], self.texts[name]) for name in ("text", "text_familiar")))
        self._pair(*((_FORMS[name], self.texts[name]) for name in ("text_short", "text_short_familiar")))
        self._pair(("Beispielfragen", self.asked), ("Hinweis zum Einsatz", self.usage))
        self._pair(("Suchwörter", self.keywords), ("Quelle", self.source))
        self._pair(("Stelle, die zustimmt", self.agree_with), ("Zustimmung gilt", self.months))
        kinds = QWidget()
        row = QHBoxLayout(kinds)
        row.setContentsMargins(0, 0, 0, 0)
        for box in self.kinds.values():
            row.addWidget(box)
        row.addStretch(1)
        self._pair(("Verwenden", self.approval), ("Für", kinds))
        for field, lines in ((self.texts["text"], 6), (self.texts["text_short"], 3), (self.asked, 4)):
            # the style sheet would take a height of the field itself away
            row_of = self._grid.getItemPosition(self._grid.indexOf(field))
            height = field.fontMetrics().lineSpacing() * lines + 16
            self._grid.setRowMinimumHeight(int(row_of[0]), height)  # type: ignore[index]
            self._grid.setRowStretch(int(row_of[0]), lines)  # type: ignore[index]
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.done)
        foot.addWidget(self.undo)
        foot.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(scrolling(inside), 1)
        column.addLayout(foot)

    def _pair(self, *parts: tuple[str, QWidget]) -> None:
        for place, (said, field) in enumerate(parts):
            label = text(self._look, said, 9, muted=True)
            label.setBuddy(field)
            field.setAccessibleName(said)
            self._grid.addWidget(label, self._row, place)
            self._grid.addWidget(field, self._row + 1, place)
        self._grid.setRowMinimumHeight(self._row + 2, 6)
        self._row += 3
