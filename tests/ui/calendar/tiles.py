"""Tiles for tests."""

from datetime import UTC, datetime

from amtdesk.domain.delivery import State
from amtdesk.domain.post import Tile

NINE = datetime(2026, 10, 16, 7, tzinfo=UTC)


def tile(
    post_id: int = 1,
    *,
    due: datetime | None = NINE,
    words: str = "Herbstmarkt auf dem Rathausplatz",
    state: State = State.PLANNED,
    channels: tuple[tuple[int, State], ...] = ((1, State.PLANNED),),
    partly: bool = False,
    pictures: int = 0,
    runs_without_pc: bool = False,
) -> Tile:
    """One tile on Friday, 16 October 2026, 9:00 Uhr, unless said otherwise."""
    return Tile(post_id, due, "Europe/Berlin", words, state, partly, channels, pictures, runs_without_pc)
