"""Web addresses as people type and paste them."""

import pytest

from amtdesk.domain.link import host_of, is_safe, same_site, with_scheme


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("musterbach.example", "https://musterbach.example"),
        ("  www.musterbach.example/seite ", "https://www.musterbach.example/seite"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("", ""),
    ],
)
def test_an_address_without_scheme_gets_https(typed: str, meant: str) -> None:
    assert with_scheme(typed) == meant


@pytest.mark.parametrize(
    "wrong", ["", "musterbach", "ftp://a.example", "https://", "https://a b.example", "https://[::1"]
)
def test_what_is_no_web_address_has_no_host(wrong: str) -> None:
    assert host_of(wrong) == ""


@pytest.mark.parametrize(
    ("link", "page", "same"),
    [
        ("https://m.facebook.com/musterbach/posts/1", "https://www.facebook.com/musterbach", True),
        ("https://whatsapp.com/channel/1", "https://web.whatsapp.com", True),
        ("https://facebook.com.evil.example/1", "https://www.facebook.com/", False),
        ("https://notfacebook.com/1", "https://facebook.com/", False),
        ("https://facebook.com/1", "", False),
        ("https://com/1", "https://facebook.com/", False),
    ],
)
def test_a_link_belongs_to_its_page_by_host(link: str, page: str, same: bool) -> None:
    assert same_site(link, page) is same


def test_only_https_is_safe_except_on_a_page_that_has_none() -> None:
    assert is_safe("https://a.example/1")
    assert not is_safe("http://a.example/1")
    assert not is_safe("http://a.example/1", "https://a.example")
    assert is_safe("http://127.0.0.1:80/1", "http://127.0.0.1:80/")
    assert not is_safe("javascript:alert(1)")
