"""Pages on which a person writes by hand."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Kind
from amtdesk.domain.composer import LONGEST, Page, hosts_of, link_in, page_of

INTENT = "https://platform.example/intent?text={text}"
BOTH = "https://platform.example/share?url={link}&text={text}"
LINK = "https://musterbach.example/markt?tag=so&jahr=2026"


def kind(composer: str = "", *hosts: str) -> Kind:
    return Kind("x", "X", "x", (), frozenset(), composer=composer, link_hosts=hosts)


def account(url: str = "", **settings: str) -> Account:
    return Account(1, "x", "X", url, settings)


@given(st.text(max_size=150))
def test_a_text_arrives_as_it_is(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    page = page_of(kind(INTENT), account(), text)
    if page.filled:
        assert parse_qs(urlsplit(page.url).query, keep_blank_values=True)["text"] == [text]
    assert len(page.url) <= LONGEST


def test_a_text_too_long_for_an_address_is_left_to_the_clipboard() -> None:
    assert page_of(kind(INTENT), account(), "ä" * 400) == Page("https://platform.example/intent?text=")


@pytest.mark.parametrize(
    ("text", "said", "link"),
    [
        (f"Am Sonntag ist Markt: {LINK}", "Am Sonntag ist Markt:", LINK),
        (f"Unter {LINK} steht alles.", f"Unter {LINK} steht alles.", ""),
        ("Am Sonntag ist Markt.", "Am Sonntag ist Markt.", ""),
    ],
)
def test_a_link_is_never_said_twice(text: str, said: str, link: str) -> None:
    query = parse_qs(urlsplit(page_of(kind(BOTH), account(), text).url).query, keep_blank_values=True)
    assert (query["text"], query["url"]) == ([said], [link])


def test_a_page_that_shares_a_link_is_no_use_without_one() -> None:
    sharer = kind("https://www.facebook.com/sharer/sharer.php?u={link}")
    page = account("https://www.facebook.com/musterbach")
    assert page_of(sharer, page, "Ohne Link") == Page("https://www.facebook.com/musterbach")
    assert page_of(sharer, page, LINK).url.endswith(
        "u=https%3A%2F%2Fmusterbach.example%2Fmarkt%3Ftag%3Dso%26jahr%3D2026"
    )


@pytest.mark.parametrize(
    ("composer", "url", "hosts", "page"),
    [
        ("", "https://a.example/gruppe/", (), "https://a.example/gruppe"),
        ("", "", (), ""),
        ("", "", ("xing.com",), "https://xing.com"),
        ("{url}/neu?titel={title}", "https://a.example", (), "https://a.example/neu?titel=Fest%20%26%20Markt"),
        ("https://a.example/{handle}", "", (), "https://a.example/musterbach"),
    ],
)
def test_address_headline_and_name_find_their_place(composer: str, url: str, hosts: tuple[str, ...], page: str) -> None:
    found = page_of(kind(composer, *hosts), account(url, handle="@musterbach"), "Text", "Fest & Markt")
    assert found == Page(page)


def test_a_link_lies_on_the_hosts_of_the_kind_or_of_the_account() -> None:
    assert hosts_of(kind("", "bsky.app"), account("https://pds.example")) == ("bsky.app",)
    assert hosts_of(kind(), account("https://www.social.example/")) == ("social.example",)
    assert hosts_of(kind(), account()) == ()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Mehr auf https://m.example/markt.", "https://m.example/markt"),
        ("(https://m.example/a) und https://m.example/b", "https://m.example/a"),
        ("Am Sonntag ist Markt.", ""),
        ("Mehr: https://m.example/Musterbach_(Ort).", "https://m.example/Musterbach_(Ort)"),
        ("(siehe https://m.example/Musterbach_(Ort))", "https://m.example/Musterbach_(Ort)"),
        ("https://m.example/Antrag_(neu).pdf!", "https://m.example/Antrag_(neu).pdf"),
        ("(Karte: https://m.example/a), (b)", "https://m.example/a"),
    ],
)
def test_the_first_link_of_a_text(text: str, link: str) -> None:
    assert link_in(text) == link
