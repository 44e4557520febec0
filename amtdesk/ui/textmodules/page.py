"""Textbausteine: shelves at the left, the list with its search, and the chosen one to read or to edit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from amtdesk.domain.textmodule import TextModule
from amtdesk.ui import texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.library.listing import VALUE, ModulePainter, Modules
from amtdesk.ui.shell import Shell
from amtdesk.ui.textmodules import shelves
from amtdesk.ui.textmodules.deeds import Deeds
from amtdesk.ui.textmodules.detail import Detail
from amtdesk.ui.textmodules.exchange_menu import exchange_menu
from amtdesk.ui.textmodules.form import Form
from amtdesk.ui.textmodules.shelves import ALL, ARCHIVE, Shelves
from amtdesk.ui.widgets.words import Elided, button, text

#: Below this width of the page the shelves become a field that opens.
WIDE = 940
_LIST, _NARROW_LIST = 310, 250
#: Kinds of news by their names: services are not imported before the first paint.
_CONCERNS = {"text_modules", "office", "accounts"}


class TextModulesPage(QWidget):
    """The page `textbausteine`. Text dropped anywhere on it becomes a new Textbaustein."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        look = shell.look
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.summary = Elided(look, points=9.5, muted=True)
        self.new = button(look, "Neu", "plus")
        self.confirm = button(look, "Zur Bestätigung …", "rubber-stamp")
        self.more = button(look, "Mehr", "dots")
        self.shelves = Shelves(look)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Suchen in Titel, Text und Suchwörtern")
        self.search.setAccessibleName("Textbausteine suchen")
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)
        self.modules = Modules()
        self.view = QListView()
        self.nothing = text(look, "", 9.5, muted=True, wrap=True)
        self.begin_here = button(look, "Als neuen Textbaustein anlegen", "plus")
        self.detail, self.form = Detail(look), Form(look)
        self.deeds = Deeds(shell, self, self.detail, self.form)
        self.right = QStackedWidget()
        self._left = QWidget()
        self._lay_out()
        self._connect()
        self.reload()

    # what is shown

    def reload(self, keep: str = "") -> None:
        """Ask the service again; `keep` is the id to be chosen."""
        library = self._shell.desk.library
        query, wanted = self.search.text(), keep or self.chosen_id()
        every = library.find()
        archive = library.archive()
        categories = library.categories()
        self.shelves.show_shelves(categories, shelves.numbers(every), len(archive))
        if self.shelves.key == ARCHIVE:
            found: Sequence[TextModule] = archive
        else:
            found = library.find(query) if query.strip() else shelves.inside(self.shelves.key, every)
        grouped = self.shelves.key == ALL and not query.strip()
        self.modules.show(found, categories, grouped=grouped)
        self.view.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.begin_here.setVisible(not found and bool(query.strip()))
        self.nothing.setText(f"Nichts gefunden für „{query.strip()}“." if query.strip() else "Hier ist noch nichts.")
        agreed = sum(one.agreed for one in every)
        self.summary.setText(f"{texts.count(len(every), 'Textbaustein', 'Textbausteine')} · {agreed} abgestimmt")
        self.view.setCurrentIndex(self.modules.of(wanted))
        self._show()

    def choose(self, module_id: str) -> None:
        """Show one of them, whatever was searched."""
        self.form.finish()
        self.search.clear()
        self._delay.stop()
        self.shelves.key = ALL
        self.reload(module_id)

    def begin(self, *, title: str = "", words: str = "") -> None:
        """A new one, with what is known of it, in the form."""
        self.form.finish()
        shelf = self.shelves.key.removeprefix("shelf:") if self.shelves.key.startswith("shelf:") else ""
        made = self.deeds.create(shelf, title, words)
        self.choose(made.id)
        self.edit()

    def edit(self) -> None:
        """The form of the chosen one."""
        module = self.current()
        if module is not None and self.shelves.key != ARCHIVE:
            self.deeds.edit(module)
            self.right.setCurrentWidget(self.form)

    def current(self) -> TextModule | None:
        """The one that is chosen."""
        value = self.view.currentIndex().data(VALUE)
        return value if isinstance(value, TextModule) else None

    def chosen_id(self) -> str:
        """Its id, or nothing."""
        module = self.current()
        return module.id if module is not None else ""

    def shown_ids(self) -> tuple[str, ...]:
        """The ids of what the list shows, when it does not show all."""
        if self.shelves.key in (ALL, ARCHIVE) and not self.search.text().strip():
            return ()
        values = (self.modules.index(row).data(VALUE) for row in range(self.modules.rowCount()))
        return tuple(one.id for one in values if isinstance(one, TextModule))

    @guarded(QSize(640, 320))
    def minimumSizeHint(self) -> QSize:
        return QSize(640, 320)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < WIDE
        self.shelves.fit(narrow=narrow)
        if narrow:
            self.shelves.setMinimumWidth(0)
            self.shelves.setMaximumWidth(_NARROW_LIST)
            self._column.insertWidget(0, self.shelves)
        else:
            self.shelves.setFixedWidth(shelves.WIDTH)
            self._row.insertWidget(0, self.shelves)
        self._left.setFixedWidth(_NARROW_LIST if narrow else _LIST)
        self.summary.setVisible(self.width() >= 700)

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasText() and not event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        # a copy: what was dragged stays where it was
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        words = event.mimeData().text()
        # the source waits for the drop to end
        QTimer.singleShot(0, lambda: self.begin(words=words))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search field move in the list, Enter copies, F2 edits, Esc clears the search."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            QGuiApplication.sendEvent(self.view, event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current() is None and self.search.text().strip():
                self.begin(title=self.search.text().strip())
            else:
                self.deeds.copy()
            return True
        if key == Qt.Key.Key_F2:
            self.edit()
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    # inside

    def _show(self) -> None:
        module = self.current()
        if self.right.currentWidget() is not self.detail:
            # shown now, it would shine through the form
            return
        self.detail.setVisible(module is not None)
        if module is not None:
            self.deeds.show(module, self.modules.shelf(module), archived=self.shelves.key == ARCHIVE)

    def _turned(self) -> None:
        """Another one was chosen: what was typed is saved, and one reads."""
        if self.right.currentWidget() is self.form and self.deeds.edited != self.chosen_id():
            self.form.finish()
        self._show()

    def _finished(self) -> None:
        if self.right.currentWidget() is self.form:
            self.right.setCurrentWidget(self.detail)
            self.reload(self.deeds.edited)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        if self.search.text().strip() and self.shelves.key != ALL:
            self.shelves.key = ALL
        self.reload()
        if self.search.text().strip():
            self.view.setCurrentIndex(self.modules.first())

    def _shelf(self) -> None:
        self.form.finish()
        self.search.clear()
        self._delay.stop()
        self.reload()

    def _news(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and {kind.value for kind in kinds} & _CONCERNS:
            self.reload()

    def _connect(self) -> None:
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(60)
        self._delay.timeout.connect(self._typed)
        self.search.textChanged.connect(lambda _text: self._delay.start())
        self.view.selectionModel().currentChanged.connect(lambda *_indexes: self._turned())
        self.view.doubleClicked.connect(lambda _index: self.edit())
        for part in (self.search, self.view):
            part.installEventFilter(self)
        self.shelves.chosen.connect(lambda _key: self._shelf())
        self.new.clicked.connect(lambda _on=False: self.begin())
        self.begin_here.clicked.connect(lambda _on=False: self.begin(title=self.search.text().strip()))
        self.confirm.clicked.connect(lambda _on=False: self.deeds.confirm())
        self.detail.edit_wanted.connect(self.edit)
        self.form.finished.connect(self._finished)
        self._shell.changed.connect(self._news)

    def _lay_out(self) -> None:
        look = self._shell.look
        self.more.setMenu(exchange_menu(self._shell, self, self.shown_ids))
        self.view.setModel(self.modules)
        self.view.setItemDelegate(ModulePainter(look, self.view, roomy=True))
        self.view.setAccessibleName("Textbausteine")
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setMouseTracking(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(look, "Textbausteine", 15, bold=True))
        head.addSpacing(8)
        head.addWidget(self.summary, 1)
        for part in (self.new, self.confirm, self.more):
            head.addWidget(part)
        self._column = QVBoxLayout(self._left)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.search)
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.begin_here, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.view, 1)
        self._column.addStretch(0)
        self.right.addWidget(self.detail)
        self.right.addWidget(self.form)
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(self._left)
        self._row.addWidget(self.right, 1)
        column = QVBoxLayout(self)
        # the shelves step aside when it gets narrow; they must not keep the window wide before
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._row, 1)
