"""The Beispielfragen of one Textbaustein: read, add one or many, change in place, delete, undo; kept at each step."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.asked import Asked, asked_in, pasted, words_in, words_of
from amtdesk.domain.textmodule import TextModule
from amtdesk.ui import texts
from amtdesk.ui.editor.field import TextField
from amtdesk.ui.guard import guarded
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules.asked_rows import AskedRows
from amtdesk.ui.widgets.frame import fit, frame
from amtdesk.ui.widgets.words import Elided, button, text

#: Questions and single words.
Kept = tuple[tuple[Asked, ...], tuple[str, ...]]
_LEAD = (
    "So, wie wirklich geschrieben wird, auch mit Dialekt und Tippfehlern. Daraus lernt AmtDesk, wann es diesen "
    "Textbaustein vorschlägt. 15 bis 30 genügen."
)


class AskedDialog(QDialog):
    """Nothing is lost on any way out: what is typed and not added yet is added."""

    def __init__(self, shell: Shell, parent: QWidget | None, module: TextModule) -> None:
        super().__init__(parent)
        self._shell, self._module_id = shell, module.id
        there = shell.desk.suggestions.examples(module.id)
        self.rows = AskedRows(asked_in(there), words_in(there))
        self.setWindowTitle("Beispielfragen")
        look = shell.look
        self.title = Elided(look, f"Beispielfragen zu „{module.title or 'Ohne Titel'}“", 13.5, bold=True)
        self.number = text(look, "", 9.5, muted=True)
        self.field = TextField(look)
        self.field.setPlaceholderText("Neue Frage; mehrere untereinander einfügen geht auch")
        self.field.setAccessibleName("Neue Beispielfragen, eine je Zeile")
        self.add = button(look, "Hinzufügen", "plus")
        self.add.setToolTip("Enter (neue Zeile: Umschalt+Enter)")
        self.view = QTableView()
        self.words = QLineEdit()
        self.words.setPlaceholderText("mit Komma getrennt")
        self.remove = button(look, "Löschen", "trash")
        self.remove.setToolTip("Die markierten (Entf)")
        self.undo = button(look, "Rückgängig", "arrow-back-up")
        self.state = Elided(look, "", 9, muted=True)
        self.ready = button(look, "Fertig", "check", primary=True)
        self.ready.setToolTip("Strg+Enter")
        self._lay_out()
        self._connect()
        self._show()
        self.field.setFocus()

    def finish(self) -> None:
        """Take in what is only typed so far, and close."""
        self.view.setFocus()
        self._add()
        self._words()
        self.accept()

    @guarded()
    def reject(self) -> None:
        """Esc and the window's cross lose nothing either."""
        self.finish()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds what is typed; in the list Entf deletes, and lines can be pasted."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            return True
        if watched is self.field:
            deed = self._add if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier else None
        elif watched is self.words:
            deed = self._words if enter else None
        else:
            deed = self._listed(event)
        if deed is not None:
            deed()
        return deed is not None

    def _listed(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does in the list itself; what one of its open fields leaves over is nothing."""
        if not self.view.hasFocus():
            return None
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste
        if event.key() == Qt.Key.Key_Delete:
            return self._remove
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.view.currentIndex().isValid():
            return lambda: self.view.edit(self.view.currentIndex())
        return None

    def _paste(self) -> None:
        self.rows.add(pasted(QGuiApplication.clipboard().text()))

    def _add(self) -> None:
        if self.rows.add(pasted(self.field.text())):
            self.view.scrollToTop()
        self.field.show_text("")

    def _remove(self) -> None:
        chosen = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        if not chosen:
            return
        self.rows.remove(chosen)
        here = self.rows.index(min(chosen[0], len(self.rows.rows) - 1), 0)
        self.view.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.setFocus()

    def _words(self) -> None:
        self.rows.say_words(words_of(self.words.text()))

    def _stepped(self, said: str) -> None:
        self.state.setText(said)
        rows, words, module_id = tuple(self.rows.rows), self.rows.words, self._module_id
        suggestions = self._shell.desk.suggestions
        self._shell.background.run(
            lambda: suggestions.keep_examples(module_id, rows, words),
            failed=lambda error: self._shell.trouble(error, "Die Beispielfragen ließen sich nicht speichern."),
        )
        self._show()

    def _show(self) -> None:
        self.number.setText(texts.count(len(self.rows.rows), "Beispielfrage", "Beispielfragen"))
        self.undo.setEnabled(bool(self.rows.last))
        self.undo.setToolTip(f"{self.rows.last} (Strg+Z)" if self.rows.last else "Noch nichts geändert")
        if words_of(self.words.text()) != self.rows.words:
            self.words.setText(", ".join(self.rows.words))
            self.words.home(False)
        self._typed()
        self._chosen()

    def _typed(self) -> None:
        number = len(pasted(self.field.text()))
        self.add.setEnabled(bool(number))
        self.add.say(f"{number} hinzufügen" if number > 1 else "Hinzufügen")

    def _chosen(self) -> None:
        rows = {index.row() for index in self.view.selectionModel().selectedIndexes()}
        self.remove.setEnabled(bool(rows))
        self.remove.say(f"{len(rows)} löschen" if len(rows) > 1 else "Löschen")

    def _connect(self) -> None:
        self.rows.stepped.connect(self._stepped)
        self.rows.refused.connect(self.state.setText)
        self.rows.modelReset.connect(self._chosen)
        self.field.textChanged.connect(self._typed)
        self.view.selectionModel().selectionChanged.connect(lambda *_changed: self._chosen())
        self.words.editingFinished.connect(self._words)
        self.add.clicked.connect(lambda _on=False: self._add())
        self.remove.clicked.connect(lambda _on=False: self._remove())
        self.undo.clicked.connect(lambda _on=False: self.rows.take_back())
        self.ready.clicked.connect(lambda _on=False: self.finish())
        for part in (self.field, self.view, self.words):
            part.installEventFilter(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.rows.take_back)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)

    def _lay_out(self) -> None:
        look, view = self._shell.look, self.view
        view.setModel(self.rows)
        view.setAccessibleName("Beispielfragen")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        view.setColumnWidth(1, 210)
        self.field.setFixedHeight(self.field.fontMetrics().lineSpacing() * 2 + 16)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(8)
        column.addWidget(text(look, _LEAD, 9, muted=True, wrap=True))
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.field, 0, 0)
        grid.addWidget(self.add, 0, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addWidget(view, 1)
        below = QHBoxLayout()
        label = text(look, "Einzelne &Wörter", 9, muted=True)
        label.setBuddy(self.words)
        self.words.setAccessibleName("Einzelne Wörter, mit Komma getrennt")
        below.addWidget(label)
        below.addWidget(self.words, 1)
        column.addLayout(below)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.number)
        for part in (self.remove, self.undo):
            foot.addWidget(part)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.ready)
        frame(self, head, inside, foot)
        fit(self, 780, 600)


def edit_asked(shell: Shell, parent: QWidget, module: TextModule) -> Kept:
    """Open it; returns what there is when it is closed."""
    dialog = AskedDialog(shell, parent, module)
    dialog.exec()
    dialog.deleteLater()
    return tuple(dialog.rows.rows), dialog.rows.words
