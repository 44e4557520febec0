"""Filling, framing and writing by hand for what is painted first.

`QPainter.setPen`, `setBrush` and `fillRect` make PySide6 build the namespace `Qt` with all of its 93 enums, a twelfth
of the time from click to first picture; paths and text layouts take a colour without it. For the same reason what is
painted first imports no `Qt`: the numbers below stand for its names where a property or a function takes numbers.
"""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

#: `Qt.AlignmentFlag`
LEFT, TOP, BOTTOM, MIDDLE, CENTER = 0x01, 0x20, 0x40, 0x80, 0x84
#: `Qt.TextFormat`, `Qt.FocusPolicy`, `Qt.ScrollBarPolicy`
PLAIN_TEXT, NO_FOCUS, NEVER = 0, 0, 1
#: Wider than any line; Qt takes more for no limit at all.
_ENDLESS = 100_000.0


def fill(painter: QPainter, place: QRect | QRectF, color: QColor, radius: float = 0.0) -> None:
    """A rectangle, its corners round by `radius` pixels."""
    painter.fillPath(_outline(place, radius), _brush(color.rgba()))


def frame(
    painter: QPainter,
    place: QRect | QRectF,
    color: QColor,
    width: float = 1.0,
    radius: float = 0.0,
    dashes: Sequence[float] = (),
) -> None:
    """The edge of a rectangle, `width` pixels wide; `dashes` are lengths in widths, dash and gap by turns."""
    pen = QPen()
    pen.setBrush(_brush(color.rgba()))
    pen.setWidthF(width)
    if dashes:
        pen.setDashPattern(list(dashes))
    painter.strokePath(_outline(place, radius), pen)


def write(painter: QPainter, place: QRect | QRectF, words: str, font: QFont, color: QColor, how: int = LEFT) -> None:
    """One line of text, not cut; `how` adds up LEFT or CENTER with TOP, MIDDLE or BOTTOM."""
    layout = laid_out(words, font, color, _ENDLESS)
    size = layout.boundingRect()
    room = QRectF(place)
    left = room.left() + ((room.width() - layout.lineAt(0).naturalTextWidth()) / 2 if how & (CENTER & ~MIDDLE) else 0)
    free = room.height() - size.height()
    layout.draw(painter, QPointF(left, room.top() + (free / 2 if how & MIDDLE else free if how & BOTTOM else 0)))


def laid_out(
    words: str, font: QFont, color: QColor, width: float, top: float = 0.0, indent: float = 0.0
) -> QTextLayout:
    """Lines of `width` pixels in a colour, from `top` on; the first one begins at `indent`."""
    layout = QTextLayout(words.replace("\n", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    inked = QTextLayout.FormatRange()
    inked.start, inked.length = 0, len(layout.text().encode("utf-16-le")) // 2
    inked.format = _format(color.rgba())
    layout.setFormats([inked])
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width - indent))
        line.setPosition(QPointF(indent, top))
        top += line.height()
        indent = 0.0
    layout.endLayout()
    return layout


def shortened(words: str, font: QFont, width: int) -> str:
    """The words as far as they fit into `width` pixels, then three dots."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(words) <= width:
        return words
    from PySide6.QtCore import Qt

    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def plain(label: QLabel) -> QLabel:
    """The same label; what stands in it is never taken for HTML."""
    label.setProperty("textFormat", PLAIN_TEXT)
    return label


def at_left(part: QWidget) -> QHBoxLayout:
    """As wide as it needs, at the left."""
    row = QHBoxLayout()
    row.addWidget(part)
    row.addStretch(1)
    return row


def _outline(place: QRect | QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(place), radius, radius)
    return path


@lru_cache(maxsize=64)
def _brush(rgba: int) -> QBrush:
    # QBrush's own constructor asks for a Qt.BrushStyle; a palette fills its brushes evenly
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor.fromRgba(rgba))
    return palette.brush(QPalette.ColorRole.Window)


@lru_cache(maxsize=64)
def _format(rgba: int) -> QTextCharFormat:
    inked = QTextCharFormat()
    inked.setForeground(_brush(rgba))
    return inked
