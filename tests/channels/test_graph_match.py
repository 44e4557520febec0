"""Telling our posts from others."""

from datetime import timedelta

from amtdesk.channels.graph_match import around, same
from tests.channels.contract import NOW


def test_blanks_line_ends_and_forms_of_letters_make_no_difference() -> None:
    assert same("Ma\u0308rkte\r\n am  Samstag ", "Märkte\nam Samstag")
    assert not same("Märkte am Sonntag", "Märkte am Samstag")


def test_only_what_was_made_around_one_of_the_moments_is_ours() -> None:
    assert around(NOW, NOW, None)
    assert around(NOW, NOW - timedelta(days=9), NOW + timedelta(minutes=1))
    assert not around(NOW, NOW - timedelta(minutes=16))
    assert not around(NOW, NOW + timedelta(minutes=3))
    assert not around(None, NOW)
