"""Textbausteine on paper for the round through the house: what is to be agreed, and a box to sign."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

from PySide6.QtCore import QFile, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextDocument

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.domain.exchange import Entry

_DOTS = 300
_MARGIN, _HEAD, _FOOT = 18.0, 12.0, 9.0
_GAP = 4.0
_INTRODUCTION = (
    "<p>Bitte lesen Sie die Texte, die Ihre Stelle betreffen, streichen oder ergänzen Sie, und unterschreiben Sie "
    "unten im Kasten. Wörter in doppelten Klammern, etwa {{datum}}, werden beim Antworten ausgefüllt.</p>"
)
_LINE = "<span style='color:#777777'>" + "_" * 22 + "</span>"


def blocks(entries: Sequence[Entry], stand: date) -> list[str]:
    """What stays together on a page, as HTML of our own, shelf by shelf; everything else in it is escaped."""
    found = []
    for shelf, inside in groupby(entries, key=lambda one: one.category):
        boxes = [_box(entry, stand) for entry in inside]
        found += [f"<h2>{_words(shelf)}</h2>{boxes[0]}", *boxes[1:]]
    return [_INTRODUCTION, *found]


def write(path: str, entries: Sequence[Entry], office: str, stand: date) -> int:
    """A4 pages, each with office and Stand; returns how many. Raises `StorageTrouble`."""
    # QPdfWriter would say nothing of a full or write-protected drive
    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise StorageTrouble(Problem.READ_ONLY, file.errorString())
    writer = QPdfWriter(file)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    writer.setTitle(f"Textbausteine zur Abstimmung, {office}")
    writer.setCreator("AmtDesk")
    pages = _paint(writer, blocks(entries, stand), office or "Unsere Gemeinde", f"Stand {stand:%d.%m.%Y}")
    file.close()
    if file.error() is not QFile.FileError.NoError:
        raise StorageTrouble(Problem.DISK_FULL, file.errorString())
    return pages


def _paint(writer: QPdfWriter, parts: Sequence[str], office: str, stand: str) -> int:
    whole = QRectF(writer.pageLayout().paintRectPixels(_DOTS))
    room = QRectF(0, _dots(_HEAD), whole.width(), whole.height() - _dots(_HEAD) - _dots(_FOOT))
    font = QFont()
    font.setFamilies(["Segoe UI", "Open Sans", "Arial"])
    font.setPointSizeF(10)
    pages = _pages([_laid_out(writer, part, font, room.width()) for part in parts], room.height())
    painter = QPainter(writer)
    for number, inside in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        _frame(painter, whole, font, (office, stand, f"Seite {number} von {len(pages)}"))
        for document, top in inside:
            painter.save()
            painter.setClipRect(room)
            painter.translate(0, room.top() + top)
            document.drawContents(painter)
            painter.restore()
    painter.end()
    return len(pages)


def _laid_out(writer: QPdfWriter, html: str, font: QFont, width: float) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setTextWidth(width)
    return document


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
        top += tall + _dots(_GAP)
    return pages


def _frame(painter: QPainter, whole: QRectF, font: QFont, said: tuple[str, str, str]) -> None:
    """Head and foot of one page."""
    office, stand, number = said
    small = QFont(font)
    small.setPointSizeF(8.5)
    painter.setFont(small)
    head = QRectF(0, 0, whole.width(), _dots(_HEAD - 5))
    foot = QRectF(0, whole.height() - _dots(_FOOT - 3), whole.width(), _dots(_FOOT - 3))
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(head, left | middle, f"{office} · Textbausteine zur Abstimmung")
    painter.drawText(head, right | middle, stand)
    painter.save()
    painter.setPen(QPen(QColor("#777777"), 3))
    painter.drawLine(head.bottomLeft(), head.bottomRight())
    painter.restore()
    painter.drawText(foot, left | middle, "Erstellt mit AmtDesk")
    painter.drawText(foot, right | middle, number)


def _box(entry: Entry, stand: date) -> str:
    """One Textbaustein in its frame."""
    rows = [
        ("Text (Sie)", entry.text),
        ("Text (du/ihr)", entry.text_familiar),
        ("Kurz (Sie)", entry.text_short),
        ("Kurz (du/ihr)", entry.text_short_familiar),
        ("Einsatz", entry.usage),
        ("Quelle", entry.source_url),
        ("Fragen dazu", " · ".join(entry.questions[:3])),
    ]
    said = "".join(
        f"<tr><td width='17%'><span style='color:#555555'>{name}</span></td><td width='83%'>{_words(value)}</td></tr>"
        for name, value in rows
        if value
    )
    return (
        "<table width='100%' border='1' cellspacing='0' cellpadding='6' style='border-style:solid; "
        "border-color:#999999; border-collapse:collapse'><tr><td>"
        f"<b>{_words(entry.title)}</b> "
        f"<span style='color:#555555'>· Fassung {entry.version}{_standing(entry, stand)}</span>"
        f"<table width='100%' cellspacing='0' cellpadding='3'>{said}</table>{_signature(entry)}"
        "</td></tr></table>"
    )


def _standing(entry: Entry, stand: date) -> str:
    if not entry.agreed or entry.agreed_on is None:
        return f" · nicht abgestimmt, zuständig: {_words(entry.agree_with)}" if entry.agree_with else ""
    where = f", {_words(entry.agreed_office)}" if entry.agreed_office else ""
    gone = "" if entry.stands_on(stand) else "abgelaufen, zuletzt "
    return f" · {gone}abgestimmt {entry.agreed_on:%d.%m.%Y} mit {_words(entry.agreed_by)}{where}"


def _signature(entry: Entry) -> str:
    office = _words(entry.agree_with) if entry.agree_with else _LINE
    cells = (("Zugestimmt: Name", _LINE), ("Stelle", office), ("Datum", _LINE), ("Unterschrift", _LINE))
    said = "".join(
        f"<td width='25%'><span style='color:#555555; font-size:8pt'>{name}</span><br><br>{line}</td>"
        for name, line in cells
    )
    return f"<table width='100%' cellspacing='0' cellpadding='4' bgcolor='#f2f2f2'><tr>{said}</tr></table>"


def _words(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _dots(millimeters: float) -> float:
    return millimeters / 25.4 * _DOTS
