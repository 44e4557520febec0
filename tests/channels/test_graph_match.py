"""Telling our posts from others."""

from datetime import timedelta
from typing import Any

import pytest

from amtdesk.channels.graph_match import around, newest, same
from amtdesk.domain.channel import Picture, Published
from tests.channels.contract import NOW, payload

PICTURE = Picture(b"", "image/jpeg", 1, 1, "", "a.jpg")
OURS = {"id": "9", "text": "Markt", "timestamp": NOW.isoformat(), "permalink": "https://a.example/9"}
ALBUM = {"children": {"data": [{"id": "1"}, {"id": "2"}]}}


def test_blanks_line_ends_and_forms_of_letters_make_no_difference() -> None:
    assert same("Ma\u0308rkte\r\n am  Samstag ", "Märkte\nam Samstag")
    assert not same("Märkte am Sonntag", "Märkte am Samstag")


def test_only_what_was_made_around_one_of_the_moments_is_ours() -> None:
    assert around(NOW, NOW, None)
    assert around(NOW, NOW - timedelta(days=9), NOW + timedelta(minutes=1))
    assert not around(NOW, NOW - timedelta(minutes=16))
    assert not around(NOW, NOW + timedelta(minutes=3))
    assert not around(None, NOW)


@pytest.mark.parametrize(
    ("row", "pictures", "found"),
    [
        (OURS, 0, True),
        (OURS, 1, True),
        (OURS, 2, False),
        (OURS | ALBUM, 2, True),
        (OURS | ALBUM, 1, False),
        (OURS | {"text": "Fest"}, 0, False),
        (OURS | {"timestamp": None}, 0, False),
        (OURS | {"timestamp": (NOW - timedelta(hours=1)).isoformat()}, 0, False),
    ],
)
def test_the_newest_of_these_words_with_as_many_pictures_is_ours(
    row: dict[str, Any], pictures: int, found: bool
) -> None:
    sent = payload("Markt", pictures=(PICTURE,) * pictures)
    shown = newest([{"id": "8"}, row], "text", sent, NOW - timedelta(minutes=2), NOW)
    assert shown == (Published("9", "https://a.example/9") if found else None)
