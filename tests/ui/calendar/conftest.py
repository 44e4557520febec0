"""A plan with posts in it, and ways to point at its days."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from amtdesk.domain.post import Post
from amtdesk.services.desk import Desk
from amtdesk.ui.calendar.day_grid import DayGrid
from amtdesk.ui.calendar.pane import CalendarPane
from tests.builders import draft, practice
from tests.ui.conftest import RecordingShell

FRIDAY = date(2026, 10, 16)


@pytest.fixture
def account(desk: Desk) -> int:
    """An Übungskanal."""
    return practice(desk)


@pytest.fixture
def post(desk: Desk, account: int) -> Post:
    """A draft on Friday, 16 October 2026, 9:00 Uhr."""
    return draft(desk, [account], due=datetime(2026, 10, 16, 7, tzinfo=UTC))


@pytest.fixture
def pane(qtbot: QtBot, shell: RecordingShell) -> Iterator[CalendarPane]:
    """The calendar, shown; build what shall be in it before."""
    found = CalendarPane(shell)
    qtbot.addWidget(found)
    found.resize(760, 760)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(lambda: found.plan.labels(found.view.start, found.view.end) != {})
    yield found
    found.close()


@pytest.fixture
def spot() -> Callable[[DayGrid, date], QPoint]:
    """A point of the viewport on the free space of a day."""

    def find(grid: DayGrid, day: date) -> QPoint:
        cell = grid.cells.on(day)
        assert cell is not None
        return QPoint(cell.rect.center().x(), cell.rect.bottom() - 6 - grid.offset())

    return find


@pytest.fixture
def tile_spot() -> Callable[[DayGrid, int], QPoint]:
    """The middle of a post's tile."""

    def find(grid: DayGrid, post_id: int) -> QPoint:
        placed = next(one for cell in grid.cells.cells for one in cell.placed if one.tile.post_id == post_id)
        return placed.rect.center() - QPoint(0, grid.offset())

    return find
