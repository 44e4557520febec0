from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from amtdesk.ui.calendar.cells import Cells, cell, columns, rows
from amtdesk.ui.calendar.fit import Form
from tests.ui.calendar.tiles import tile

DAY = date(2026, 10, 16)


def test_the_weekend_is_narrow_unless_all_are_equal() -> None:
    wide = [width for _, width in columns(700, 26, 66, equal=False)]
    assert wide[5:] == [66, 66]
    assert min(wide[:5]) > 100
    assert {width for _, width in columns(726, 26, 66, equal=True)} == {100}


@given(st.integers(100, 3000), st.booleans())
def test_columns_fill_the_width_without_gaps(width: int, equal: bool) -> None:
    found = columns(width, 26, 66, equal=equal)
    assert found[0][0] == 26
    assert all(x + wide == following for (x, wide), (following, _) in pairwise(found))
    assert found[-1][0] + found[-1][1] == width


def test_rows_fill_the_height_or_grow_beyond_it() -> None:
    assert sum(high for _, high in rows(601, 5, 45)) == 601
    assert sum(high for _, high in rows(100, 6, 45)) == 270


def test_a_cell_stacks_tiles_and_counts_the_rest() -> None:
    tiles = [tile(1), tile(2), tile(3)]
    found = cell(DAY, QRect(100, 200, 90, 116), 20, tiles, lambda *_: [Form(1, 46), Form(0, 21)], 2)
    assert [one.tile.post_id for one in found.placed] == [1, 2]
    assert found.hidden == 1
    assert found.more.width() > 0
    assert found.placed[1].rect.y() == found.placed[0].rect.y() + 48
    assert found.free.y() > found.placed[1].rect.bottom()


def test_a_point_finds_its_day_and_tile() -> None:
    one = cell(DAY, QRect(0, 0, 90, 116), 20, [tile(7)], lambda *_: [Form(1, 46)], 2)
    cells = Cells((one,), 116)
    hit = cells.tile_at(QPoint(40, 40))
    assert hit is not None
    assert hit.tile.post_id == 7
    assert cells.tile_at(QPoint(40, 110)) is None
    assert cells.at(QPoint(40, 110)) == one
    assert cells.at(QPoint(400, 110)) is None
    assert cells.on(DAY) == one
