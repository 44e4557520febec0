"""What is published by hand."""

from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.manual import Manual, check_link, check_page, errand
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Payload, Picture
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from tests.channels.contract import NOW

PAGE = "https://www.facebook.com/groups/musterbach"


def manual(http: Http, url: str) -> Manual:
    return Manual(Account(1, "manual", "Gruppe", url), {}, Tools(http, lambda: NOW, lambda *_: None, Path()))


def test_it_publishes_nothing_itself(http: Http) -> None:
    channel = manual(http, PAGE)
    assert channel.kind().by_hand
    assert Ability.PUBLISH not in channel.kind().abilities
    with pytest.raises(NotAllowed):
        channel.publish(Payload("", "Text", "de", "token"), None)


def test_connecting_only_looks_at_the_address(http: Http) -> None:
    assert manual(http, PAGE).connect().name == "www.facebook.com"
    assert manual(http, "").connect().name == "Anderer Kanal von Hand"
    with pytest.raises(Rejected):
        manual(http, "http://www.facebook.com/").connect()


def test_everything_for_the_hand_is_laid_ready() -> None:
    picture = Picture(b"x", "image/png", 1, 1, "Marktplatz", "a.png")
    ready = errand(Payload("Titel", "Text", "de", "token", (picture,)), PAGE)
    assert (ready.text, ready.alts, ready.page) == ("Text", ("Marktplatz",), PAGE)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.facebook.com/groups/musterbach/posts/1",
        " https://m.facebook.com/groups/1/permalink/2 ",
        "https://facebook.com/share/p/x",
        "https://de-de.facebook.com/x",
        "www.facebook.com/groups/musterbach/posts/1",
    ],
)
def test_a_link_to_the_page_is_taken(link: str) -> None:
    assert check_link(link, PAGE).startswith("https://")


@pytest.mark.parametrize(
    "link",
    ["", "kein link", "http://www.facebook.com/1", "https://facebook.com.evil.example/1", "https://evilfacebook.com/1",
     "https://www.instagram.com/p/1", "javascript:alert(1)", "file:///etc/passwd", "https://a:b@facebook.com/1",
     "https://facebook.com/\u202e1"],
)  # fmt: skip
def test_any_other_link_is_refused(link: str) -> None:
    with pytest.raises(Rejected) as caught:
        check_link(link, PAGE)
    assert caught.value.problem is Problem.ADDRESS_WRONG


def test_without_a_page_any_safe_link_is_taken() -> None:
    assert check_link("https://whatsapp.com/channel/1") == "https://whatsapp.com/channel/1"
    assert check_page("  ") == ""
