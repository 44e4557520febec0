"""The posts of a span of days, filtered and in the order a day shows them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from amtdesk.domain.delivery import MOVABLE, State
from amtdesk.domain.post import Tile
from amtdesk.domain.schedule import local

#: Loud states stand first in their day.
LOUD = (State.FAILED, State.UNCERTAIN, State.MISSED, State.HELD)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is to be seen; empty values let everything through."""

    account_id: int | None = None
    state: State | None = None
    partly: bool = False
    words: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is held back."""
        return self.account_id is not None or self.state is not None or self.partly or bool(self.words.strip())

    def passes(self, tile: Tile, found: Container[int] = ()) -> bool:
        """Whether the tile is to be seen; `found` are the ids of the posts that contain the words."""
        if self.account_id is not None and self.account_id not in dict(tile.channels):
            return False
        if self.partly and not tile.partly:
            return False
        if self.state is not None and self.state not in {tile.state, *dict(tile.channels).values()}:
            return False
        return not self.words.strip() or tile.post_id in found


@dataclass(frozen=True, slots=True)
class Board:
    """Posts by day of the wall clock. `held_back` counts those the filter hides."""

    days: Mapping[date, tuple[Tile, ...]] = field(default_factory=dict)
    held_back: int = 0

    def on(self, day: date) -> tuple[Tile, ...]:
        """The posts of one day, loud ones first, then by time."""
        return self.days.get(day, ())

    def find(self, post_id: int) -> tuple[date, Tile] | None:
        """Where a post stands."""
        for day, tiles in self.days.items():
            for tile in tiles:
                if tile.post_id == post_id:
                    return day, tile
        return None


def day_of(tile: Tile) -> date | None:
    """The day on the wall clock of the post."""
    return local(tile.due, tile.zone).date() if tile.due else None


def board(tiles: Iterable[Tile], chosen: Filter, start: date, end: date, found: Container[int] = ()) -> Board:
    """The tiles that pass, by day in [start, end); `found` as for `Filter.passes`."""
    days: dict[date, list[Tile]] = defaultdict(list)
    held_back = 0
    for tile in tiles:
        day = day_of(tile)
        if day is None or not start <= day < end:
            continue
        if chosen.passes(tile, found):
            days[day].append(tile)
        else:
            held_back += 1
    return Board({day: tuple(sorted(found, key=_order)) for day, found in sorted(days.items())}, held_back)


def movable(tile: Tile) -> bool:
    """Whether its time may change on every channel."""
    states = [state for _, state in tile.channels] or [tile.state]
    return all(state in MOVABLE for state in states)


def _order(tile: Tile) -> tuple[int, str, int]:
    loud = LOUD.index(tile.state) if tile.state in LOUD else len(LOUD)
    return loud, tile.due.isoformat() if tile.due else "", tile.post_id
