"""Reading what a page says of itself, and which link a card belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.card import LONGEST_DESCRIPTION, LONGEST_TITLE, LinkCard, decode, first_link, host, read

URL = "https://www.musterbach.example/fest"


def test_open_graph_comes_first() -> None:
    page = read(
        "<head><title>Stadt</title><meta name=description content=Kurz>"
        '<meta property="og:title" content="Fest &amp; Markt"><meta property="og:description" content="Am Samstag">'
        '<meta property="og:image" content="/bild.jpg"></head>',
        URL,
    )
    assert (page.title, page.description) == ("Fest & Markt", "Am Samstag")
    assert page.picture == "https://www.musterbach.example/bild.jpg"


def test_a_plain_page_has_its_title() -> None:
    page = read(
        "<title>\n Straßenfest\n 2026 </title><meta name='Description' content='Alle Stände'><svg><title>x", URL
    )
    assert (page.title, page.description, page.picture) == ("Straßenfest 2026", "Alle Stände", "")


def test_what_is_too_long_is_cut_at_a_word() -> None:
    page = read(f"<title>{'Wort ' * 100}</title><meta name=description content='{'x' * 900}'>", URL)
    assert page.title.endswith("Wort…") and len(page.title) <= LONGEST_TITLE
    assert len(page.description) == LONGEST_DESCRIPTION


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Grüße".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ("Grüße".encode(), "text/html"),
        ('<meta charset="windows-1252">Grüße'.encode("cp1252"), "text/html"),
        ("Grüße".encode(), "text/html; charset=unknown"),
    ],
)
def test_the_charset_a_page_names_counts(body: bytes, kind: str) -> None:
    assert decode(body, kind).endswith("Grüße")


@given(st.text(alphabet="<>!-[]/=\"' amet&#x;title\n", max_size=200))
def test_no_page_is_too_broken(markup: str) -> None:
    read(markup, URL)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (f"Mehr unter {URL}. Bis dann!", URL),
        ("Nur http://www.musterbach.example", ""),
        (f"http://erst.example, dann {URL}", ""),
        ("Ohne Link", ""),
    ],
)
def test_the_first_link_of_a_text(text: str, link: str) -> None:
    assert first_link(text) == link


def test_a_card_goes_with_its_own_link_only() -> None:
    card = LinkCard(URL, "Fest")
    assert card.belongs_to(f"Mehr: {URL}")
    assert not card.belongs_to("Mehr: https://andere.example")
    assert not LinkCard(URL, "Fest", shown=False).belongs_to(URL)
    assert not LinkCard(URL, "  ").belongs_to(URL)


def test_the_host_is_shown_plainly() -> None:
    assert (host(URL), host("https://[")) == ("musterbach.example", "")


def test_a_card_of_a_silent_page_says_nothing() -> None:
    bare = LinkCard("https://www.a.example/1", "a.example")
    assert bare.says_nothing
    assert not LinkCard(bare.url, "Fest").says_nothing and not LinkCard(bare.url, "a.example", "Text").says_nothing
