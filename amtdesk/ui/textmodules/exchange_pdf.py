"""Textbausteine on paper for the round through the house: what is to be agreed, and a box to sign."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

from amtdesk.domain.exchange import Entry
from amtdesk.ui import paper

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
    return paper.write(path, blocks(entries, stand), "Textbausteine zur Abstimmung", office, f"Stand {stand:%d.%m.%Y}")


def _box(entry: Entry, stand: date) -> str:
    """One Textbaustein in its frame."""
    rows = [
        ("Text (Sie)", entry.text),
        ("Text (du/ihr)", entry.text_familiar),
        ("Kurz (Sie)", entry.text_short),
        ("Kurz (du/ihr)", entry.text_short_familiar),
        ("Einsatz", entry.usage),
        ("Quelle", entry.source_url),
        ("Fragen dazu", " · ".join([one.text for one in entry.questions if one.text][:3])),
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
