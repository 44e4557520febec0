"""Reading a file of Textbausteine: first what it would do, row by row, then what she ticked, all or nothing."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeView,
    QWidget,
)

from amtdesk.domain.exchange import FileRefused, Standing
from amtdesk.services.exchange import Preview, Taken
from amtdesk.ui import dialogs, texts
from amtdesk.ui.dialogs import HouseDialog
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import exchange_words as words
from amtdesk.ui.textmodules.exchange import exchange_of
from amtdesk.ui.textmodules.importing_rows import ImportRows
from amtdesk.ui.widgets.words import button, text

#: At most so many unknown shelves get a field of their own; further ones are made.
_SHELVES = 3


class ImportDialog(HouseDialog):
    """Esc changes nothing. New ones are ticked, changed ones only when she does; `took` carries what was done."""

    took = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None, name: str, preview: Preview) -> None:
        super().__init__(parent, shell.look, f"Textbausteine aus „{name}“ übernehmen")
        self.setMinimumWidth(760)
        self._shell, self.preview = shell, preview
        counted = [
            f"{len(preview.of(standing))} {said}" for standing, said in words.STANDINGS.items() if preview.of(standing)
        ]
        self.summary = self.say(f"In der Datei: {', '.join(counted)}. {words.CHARSETS[preview.charset]}".strip())
        if preview.of(Standing.CHANGED):
            self.say(
                "Geänderte ersetzen Ihren Text nur, wenn Sie sie ankreuzen. Der alte Wortlaut bleibt aufgehoben.",
                muted=True,
            )
        self.rows = ImportRows(preview.rows, shell.look)
        self.view = QTreeView()
        self.shelves: dict[str, QComboBox] = {}
        self._show_rows()
        self._ask_shelves()
        self.some = button(shell.look, "Alle geänderten ankreuzen")
        self.some.setVisible(bool(preview.of(Standing.CHANGED)))
        self.some.clicked.connect(lambda _checked=False: self.rows.tick(Standing.CHANGED))
        self.buttons.insertWidget(0, self.some)
        self.button("Abbrechen", safe=True, default=False)
        self.take = self.button("Übernehmen", primary=True, default=True)
        self.take.clicked.connect(lambda _checked=False: self._take())
        self.rows.dataChanged.connect(lambda *_changed: self._count())
        self._count()
        self.view.setFocus()

    def _show_rows(self) -> None:
        view = self.view
        view.setModel(self.rows)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setAccessibleName("Zeilen der Datei")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((66, 118, 230)):
            view.setColumnWidth(column, width)
        wanted = view.header().sizeHint().height() + view.sizeHintForRow(0) * len(self.preview.rows) + 6
        room = self.screen().availableGeometry().height() if self.screen() is not None else 700
        left = room - 270 - 36 * min(len(self.preview.shelves), _SHELVES)
        view.setFixedHeight(min(max(wanted, 90), max(90, min(320, left))))
        view.setCurrentIndex(self.rows.index(0, 0))
        self.body.addWidget(view)
        self.whole = self.say("", muted=True)
        view.selectionModel().currentChanged.connect(lambda new, _old: self._explain(new.row()))
        self._explain(0)

    def _explain(self, number: int) -> None:
        """What is cut in the list stands below it in full."""
        row = self.preview.rows[number]
        said = words.note(row).rstrip(".")
        was = f" Jetzt: „{_short(row.before.text)}“" if row.rewords and row.before else ""
        new = f" Neu: „{_short(row.entry.text)}“" if row.entry.text else ""
        self.whole.setText(f"Zeile {row.line}: {said or words.STANDINGS[row.standing]}.{was}{new}")
        if self.isVisible():
            self.fit()

    def _ask_shelves(self) -> None:
        known = self._shell.desk.library.categories()
        for title in self.preview.shelves[:_SHELVES]:
            box = QComboBox()
            box.addItem(f"„{_short(title, 40)}“ neu anlegen", None)
            for shelf in known:
                box.addItem(f"in {shelf.title}", shelf.id)
            box.setAccessibleName(f"Unbekannte Kategorie {title}")
            line = QHBoxLayout()
            line.addWidget(text(self.look, "Unbekannte Kategorie:", 9.5))
            line.addWidget(box, 1)
            self.body.addLayout(line)
            self.shelves[title] = box
        more = len(self.preview.shelves) - len(self.shelves)
        if more:
            self.say(
                f"{texts.count(more, 'weitere Kategorie wird', 'weitere Kategorien werden')} neu angelegt.", muted=True
            )

    def _count(self) -> None:
        number = len(self.rows.chosen())
        self.take.setText(
            f"{texts.count(number, 'Textbaustein', 'Textbausteine')} übernehmen" if number else "Nichts gewählt"
        )
        self.take.setEnabled(bool(number))

    def _take(self) -> None:
        exchange, chosen = exchange_of(self._shell), self.rows.chosen()
        shelves = {title: box.currentData() for title, box in self.shelves.items() if box.currentData()}
        self.setEnabled(False)

        def done(taken: Taken) -> None:
            self.took.emit(taken)
            self.accept()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            _refuse(self._shell, self, error)

        self._shell.background.run(lambda: exchange.take(chosen, shelves), done, failed)


def bring_in(shell: Shell, parent: QWidget) -> None:
    """Ask for a file, read it in the background, show what it would do."""
    path, _ = QFileDialog.getOpenFileName(
        parent, "Textbausteine importieren", "", "Textbausteine (*.csv *.json *.txt);;Alle Dateien (*)"
    )
    if not path:
        return
    exchange, name = exchange_of(shell), Path(path).name

    def ask(preview: Preview) -> None:
        dialog = ImportDialog(shell, parent, name, preview)
        dialog.took.connect(lambda taken: _say(shell, taken))
        dialog.exec()
        dialog.deleteLater()

    shell.background.run(lambda: exchange.open(Path(path)), ask, lambda error: _refuse(shell, parent, error))


def _say(shell: Shell, taken: Taken) -> None:
    exchange = exchange_of(shell)

    def undo() -> None:
        shell.background.run(lambda: exchange.undo(taken), said, shell.trouble)

    def said(left: int) -> None:
        kept = f" {texts.count(left, 'inzwischen geänderter bleibt', 'inzwischen geänderte bleiben')}." if left else ""
        shell.say(f"Import zurückgenommen.{kept}")

    shell.say(f"Übernommen: {len(taken.new)} neu, {len(taken.changed)} geändert.", undo)


def _refuse(shell: Shell, parent: QWidget, error: Exception) -> None:
    if isinstance(error, FileRefused):
        what, step = words.refused(error)
        dialogs.trouble(parent, shell.look, what, step)
    else:
        shell.trouble(error, "Der Import ging nicht, es hat sich nichts geändert.")


def _short(words_: str, most: int = 90) -> str:
    line = " ".join(words_.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
