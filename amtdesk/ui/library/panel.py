"""The panel at the right: search, list, preview, insert or copy."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QToolButton, QVBoxLayout, QWidget

from amtdesk.domain.inquiry import Inquiry
from amtdesk.domain.settings import Office
from amtdesk.domain.textmodule import TextModule, office_values
from amtdesk.ui import texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.library import address
from amtdesk.ui.library.filling import label, not_copied
from amtdesk.ui.library.listing import VALUE, ModulePainter, Modules
from amtdesk.ui.library.reading import Reading
from amtdesk.ui.look import Look
from amtdesk.ui.textmodules import words

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk


class LibraryPanel(QWidget):
    """Emits `insert` with the filled text; whoever has the cursor takes it. `closed` when she folds it away.

    `around` says which Anliegen is being answered, if one is.
    """

    insert = Signal(str)
    closed = Signal()
    said = Signal(str)
    #: nothing was found: a new one with these words
    new_wanted = Signal(str)
    #: a text was dropped: a new one of it
    dropped = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._desk: Desk | None = None
        self._office = Office()
        self.around: Callable[[], Inquiry | None] = lambda: None
        self.setProperty("kind", "side")
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Textbausteine suchen …")
        self.search.setAccessibleName("Textbausteine suchen")
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)
        self.search.installEventFilter(self)
        self.modules = Modules()
        self.view = QListView()
        self.view.setModel(self.modules)
        self.view.setItemDelegate(ModulePainter(look, self.view))
        self.view.setAccessibleName("Textbausteine")
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(lambda _index: self._insert())
        self.view.selectionModel().currentChanged.connect(self._preview)
        self._nothing = _note(look, 9)
        self._new = QPushButton("Als neuen Textbaustein anlegen")
        self._new.clicked.connect(lambda _on=False: self.new_wanted.emit(self.search.text().strip()))
        self.reading = Reading(look)
        self.reading.changed.connect(self._explain)
        self.reading.addressed.connect(self._addressed)
        self.reading.done.connect(self._insert)
        self.reading.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.preview = self.reading.preview
        self.preview.held_back.connect(self._hold_back)
        self._note = _note(look, 8.5)
        self._insert_button = QPushButton("Einfügen")
        self._insert_button.setToolTip("In den Text einfügen (Enter in der Liste)")
        self._insert_button.clicked.connect(self._insert)
        self._copy = QPushButton("Kopieren")
        self._copy.clicked.connect(self._copy_text)
        self._lay_out()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(60)
        self._delay.timeout.connect(self.reload)
        self.search.textChanged.connect(lambda _text: self._delay.start())
        look.changed.connect(self.reading.restyle)
        self._preview()

    def attach(self, desk: "Desk", office: Office) -> None:
        """The library is there."""
        self._desk = desk
        self._office = office
        self.reload()

    def set_office(self, office: Office) -> None:
        """What the placeholders are filled with."""
        self._office = office
        self._preview()

    def look_around(self, *_news: object) -> None:
        """Another Anliegen is being answered, or none: its channel says Sie or du, its place is known."""
        if self._desk is None:
            return
        inquiry = self.around()
        familiar = address.is_familiar(self._desk, inquiry.account_id if inquiry is not None else None)
        self.reading.familiar.setChecked(familiar)
        values, proposals = office_values(self._office), {}
        if inquiry is not None:
            values |= {"ort": inquiry.place} if inquiry.place else {}
            if inquiry.follow_up is not None:
                # the day an answer was promised for; it may be about another one
                proposals["datum"] = texts.long_date(inquiry.follow_up)
        self.reading.know(values, proposals, self._desk.library.hints)

    def reload(self) -> None:
        """Search again; called when the library changed too."""
        if self._desk is None:
            return
        query = self.search.text()
        before = self.current()
        found = self._desk.library.find(query)
        self.modules.show(found, self._desk.library.categories(), grouped=not query.strip())
        self._nothing.setText(f"Nichts gefunden für „{query.strip()}“.")
        for part in (self._nothing, self._new):
            part.setVisible(not found)
        self.view.setVisible(bool(found))
        keep = before is not None and not query.strip()
        self.view.setCurrentIndex(self.modules.of(before.id) if keep and before else self.modules.first())
        self._preview()

    def current(self) -> TextModule | None:
        """The Textbaustein that is chosen."""
        value = self.view.currentIndex().data(VALUE)
        return value if isinstance(value, TextModule) else None

    def text(self) -> str:
        """The chosen text with everything filled in that is known."""
        return self.reading.text()

    def choose(self, module_id: str) -> None:
        """Show one Textbaustein."""
        self.search.clear()
        self._delay.stop()
        self.reload()
        self.view.setCurrentIndex(self.modules.of(module_id))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

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
        QTimer.singleShot(0, lambda: self.dropped.emit(words))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter inserts, arrows in the search field move in the list, Esc folds the panel away."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.current() is None and self.search.text().strip():
                self.new_wanted.emit(self.search.text().strip())
            self._insert()
            return True
        if watched is self.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            QGuiApplication.sendEvent(self.view, event)
            return True
        if key == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
            else:
                self.closed.emit()
            return True
        return False

    def _lay_out(self) -> None:
        title = QLabel("Textbausteine")
        title.setFont(self._look.font(10.5, bold=True))
        fold = QToolButton()
        fold.setIcon(self._look.icon("x", 16))
        fold.setToolTip("Textbausteine zuklappen (Strg+T)")
        fold.setAccessibleName("Textbausteine zuklappen")
        fold.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addLayout(self.reading.versions)
        head.addWidget(fold)
        buttons = QHBoxLayout()
        buttons.addWidget(self._insert_button, 1)
        buttons.addWidget(self._copy, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self._new)
        column.addWidget(self.view, 3)
        column.addWidget(self.reading, 2)
        column.addWidget(self._note)
        column.addLayout(buttons)
        self._new.hide()

    def _preview(self, *_changed: Any) -> None:
        self.reading.show_module(self.current())
        self.look_around()

    def _explain(self) -> None:
        module = self.reading.module
        for button in (self._insert_button, self._copy):
            button.setEnabled(module is not None)
        if module is None:
            self._note.setText("")
            return
        parts = [words.STANDINGS[module.standing]]
        if not module.agreed and module.agree_with:
            parts[0] += f" (zuständig: {module.agree_with})"
        if module.approval != "frei":
            parts.append(words.APPROVALS[module.approval])
        left = self.reading.open_names()
        if left:
            parts.append(f"noch auszufüllen: {', '.join(label(name) for name in left)}")
        self._note.setText(" · ".join(parts))

    def _addressed(self, familiar: bool) -> None:
        inquiry = self.around()
        if self._desk is not None:
            address.remember(self._desk, inquiry.account_id if inquiry is not None else None, familiar=familiar)

    def _insert(self) -> None:
        module = self.current()
        if module is None or self.reading.ask():
            return
        self.insert.emit(self.text())
        if warning := words.warning(module):
            self.said.emit(f"„{module.title}“: {warning}")

    def _copy_text(self) -> None:
        module = self.current()
        if module is None or self.reading.ask():
            return
        if "{{" in self.text():
            self._hold_back()
            return
        QGuiApplication.clipboard().setText(self.text())
        if self._desk is not None:
            self._desk.library.used(module.id)
        self.said.emit(f"Textbaustein kopiert. {words.warning(module)}".strip())

    def _hold_back(self) -> None:
        self.said.emit(not_copied(self.text()))
        self.reading.filling.start()


def _note(look: Look, points: float) -> QLabel:
    note = QLabel()
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setWordWrap(True)
    note.setProperty("kind", "muted")
    note.setFont(look.font(points))
    return note
