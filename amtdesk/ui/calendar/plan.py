"""What the Redaktionsplan shows: posts of a span through one query, quiet labels, names of the channels."""

import logging
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from amtdesk.domain import copy_date
from amtdesk.domain.post import Tile
from amtdesk.domain.schedule import local, moment
from amtdesk.domain.schedule import moved as same_time
from amtdesk.ui.calendar.board import Board, Filter, board
from amtdesk.ui.shell import Shell

if TYPE_CHECKING:
    from amtdesk.services.calendar import Label

log = logging.getLogger(__name__)
_KEPT_LABELS = 24
#: First day, day after the last, Land, and each channel with its Redaktionsschluss.
_Span = tuple[date, date, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as a tile shows it."""

    name: str
    icon: str


class Plan(QObject):
    """Reads for every view; keeps the filter. `labelled` comes when labels of the asked days are there."""

    labelled = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.filter = Filter()
        self._labels: dict[_Span, Mapping[date, list[Label]]] = {}
        self._asked: set[_Span] = set()
        self._moving: dict[int, tuple[int, datetime]] = {}
        self._pretended = 0
        self.refresh()

    def refresh(self) -> None:
        """Read again what changes seldom: office and channels."""
        desk = self._shell.desk
        self.office = desk.offices.get()
        every = desk.accounts.every(removed=True)
        self.channels = {one.id: Channel(one.name, self._shell.kind_icon(one.kind)) for one in every}
        self.open_channels = {one.id: one.name for one in every if not one.removed}
        self._papers = [one for one in every if not one.removed and one.settings.get(copy_date.SETTING)]

    @property
    def names(self) -> dict[int, str]:
        """Names of the channels by account id."""
        return {account: channel.name for account, channel in self.channels.items()}

    @property
    def zone(self) -> str:
        """The wall clock of the office."""
        return self.office.zone

    def now(self) -> datetime:
        """Aware UTC."""
        return self._shell.desk.now()

    def today(self) -> date:
        """The day on the wall clock of the office."""
        return local(self.now(), self.zone).date()

    def board(self, start: date, end: date) -> Board:
        """The posts of the days in [start, end) that pass the filter."""
        # a post may have been planned in another zone: one day more on both sides, cut again by its own day
        first = moment(datetime.combine(start - timedelta(days=1), time()), self.zone)
        last = moment(datetime.combine(end + timedelta(days=1), time()), self.zone)
        tiles = self._shell.desk.posts.between(first, last)
        return board((self._as_moved(tile) for tile in tiles), self.filter, start, end, self._found(tiles))

    def undated(self) -> tuple[Tile, ...]:
        """Drafts without a time that pass the filter."""
        tiles = self._shell.desk.posts.undated()
        found = self._found(tiles)
        return tuple(tile for tile in tiles if self.filter.passes(tile, found))

    def time_on(self, tile: Tile, day: date) -> datetime:
        """The time a post would get on another day, as `planning.move_to_day` decides it."""
        planning = self._shell.desk.planning
        if tile.due is None:
            return planning.free_slot(day, but=tile.post_id)
        due = same_time(tile.due, day, tile.zone)
        if due <= self.now() and day == self.today():
            return planning.free_slot(day, but=tile.post_id)
        return due

    def free_slot(self, day: date) -> datetime:
        """The time a new post would get."""
        return self._shell.desk.planning.free_slot(day)

    def pretend(self, post_id: int, due: datetime) -> int:
        """Show a post at `due` until the file says so itself; the number returned ends it with `settle`."""
        self._pretended += 1
        self._moving[post_id] = (self._pretended, due)
        return self._pretended

    def settle(self, post_id: int, number: int) -> None:
        """The move is over; a later one of the same post goes on pretending."""
        if self._moving.get(post_id, (0, None))[0] == number:
            del self._moving[post_id]

    def labels(self, start: date, end: date) -> Mapping[date, list["Label"]]:
        """Labels of the days in [start, end) as far as they are there; the rest is computed and announced."""
        papers, land = self._papers, self.office.land
        key = (start, end, land, tuple((one.name, one.settings[copy_date.SETTING]) for one in papers))
        if key in self._labels:
            return self._labels[key]
        if key not in self._asked:
            self._asked.add(key)
            calendar = self._shell.desk.calendar

            def keep(found: Mapping[date, list["Label"]]) -> None:
                if len(self._labels) >= _KEPT_LABELS:
                    self._labels.pop(next(iter(self._labels)))
                self._labels[key] = found
                self._asked.discard(key)
                self.labelled.emit()

            def give_up(error: Exception) -> None:
                # a calendar without labels is still a calendar; not asked again
                log.warning("labels", exc_info=error)

            def work() -> Mapping[date, list["Label"]]:
                return calendar.with_copy_dates(calendar.labels(start, end, land), papers, start, end)

            self._shell.background.run(work, keep, give_up, side=True)
        return {}

    def _found(self, tiles: Iterable[Tile]) -> Container[int]:
        """Posts with the words of the filter anywhere in title and texts; a tile knows only its first words."""
        if not self.filter.words.strip():
            return ()
        return self._shell.desk.posts.containing(self.filter.words, [tile.post_id for tile in tiles])

    def _as_moved(self, tile: Tile) -> Tile:
        moving = self._moving.get(tile.post_id)
        return tile if moving is None else replace(tile, due=moving[1])
