"""The panel at the right: search, list, preview, insert or copy."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.settings import Office
from amtdesk.domain.textmodule import PLACEHOLDER, TextModule, fill, office_values, open_placeholders
from amtdesk.ui.guard import guarded
from amtdesk.ui.library.listing import VALUE, ModulePainter, Modules
from amtdesk.ui.look import Look

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk


class LibraryPanel(QWidget):
    """Emits `insert` with the filled text; whoever has the cursor takes it. `closed` when she folds it away."""

    insert = Signal(str)
    closed = Signal()
    said = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._desk: Desk | None = None
        self._office = Office()
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Textbausteine suchen …")
        self.search.setAccessibleName("Textbausteine suchen")
        self.search.setClearButtonEnabled(True)
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
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("kind", "muted")
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("Vorschau des Textbausteins")
        self._familiar = QToolButton()
        self._familiar.setCheckable(True)
        self._familiar.setProperty("kind", "toggle")
        self._familiar.setText("du/ihr")
        self._familiar.setToolTip("Fassung mit „du“ oder „ihr“ statt „Sie“")
        self._familiar.toggled.connect(self._preview)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setProperty("kind", "muted")
        self._note.setFont(look.font(8.5))
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

    def reload(self) -> None:
        """Search again; called when the library changed too."""
        if self._desk is None:
            return
        query = self.search.text()
        before = self.current()
        found = self._desk.library.find(query)
        self.modules.show(found, self._desk.library.categories(), grouped=not query.strip())
        self._nothing.setText(f"Nichts gefunden für „{query.strip()}“.")
        self._nothing.setVisible(not found)
        self.view.setVisible(bool(found))
        keep = before is not None and not query.strip()
        index = self._index_of(before.id) if keep and before else self.modules.first()
        self.view.setCurrentIndex(index)
        self._preview()

    def current(self) -> TextModule | None:
        """The Textbaustein that is chosen."""
        value = self.view.currentIndex().data(VALUE)
        return value if isinstance(value, TextModule) else None

    def text(self) -> str:
        """The chosen text with everything filled in that the office knows."""
        module = self.current()
        if module is None:
            return ""
        familiar = self._familiar.isChecked() and bool(module.text_familiar)
        return fill(module.text_familiar if familiar else module.text, office_values(self._office))

    def choose(self, module_id: str) -> None:
        """Show one Textbaustein."""
        self.search.clear()
        self._delay.stop()
        self.reload()
        self.view.setCurrentIndex(self._index_of(module_id))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter inserts, arrows in the search field move in the list, Esc folds the panel away."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
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
        head.addWidget(self._familiar)
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
        column.addWidget(self.view, 3)
        column.addWidget(self.preview, 2)
        column.addWidget(self._note)
        column.addLayout(buttons)

    def _preview(self, *_changed: Any) -> None:
        module, text = self.current(), self.text()
        self.preview.setPlainText(text)
        self._mark_open(text)
        left = open_placeholders(text)
        for button in (self._insert_button, self._copy):
            button.setEnabled(module is not None)
        self._familiar.setEnabled(module is not None and bool(module.text_familiar))
        if module is None:
            self._note.setText("")
            return
        agreed = "abgestimmt" if module.agreed else f"nicht abgestimmt (zuständig: {module.agree_with})"
        self._note.setText(f"{agreed} · noch auszufüllen: {', '.join(left)}" if left else agreed)

    def _mark_open(self, text: str) -> None:
        marks = []
        style = QTextCharFormat()
        style.setBackground(self._look.color("note"))
        style.setForeground(self._look.color("note_text"))
        for found in PLACEHOLDER.finditer(text):
            mark = QTextEdit.ExtraSelection()
            mark.format = style
            cursor = QTextCursor(self.preview.document())
            cursor.setPosition(_utf16(text, found.start()))
            cursor.setPosition(_utf16(text, found.end()), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.preview.setExtraSelections(marks)

    def _insert(self) -> None:
        text = self.text()
        if text:
            self.insert.emit(text)

    def _copy_text(self) -> None:
        text = self.text()
        left = open_placeholders(text)
        if left:
            self.said.emit(
                f"Nicht kopiert, erst ausfüllen: {', '.join(left)}. Einfügen geht, im Text lässt es sich ändern."
            )
            return
        QGuiApplication.clipboard().setText(text)
        self.said.emit("Textbaustein kopiert.")

    def _index_of(self, module_id: str) -> Any:
        for row in range(self.modules.rowCount()):
            index = self.modules.index(row)
            value = index.data(VALUE)
            if isinstance(value, TextModule) and value.id == module_id:
                return index
        return self.modules.first()


def _utf16(text: str, position: int) -> int:
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
