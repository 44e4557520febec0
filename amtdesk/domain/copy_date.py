"""Redaktionsschluss: once a week, by which a text must have been handed in."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from amtdesk.domain.account import Account
from amtdesk.domain.schedule import local, moment

#: Under this name an account keeps it, as a person writes it: „Do 10:00“.
SETTING = "copy_date"
_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
# compiled when the first one is read: hardly any account has one, and the first screen waits for it
_TYPED = r"([a-zäöü]{2,10})\.?s?[,;]?\s*(?:um\s*)?(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?"


class CopyDate(NamedTuple):
    """A weekday (Monday 0) and a wall time."""

    weekday: int
    at: time

    def __str__(self) -> str:
        return f"{_SHORT[self.weekday]} {self.at.hour}:{self.at.minute:02d}"

    def on(self, day: date) -> bool:
        """Whether it falls on this day."""
        return day.weekday() == self.weekday

    def hand_in(self, due: datetime, now: datetime, zone: str) -> datetime:
        """By when a text planned for `due` must be handed in: the last one before it, else the next one from now."""
        last = self._last(due, zone)
        return last if last > now else self._last(now, zone, 1)

    def _last(self, at: datetime, zone: str, weeks: int = 0) -> datetime:
        wall = local(at, zone).replace(tzinfo=None)
        day = wall.date() - timedelta(days=(wall.weekday() - self.weekday) % 7)
        found = moment(datetime.combine(day, self.at), zone)
        if found > at.astimezone(UTC):
            day -= timedelta(days=7)
        return moment(datetime.combine(day + timedelta(weeks=weeks), self.at), zone)


def read(typed: str) -> CopyDate | None:
    """What a person typed, e.g. „Do 10:00“, „donnerstags, 9 Uhr“; None for anything else."""
    found = re.fullmatch(_TYPED, typed.strip(), re.IGNORECASE)
    if found is None:
        return None
    word, hour, minute = found[1].casefold(), int(found[2]), int(found[3] or 0)
    days = [number for number, name in enumerate(_DAYS) if name == word.removesuffix("s") or name[:2] == word]
    # „Sonnabend“ is Samstag in the north and east
    days = [5] if word.removesuffix("s") == "sonnabend" else days
    if not days or hour > 23 or minute > 59:
        return None
    return CopyDate(days[0], time(hour, minute))


def of_account(account: Account) -> CopyDate | None:
    """The one of a channel, if it has any."""
    typed = account.settings.get(SETTING)
    return read(typed) if typed else None


def hand_in(account: Account | None, due: datetime, now: datetime, zone: str) -> datetime:
    """When a post planned for `due` is due on this account: at its Redaktionsschluss, else then."""
    rule = of_account(account) if account is not None else None
    return due if rule is None else rule.hand_in(due, now, zone)
