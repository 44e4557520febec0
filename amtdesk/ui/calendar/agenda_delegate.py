"""Paints the rows of the list."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.agenda import Entry, Heading, ValueRole
from amtdesk.ui.calendar.plan import Plan
from amtdesk.ui.calendar.tile_painter import ICON, INSET, RADIUS, SMALL_ICON, STRIPE, TilePainter
from amtdesk.ui.calendar.wrap import elide
from amtdesk.ui.guard import guarded
from amtdesk.ui.look import Look

_Index = QModelIndex | QPersistentModelIndex
#: below this width the word of the state is left to icon and tooltip, below that also channels and picture mark
WORDY, SPACIOUS = 340, 460
EDGE = 8


class AgendaDelegate(QStyledItemDelegate):
    """Headings and posts; `selected` is the post open in the editor."""

    def __init__(self, look: Look, plan: Plan, parent: Any = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plan = plan
        self.selected = 0
        self.painter = TilePainter(look)
        self.measure()

    def measure(self) -> None:
        """Take the fonts anew."""
        self.painter.measure()
        self._head_font = self._look.font(9, bold=True)
        self._head = QFontMetrics(self._head_font)
        self._font = self._look.font(9)
        self.metrics = QFontMetrics(self._font)
        self._time_font = self._look.font(9, bold=True, tabular=True)
        self._time = QFontMetrics(self._time_font)
        self._small = self._look.font(8.5)
        self._small_metrics = QFontMetrics(self._small)

    @guarded(default=QSize(100, 24))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        wide = option.rect.width()
        if isinstance(index.data(ValueRole), Heading):
            return QSize(wide, self._head.height() + 12)
        return QSize(wide, self.metrics.height() + (10 if wide >= WORDY else 8))

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ValueRole)
        self.painter.ratio = painter.device().devicePixelRatioF()
        painter.save()
        if isinstance(row, Heading):
            self._heading(painter, option.rect, row)
        elif isinstance(row, Entry):
            self._entry(painter, option, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        line = rect.adjusted(EDGE + 2, 4, -EDGE, 0)
        painter.setFont(self._head_font)
        painter.setPen(self._look.color("text"))
        self.painter.text(painter, line, row.words, self._head)
        x = line.x() + self._head.horizontalAdvance(row.words) + 8
        if row.today:
            wide = self._small_metrics.horizontalAdvance("heute") + 12
            pill = QRect(x, line.y() + (line.height() - self._small_metrics.height() - 2) // 2, wide, 0)
            pill.setHeight(self._small_metrics.height() + 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("accent"))
            painter.drawRoundedRect(pill, RADIUS, RADIUS)
            painter.setFont(self._small)
            painter.setPen(self._look.color("on_accent"))
            self.painter.text(painter, pill.adjusted(6, 0, 0, 0), "heute", self._small_metrics)
            x += wide + 8
        if row.quiet and line.right() - x > 40:
            painter.setFont(self._small)
            painter.setPen(self._look.color("muted"))
            quiet = elide(row.quiet, line.right() - x, self._small_metrics.horizontalAdvance)
            self.painter.text(painter, line.adjusted(x - line.x(), 0, 0, 0), quiet, self._small_metrics)

    def _entry(self, painter: QPainter, option: QStyleOptionViewItem, row: Entry) -> None:
        tile = row.tile
        rect = option.rect.adjusted(EDGE, 1, -EDGE, -2)
        ink = self._look.ink(words.looks(tile), partly=tile.partly)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.soft(words.looks(tile), partly=tile.partly))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.restore()
        painter.fillRect(QRect(rect.x(), rect.y(), STRIPE, rect.height()), ink)
        self._columns(painter, rect, row)
        if tile.post_id == self.selected:
            self.painter.frame(painter, rect, self._look.color("accent_line"), 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            self.painter.frame(painter, rect, ink, 1)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self.painter.frame(painter, rect.adjusted(-2, -1, 2, 1), self._look.color("focus"), 2)

    def _columns(self, painter: QPainter, rect: QRect, row: Entry) -> None:
        tile, look = row.tile, self._look
        ink, text = look.ink(words.looks(tile), partly=tile.partly), look.color("text")
        x = rect.x() + INSET + 2
        self.painter.icon(painter, look.state_icon(words.looks(tile), partly=tile.partly), x, rect, ICON + 1, ink)
        x += ICON + 8
        if row.day is not None:
            painter.setFont(self._time_font)
            painter.setPen(text)
            self.painter.text(painter, rect.adjusted(x - rect.x(), 0, 0, 0), words.time_of(tile), self._time)
            x += self._time.horizontalAdvance("00:00") + 8
        right = rect.right() - 8
        if rect.width() >= WORDY:
            right = self._right(painter, rect, row)
        room = right - x
        painter.setFont(self._font)
        painter.setPen(text)
        line = elide(tile.words, room, self.metrics.horizontalAdvance)
        self.painter.text(painter, rect.adjusted(x - rect.x(), 0, 0, 0), line, self.metrics)

    def _right(self, painter: QPainter, rect: QRect, row: Entry) -> int:
        """State word, with room also channels and picture mark; returns where the words of the post must end."""
        tile = row.tile
        state = max(self._small_metrics.horizontalAdvance(word) for word in ("fehlgeschlagen", "veröffentlicht")) + 4
        x = rect.right() - 8 - state
        painter.setFont(self._small)
        painter.setPen(self._look.ink(words.looks(tile), partly=tile.partly))
        word = elide(words.state_word(tile, short=True), state, self._small_metrics.horizontalAdvance)
        self.painter.text(painter, rect.adjusted(x - rect.x(), 0, 0, 0), word, self._small_metrics)
        if rect.width() < SPACIOUS:
            return x - 8
        wide = 4 * (SMALL_ICON + 3) + 8
        self.painter.channels(painter, QRect(x - wide - 8, rect.y(), wide, rect.height()), tile, self._plan.channels)
        x -= wide + 8 + ICON + 6
        if tile.pictures:
            self.painter.icon(painter, "photo", x, rect, ICON, self._look.color("muted"))
        return x - 8
