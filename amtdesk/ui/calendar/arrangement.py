"""How calendar and editor share the page at a given size, without flicker at the edges."""

from dataclasses import dataclass
from enum import StrEnum

#: the calendar as a month beside the editor, the list beside the editor, and the editor itself
MONTH, LIST, EDITOR = 600, 400, 486
#: the list at first sight
LIST_WIDTH = 425
NARROW, LOW = 1100, 620
#: from here the list stands beside the editor when docks take the room of the month
LIST_FROM = 1215
HANDLE = 1
#: a roomier arrangement comes only when there is this much more
HYSTERESIS = 24


class Arrangement(StrEnum):
    """The three ways."""

    TABS = "tabs"
    LIST = "list"
    SPLIT = "split"


_ROOM = {Arrangement.TABS: 0, Arrangement.LIST: 1, Arrangement.SPLIT: 2}


@dataclass(frozen=True, slots=True)
class Room:
    """Logical pixels of the window and of the page in it."""

    window_width: int
    window_height: int
    page_width: int


def arrangement(room: Room, now: Arrangement | None) -> Arrangement:
    """The arrangement for `room`; changing to a roomier one needs a bit more than staying there."""
    wanted = _for(room, 0)
    if now is None or _ROOM[wanted] <= _ROOM[now]:
        return wanted
    stricter = _for(room, HYSTERESIS)
    return stricter if _ROOM[stricter] >= _ROOM[now] else now


def editor_width(window_width: int) -> int:
    """The editor's width at first sight."""
    if window_width >= 1760:
        return 620
    return 520 if window_width >= 1440 else EDITOR


def window_class(window_width: int) -> str:
    """The splitter's place is remembered for each of these."""
    return "roomy" if window_width >= 1760 else "wide" if window_width >= 1440 else "usual"


def _for(room: Room, spare: int) -> Arrangement:
    if room.window_width < NARROW + spare or room.window_height < LOW + spare:
        return Arrangement.TABS
    if room.page_width >= MONTH + HANDLE + EDITOR + spare:
        return Arrangement.SPLIT
    if room.window_width >= LIST_FROM + spare and room.page_width >= LIST + HANDLE + EDITOR + spare:
        return Arrangement.LIST
    return Arrangement.TABS
