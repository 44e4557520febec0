"""The Aushang: a page A4 with Wappen, headline, picture and text, as large as it allows; safe off the GUI thread."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageReader, QPainter, QPdfWriter, QPen, QTextDocument

from amtdesk.ui.paper import DOTS, FAMILIES, Paper, dots, laid_out

_MARGIN = 20.0
_HEAD, _FOOT, _GAP = 26.0, 9.0, 7.0
#: Points: read from a step away, and what is too much for one page goes on to a next.
_LARGEST, _SMALLEST = 24.0, 12.0
_STEP = 0.5
_TITLE_OVER_TEXT = 1.7
#: The picture's share of the room below the head, at most.
_PICTURE = 0.4
#: Side of the QR code and the white around it that its standard demands (ISO/IEC 18004), in squares.
_CODE, _QUIET = 30.0, 4
_LONGEST_LINK = 70


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it; `coat` and `picture` are files, empty for none; `foot` is one line.

    `code` is the QR code of `link`, rows of dark squares; empty for none.
    """

    office: str
    title: str
    text: str
    foot: str = ""
    coat: str = ""
    picture: str = ""
    link: str = ""
    code: tuple[tuple[bool, ...], ...] = ()


def write(path: str, sheet: Sheet) -> int:
    """The page as a PDF file; returns how many there are. Raises `StorageTrouble`."""
    with Paper(path, sheet.title or f"Aushang, {sheet.office}", _MARGIN) as writer:
        return _paint(writer, sheet)


def _paint(writer: QPdfWriter, sheet: Sheet) -> int:
    whole = QRectF(writer.pageLayout().paintRectPixels(DOTS))
    whole.moveTo(0, 0)
    below = _FOOT + (_CODE + _GAP if sheet.code else 0.0)
    room = QRectF(0, dots(_HEAD + _GAP), whole.width(), whole.height() - dots(_HEAD + _GAP + below))
    picture = _image(sheet.picture)
    size = _fitted(picture, QSizeF(room.width(), room.height() * _PICTURE)) if picture is not None else QSizeF(0, 0)
    between = size.height() + dots(_GAP) if picture is not None else 0.0
    title, text = _largest(writer, sheet, QSizeF(room.width(), room.height() - between))
    painter = QPainter(writer)
    _frame(painter, whole, sheet)
    top = room.top()
    if sheet.title:
        _draw(painter, title, QPointF(0, top), QRectF(0, 0, room.width(), title.size().height()))
        top += title.size().height() + dots(_GAP / 2)
    if picture is not None:
        painter.drawImage(QRectF(QPointF((room.width() - size.width()) / 2, top), size), picture)
        top += between
    pages, shown, tall = 1, 0.0, text.size().height()
    while True:
        bottom = _line_end(text, shown, room.bottom() - top)
        _draw(painter, text, QPointF(0, top - shown), QRectF(0, shown, room.width(), bottom - shown))
        shown = bottom
        if shown >= tall:
            break
        writer.newPage()
        _frame(painter, whole, sheet)
        top, pages = room.top(), pages + 1
    painter.end()
    return pages


def _draw(painter: QPainter, document: QTextDocument, place: QPointF, part: QRectF) -> None:
    painter.save()
    painter.translate(place)
    document.drawContents(painter, part)
    painter.restore()


def _line_end(document: QTextDocument, start: float, height: float) -> float:
    """Where a page ends that begins at `start`: below the last whole line."""
    end = start
    block = document.begin()
    while block.isValid():
        top = document.documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            below = top + line.y() + line.height()
            if below > start + height:
                return end if end > start else start + height
            end = max(end, below)
        block = block.next()
    return document.size().height()


def _largest(writer: QPdfWriter, sheet: Sheet, room: QSizeF) -> tuple[QTextDocument, QTextDocument]:
    """Headline and text in the largest type that fits the room; in the smallest when none does."""
    points = _LARGEST
    paragraphs = "".join(f"<p>{_words(part)}</p>" for part in sheet.text.strip().split("\n\n") if part.strip())
    while True:
        text = laid_out(writer, paragraphs, _font(points), room.width())
        title = laid_out(writer, _words(sheet.title), _font(points * _TITLE_OVER_TEXT, bold=True), room.width())
        high = title.size().height() + dots(_GAP / 2) if sheet.title else 0.0
        if high + text.size().height() <= room.height() or points <= _SMALLEST:
            return title, text
        points -= _STEP


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _words(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())


def _image(path: str) -> QImage | None:
    if not path:
        return None
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image


def _fitted(image: QImage, room: QSizeF) -> QSizeF:
    return QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


def _frame(painter: QPainter, whole: QRectF, sheet: Sheet) -> None:
    """Wappen and name of the municipality above a line, and what stands at the foot."""
    left, tall = 0.0, dots(_HEAD - 5)
    painter.save()
    painter.setPen(QColor("#000000"))
    coat = _image(sheet.coat)
    if coat is not None:
        size = _fitted(coat, QSizeF(dots(40), tall))
        painter.drawImage(QRectF(QPointF(0, 0), size), coat)
        left = size.width() + dots(6)
    painter.setFont(_font(20, bold=True))
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(left, 0, whole.width() - left, tall), middle, sheet.office)
    painter.setFont(_font(10))
    foot = QRectF(0, whole.height() - dots(_FOOT - 3), whole.width(), dots(_FOOT - 3))
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, sheet.foot)
    painter.setPen(QPen(QColor("#777777"), dots(0.4)))
    painter.drawLine(QPointF(0, dots(_HEAD)), QPointF(whole.width(), dots(_HEAD)))
    if sheet.code:
        _lead_on(painter, QRectF(0, foot.top() - dots(_CODE), whole.width(), dots(_CODE)), sheet)
    painter.restore()


def _lead_on(painter: QPainter, room: QRectF, sheet: Sheet) -> None:
    """The QR code at the right, and beside it in words where it leads: not everybody has a telephone for it."""
    side = room.height() / (len(sheet.code) + 2 * _QUIET)
    left, top = room.right() - room.height() + _QUIET * side, room.top() + _QUIET * side
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#000000"))
    for row, line in enumerate(sheet.code):
        for column, dark in enumerate(line):
            if dark:
                painter.drawRect(QRectF(left + column * side, top + row * side, side, side))
    painter.setPen(QColor("#000000"))
    painter.setFont(_font(13, bold=True))
    words = QRectF(room.left(), room.top(), room.width() - room.height() - dots(_GAP), room.height())
    shown = sheet.link.removeprefix("https://").rstrip("/")
    shown = shown if len(shown) <= _LONGEST_LINK else shown.partition("/")[0]
    how = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere
    painter.drawText(words, how, f"Mehr dazu im Internet:\n{shown}")
