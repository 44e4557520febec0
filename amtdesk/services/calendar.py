"""Quiet labels of the Redaktionsplan: public holidays of the Land, the dates of the year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from amtdesk.domain import copy_date, yearly
from amtdesk.domain.account import Account


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a day. `holiday`: nobody is at the office; `solemn`: no cheerful posts on this day."""

    words: str
    holiday: bool = False
    solemn: bool = False
    idea: str = ""


class Calendar:
    """Labels by day; everything is computed, nothing fetched."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._entries = [yearly.Entry.of(one) for one in content["eintraege"]]

    def labels(self, start: date, end: date, land: str) -> dict[date, list[Label]]:
        """Labels of the days in [start, end): holidays first, then single days of the Jahreskalender."""
        found: dict[date, list[Label]] = defaultdict(list)
        for year in range(start.year, end.year + 1):
            for day, name in _holidays(year, land).items():
                if start <= day < end:
                    found[day].append(Label(name, holiday=True))
            for entry in self._entries:
                day_of = yearly.day_of(entry, self._entries, year)
                if (
                    day_of is None
                    or not start <= day_of < end
                    or any(one.words == entry.title for one in found[day_of])
                ):
                    continue
                found[day_of].append(Label(entry.title, solemn=entry.solemn, idea=entry.idea))
        return {day: labels for day, labels in found.items() if labels}

    def with_copy_dates(
        self, found: Mapping[date, list[Label]], accounts: Iterable[Account], start: date, end: date
    ) -> dict[date, list[Label]]:
        """These labels of the days in [start, end), and each Redaktionsschluss in them."""
        more = defaultdict(list, {day: list(labels) for day, labels in found.items()})
        rules = [(account.name, rule) for account in accounts if (rule := copy_date.of_account(account)) is not None]
        for offset in range((end - start).days):
            day = start + timedelta(days=offset)
            for name, rule in rules:
                if rule.on(day):
                    at = f"{rule.at.hour}:{rule.at.minute:02d} Uhr"
                    more[day].append(Label(f"Redaktionsschluss {name}, {at}"))
        return dict(more)

    def holiday(self, day: date, land: str) -> str | None:
        """The public holiday of a day."""
        return _holidays(day.year, land).get(day)


@lru_cache(maxsize=32)
def _holidays(year: int, land: str) -> dict[date, str]:
    import holidays

    known = holidays.country_holidays("DE", subdiv=land or None, years=year, language="de")
    return {day: name for day, name in known.items() if isinstance(name, str)}
