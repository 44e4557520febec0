"""Addresses as people type them."""

import pytest

from amtdesk.channels import addresses
from amtdesk.domain.errors import Problem, Unavailable


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" www.musterbach.example ", "https://www.musterbach.example"),
        ("https://musterbach.example/blog/?x=1#y", "https://musterbach.example/blog"),
        ("http://localhost:8088/", "http://localhost:8088"),
        ("http://127.0.0.1:8088", "http://127.0.0.1:8088"),
        ("http://[::1]:80/", "http://[::1]:80"),
        ("müsterbach.example", "https://müsterbach.example"),
    ],
)
def test_an_address_is_made_whole(typed: str, meant: str) -> None:
    assert addresses.base(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "https://", "ftp://a.example", "http://a.example", "https://a.example:x", "https://[::1", "zwei wörter",
     "http://127.0.0.1.example", "http://localhost.example", "javascript://a"],
)  # fmt: skip
def test_what_no_password_may_be_sent_to_is_refused(typed: str) -> None:
    with pytest.raises(Unavailable) as caught:
        addresses.base(typed)
    assert caught.value.problem is Problem.ADDRESS_WRONG


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(Unavailable) as caught:
        addresses.base("https://amt:geheim42@musterbach.example")
    assert "geheim42" not in caught.value.detail


def test_hosts_and_origins_are_compared_without_regard_to_case() -> None:
    assert addresses.host_of("https://WWW.Musterbach.Example/x") == "www.musterbach.example"
    assert addresses.host_of("https://[::1") == ""
    assert addresses.origin("https://A.example:8443/x") == ("https", "a.example:8443")
