"""What must be right before a post is planned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.domain.channel import Ability, Count, Kind, Limits
from amtdesk.domain.checks import Target, check
from amtdesk.domain.crop import Crop
from amtdesk.domain.finding import Finding, Place
from amtdesk.domain.media import Media
from amtdesk.domain.message import Target as Aim
from amtdesk.domain.post import Attached, Post, Variant

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
KIND = Kind("bluesky", "Bluesky", "world", (), frozenset({Ability.PUBLISH, Ability.PICTURES}))
LIMITS = Limits(count=Count.GRAPHEMES, characters=20, pictures=1, alt_text=10)
TARGETS = {
    1: Target(1, "Bluesky", KIND, LIMITS),
    2: Target(2, "Blatt", replace(KIND, abilities=frozenset({Ability.PUBLISH})), Limits()),
}
POST = Post(1, "", "Markt am Sonntag", due=NOW + timedelta(hours=1), variants=(Variant(1),))
PICTURE = Attached(Media(1, "a", "image/png", 800, 600, 1000, "a.png"), "Ein Platz")


def found(post: Post, **options: bool) -> list[Finding]:
    return [note.finding for note in check(post, TARGETS, NOW, **options)]


def test_a_post_in_order_has_no_findings() -> None:
    assert found(POST) == [] and found(replace(POST, pictures=(PICTURE,))) == []


@pytest.mark.parametrize(
    ("values", "finding", "place"),
    [
        ({"variants": ()}, Finding.NO_CHANNEL, Place.CHANNELS),
        ({"text": "  \n"}, Finding.TEXT_EMPTY, Place.TEXT),
        ({"variants": (Variant(1, " "), Variant(2))}, Finding.TEXT_EMPTY, Place.TEXT),
        ({"text": "x" * 21}, Finding.TEXT_TOO_LONG, Place.TEXT),
        ({"text": "am {{tag}}"}, Finding.PLACEHOLDER_OPEN, Place.TEXT),
        ({"text": "am {{"}, Finding.PLACEHOLDER_OPEN, Place.TEXT),
        ({"due": None}, Finding.NO_TIME, Place.TIME),
        ({"due": NOW}, Finding.TIME_PAST, Place.TIME),
        ({"pictures": (replace(PICTURE, alt=" "),)}, Finding.ALT_MISSING, Place.PICTURES),
        ({"pictures": (replace(PICTURE, alt="x" * 11),)}, Finding.ALT_TOO_LONG, Place.PICTURES),
        ({"pictures": (PICTURE, PICTURE)}, Finding.TOO_MANY_PICTURES, Place.PICTURES),
        (
            {"pictures": (replace(PICTURE, media=replace(PICTURE.media, width=90_000, height=9_000)),)},
            Finding.PICTURE_TOO_LARGE,
            Place.PICTURES,
        ),
    ],
)
def test_what_blocks_says_where(values: dict[str, object], finding: Finding, place: Place) -> None:
    (note,) = [one for one in check(replace(POST, **values), TARGETS, NOW) if one.blocks]  # type: ignore[arg-type]
    assert (note.finding, note.place) == (finding, place)


def test_what_is_only_worth_a_look_does_not_block() -> None:
    notes = check(replace(POST, text="𝐅𝐞𝐭𝐭", due=NOW + timedelta(seconds=30)), TARGETS, NOW)
    assert {note.finding for note in notes} == {Finding.FALSE_LETTERS, Finding.SOON}
    assert not any(note.blocks for note in notes)


def test_a_decorative_picture_needs_no_description() -> None:
    assert found(replace(POST, pictures=(replace(PICTURE, alt="", decorative=True),))) == []


def test_a_channel_without_pictures_is_named() -> None:
    post = replace(POST, pictures=(PICTURE,), variants=(Variant(2),))
    (note,) = check(post, TARGETS, NOW)
    assert (note.finding, note.words, note.blocks) == (Finding.PICTURES_NOT_TAKEN, "Blatt", False)


def test_an_access_that_lets_no_pictures_through_is_named_before_it_is_too_late() -> None:
    lacking = {1: replace(TARGETS[1], lacks=frozenset({Ability.PICTURES}))}
    (note,) = check(replace(POST, pictures=(PICTURE,)), lacking, NOW)
    assert (note.finding, note.blocks, note.account_id) == (Finding.PICTURES_LACK, False, 1)
    assert check(POST, lacking, NOW) == []


def test_for_now_no_time_is_needed_and_blocking_ones_come_first() -> None:
    assert found(replace(POST, due=None), needs_time=False) == []
    targets = {1: replace(TARGETS[1], needs_login=True)}
    notes = check(replace(POST, text=""), targets, NOW)
    assert [note.blocks for note in notes] == [True, False]


INSTAGRAM = Target(
    3,
    "Instagram",
    KIND,
    Limits(count=Count.UTF16, characters=2200, least_pictures=1, hashtags=30, warn_hashtags=5, title=10, caption=20),
)


def of_instagram(**values: object) -> list[tuple[Finding, bool, int]]:
    post = replace(POST, variants=(Variant(3),), **{"pictures": (PICTURE,), **values})  # type: ignore[arg-type]
    return [(note.finding, note.blocks, note.number) for note in check(post, {3: INSTAGRAM}, NOW)]


def test_a_channel_of_pictures_needs_one_an_answer_there_does_not() -> None:
    assert of_instagram(pictures=()) == [(Finding.TOO_FEW_PICTURES, True, 1)]
    answer = Aim("m1", "p1")
    assert of_instagram(pictures=(), target=answer) == []


@pytest.mark.parametrize(
    ("tags", "expected"),
    [(5, []), (6, [(Finding.MANY_TAGS, False, 5)]), (30, [(Finding.MANY_TAGS, False, 5)])],
)
def test_many_hashtags_are_worth_a_look(tags: int, expected: list[tuple[Finding, bool, int]]) -> None:
    noted = of_instagram(text=" ".join(f"#t{one}" for one in range(tags)))
    assert [one for one in noted if one[0] is not Finding.CAPTION_TOO_LONG] == expected


def test_too_many_hashtags_block_and_numbers_are_none() -> None:
    text = " ".join(f"#t{one}" for one in range(31))
    assert (Finding.TOO_MANY_TAGS, True, 30) in of_instagram(text=text)
    assert of_instagram(text="#1 #2 #3 #4 #5 #6", pictures=(PICTURE,)) == []


def test_a_title_counts_only_where_it_is_a_headline() -> None:
    assert of_instagram(title="x" * 12) == []
    titled = replace(INSTAGRAM, kind=replace(KIND, titled=True))
    post = replace(POST, title="x" * 12, variants=(Variant(3),), pictures=(PICTURE,))
    (note,) = check(post, {3: titled}, NOW)
    assert (note.finding, note.place, note.number, note.blocks) == (Finding.TITLE_TOO_LONG, Place.TITLE, 2, True)


def test_words_too_long_to_stand_below_a_picture_are_told_but_do_not_block() -> None:
    assert of_instagram(text="x" * 21) == [(Finding.CAPTION_TOO_LONG, False, 1)]


def test_a_picture_that_is_cut_unseen_is_worth_a_look() -> None:
    limits = replace(LIMITS, picture_ratio=(0.8, 1.91))
    targets = {1: replace(TARGETS[1], limits=limits)}
    tall = replace(PICTURE, media=replace(PICTURE.media, width=600, height=1200))
    (note,) = check(replace(POST, pictures=(tall,)), targets, NOW)
    assert (note.finding, note.place, note.number, note.words) == (Finding.PICTURE_CUT, Place.PICTURES, 1, "Bluesky")
    assert not note.blocks
    assert check(replace(POST, pictures=(replace(tall, crop=Crop()),)), targets, NOW) == []
    assert check(replace(POST, pictures=(PICTURE,)), targets, NOW) == []


def test_a_picture_narrower_than_a_channel_wants_is_told_but_does_not_block() -> None:
    targets = {1: replace(TARGETS[1], limits=replace(LIMITS, picture_least_width=320))}
    small = replace(PICTURE, media=replace(PICTURE.media, width=319, height=400))
    (note,) = check(replace(POST, pictures=(small,)), targets, NOW)
    assert (note.finding, note.number, note.words) == (Finding.PICTURE_NARROW, 1, "Bluesky") and not note.blocks
    wide = replace(small, media=replace(small.media, width=320))
    assert check(replace(POST, pictures=(wide,)), targets, NOW) == []


def test_a_second_picture_of_another_shape_is_worth_a_look_where_all_are_shown_alike() -> None:
    targets = {1: replace(TARGETS[1], limits=replace(LIMITS, pictures_alike=True, pictures=4))}
    wide = replace(PICTURE, media=replace(PICTURE.media, width=900, height=600))
    square = replace(PICTURE, media=replace(PICTURE.media, id=9, width=600, height=600))
    (note,) = check(replace(POST, pictures=(wide, square)), targets, NOW)
    assert (note.finding, note.number) == (Finding.PICTURE_CUT, 2)
    assert check(replace(POST, pictures=(wide, replace(square, crop=Crop()))), targets, NOW) == []
