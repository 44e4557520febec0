"""The list of Textbausteine: shelves as headings, one line each (in the panel), or two (on the page)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look
from amtdesk.ui.textmodules import words

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
#: The heading above those she likes best.
FAVOURITES = Category("", "Favoriten")


class Modules(QAbstractListModel):
    """Textbausteine with a heading before each shelf; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[TextModule | Category] = []
        self._shelves: Mapping[str, str] = {}
        self.grouped = False

    def show(self, modules: Sequence[TextModule], shelves: Sequence[Category], *, grouped: bool) -> None:
        """Show these; grouped, favourites come first and then shelf by shelf, else as they come."""
        self.beginResetModel()
        self._shelves = {shelf.id: shelf.title for shelf in shelves}
        self.grouped = grouped
        if grouped:
            liked = [module for module in modules if module.favourite]
            self._rows = [FAVOURITES, *liked] if liked else []
            inside: dict[str, list[TextModule]] = {shelf.id: [] for shelf in shelves}
            for module in modules:
                if not module.favourite and module.category in inside:
                    inside[module.category].append(module)
            for shelf in shelves:
                if inside[shelf.id]:
                    self._rows += [shelf, *inside[shelf.id]]
        else:
            self._rows = list(modules)
        self.endResetModel()

    def first(self) -> QModelIndex:
        """The first Textbaustein."""
        row = next((row for row, value in enumerate(self._rows) if isinstance(value, TextModule)), -1)
        return self.index(row)

    def of(self, module_id: str) -> QModelIndex:
        """Where a Textbaustein stands; the first one when it is not there."""
        for row, value in enumerate(self._rows):
            if isinstance(value, TextModule) and value.id == module_id:
                return self.index(row)
        return self.first()

    def shelf(self, module: TextModule) -> str:
        """The title of its shelf."""
        return self._shelves.get(module.category, "")

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self._rows[index.row()]
        if role == VALUE:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return value.title
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(value, TextModule):
            return words.spoken(value)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, TextModule):
            # a tool tip guesses rich text
            return f"{value.title}\n{words.STANDINGS[value.standing]}\n{value.usage}".strip().replace("<", "‹")
        return None

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Category):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ModulePainter(QStyledItemDelegate):
    """A title and what the house says to it: as a mark at the right, or with its word in a second line."""

    def __init__(self, look: Look, parent: QWidget, *, roomy: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self._roomy = roomy

    @guarded(QSize(100, 28))
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(self._look.font(9.5)).height()
        if isinstance(index.data(VALUE), Category):
            return QSize(100, line + 14)
        return QSize(100, 2 * line + 14 if self._roomy else line + 10)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(VALUE)
        rect: QRect = option.rect
        painter.save()
        if isinstance(value, Category):
            painter.setFont(self._look.font(9, bold=True))
            painter.setPen(self._look.color("muted"))
            place = rect.adjusted(8, 6, -8, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, value.title)
        else:
            self._ground(painter, rect, option.state)
            if self._roomy:
                self._two_lines(painter, rect, value, index)
            else:
                self._one_line(painter, rect, value)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        look = self._look
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.color("accent_line"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _one_line(self, painter: QPainter, rect: QRect, module: TextModule) -> None:
        self._mark(painter, module, rect.right() - 22, rect.center().y() - 6)
        self._text(painter, rect.adjusted(14, 0, -28, 0), module.title, 9.5, "text")

    def _two_lines(self, painter: QPainter, rect: QRect, module: TextModule, index: Index) -> None:
        half = rect.height() // 2
        upper = QRect(rect.left() + 14, rect.top() + 4, rect.width() - 24, half - 2)
        lower = QRect(rect.left() + 14, rect.top() + half, rect.width() - 24, half - 4)
        if module.favourite:
            star = self._look.pixmap("star", 14, self._look.color("link"))
            painter.drawPixmap(upper.right() - 14, upper.center().y() - 6, star)
            upper.setRight(upper.right() - 20)
        self._text(painter, upper, module.title, 9.5, "text")
        self._mark(painter, module, lower.left(), lower.center().y() - 6)
        model = index.model()
        shelf = model.shelf(module) if isinstance(model, Modules) and not model.grouped else ""
        said = " · ".join(filter(None, (words.STANDINGS[module.standing], shelf)))
        self._text(painter, lower.adjusted(20, 0, 0, 0), said, 9, "muted")

    def _mark(self, painter: QPainter, module: TextModule, left: int, top: int) -> None:
        color = self._look.ink(words.COLORS[module.standing])
        painter.drawPixmap(left, top, self._look.pixmap(words.ICONS[module.standing], 14, color))

    def _text(self, painter: QPainter, place: QRect, said: str, points: float, color: str) -> None:
        painter.setFont(self._look.font(points))
        painter.setPen(self._look.color(color))
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
