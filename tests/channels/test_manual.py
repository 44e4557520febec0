"""What is published by hand."""

from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.manual import Manual
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Payload
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
    assert manual(http, "www.facebook.com/groups/musterbach").connect().name == "www.facebook.com"
    assert manual(http, "").connect().name == "Anderer Kanal"


@pytest.mark.parametrize(
    "page",
    ["kein link", "http://www.facebook.com/1", "javascript:alert(1)", "file:///etc/passwd",
     "https://a:b@facebook.com/1", "https://facebook.com/\u202e1"],
)  # fmt: skip
def test_what_is_no_safe_address_is_refused(http: Http, page: str) -> None:
    with pytest.raises(Rejected) as caught:
        manual(http, page).connect()
    assert caught.value.problem is Problem.ADDRESS_WRONG
