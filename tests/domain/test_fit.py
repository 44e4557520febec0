"""What a channel makes of a picture."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amtdesk.domain.channel import Limits
from amtdesk.domain.crop import Crop
from amtdesk.domain.fit import Fit, each, fates, fit, ratio_words

INSTAGRAM = Limits(
    picture_ratio=(0.8, 1.91), picture_least_width=320, picture_width=1440, picture_types=("image/jpeg",)
)


@pytest.mark.parametrize(
    ("size", "box", "words"),
    [
        ((1000, 1000), (0, 0, 1000, 1000), ""),
        ((1000, 2000), (0, 375, 1000, 1625), "beschnitten auf 4:5, 1000 × 1250"),
        ((2000, 1000), (45, 0, 1955, 1000), "beschnitten auf 1,91:1, 1438 × 753"),
        ((2048, 1536), (0, 0, 2048, 1536), "1440 × 1080"),
    ],
)
def test_it_is_cut_in_the_middle_and_made_as_wide_as_the_channel_shows(
    size: tuple[int, int], box: tuple[int, int, int, int], words: str
) -> None:
    found = fit(*size, "image/jpeg", INSTAGRAM)
    assert (found.box, found.words, found.mime) == (box, words, "image/jpeg")


def test_another_type_and_fewer_bytes_are_told() -> None:
    assert fit(400, 400, "image/png", INSTAGRAM).words == "als JPEG"
    tight = Limits(picture_bytes=950_000)
    assert fit(100, 100, "image/jpeg", tight, 950_001).words == "stärker komprimiert"
    assert fit(100, 100, "image/jpeg", tight, 950_000).words == ""


def test_too_few_pixels_across_are_told_also_of_a_part() -> None:
    narrow = fit(240, 240, "image/jpeg", INSTAGRAM)
    assert (narrow.width, narrow.too_narrow_for) == (240, 320), "never enlarged"
    assert narrow.words == "nur 240 statt mindestens 320 Pixel breit, wird dort unscharf"
    assert fit(320, 320, "image/jpeg", INSTAGRAM).words == ""
    part = fit(800, 1600, "image/jpeg", INSTAGRAM, crop=Crop(size=300))
    assert part.words == "beschnitten auf 4:5, 240 × 300, nur 240 statt mindestens 320 Pixel breit, wird dort unscharf"


def test_the_part_is_known_by_its_shares() -> None:
    assert fit(1000, 2000, "image/jpeg", INSTAGRAM).share(1000, 2000) == (0.0, 0.1875, 1.0, 0.8125)


SIDE = st.integers(1, 9000)


@given(SIDE, SIDE, st.integers(320, 2000), st.integers(700, 12000), st.integers(10_000, 40_000_000))
def test_it_fits_always_and_is_never_enlarged(width: int, height: int, wide: int, sides: int, pixels: int) -> None:
    limits = Limits(picture_ratio=(0.05, 20.0), picture_width=wide, picture_sides=sides, picture_pixels=pixels)
    found = fit(width, height, "image/png", limits)
    left, top, right, bottom = found.box
    assert 0 <= left < right <= width and 0 <= top < bottom <= height
    assert 1 <= found.width <= min(right - left, wide) and 1 <= found.height <= bottom - top
    assert found.width + found.height <= sides and found.width * found.height <= pixels
    if min(width, height) >= 20:
        assert Fraction(1, 20) <= Fraction(found.width, found.height) <= 20
    assert found.mime == "image/png"


def test_where_all_are_shown_in_the_shape_of_the_first_the_others_are_cut_to_it() -> None:
    limits = replace(INSTAGRAM, pictures_alike=True)
    shapes = [(1200, 800), (1200, 800), (1205, 800), (800, 1200), (1600, 1600)]
    found = [fit(*shape, "image/jpeg", one) for shape, one in zip(shapes, each(shapes, limits), strict=True)]
    assert [one.words for one in found] == [
        "",
        "",
        "",
        "beschnitten auf 3:2 wie Bild 1, 800 × 534",
        "beschnitten auf 3:2 wie Bild 1, 1440 × 960",
    ]
    tall = [(800, 1600), (1000, 1000)]
    first, second = [fit(*shape, "image/jpeg", one) for shape, one in zip(tall, each(tall, limits), strict=True)]
    assert (first.cut, second.cut) == (0.8, 0.8) and second.words == "beschnitten auf 4:5 wie Bild 1, 800 × 1000"
    assert (
        each(shapes, INSTAGRAM) == [INSTAGRAM] * 5 and each(shapes[:1], limits) == [limits] and each([], limits) == []
    )


@given(
    st.tuples(st.integers(300, 4200), st.integers(300, 4200)), st.tuples(st.integers(300, 4200), st.integers(300, 4200))
)
@example((1000, 3000), (1351, 1351))
@example((3000, 1000), (4099, 4175))
def test_in_the_shape_of_the_first_no_picture_leaves_what_the_platform_takes(
    first: tuple[int, int], other: tuple[int, int]
) -> None:
    limits = replace(INSTAGRAM, pictures_alike=True)
    for shape, one in zip((first, other), each((first, other), limits), strict=True):
        made = fit(*shape, "image/jpeg", one)
        assert Fraction("0.8") <= Fraction(made.width, made.height) <= Fraction("1.91")


def test_channels_that_leave_it_alone_stand_together() -> None:
    same, cut = Fit((0, 0, 9, 9), 9, 9, "image/png"), Fit((0, 1, 9, 8), 9, 7, "image/jpeg", 1.25)
    assert fates({"Mastodon": same, "Instagram": cut, "Bluesky": same}) == (
        "Instagram: beschnitten auf 5:4, 9 × 7 · Mastodon, Bluesky: unverändert"
    )
    assert fates({"Mastodon": same, "Instagram": cut, "Threads": cut, "YouTube": None}) == (
        "Instagram, Threads: beschnitten auf 5:4, 9 × 7 · YouTube: geht nicht mit · Mastodon: unverändert"
    )
    assert fates({}) == ""


def test_ratios_are_written_as_people_know_them() -> None:
    assert [ratio_words(one) for one in (0.8, 1.91, 10.0, 0.05)] == ["4:5", "1,91:1", "10:1", "1:20"]
    assert [ratio_words(one) for one in (1200 / 800, 1600 / 1067, 4 / 3, 1.8765)] == ["3:2", "3:2", "4:3", "1,88:1"]
