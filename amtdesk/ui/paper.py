"""Pages A4 for the house: blocks that stay together, with the office on top and the number of the page below."""

from collections.abc import Sequence

from PySide6.QtCore import QFile, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextDocument

from amtdesk.domain.errors import Problem, StorageTrouble

DOTS = 300
_MARGIN, _HEAD, _FOOT = 18.0, 12.0, 9.0
_GAP = 4.0
FAMILIES = ["Segoe UI", "Open Sans", "Arial"]


def write(path: str, parts: Sequence[str], title: str, office: str, stand: str) -> int:
    """A4 pages, each with office, title and Stand; `parts` are HTML of our own, everything foreign in it escaped.

    Returns how many pages there are. Raises `StorageTrouble`.
    """
    with Paper(path, f"{title}, {office}") as writer:
        return _paint(writer, parts, f"{office or 'Unsere Gemeinde'} · {title}", stand)


class Paper:
    """A PDF file of pages A4, for a `with` block that gets its writer. Raises `StorageTrouble`."""

    def __init__(self, path: str, title: str, margin: float = _MARGIN) -> None:
        # QPdfWriter would say nothing of a full or write-protected drive
        self._file = QFile(path)
        self._title, self._margin = title, margin

    def __enter__(self) -> QPdfWriter:
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise StorageTrouble(Problem.READ_ONLY, self._file.errorString())
        writer = QPdfWriter(self._file)
        writer.setResolution(DOTS)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(
            QMarginsF(self._margin, self._margin, self._margin, self._margin), QPageLayout.Unit.Millimeter
        )
        writer.setTitle(self._title)
        writer.setCreator("AmtDesk")
        return writer

    def __exit__(self, *_error: object) -> None:
        self._file.close()
        if self._file.error() is not QFile.FileError.NoError:
            raise StorageTrouble(Problem.DISK_FULL, self._file.errorString())


def dots(millimeters: float) -> float:
    """Millimetres as dots of the paper."""
    return millimeters / 25.4 * DOTS


def laid_out(writer: QPdfWriter, html: str, font: QFont, width: float) -> QTextDocument:
    """HTML of our own as it will stand on the paper, `width` dots wide."""
    document = QTextDocument()
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    # paper is white, whatever colours the window has
    document.setHtml(f"<body style='color:#000000'>{html}</body>")
    document.setTextWidth(width)
    return document


def _paint(writer: QPdfWriter, parts: Sequence[str], heading: str, stand: str) -> int:
    whole = QRectF(writer.pageLayout().paintRectPixels(DOTS))
    room = QRectF(0, dots(_HEAD), whole.width(), whole.height() - dots(_HEAD) - dots(_FOOT))
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(10)
    pages = _pages([laid_out(writer, part, font, room.width()) for part in parts], room.height())
    painter = QPainter(writer)
    for number, inside in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        _frame(painter, whole, font, (heading, stand, f"Seite {number} von {len(pages)}"))
        for document, top in inside:
            painter.save()
            painter.setClipRect(room)
            painter.translate(0, room.top() + top)
            document.drawContents(painter)
            painter.restore()
    painter.end()
    return len(pages)


def _pages(documents: Sequence[QTextDocument], height: float) -> list[list[tuple[QTextDocument, float]]]:
    """Which part stands where; one that is higher than a page goes on over several, its top above the later ones."""
    pages: list[list[tuple[QTextDocument, float]]] = [[]]
    top = 0.0
    for document in documents:
        tall = document.size().height()
        if top and top + tall > height:
            pages.append([])
            top = 0.0
        pages[-1].append((document, top))
        while top + tall > height:
            top -= height
            pages.append([(document, top)])
        top += tall + dots(_GAP)
    return pages


def _frame(painter: QPainter, whole: QRectF, font: QFont, said: tuple[str, str, str]) -> None:
    """Head and foot of one page."""
    heading, stand, number = said
    small = QFont(font)
    small.setPointSizeF(8.5)
    painter.setFont(small)
    head = QRectF(0, 0, whole.width(), dots(_HEAD - 5))
    foot = QRectF(0, whole.height() - dots(_FOOT - 3), whole.width(), dots(_FOOT - 3))
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(head, left | middle, heading)
    painter.drawText(head, right | middle, stand)
    painter.save()
    painter.setPen(QPen(QColor("#777777"), 3))
    painter.drawLine(head.bottomLeft(), head.bottomRight())
    painter.restore()
    painter.drawText(foot, left | middle, "Erstellt mit AmtDesk")
    painter.drawText(foot, right | middle, number)
