"""Dates that return every year, by rules that need no network (Easter after Meeus/Jones/Butcher)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the Jahreskalender; `rule` as described in the file's own `schema`."""

    id: str
    title: str
    rule: Mapping[str, Any]
    years: str = ""
    solemn: bool = False
    idea: str = ""

    @classmethod
    def of(cls, one: Mapping[str, Any]) -> "Entry":
        """From one entry of content/jahreskalender.json."""
        return cls(
            one["id"], one["titel"], one["regel"], one.get("jahre", ""), one.get("ton") == "ernst", one.get("idee", "")
        )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * j - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def first_advent(year: int) -> date:
    """The fourth Sunday before Christmas."""
    christmas = date(year, 12, 25)
    return christmas - timedelta(days=christmas.isoweekday() % 7 or 7) - timedelta(weeks=3)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th weekday (Monday 1 … Sunday 7) of a month; -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7, weeks=n - 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7, weeks=-n - 1)


def day_of(entry: Entry, entries: Iterable[Entry], year: int) -> date | None:
    """The single day of an entry in a year; None for months, spans, and years it does not take place in."""
    if entry.years and (entry.years == "gerade") != (year % 2 == 0):
        return None
    rule = entry.rule
    match rule["typ"]:
        case "fest":
            return _fixed(year, rule["monat"], rule["tag"])
        case "nter_wochentag":
            return nth_weekday(year, rule["monat"], rule["wochentag"], rule["n"])
        case "ostern":
            return easter(year) + timedelta(days=rule["versatz"])
        case "advent":
            return first_advent(year) + timedelta(days=rule["versatz"])
        case "relativ":
            base = next((one for one in entries if one.id == rule["basis"]), None)
            found = day_of(base, (), year) if base else None
            return found + timedelta(days=rule["versatz"]) if found else None
        case _:
            return None


def _fixed(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
