"""Addresses and hashtags within a text."""

from time import monotonic

import pytest

from amtdesk.domain.marks import BARE, URL, composed, hashtags


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
        ("musterbach.de/Markt_(Ort), bitte", ["musterbach.de/Markt_(Ort)"]),
        ("post@musterbach.de", []),
        ("z.B. am 14.10. um 9.30 Uhr, e.V.", []),
        ("datei.docx", []),
    ],
)
def test_an_address_without_scheme_is_found(text: str, found: list[str]) -> None:
    assert [one.group(0) for one in BARE.finditer(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mehr: https://musterbach.de/Markt_(Ort).", "https://musterbach.de/Markt_(Ort)"),
        ("(https://musterbach.de/Markt_(Ort))", "https://musterbach.de/Markt_(Ort)"),
        ("https://musterbach.de/Antrag_(neu).pdf!", "https://musterbach.de/Antrag_(neu).pdf"),
        ("(https://musterbach.de/), (b)", "https://musterbach.de/"),
        ("https://musterbach.de/a(b", "https://musterbach.de/a(b"),
        ("„https://musterbach.de/a“, [https://musterbach.de/b]", "https://musterbach.de/a"),
    ],
)
def test_a_pair_of_brackets_belongs_to_an_address_and_a_bracket_around_it_does_not(text: str, found: str) -> None:
    assert next(URL.finditer(text)).group() == found


@pytest.mark.parametrize("piece", ["(", "(.", "()", "(.)", ".", ").(", "(a", "(a)."])
def test_brackets_without_end_are_searched_at_once(piece: str) -> None:
    begun = monotonic()
    list(URL.finditer("https://" + piece * 20_000))
    assert monotonic() - begun < 2


def test_letters_in_two_pieces_become_one_but_an_address_stays_the_one_it_is() -> None:
    two = "u\u0308"
    assert composed(f"Pr{two}fung: https://musterbach.de/Pr{two}fung.pdf f{two}r alle") == (
        f"Pr\u00fcfung: https://musterbach.de/Pr{two}fung.pdf f\u00fcr alle"
    )
    assert composed(two) == "\u00fc" and composed("\u00fc") == "\u00fc"
