"""Addresses and hashtags within a text."""

import pytest

from amtdesk.domain.marks import BARE, hashtags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Musterbach und #Grüße_2026!", ["Musterbach", "Grüße_2026"]),
        ("Haus #12, #2026", []),
        ("#1a", ["1a"]),
        ("a#b", []),
        ("https://musterbach.de/seite#teil #Markt", ["Markt"]),
        ("(#Markt)", ["Markt"]),
        ("＃東京", ["東京"]),
        ("", []),
    ],
)
def test_a_tag_has_a_letter_and_stands_alone(text: str, tags: list[str]) -> None:
    assert hashtags(text) == tags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mehr auf musterbach.de.", ["musterbach.de"]),
        ("www.müsterbach.de/markt?a=1, bitte", ["www.müsterbach.de/markt?a=1"]),
        ("post@musterbach.de", []),
        ("z.B. am 14.10. um 9.30 Uhr, e.V.", []),
        ("datei.docx", []),
    ],
)
def test_an_address_without_scheme_is_found(text: str, found: list[str]) -> None:
    assert [one.group(0) for one in BARE.finditer(text)] == found
