"""German words of the Redaktionsplan; no Qt in here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from html import escape

from amtdesk.domain.delivery import PUBLIC, State
from amtdesk.domain.post import Tile
from amtdesk.domain.schedule import local
from amtdesk.ui import texts

EMPTY_FILTER = "Kein Beitrag passt zu diesen Filtern."
PAST_DAY = "Dieser Tag ist vorbei. Neue Beiträge beginnen heute oder später."
PAST_TARGET = "Dieser Tag ist vorbei, dorthin lässt sich nichts verschieben."
KEYS = (
    "Pfeiltasten wechseln den Tag, Bild auf und Bild ab blättern, Pos1 geht zu heute. "
    "Eingabe öffnet, Alt und Pfeile wechseln den Beitrag am Tag, Strg, Alt und Pfeile verschieben ihn, "
    "Strg+N beginnt einen Beitrag."
)

_LONGEST_LINE = 200
_SHORT_MONTHS = ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")

_LOCKED: dict[State, str] = {
    State.PUBLISHED: "Schon veröffentlicht, kann nicht verschoben werden.",
    State.PUBLISHED_BY_HAND: "Schon veröffentlicht, kann nicht verschoben werden.",
    State.SENDING: "Wird gerade gesendet, kann nicht verschoben werden.",
    State.UNCERTAIN: "Noch ungeklärt, ob er online ist. Bitte zuerst klären, dann verschieben.",
    State.WITHDRAWN: "Zurückgezogen, kann nicht verschoben werden.",
}


_ABBREVIATED = {
    "in Freigabe": "Freigabe",
    "freigegeben": "freigeg.",
    "wird gesendet": "sendet",
    "veröffentlicht": "veröff.",
    "fehlgeschlagen": "fehlgeschl.",
    "zurückgezogen": "zurückgez.",
}
_EMPTY = {
    "month": "In diesem Monat ist noch nichts geplant. Auf einen Tag klicken, um einen Beitrag zu beginnen.",
    "week": "In dieser Woche ist noch nichts geplant. Auf einen Tag klicken, um einen Beitrag zu beginnen.",
    "list": "In diesem Monat ist noch nichts geplant. Strg+N beginnt einen Beitrag.",
}
_EMPTY_PAST = {
    "month": "In diesem Monat war nichts geplant.",
    "week": "In dieser Woche war nichts geplant.",
    "list": "In diesem Monat war nichts geplant.",
}


def empty(view: str, *, past: bool) -> str:
    """What stands in an empty `month`, `week` or `list`."""
    return (_EMPTY_PAST if past else _EMPTY)[view]


def month_title(day: date) -> str:
    """`Oktober 2026`."""
    return f"{texts.MONTHS[day.month - 1]} {day.year}"


def week_title(monday: date) -> str:
    """`KW 42 · 12.–18. Oktober 2026`."""
    sunday = monday + timedelta(days=6)
    start = f"{monday.day}."
    if monday.month != sunday.month:
        start = f"{monday.day}. {_SHORT_MONTHS[monday.month - 1]} "
    end = f"{sunday.day}. {texts.MONTHS[sunday.month - 1]} {sunday.year}"
    if monday.month != sunday.month:
        end = f"{sunday.day}. {_SHORT_MONTHS[sunday.month - 1]} {sunday.year}"
    dash = "– " if start.endswith(" ") else "–"
    return f"KW {week_number(monday)} · {start}{dash}{end}"


def week_number(day: date) -> int:
    """The ISO week."""
    return day.isocalendar().week


def day_number(day: date, *, with_month: bool) -> str:
    """`14.` or `1. Okt.`."""
    return f"{day.day}. {_SHORT_MONTHS[day.month - 1]}" if with_month else f"{day.day}."


def time_of(tile: Tile) -> str:
    """`9:00`, or nothing for a post without a time."""
    return clock(tile.due, tile.zone) if tile.due else ""


def clock(moment: datetime, zone: str) -> str:
    """`9:00` on the wall clock."""
    wall = local(moment, zone)
    return f"{wall.hour}:{wall.minute:02d}"


def state_word(tile: Tile, *, short: bool = False) -> str:
    """The state of the whole post; what somebody did on a platform comes first."""
    if tile.notices:
        return "klären" if short else "bitte klären"
    if tile.partly:
        return texts.PARTLY_ON_TILE if short else texts.PARTLY
    return (texts.ON_TILE if short else texts.STATES)[tile.state]


def looks(tile: Tile) -> State:
    """The state whose colours and icon a tile wears: a tick would hide that something is to be cleared up."""
    return State.UNCERTAIN if tile.notices and tile.state in PUBLIC else tile.state


def shortest_state_word(tile: Tile) -> str:
    """The state where not even the word for tiles has room."""
    return _ABBREVIATED.get(state_word(tile, short=True), state_word(tile, short=True))


def moved(day: date, at: str, today: date) -> str:
    """`Verschoben auf Di 20.10., 9:00 Uhr.`"""
    return f"Verschoben auf {texts.short_date(day, today)}, {at}."


def spoken(tile: Tile, channels: Mapping[int, str], today: date) -> str:
    """What a screen reader says for a tile."""
    parts = []
    if tile.due is not None:
        day = local(tile.due, tile.zone).date()
        parts += [texts.short_date(day, today), texts.clock(tile.due, tile.zone)]
    parts += [tile.words, state_word(tile), *(channels.get(account, "") for account, _ in tile.channels)]
    if tile.pictures:
        parts.append("mit Bild" if tile.pictures == 1 else f"mit {tile.pictures} Bildern")
    parts.append(clock_holder(tile))
    return ", ".join(part for part in parts if part)


def details(tile: Tile, channels: Mapping[int, str], today: date) -> list[str]:
    """Lines of the tooltip: title, time, each channel with its own state, who holds the clock."""
    lines = [tile.words]
    if tile.due is not None:
        day = local(tile.due, tile.zone).date()
        lines.append(f"{texts.short_date(day, today)}, {texts.clock(tile.due, tile.zone)}")
    if tile.channels:
        lines += [f"{channels.get(account, 'Kanal')}: {texts.STATES[state]}" for account, state in tile.channels]
    else:
        lines.append(f"{state_word(tile)}, noch kein Kanal gewählt")
    lines += [f"{channels.get(account, 'Kanal')}: {texts.PROBLEMS[found][0]}" for account, found in tile.notices]
    holder = clock_holder(tile)
    return [*lines, holder] if holder else lines


def tip(tile: Tile, channels: Mapping[int, str], today: date) -> str:
    """The tooltip as HTML with everything foreign escaped: tooltips guess rich text."""
    first, *rest = [escape(line[:_LONGEST_LINE]) for line in details(tile, channels, today)]
    return "<br>".join([f"<b>{first}</b>", *rest])


def label_tip(day: date, labels: Sequence[str]) -> str:
    """The tooltip of a day with quiet labels."""
    return "<br>".join([f"<b>{texts.long_date(day)}</b>", *map(escape, labels)])


def clock_holder(tile: Tile) -> str:
    """Whether the computer must be on at the time; nothing when nothing will happen by itself."""
    if tile.runs_without_pc:
        return "läuft auch bei ausgeschaltetem PC"
    return "PC muss an sein" if any(state is State.PLANNED for _, state in tile.channels) else ""


def refusal(tile: Tile, target: date, today: date) -> str:
    """Why a tile may not go to a day; nothing when it may."""
    return locked(tile) or (PAST_TARGET if target < today else "")


def locked(tile: Tile) -> str:
    """Why a tile may not move; nothing when it may."""
    states = [state for _, state in tile.channels] or [tile.state]
    fixed = [state for state in states if state in _LOCKED]
    if not fixed:
        return ""
    if any(state in PUBLIC for state in fixed) and not all(state in PUBLIC for state in states):
        return "Auf einem Kanal schon veröffentlicht, kann nicht verschoben werden."
    return _LOCKED[fixed[0]]
