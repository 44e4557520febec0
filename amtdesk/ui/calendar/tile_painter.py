"""Paints one post: as a tile with time, words and state, or as a single line."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from amtdesk.domain.post import Tile
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.fit import Sizes
from amtdesk.ui.calendar.plan import Channel
from amtdesk.ui.calendar.wrap import elide, wrap
from amtdesk.ui.look import Look

STRIPE = 3
RADIUS = 3
INSET = 8
ICON, SMALL_ICON = 13, 12
SHOWN_CHANNELS = 3
#: below this width channels and picture mark move to the tooltip
NARROW = 84
_KEPT = 4000


class TilePainter:
    """Fonts, their sizes, and the drawing of a tile; text once broken into lines is kept."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lines: dict[tuple[str, int, int], tuple[str, ...]] = {}
        self.ratio = 1.0
        self.measure()

    def measure(self) -> None:
        """Take the fonts anew, after the system's text size changed."""
        look = self._look
        self.time_font = look.font(8.5, bold=True, tabular=True)
        self.font = look.font(8.5)
        self.state_font = look.font(8)
        self.time_metrics = QFontMetrics(self.time_font)
        self.metrics = QFontMetrics(self.font)
        self.state_metrics = QFontMetrics(self.state_font)
        self.line = max(15, self.time_metrics.height(), self.metrics.height())
        self.sizes = Sizes(line=self.line, single=self.line + 6)
        self._lines.clear()

    def wrapped(self, text: str, width: int, most: int) -> tuple[str, ...]:
        """`text` in lines of `width` pixels."""
        key = (text, width, most)
        if key not in self._lines:
            if len(self._lines) > _KEPT:
                self._lines.clear()
            self._lines[key] = wrap(text, width, most, self.metrics.horizontalAdvance)
        return self._lines[key]

    def wanted(self, tile: Tile, width: int, most: int = 3) -> int:
        """How many lines the words of a tile fill."""
        return max(1, len(self.wrapped(tile.words, self.text_width(width), most)))

    def text_width(self, width: int) -> int:
        """Pixels for words in a tile of `width`."""
        return max(12, width - INSET - 3)

    def paint(
        self, painter: QPainter, rect: QRect, tile: Tile, lines: int, channels: Mapping[int, Channel], *, hover: bool
    ) -> None:
        """A tile with `lines` lines of words; 0 lines put everything in one."""
        ink = self._look.ink(words.looks(tile), partly=tile.partly)
        self._ground(painter, rect, ink, self._look.soft(words.looks(tile), partly=tile.partly), hover=hover)
        painter.setPen(self._look.color("text"))
        if lines:
            self._full(painter, rect, tile, lines, channels, ink)
        else:
            self._single(painter, rect, tile, ink)

    def _ground(self, painter: QPainter, rect: QRect, ink: QColor, soft: QColor, *, hover: bool) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), RADIUS, RADIUS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, soft)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(QRect(rect.x(), rect.y(), STRIPE, rect.height()), ink)
        painter.restore()
        if hover:
            self.frame(painter, rect, ink, 1)

    def frame(self, painter: QPainter, rect: QRect, color: QColor, width: int) -> None:
        """A rounded frame inside `rect`."""
        half = width / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), RADIUS, RADIUS)
        painter.restore()

    def _full(
        self, painter: QPainter, rect: QRect, tile: Tile, lines: int, channels: Mapping[int, Channel], ink: QColor
    ) -> None:
        left, width = rect.x() + INSET, self.text_width(rect.width())
        y = rect.y() + max(0, (rect.height() - (lines + 2) * self.line) // 2)
        self._top(painter, QRect(left, y, width, self.line), tile, channels)
        painter.setFont(self.font)
        for text in self.wrapped(tile.words, width, lines):
            y += self.line
            self.text(painter, QRect(left, y, width, self.line), text, self.metrics)
        bottom = rect.y() + max(0, (rect.height() - (lines + 2) * self.line) // 2) + (lines + 1) * self.line
        self._state(painter, QRect(left, bottom, width, self.line), tile, ink)

    def _top(self, painter: QPainter, rect: QRect, tile: Tile, channels: Mapping[int, Channel]) -> None:
        painter.setFont(self.time_font)
        at = words.time_of(tile)
        self.text(painter, rect, at, self.time_metrics)
        if rect.width() < NARROW - INSET:
            return
        muted = self._look.color("muted")
        used = rect.x() + self.time_metrics.horizontalAdvance(at) + 5
        if tile.pictures:
            self.icon(painter, "photo", used, rect, ICON, muted)
            used += ICON + 4
        self.channels(painter, QRect(used, rect.y(), rect.right() + 1 - used, rect.height()), tile, channels)

    def channels(self, painter: QPainter, rect: QRect, tile: Tile, channels: Mapping[int, Channel]) -> None:
        """Icons of up to three channels at the right end of `rect`, then how many more."""
        known = [channels[account].icon for account, _ in tile.channels if account in channels]
        room = max(0, rect.width() // (SMALL_ICON + 3))
        shown = min(SHOWN_CHANNELS, room, len(known))
        muted = self._look.color("muted")
        if len(known) > shown:
            more = f"+{len(known) - shown}"
            wide = self.state_metrics.horizontalAdvance(more) + 2
            while shown and shown * (SMALL_ICON + 3) + wide > rect.width():
                shown -= 1
                more = f"+{len(known) - shown}"
            painter.setFont(self.state_font)
            painter.setPen(muted)
            self.text(painter, rect, more, self.state_metrics, right=True)
            rect = rect.adjusted(0, 0, -wide, 0)
        x = rect.right() + 1 - shown * (SMALL_ICON + 3) + 3
        for name in known[:shown]:
            self.icon(painter, name, x, rect, SMALL_ICON, muted)
            x += SMALL_ICON + 3
        painter.setPen(self._look.color("text"))

    def _state(self, painter: QPainter, rect: QRect, tile: Tile, ink: QColor) -> None:
        self.icon(painter, self._look.state_icon(words.looks(tile), partly=tile.partly), rect.x(), rect, ICON, ink)
        painter.setFont(self.state_font)
        painter.setPen(ink)
        room = rect.adjusted(ICON + 3, 0, 3, 0)
        measure = self.state_metrics.horizontalAdvance
        word = words.state_word(tile, short=True)
        if measure(word) > room.width():
            word = elide(words.shortest_state_word(tile), room.width(), measure)
        self.text(painter, room, word, self.state_metrics)
        painter.setPen(self._look.color("text"))

    def _single(self, painter: QPainter, rect: QRect, tile: Tile, ink: QColor) -> None:
        row = rect.adjusted(INSET - 2, 0, -3, 0)
        self.icon(painter, self._look.state_icon(words.looks(tile), partly=tile.partly), row.x(), row, ICON, ink)
        x = row.x() + ICON + 4
        at = words.time_of(tile)
        if at:
            painter.setFont(self.time_font)
            self.text(painter, QRect(x, row.y(), row.right() - x, row.height()), at, self.time_metrics)
            x += self.time_metrics.horizontalAdvance(at) + 5
        room = row.right() + 1 - x
        if room > 10:
            painter.setFont(self.font)
            text = elide(tile.words, room, self.metrics.horizontalAdvance)
            self.text(painter, QRect(x, row.y(), room, row.height()), text, self.metrics)

    def text(self, painter: QPainter, rect: QRect, text: str, metrics: QFontMetrics, *, right: bool = False) -> None:
        """One line of plain text, centred in the height of `rect`, with the painter's font and pen."""
        x = rect.right() + 1 - metrics.horizontalAdvance(text) if right else rect.x()
        y = rect.y() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, round(y)), text)

    def icon(self, painter: QPainter, name: str, x: int, rect: QRect, size: int, color: QColor) -> None:
        """An icon at `x`, centred in the height of `rect`."""
        pixmap = self._look.pixmap(name, size, color, self.ratio)
        painter.drawPixmap(x, rect.y() + (rect.height() - size + 1) // 2, pixmap)
