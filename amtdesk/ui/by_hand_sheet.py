"""The Aushang: one page A4 with Wappen, headline, text and picture, as large as the page allows; safe off the GUI
thread."""

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
_PICTURE = 0.45
_RULE = "#777777"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it; `coat` and `picture` are files, empty for none; `foot` is one line."""

    office: str
    title: str
    text: str
    foot: str = ""
    coat: str = ""
    picture: str = ""


def write(path: str, sheet: Sheet) -> int:
    """The page as a PDF file; returns how many there are. Raises `StorageTrouble`."""
    with Paper(path, sheet.title or f"Aushang, {sheet.office}", _MARGIN) as writer:
        return _paint(writer, sheet)


def _paint(writer: QPdfWriter, sheet: Sheet) -> int:
    whole = QRectF(writer.pageLayout().paintRectPixels(DOTS))
    whole.moveTo(0, 0)
    room = QRectF(0, dots(_HEAD + _GAP), whole.width(), whole.height() - dots(_HEAD + _GAP + _FOOT))
    picture = _image(sheet.picture)
    high = _fitted(picture, QSizeF(room.width(), room.height() * _PICTURE)).height() + dots(_GAP) if picture else 0.0
    document = _largest(writer, sheet, QSizeF(room.width(), room.height() - high))
    painter = QPainter(writer)
    _head(painter, whole, sheet)
    _foot(painter, whole, sheet.foot)
    if picture is not None:
        size = _fitted(picture, QSizeF(room.width(), room.height() * _PICTURE))
        place = QRectF(QPointF((room.width() - size.width()) / 2, room.top()), size)
        painter.drawImage(place, picture)
    first = QRectF(0, room.top() + high, room.width(), room.height() - high)
    pages, shown = 0, 0.0
    while shown < document.size().height():
        if pages:
            writer.newPage()
            _head(painter, whole, sheet)
            _foot(painter, whole, sheet.foot)
        here = first if not pages else room
        bottom = _line_end(document, shown, here.height())
        painter.save()
        painter.translate(0, here.top() - shown)
        document.drawContents(painter, QRectF(0, shown, here.width(), bottom - shown))
        painter.restore()
        shown, pages = bottom, pages + 1
    painter.end()
    return max(1, pages)


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


def _largest(writer: QPdfWriter, sheet: Sheet, room: QSizeF) -> QTextDocument:
    """Headline and text in the largest type that fits the room; in the smallest when none does."""
    points = _LARGEST
    while True:
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPointSizeF(points)
        document = laid_out(writer, _html(sheet, points), font, room.width())
        if document.size().height() <= room.height() or points <= _SMALLEST:
            return document
        points -= _STEP


def _html(sheet: Sheet, points: float) -> str:
    title = f"<p style='font-size:{points * _TITLE_OVER_TEXT:.1f}pt; font-weight:600'>{_words(sheet.title)}</p>"
    paragraphs = "".join(f"<p>{_words(part)}</p>" for part in sheet.text.strip().split("\n\n") if part.strip())
    return f"{title if sheet.title else ''}{paragraphs}"


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


def _head(painter: QPainter, whole: QRectF, sheet: Sheet) -> None:
    """Wappen and name of the municipality, a line below."""
    left, tall = 0.0, dots(_HEAD - 5)
    coat = _image(sheet.coat)
    if coat is not None:
        size = _fitted(coat, QSizeF(dots(40), tall))
        painter.drawImage(QRectF(QPointF(0, 0), size), coat)
        left = size.width() + dots(6)
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(20)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    place = QRectF(left, 0, whole.width() - left, tall)
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, sheet.office)
    painter.save()
    painter.setPen(QPen(QColor(_RULE), dots(0.4)))
    painter.drawLine(QPointF(0, dots(_HEAD)), QPointF(whole.width(), dots(_HEAD)))
    painter.restore()


def _foot(painter: QPainter, whole: QRectF, words: str) -> None:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(10)
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor("#444444"))
    place = QRectF(0, whole.height() - dots(_FOOT - 3), whole.width(), dots(_FOOT - 3))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
    painter.restore()
