"""Settings of the office, each with its meaning and its start value."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from amtdesk.domain.schedule import USUAL_HOURS, ZONE, Hours

#: Under this key the office stands among the settings of the file.
KEY = "office"
#: Länder by the code the `holidays` library knows.
LAENDER = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}


class Office(NamedTuple):
    """The municipality and its habits. `land` is a code of LAENDER or empty; empty texts are simply not shown."""

    name: str = ""
    land: str = ""
    phone: str = ""
    short_sign: str = ""
    hours: tuple[Hours, ...] = USUAL_HOURS
    #: nobody is there from the first to the last of these days
    away: tuple[date, date] | None = None
    zone: str = ZONE
    round_minutes: int = 15
    #: comments are fetched this often during Servicezeit (minutes); 0: only at the start, before a round and on F5
    fetch_minutes: int = 30
    #: wall times at which she is reminded of a round; None: once, when the day begins; empty: never
    round_slots: tuple[time, ...] | None = None
    #: the three first steps were gone through or skipped
    set_up: bool = False
    #: a sample office; nothing here is real
    sample: bool = False

    @property
    def hours_text(self) -> str:
        """Presence as one line, e.g. `Mo–Fr 8–12 Uhr`."""
        spans: dict[tuple[str, str], list[int]] = {}
        for span in sorted(self.hours, key=lambda one: (one.weekday, one.start)):
            spans.setdefault((_clock(span.start), _clock(span.end)), []).append(span.weekday)
        return ", ".join(f"{_days(days)} {start}–{end} Uhr" for (start, end), days in spans.items())


_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def _clock(wall: time) -> str:
    return f"{wall.hour}:{wall.minute:02d}" if wall.minute else str(wall.hour)


def _days(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        _SHORT[run[0]] if len(run) == 1 else f"{_SHORT[run[0]]}{'–' if len(run) > 2 else ' und '}{_SHORT[run[-1]]}"
        for run in runs
    )


def to_json(office: Office) -> dict[str, Any]:
    """The office as it stands in the file."""
    return {
        "name": office.name,
        "land": office.land,
        "phone": office.phone,
        "short_sign": office.short_sign,
        "hours": [[span.weekday, f"{span.start:%H:%M}", f"{span.end:%H:%M}"] for span in office.hours],
        "away": [day.isoformat() for day in office.away] if office.away else None,
        "zone": office.zone,
        "round_minutes": office.round_minutes,
        "fetch_minutes": office.fetch_minutes,
        "round_slots": None if office.round_slots is None else [f"{slot:%H:%M}" for slot in office.round_slots],
        "set_up": office.set_up,
        "sample": office.sample,
    }


def from_json(kept: Mapping[str, Any]) -> Office:
    """The office for what stands in the file; missing values are the usual ones."""
    hours, away = kept.get("hours"), kept.get("away")
    return Office(
        name=kept.get("name", ""),
        land=kept.get("land", ""),
        phone=kept.get("phone", ""),
        short_sign=kept.get("short_sign", ""),
        hours=USUAL_HOURS
        if hours is None
        else tuple(Hours(day, time.fromisoformat(start), time.fromisoformat(end)) for day, start, end in hours),
        away=(date.fromisoformat(away[0]), date.fromisoformat(away[1])) if away else None,
        zone=kept.get("zone", ZONE),
        round_minutes=kept.get("round_minutes", 15),
        fetch_minutes=kept.get("fetch_minutes", 30),
        round_slots=_slots(kept.get("round_slots")),
        set_up=kept.get("set_up", False),
        sample=kept.get("sample", False),
    )


def _slots(kept: list[str] | None) -> tuple[time, ...] | None:
    return None if kept is None else tuple(time.fromisoformat(slot) for slot in kept)
