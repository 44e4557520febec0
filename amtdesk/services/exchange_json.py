"""Textbausteine as JSON, a format with a version; a later version is refused, unknown values are passed over."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from amtdesk.domain.asked import Asked
from amtdesk.domain.exchange import MOST_ROWS, NAMES, Entry, Fault, FileRefused, Read, Refusal
from amtdesk.domain.exchange_reading import read

FORMAT, VERSION = "amtdesk-textbausteine", 1
#: What the file calls each value, as the stock that comes with the program does.
KEYS: Mapping[str, str] = {
    "id": "id",
    "category": "kategorie",
    "title": "titel",
    "text": "text",
    "text_familiar": "text_du",
    "text_short": "kurz",
    "text_short_familiar": "kurz_du",
    "keywords": "stichwoerter",
    "questions": "beispielfragen",
    "words": "woerter",
    "usage": "einsatz",
    "source_url": "quelle",
    "agree_with": "abstimmen_mit",
    "approval": "freigabe",
    "review_months": "pruefen_nach_monaten",
    "kinds": "arten",
    "version": "fassung",
    "agreed_by": "zugestimmt_von",
    "agreed_office": "stelle",
    "agreed_on": "zugestimmt_am",
    "house": "gemeinde",
}
_LIST = "bausteine"


def write(entries: Iterable[Entry], day: date) -> bytes:
    """A file for another AmtDesk, or for a program."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "stand": day.isoformat(),
        _LIST: [{KEYS[name]: _plain(getattr(entry, name)) for name in NAMES} for entry in entries],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def rows(text: str) -> list[Read]:
    """The entries, counted from 1. Raises `FileRefused`."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileRefused(Refusal.BROKEN, getattr(error, "lineno", 0)) from error
    entries = value.get(_LIST) if isinstance(value, dict) else value
    if not isinstance(entries, list):
        raise FileRefused(Refusal.NO_COLUMNS)
    if isinstance(value, dict) and value.get("format") == FORMAT and value.get("version") != VERSION:
        raise FileRefused(Refusal.NEWER)
    if not entries:
        raise FileRefused(Refusal.EMPTY)
    if len(entries) > MOST_ROWS:
        raise FileRefused(Refusal.TOO_MANY)
    shelves = _shelves(value)
    return [_read(number, one, shelves) for number, one in enumerate(entries, 1)]


def _read(number: int, one: Any, shelves: Mapping[str, str]) -> Read:
    if not isinstance(one, dict):
        return Read(number, Entry(), frozenset(), (Fault.VALUE_WRONG,))
    values = {name: one[key] for name, key in KEYS.items() if key in one}
    shelf = values.get("category")
    if isinstance(shelf, str):
        values["category"] = shelves.get(shelf, shelf)
    return read(number, values)


def _shelves(value: Any) -> dict[str, str]:
    """The stock names its shelves apart, by id."""
    listed = value.get("kategorien") if isinstance(value, dict) else None
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return {str(one.get("id")): str(one["titel"]) for one in found if isinstance(one.get("titel"), str)}


def _plain(value: Any) -> Any:
    if isinstance(value, Asked):
        # as the stock of Beispielfragen that comes with the program does
        return {"text": value.text, "beitrag": value.post} if value.post else value.text
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
