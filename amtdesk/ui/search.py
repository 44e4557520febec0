"""The palette under the search field: posts and Textbausteine, as she types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from amtdesk.domain.post import Tile
from amtdesk.domain.textmodule import TextModule
from amtdesk.ui import texts
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

if TYPE_CHECKING:
    from amtdesk.services.desk import Desk

MOST = 12


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found."""

    posts: list[Tile]
    modules: list[TextModule]


class Palette(QFrame):
    """A list below the field; Enter opens a post or inserts a Textbaustein. Typing goes on in the field."""

    open_post = Signal(int)
    choose_module = Signal(str)

    def __init__(
        self,
        look: Look,
        field: QLineEdit,
        desk: Callable[[], "Desk | None"],
        run: Callable[..., None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._field = field
        self._desk = desk
        self._run = run
        self._over = parent
        self._query = ""
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Gefunden")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(120)
        self._delay.timeout.connect(self._search)
        field.textChanged.connect(lambda _text: self._delay.start())
        field.installEventFilter(self)
        self.hide()

    @guarded(False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc of the field belong to the list."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self._hide_unless_focused)
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._field.clear()
            self.hide()
            return True
        if self.isHidden():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            QGuiApplication.sendEvent(self.list, event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
            self._take(self.list.currentItem())
            return True
        return False

    def _search(self) -> None:
        desk, self._query = self._desk(), self._field.text().strip()
        if desk is None or not self._query:
            self.hide()
            return
        query = self._query
        self._run(
            lambda: (query, Found(desk.posts.search(query)[:MOST], desk.library.find(query)[:6])), self._show, side=True
        )

    def _show(self, result: tuple[str, Found]) -> None:
        query, found = result
        if query != self._query:
            return
        self.list.clear()
        for tile in found.posts:
            self._add_post(tile)
        for module in found.modules:
            item = QListWidgetItem(self._look.icon("blockquote", 16), f"{module.title}  ·  Textbaustein")
            item.setData(Qt.ItemDataRole.UserRole, module)
            self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem(f"Nichts gefunden für „{query}“.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        else:
            self.list.setCurrentRow(0)
        self._place()

    def _add_post(self, tile: Tile) -> None:
        desk = self._desk()
        when = texts.when(tile.due, tile.zone, desk.now()) if tile.due and desk else "ohne Termin"
        state = texts.PARTLY if tile.partly else texts.STATES[tile.state]
        icon = self._look.pixmap(
            self._look.state_icon(tile.state, partly=tile.partly), 16, self._look.ink(tile.state, partly=tile.partly)
        )
        item = QListWidgetItem(icon, f"{tile.words}  ·  {when}  ·  {state}")
        item.setData(Qt.ItemDataRole.UserRole, tile)
        self.list.addItem(item)

    def _place(self) -> None:
        parent = self._over
        below = self._field.mapTo(parent, QPoint(0, self._field.height() + 2))
        rows = min(self.list.count(), MOST)
        height = self.list.sizeHintForRow(0) * rows + 16
        width = min(max(self._field.width(), 520), parent.width() - below.x() - 12)
        self.setGeometry(below.x(), below.y(), width, min(height, parent.height() - below.y() - 20))
        self.raise_()
        self.show()

    def _take(self, item: QListWidgetItem) -> None:
        value: Any = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        self._field.clear()
        if isinstance(value, Tile):
            self.open_post.emit(value.post_id)
        elif isinstance(value, TextModule):
            self.choose_module.emit(value.id)

    def _hide_unless_focused(self) -> None:
        if not self._field.hasFocus():
            self.hide()
