"""The queue at the left: one line after the other, the most urgent on top."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from amtdesk.domain.delivery import Delivery
from amtdesk.domain.inquiry import Inquiry
from amtdesk.ui import texts
from amtdesk.ui.answers import words
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
_EDGE, _ICON = 12, 14


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the queue, ready to be painted."""

    inquiry: Inquiry
    icon: str
    author: str
    when: str
    deadline: str
    late: bool
    kind: str
    #: its answer did not go out
    unsent: bool = False

    @property
    def spoken(self) -> str:
        """The line read aloud."""
        urgent = "dringend, " if self.inquiry.urgent else ""
        return f"{urgent}{self.author}, {self.when}: {words.beginning(self.inquiry, 160)}. {self.deadline}, {self.kind}"


class QueueModel(QAbstractListModel):
    """Anliegen in the order of the round."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Shown] = []

    def show(
        self,
        found: Sequence[Inquiry],
        icon: Callable[[str], str],
        zone: str,
        now: datetime,
        unsent: Mapping[int, Delivery] | None = None,
    ) -> None:
        """Show these; `unsent` has the answers that did not go out, by id of the Anliegen."""
        lost = unsent or {}
        rows = [_shown(one, icon(one.channel), zone, now, lost.get(one.id)) for one in found]
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, inquiry_id: int) -> int:
        """Where an Anliegen stands, -1 when it is not there."""
        return next((row for row, one in enumerate(self.rows) if one.inquiry.id == inquiry_id), -1)

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self.rows[index.row()]
        if role == VALUE:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return value.author
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return value.spoken
        return None


class QueueView(QListView):
    """Arrows go through the queue; the one that is current is open in the middle."""

    opened = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = QueueModel()
        self.setModel(self.queue)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName("Offene Anliegen")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._turned)
        look.changed.connect(self.viewport().update)

    def current(self) -> int:
        """The id of the Anliegen that is open, 0 for none."""
        value = self.currentIndex().data(VALUE)
        return value.inquiry.id if isinstance(value, Shown) else 0

    def go_to(self, inquiry_id: int) -> None:
        """Open one that is in the queue."""
        row = self.queue.row_of(inquiry_id)
        if row >= 0:
            self.setCurrentIndex(self.queue.index(row))

    def leave(self) -> None:
        """None of them is open."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def step(self, rows: int) -> None:
        """To the next or the one before."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self.queue.rowCount():
            self.setCurrentIndex(self.queue.index(row))

    def _turned(self, index: QModelIndex) -> None:
        value = index.data(VALUE)
        if isinstance(value, Shown):
            self.opened.emit(value.inquiry.id)


class _Painter(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(QSize(200, 71))
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        look = self._look
        lines = QFontMetrics(look.font(9.5)).height() * 2 + QFontMetrics(look.font(9)).height()
        return QSize(200, max(71, lines + 22))

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, look, rect = index.data(VALUE), self._look, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.color("accent_line"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("line"))
        self._lines(painter, rect.adjusted(_EDGE + 2, 8, -_EDGE, -8), shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRect, shown: Shown) -> None:
        look, ratio = self._look, painter.device().devicePixelRatioF()
        painter.setFont(look.font(9))
        line = QFontMetrics(look.font(9.5)).height() + 3
        first = QRect(rect.left(), rect.top(), rect.width(), line)
        channel = look.pixmap(shown.icon, _ICON, look.color("muted"), ratio)
        painter.drawPixmap(rect.left(), first.center().y() - 6, channel)
        taken = _right(painter, first, shown.when, look.color("muted"))
        painter.setFont(look.font(9.5, bold=True))
        _left(painter, first.adjusted(_ICON + 7, 0, -taken - 8, 0), shown.author, look.color("text"))
        painter.setFont(look.font(9.5))
        second = first.translated(0, line)
        _left(painter, second, words.beginning(shown.inquiry, 160), look.color("text"))
        third = second.translated(0, line)
        loud = shown.late or shown.inquiry.urgent
        color = look.alarm if loud else look.color("muted")
        painter.setFont(look.font(9, bold=loud))
        icon = "alert-octagon" if shown.unsent else "alert-triangle" if shown.inquiry.urgent else "clock"
        painter.drawPixmap(rect.left(), third.center().y() - 6, look.pixmap(icon, _ICON, color, ratio))
        says = f"dringend · {shown.deadline}" if shown.inquiry.urgent else shown.deadline
        painter.setFont(look.font(9))
        taken = _right(painter, third, shown.kind, look.color("muted"))
        painter.setFont(look.font(9, bold=loud))
        _left(painter, third.adjusted(_ICON + 5, 0, -taken - 8, 0), says, color)


def _left(painter: QPainter, rect: QRect, said: str, color: Any) -> None:
    painter.setPen(color)
    cut = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


def _right(painter: QPainter, rect: QRect, said: str, color: Any) -> int:
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
    return painter.fontMetrics().horizontalAdvance(said)


def _shown(one: Inquiry, icon: str, zone: str, now: datetime, lost: Delivery | None) -> Shown:
    deadline, late = words.deadline(one, zone, now)
    if lost is not None:
        deadline, late = words.not_out(lost.state), True
    when = texts.when(one.newest, zone, now).removesuffix(" Uhr").replace(", ", " ")
    kind = words.KINDS[one.kind]
    return Shown(one, icon, words.author(one), when, deadline, late, kind, lost is not None)
