"""The list of Textbausteine: shelves as headings, one line each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from amtdesk.domain.textmodule import Category, TextModule
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole


class Modules(QAbstractListModel):
    """Textbausteine with a heading before each shelf; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[TextModule | Category] = []

    def show(self, modules: Sequence[TextModule], shelves: Sequence[Category], *, grouped: bool) -> None:
        """Show these; grouped by shelf, or as found (best first)."""
        self.beginResetModel()
        if grouped:
            self._rows = []
            for shelf in shelves:
                inside = [module for module in modules if module.category == shelf.id]
                if inside:
                    self._rows += [shelf, *inside]
        else:
            self._rows = list(modules)
        self.endResetModel()

    def first(self) -> QModelIndex:
        """The first Textbaustein."""
        row = next((row for row, value in enumerate(self._rows) if isinstance(value, TextModule)), -1)
        return self.index(row)

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
            return f"{value.title}, {'abgestimmt' if value.agreed else 'nicht abgestimmt'}"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, TextModule):
            return value.usage or None
        return None

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Category):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ModulePainter(QStyledItemDelegate):
    """A title and, at the right, whether the house agreed to it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(QSize(100, 28))
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(VALUE), Category)
        return QSize(100, QFontMetrics(self._look.font(9.5)).height() + (14 if heading else 10))

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(VALUE)
        rect: QRect = option.rect
        painter.save()
        if isinstance(value, Category):
            painter.setFont(self._look.font(9, bold=True))
            painter.setPen(self._look.color("muted"))
            words = rect.adjusted(8, 6, -8, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, value.title)
        else:
            self._module(painter, rect, option.state, value)
        painter.restore()

    def _module(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, module: TextModule) -> None:
        look = self._look
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.color("accent_line"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        mark = look.pixmap("check" if module.agreed else "circle-dashed", 14, look.color("muted"))
        painter.drawPixmap(rect.right() - 22, rect.center().y() - 6, mark)
        painter.setFont(look.font(9.5))
        painter.setPen(look.color("text"))
        words = rect.adjusted(14, 0, -28, 0)
        title = painter.fontMetrics().elidedText(module.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
