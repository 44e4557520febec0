"""One row of a file as an entry: each value read as what it is meant to be, everything wrong with it named."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from amtdesk.domain.asked import LONGEST, MOST, Asked, words_of
from amtdesk.domain.exchange import NAMES, Entry, Fault, Read
from amtdesk.domain.textmodule import WORDING

#: Characters a value may have.
_LONGEST = {"title": 200, "category": 80, "usage": 2_000, "source_url": 500}
LONGEST_TEXT, LONGEST_ELSE = 10_000, 200
APPROVALS = ("frei", "fachamt", "leitung")
#: An empty cell leaves these as they are.
_OPTIONAL = frozenset({"approval", "review_months", "version"})
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def read(line: int, values: Mapping[str, Any], faults: Iterable[Fault] = ()) -> Read:
    """An entry from the values of a file, by name; everything wrong with it is named."""
    values = {name: value for name, value in values.items() if not (name in _OPTIONAL and value in ("", None))}
    found = list(faults)
    kept: dict[str, Any] = {}
    for name, value in values.items():
        try:
            kept[name] = _VALUES.get(name, _text)(value)
        except _Wrong as wrong:
            found.append(wrong.fault)
    entry = replace(Entry(), **kept)
    if "id" in kept and entry.id and not _ID.fullmatch(entry.id):
        found.append(Fault.ID_WRONG)
    if entry.approval not in APPROVALS:
        found.append(Fault.APPROVAL_UNKNOWN)
    if _too_long(entry):
        found.append(Fault.TOO_LONG)
    return Read(line, entry, frozenset(values), tuple(dict.fromkeys(found)))


def _too_long(entry: Entry) -> bool:
    for name in NAMES:
        value = getattr(entry, name)
        most = LONGEST_TEXT if name in WORDING else _LONGEST.get(name, LONGEST_ELSE)
        if isinstance(value, tuple) and (len(value) > MOST or any(_length(one) > LONGEST for one in value)):
            return True
        if isinstance(value, str) and len(value) > most:
            return True
    return False


def _length(one: str | Asked) -> int:
    return len(one) if isinstance(one, str) else max(len(one.text), len(one.post))


class _Wrong(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def clean(text: str) -> str:
    """What the file can keep: NUL becomes a blank, half a surrogate pair U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else " " if char == "\0" else char for char in text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Wrong(Fault.VALUE_WRONG)
    return clean(value).replace("\r\n", "\n")


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise _Wrong(Fault.VALUE_WRONG)
    return tuple(dict.fromkeys(word for one in value if (word := _line(one))))


def _questions(value: Any) -> tuple[Asked, ...]:
    """Each a question, or with the post it is asked under: an object of both, or one line of both."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise _Wrong(Fault.VALUE_WRONG)
    return tuple(dict.fromkeys(one for said in value if (one := _question(said)) != Asked("")))


def _question(said: Any) -> Asked:
    if isinstance(said, Mapping):
        return Asked(_line(said.get("text")), _line(said.get("beitrag")))
    return Asked(_line(said)) if not isinstance(said, Asked) else said


def _number(value: Any) -> int:
    """Months or a version: from 1 to 9999."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _Wrong(Fault.NUMBER_WRONG)
    text = str(value).strip() if isinstance(value, str) or abs(value) < 10_000 else ""
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise _Wrong(Fault.NUMBER_WRONG)
    return int(text)


def _day(value: Any) -> date | None:
    """`14.10.2026` or `2026-10-14`; nothing for nothing."""
    text = _line(value)
    if not text:
        return None
    german = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    try:
        if german:
            return date(*(int(part) for part in reversed(german.groups())))
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Wrong(Fault.DATE_WRONG) from error


_VALUES: Mapping[str, Any] = {
    "id": _line,
    "category": _line,
    "title": _line,
    "source_url": _line,
    "agree_with": _line,
    "approval": lambda value: _line(value).lower(),
    "review_months": _number,
    "version": _number,
    "keywords": _words,
    "questions": _questions,
    "words": lambda value: words_of(",".join(_words(value))),
    "kinds": _words,
    "agreed_by": _line,
    "agreed_office": _line,
    "agreed_on": _day,
    "house": _line,
}
