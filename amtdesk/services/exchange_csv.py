"""Textbausteine as CSV for a German Excel: `;`, UTF-8 with its mark, CRLF, every cell in quotes, formulas harmless."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from amtdesk.domain.asked import from_line
from amtdesk.domain.exchange import MOST_ROWS, NAMES, Entry, Fault, FileRefused, Read, Refusal
from amtdesk.domain.exchange_reading import clean, read
from amtdesk.domain.folding import fold

#: What the first row calls each value.
TITLES: Mapping[str, str] = {
    "id": "Kennung",
    "category": "Kategorie",
    "title": "Titel",
    "text": "Text (Sie)",
    "text_familiar": "Text (du/ihr)",
    "text_short": "Kurz (Sie)",
    "text_short_familiar": "Kurz (du/ihr)",
    "keywords": "Stichwörter",
    "questions": "Beispielfragen",
    "words": "Einzelne Wörter",
    "usage": "Einsatz",
    "source_url": "Quelle",
    "agree_with": "Abstimmen mit",
    "approval": "Mindestfreigabe",
    "review_months": "Prüfen nach Monaten",
    "kinds": "Arten",
    "version": "Fassung",
    "agreed_by": "Zugestimmt von",
    "agreed_office": "Stelle",
    "agreed_on": "Zugestimmt am",
    "house": "Gemeinde",
}
#: What tables made elsewhere call them.
_ALSO = {
    "ID": "id",
    "Überschrift": "title",
    "Frage": "title",
    "Title": "title",
    "Text": "text",
    "Antwort": "text",
    "Text Sie": "text",
    "Text du": "text_familiar",
    "Thema": "category",
    "Category": "category",
    "Schlagwörter": "keywords",
    "Keywords": "keywords",
    "Link": "source_url",
    "Freigabe": "approval",
}
_SEPARATORS = ";,\t|"
_LISTS = {"keywords", "words", "kinds"}
#: A sentence on each line of the cell; `||` before the post it is asked under.
_SENTENCES = "questions"
#: A spreadsheet would reckon with these; an apostrophe in front makes text of them.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
#: Lines looked at to find the row with the titles.
_HEAD = 5


def write(entries: Iterable[Entry]) -> bytes:
    """A file that Excel opens by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([TITLES[name] for name in NAMES])
    for entry in entries:
        writer.writerow([harmless(_cell(name, getattr(entry, name))) for name in NAMES])
    return text.getvalue().encode("utf-8-sig")


def rows(text: str) -> list[Read]:
    """The rows below the titles. Raises `FileRefused` when there are none, or what it is cannot be made out."""
    start, separator = _head(text)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator)
    first = text.count("\n", 0, start) + 1
    columns: list[str | None] = []
    found: list[Read] = []
    for line, cells in _lines(reader, first):
        if not columns:
            columns = [_name(cell) for cell in cells]
        elif any(cell.strip() for cell in cells):
            found.append(_read(line, columns, cells))
        if len(found) > MOST_ROWS:
            raise FileRefused(Refusal.TOO_MANY)
    if not found:
        raise FileRefused(Refusal.EMPTY)
    return found


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `as_meant` gives it back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """The cell without the apostrophe of `harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _lines(reader: Any, first: int) -> Iterator[tuple[int, list[str]]]:
    line = first
    try:
        for cells in reader:
            yield line, cells
            line = first + reader.line_num
    except csv.Error as error:
        raise FileRefused(Refusal.BROKEN, line) from error


def _head(text: str) -> tuple[int, str]:
    """Where the row with the titles begins, and what separates its cells."""
    start = 0
    for line in text.splitlines(keepends=True)[:_HEAD]:
        known = {separator: _known(line, separator) for separator in _SEPARATORS}
        best = max(known, key=lambda separator: len(known[separator]))
        if {"title", "text"} <= known[best]:
            return start, best
        start += len(line)
    raise FileRefused(Refusal.NO_COLUMNS, 1)


def _known(line: str, separator: str) -> set[str]:
    try:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])
    except csv.Error:
        return set()
    return {name for cell in cells if (name := _name(cell))}


def _read(line: int, columns: list[str | None], cells: list[str]) -> Read:
    values: dict[str, Any] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name:
            meant = as_meant(cell)
            values[name] = _parts(name, meant)
    left = any(cell.strip() for cell in cells[len(columns) :])
    return read(line, values, [Fault.CELLS_TOO_MANY] if left else [])


def _name(title: str) -> str | None:
    return _BY_TITLE.get(" ".join(fold(title).split()))


def _parts(name: str, cell: str) -> Any:
    if name == _SENTENCES:
        return [from_line(clean(line)) for line in cell.splitlines()]
    return _split(cell) if name in _LISTS else cell


def _cell(name: str, value: Any) -> str:
    if name == _SENTENCES:
        return "\n".join(one.line for one in value)
    if isinstance(value, tuple):
        return _joined(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def _joined(words: tuple[str, ...]) -> str:
    """`a, b`; with line breaks where a word has a comma of its own."""
    if any("," in word or ";" in word for word in words):
        return "".join(f"{word}\n" for word in words)
    return ", ".join(words)


def _split(cell: str) -> list[str]:
    return cell.splitlines() if "\n" in cell else re.split(r"[,;]", cell)


_BY_TITLE = {
    " ".join(fold(title).split()): name
    for title, name in ([(title, name) for name, title in TITLES.items()] + list(_ALSO.items()))
}
