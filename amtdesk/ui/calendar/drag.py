"""A tile under way to another day: where it may land and at what time."""

from datetime import date, datetime

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from amtdesk.domain.schedule import local
from amtdesk.ui import texts
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.board import movable
from amtdesk.ui.calendar.cells import Placed
from amtdesk.ui.calendar.plan import Plan

#: pixels the mouse must go before a click becomes a drag
DISTANCE = 8


class Drag:
    """From the press on a tile on; it is `under_way` once the mouse went far enough."""

    def __init__(self, plan: Plan, placed: Placed, start: QPoint) -> None:
        self._plan = plan
        self.placed = placed
        self.grip = start - placed.rect.topLeft()
        self.start = start
        self.point = start
        self.under_way = False
        self.target: date | None = None
        self.due: datetime | None = None
        #: why it may not land here, empty when it may
        self.refusal = ""
        self._said = ""

    def follow(self, point: QPoint) -> bool:
        """Follow the mouse; True while it is a drag."""
        self.point = point
        far = (point - self.start).manhattanLength() >= max(DISTANCE, QApplication.startDragDistance() // 2)
        self.under_way = self.under_way or far
        return self.under_way

    def over(self, day: date | None) -> str:
        """The mouse is over a day; returns why it may not land here, unless that was just said."""
        if day == self.target and day is not None:
            return ""
        self.target, self.due = day, None
        if not movable(self.placed.tile):
            self.refusal = words.locked(self.placed.tile)
        elif day is None or day < self._plan.today():
            self.refusal = words.PAST_TARGET
        else:
            self.refusal = ""
            if day != self.placed.day:
                self.due = self._plan.time_on(self.placed.tile, day)
        if day is None or self.refusal == self._said:
            return ""
        self._said = self.refusal
        return self._said

    @property
    def lands(self) -> bool:
        """Whether letting go here moves the post."""
        return self.under_way and self.due is not None and not self.refusal

    @property
    def words(self) -> str:
        """The time it would get."""
        return texts.clock(self.due, self.placed.tile.zone) if self.due else ""

    @property
    def lands_on(self) -> date | None:
        """The day it would get, which is another one when today is full."""
        return local(self.due, self.placed.tile.zone).date() if self.due else None
