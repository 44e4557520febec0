"""What a screen reader says where the cursor stands in a grid."""

from collections.abc import Mapping, Sequence
from datetime import date

from amtdesk.ui import texts
from amtdesk.ui.calendar import words
from amtdesk.ui.calendar.cells import Cell
from amtdesk.ui.calendar.grid_painter import MORE


def spoken(
    cell: Cell | None, day: date, post_id: int, quiet: Sequence[str], channels: Mapping[int, str], today: date
) -> str:
    """The post under the cursor, else its day, with the quiet labels of the day."""
    name = f"{texts.long_date(day)}, heute" if day == today else texts.long_date(day)
    if cell is None:
        return name
    count = len(cell.placed) + cell.hidden
    if post_id == MORE:
        more = texts.count(cell.hidden, "weiterer Beitrag", "weitere Beiträge")
        return f"{name}, {more}, Eingabe zeigt die Liste"
    for at, placed in enumerate(cell.placed, 1):
        if placed.tile.post_id == post_id:
            parts = [words.spoken(placed.tile, channels, today), *quiet]
            return ", ".join([*parts, f"Beitrag {at} von {count}"] if count > 1 else parts)
    return ", ".join([name, *quiet, texts.count(count, "Beitrag", "Beiträge") if count else "kein Beitrag"])
