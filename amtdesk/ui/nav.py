"""The navigation at the left: icons, words and how many things wait."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the navigation."""

    name: str
    label: str
    icon: str
    key: str = ""
    badge: int = 0
    alarm: bool = False


class Shape(Enum):
    """How wide the navigation is."""

    NARROW = 48
    STACKED = 92
    WIDE = 176


class Entries(QAbstractListModel):
    """The pages."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__()
        self._entries = entries

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == VALUE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.label} ({entry.key})" if entry.key else entry.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.label}, {entry.badge} offen" if entry.badge else entry.label
        return None

    def row_of(self, name: str) -> int:
        """The row of a page, -1 when there is none."""
        return next((row for row, entry in enumerate(self._entries) if entry.name == name), -1)

    def set_badge(self, name: str, badge: int, *, alarm: bool = False) -> None:
        """How many things wait on a page."""
        row = self.row_of(name)
        if row < 0:
            return
        old = self._entries[row]
        if (old.badge, old.alarm) != (badge, alarm):
            self._entries[row] = Entry(old.name, old.label, old.icon, old.key, badge, alarm)
            self.dataChanged.emit(self.index(row), self.index(row))


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, parent: "Nav") -> None:
        super().__init__(parent)
        self._look = look
        self._nav = parent

    @guarded(QSize(48, 48))
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = QFontMetrics(self._look.font(8)).height()
        height = {Shape.NARROW: 44, Shape.STACKED: 40 + line, Shape.WIDE: max(38, line + 18)}[self._nav.shape_]
        return QSize(self._nav.shape_.value - 8, height)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(VALUE)
        look, rect = self._look, option.rect.adjusted(4, 1, -4, -1)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("selection" if selected else "hover"))
            painter.drawRoundedRect(rect, 4, 4)
        if selected:
            painter.setBrush(look.color("accent_line"))
            painter.drawRect(QRect(rect.left(), rect.top() + 8, 3, rect.height() - 16))
        if state & QStyle.StateFlag.State_HasFocus and self._nav.keyboard_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        self._content(painter, rect, entry, selected)
        painter.restore()

    def _content(self, painter: QPainter, rect: QRect, entry: Entry, selected: bool) -> None:
        look, shape = self._look, self._nav.shape_
        color = look.color("link" if selected else "muted")
        icon = look.pixmap(entry.icon, 20, color)
        if shape is Shape.WIDE:
            spot = QRect(rect.left() + 12, rect.center().y() - 9, 20, 20)
        else:
            top = rect.top() + (8 if shape is Shape.STACKED else (rect.height() - 20) // 2)
            spot = QRect(rect.center().x() - 9, top, 20, 20)
        painter.drawPixmap(spot, icon)
        painter.setPen(look.color("text"))
        if shape is Shape.WIDE:
            painter.setFont(look.font(9.5, bold=selected))
            words = rect.adjusted(42, 0, -34 if entry.badge else -6, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.label)
        elif shape is Shape.STACKED:
            painter.setFont(look.font(8, bold=selected))
            words = rect.adjusted(0, 30, 0, -2)
            label = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, label)
        if entry.badge:
            self._badge(painter, rect, spot, entry)

    def _badge(self, painter: QPainter, rect: QRect, spot: QRect, entry: Entry) -> None:
        look = self._look
        words = str(entry.badge) if entry.badge < 100 else "99+"
        painter.setFont(look.font(8, bold=True))
        width = max(17, painter.fontMetrics().horizontalAdvance(words) + 8)
        if self._nav.shape_ is Shape.WIDE:
            bubble = QRect(rect.right() - width - 8, rect.center().y() - 8, width, 17)
        else:
            bubble = QRect(spot.right() - 2, spot.top() - 6, width, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#A81E22") if entry.alarm else look.color("accent"))
        painter.drawRoundedRect(bubble, 8.5, 8.5)
        painter.setPen(look.color("on_accent"))
        painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, words)


class Nav(QListView):
    """Emits `chosen` with the name of a page."""

    chosen = Signal(str)

    def __init__(self, look: Look, entries: list[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape_ = Shape.STACKED
        self.keyboard_focus = False
        self.entries = Entries(entries)
        self.setModel(self.entries)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName("Seiten")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self._look = look
        self._paint_ground()
        look.changed.connect(self._paint_ground)
        self.set_shape(Shape.STACKED)
        self.selectionModel().currentChanged.connect(self._moved)

    def set_shape(self, shape: Shape) -> None:
        """Narrow, stacked or wide."""
        self.shape_ = shape
        self.setFixedWidth(shape.value)
        self.scheduleDelayedItemsLayout()

    def choose(self, name: str) -> None:
        """Mark a page."""
        row = self.entries.row_of(name)
        if row >= 0:
            self.setCurrentIndex(self.entries.index(row))

    @guarded(None)
    def focusInEvent(self, event: Any) -> None:
        self.keyboard_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(VALUE).name)

    def _paint_ground(self) -> None:
        palette = self.palette()
        palette.setColor(self.viewport().backgroundRole(), self._look.color("window"))
        palette.setColor(palette.ColorRole.Base, self._look.color("window"))
        self.setPalette(palette)
