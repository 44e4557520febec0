"""The part of a picture a person chose."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import SMALLEST, WHOLE, Crop
from amtdesk.domain.fit import fit

INSTAGRAM = Limits(picture_ratio=(0.8, 1.91))
SIDE = st.integers(40, 4000)
POINT = st.integers(0, 1000)
SIZE = st.integers(SMALLEST, WHOLE)


@given(SIDE, SIDE, POINT, POINT, SIZE)
def test_the_part_lies_in_the_picture_and_keeps_the_ratio(width: int, height: int, x: int, y: int, size: int) -> None:
    found = fit(width, height, "image/jpeg", INSTAGRAM, crop=Crop(x, y, size))
    left, top, right, bottom = found.box
    assert 0 <= left < right <= width and 0 <= top < bottom <= height
    ratio = Fraction(right - left, bottom - top)
    assert Fraction("0.8") <= ratio <= Fraction("1.91")
    if found.cut is None:
        assert found.box == (0, 0, width, height)
    else:
        # at most one pixel beside the ratio asked for
        assert abs((right - left) - (bottom - top) * found.cut) <= 2 + found.cut


@given(SIDE, SIDE, SIZE, st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_a_push_stops_at_the_edge_and_lands_where_it_was_pushed(
    width: int, height: int, size: int, right: int, down: int
) -> None:
    crop = Crop(size=size)
    box = fit(width, height, "image/jpeg", INSTAGRAM, crop=crop).box
    pushed = crop.moved(width, height, box, right, down)
    assert 0 <= pushed.x <= 1000 and 0 <= pushed.y <= 1000 and pushed.size == size
    there = fit(width, height, "image/jpeg", INSTAGRAM, crop=pushed)
    if there.cut is not None:
        wanted = min(max(box[0] + right, 0), width - (box[2] - box[0]))
        assert abs(there.box[0] - wanted) <= width / 1000 + 1


def test_the_middle_is_what_goes_out_when_nobody_chose() -> None:
    assert fit(1000, 2000, "image/jpeg", INSTAGRAM, crop=Crop()) == fit(1000, 2000, "image/jpeg", INSTAGRAM)


@pytest.mark.parametrize(
    ("crop", "box"),
    [
        (Crop(500, 0), (0, 0, 1000, 1250)),
        (Crop(500, 1000), (0, 750, 1000, 2000)),
        (Crop(500, 500, 500), (250, 688, 750, 1312)),
        (Crop(0, 0, 500), (0, 0, 500, 625)),
        (Crop(0, 0, 1), (0, 0, 300, 375)),
    ],
)
def test_a_tall_picture_is_cut_where_it_was_chosen(crop: Crop, box: tuple[int, int, int, int]) -> None:
    found = fit(1000, 2000, "image/jpeg", INSTAGRAM, crop=crop).box
    assert all(abs(one - other) <= 1 for one, other in zip(found, box, strict=True))


def test_the_size_stays_within_its_limits() -> None:
    assert Crop().sized(50).size == WHOLE
    assert Crop().sized(-50).size == 950
    assert Crop(size=SMALLEST).sized(-50).size == SMALLEST
