"""The places a person writes to."""

from pathlib import Path

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Tools
from amtdesk.channels.by_hand import BY_HAND, Gazette
from amtdesk.channels.http import Http
from amtdesk.channels.manual import ByHand
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Extra, Receipt
from amtdesk.domain.composer import page_of
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.system import resources
from tests.channels.contract import NOW


def opened(http: Http, kind: type[ByHand], url: str = "", **settings: str) -> ByHand:
    return kind(Account(1, kind.name, "Kanal", url, settings), {}, Tools(http, lambda: NOW, lambda *_: None, Path()))


@pytest.mark.parametrize("channel", BY_HAND, ids=lambda one: one.name)
def test_each_says_what_it_is_and_asks_for_no_secret(channel: type[ByHand]) -> None:
    kind = channel.kind()
    assert CHANNELS[kind.name] is channel
    assert kind.by_hand and Ability.PUBLISH not in kind.abilities and not any(one.secret for one in kind.fields)
    assert kind.label and kind.introduction.count(".") >= 3
    assert resources.icon(kind.icon)
    facts, stand = resources.limits(kind.name)
    assert facts and stand
    assert kind.own_name == (kind.name == "manual")
    assert (kind.receipt is Receipt.NOTE) == bool(kind.note_label)


@pytest.mark.parametrize(
    ("name", "url", "page"),
    [
        ("whatsapp", "https://whatsapp.com/channel/1", "https://web.whatsapp.com/"),
        ("facebook_group", "https://www.facebook.com/groups/1", "https://www.facebook.com/groups/1"),
        ("xing", "", "https://xing.com"),
        ("tiktok", "", "https://www.tiktok.com/upload"),
        ("gazette", "", ""),
        ("website", "https://a.example/login", "https://a.example/login"),
        ("notice", "", ""),
        ("podcast", "https://p.example", "https://p.example"),
        ("manual", "", ""),
    ],
)
def test_each_opens_its_page(name: str, url: str, page: str) -> None:
    assert page_of(CHANNELS[name].kind(), Account(1, name, "x", url), "Text").url == page


def test_the_paper_keeps_its_rules_in_a_form_that_can_be_computed(http: Http) -> None:
    found = opened(http, Gazette, copy_date="donnerstags, 9 Uhr", characters="1.500").connect()
    assert found.settings == {"copy_date": "Do 9:00"}
    assert found.limits == {"max_chars": 1500, "count_method": "graphemes"}
    assert Extra.BUNDLE in Gazette.kind().extras
    assert opened(http, Gazette).connect().limits == {}


@pytest.mark.parametrize("typed", [{"copy_date": "bald"}, {"characters": "viele"}, {"characters": "0"}])
def test_what_cannot_be_read_is_said_at_once(http: Http, typed: dict[str, str]) -> None:
    with pytest.raises(Rejected) as refused:
        opened(http, Gazette, **typed).connect()
    assert refused.value.problem is Problem.FIELD_UNREADABLE
