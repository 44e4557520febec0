"""The contract as such."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel, Tools
from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Payload, Picture
from amtdesk.domain.errors import AccessDenied, ChannelError, NotAllowed, Problem, Rejected, Unavailable, Uncertain

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PAYLOAD = Payload("", "Text", "de", "token")


class Bare(Channel):
    """A platform that can do nothing."""

    name, label, icon = "bare", "Leer", "world"


def bare(http: Http, secrets: Mapping[str, str] | None = None) -> Channel:
    account = Account(1, "bare", "Leer", "", {"url": " https://a.example "})
    return Bare(account, secrets or {}, Tools(http, lambda: NOW, lambda *_: None, Path()))


@pytest.mark.parametrize(
    "step",
    [
        lambda channel: channel.connect(),
        lambda channel: channel.publish(PAYLOAD, None),
        lambda channel: channel.read_back("1"),
        lambda channel: channel.look_up(PAYLOAD, NOW),
        lambda channel: channel.hand_over(PAYLOAD, None, NOW),
        lambda channel: channel.reschedule("1", NOW),
        lambda channel: channel.cancel("1"),
        lambda channel: channel.lend(Picture(b"", "image/jpeg", 1, 1, "", "a.jpg")),
        lambda channel: channel.take_back("1"),
        lambda channel: channel.withdraw("1"),
    ],
)
def test_a_step_a_channel_does_not_have_is_refused(http: Http, step: object) -> None:
    with pytest.raises(NotAllowed):
        step(bare(http))  # type: ignore[operator]


def test_without_pictures_there_is_nothing_to_bring(http: Http) -> None:
    assert bare(http).upload(PAYLOAD) is None


def test_every_channel_stands_under_its_own_name() -> None:
    assert {name: kind.name for name, kind in CHANNELS.items()} == {name: name for name in CHANNELS}
    assert len({kind.label for kind in CHANNELS.values()}) == len(CHANNELS)


def test_secrets_are_hidden_from_the_beginning(http: Http) -> None:
    bare(http, {"token": "geheim42"})
    assert "geheim42" not in http.redact("an error about geheim42")


def test_a_secret_is_cleaned_or_refused(http: Http) -> None:
    channel = bare(http, {"token": " geheim42\n", "broken": "a\r\nX-Evil: 1", "empty": " "})
    assert channel.secret("token") == "geheim42"
    for name, problem in (
        ("broken", Problem.PASSWORD_WRONG),
        ("empty", Problem.SECRET_MISSING),
        ("none", Problem.SECRET_MISSING),
    ):
        with pytest.raises(AccessDenied) as caught:
            channel.secret(name)
        assert caught.value.problem is problem


def test_a_platform_that_reads_the_page_of_a_link_itself_gets_no_card_of_ours() -> None:
    reads = {name for name, kind in CHANNELS.items() if kind.kind().reads_links}
    cards = {name for name, kind in CHANNELS.items() if kind.kind().cards}
    assert cards == {"bluesky", "linkedin"} and not cards & reads
    assert {"facebook", "mastodon", "threads", "x", "telegram"} <= reads and not {"instagram", "wordpress"} & reads


def test_the_address_may_stand_in_either_place(http: Http) -> None:
    assert bare(http).address == "https://a.example"


@pytest.mark.parametrize(
    ("raised", "kind", "problem"),
    [
        (AccessDenied(Problem.ACCESS_EXPIRED, status=401), AccessDenied, Problem.PASSWORD_WRONG),
        (AccessDenied(Problem.ACCOUNT_BLOCKED), AccessDenied, Problem.ACCOUNT_BLOCKED),
        (Rejected(Problem.NOT_FOUND, status=404), Unavailable, Problem.NOT_THIS_PLATFORM),
        (Rejected(Problem.REFUSED, status=422), Rejected, Problem.REFUSED),
        (Unavailable(Problem.ANSWER_UNREADABLE), Unavailable, Problem.NOT_THIS_PLATFORM),
        (Unavailable(Problem.TIMED_OUT), Unavailable, Problem.TIMED_OUT),
        (Uncertain(Problem.TIMED_OUT), Uncertain, Problem.TIMED_OUT),
    ],
)
def test_errors_are_told_as_they_are_meant_while_connecting(
    http: Http, raised: ChannelError, kind: type[ChannelError], problem: Problem
) -> None:
    with pytest.raises(kind) as caught, bare(http).connecting():
        raise raised
    assert (caught.value.problem, caught.value.status) == (problem, raised.status)
