"""YouTube against a strict server of ours: by hand for videos, by program for comments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel, Tools
from amtdesk.channels.http import Http
from amtdesk.channels.youtube import YouTube
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability
from amtdesk.domain.errors import (
    AccessDenied,
    ChannelError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    Uncertain,
)
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Target
from tests.channels.contract import NOW, Opens, payload
from tests.channels.servers.loopback import LOGIN_PAGE, How, Trouble, answers
from tests.channels.servers.oauth import ACCESS, CODE, REDIRECT, REFRESH, VERIFIER, challenge
from tests.channels.servers.youtube import CLIENT, ME, SECRET, VIDEO, YouTubeServer

SECRETS = {"access": ACCESS, "refresh": REFRESH, "client_secret": SECRET}


@pytest.fixture
def platform() -> Iterator[YouTubeServer]:
    with YouTubeServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def kept() -> dict[str, str]:
    return {}


@pytest.fixture
def opened(http: Http, platform: YouTubeServer, kept: dict[str, str], tmp_path: Path) -> Opens:
    def open_channel(secrets: dict[str, str] | None = None, url: str = "", **settings: str) -> Channel:
        given = {"client_id": CLIENT, "channel_id": ME, **settings}
        account = Account(1, "youtube", "Musterbach", url or platform.url, given)
        tools = Tools(http, lambda: NOW, kept.__setitem__, tmp_path)
        return YouTube(account, SECRETS if secrets is None else secrets, tools)

    return open_channel


def refusal(status: int, reason: str) -> Trouble:
    return answers(status, {"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}})


def answer_to(asked: str, text: str = "Um acht.") -> Any:
    return replace(payload(text), target=Target(asked, asked.partition(".")[0], VIDEO))


# connecting


def test_it_says_what_it_is() -> None:
    kind = YouTube.kind()
    assert CHANNELS["youtube"] is YouTube
    assert kind.by_hand and kind.introduction and kind.guide and kind.minutes
    assert Ability.PUBLISH not in kind.abilities
    assert not any(field.required for field in kind.fields)


def test_without_signing_in_it_is_a_channel_by_hand(opened: Opens, platform: YouTubeServer) -> None:
    found = opened({}).connect()
    assert found.abilities == frozenset() and found.missing[Ability.READ] == "youtube.force-ssl"
    assert opened({}).read({"since": "x"}, []).messages == ()
    assert platform.requests == []
    for step in ("publish", "look_up"):
        with pytest.raises(NotAllowed):
            getattr(opened({}), step)(payload(), NOW)


def test_signed_in_it_reads(opened: Opens) -> None:
    found = opened().connect()
    assert (found.name, dict(found.settings)) == ("Gemeinde Musterbach", {"channel_id": ME})
    assert found.abilities == YouTube.abilities and found.expires is None


def test_signing_in(opened: Opens, platform: YouTubeServer) -> None:
    channel = opened({"client_secret": SECRET})
    page = urlsplit(channel.begin_sign_in(REDIRECT, "state-1", challenge()))
    asked = {name: values[0] for name, values in parse_qs(page.query).items()}
    assert page.path == "/o/oauth2/v2/auth"
    assert (asked["access_type"], asked["prompt"], asked["code_challenge_method"]) == ("offline", "consent", "S256")
    gained = dict(channel.end_sign_in({"code": CODE}, REDIRECT, VERIFIER))
    assert set(gained) == {"access", "refresh", "scope"}
    known = opened({**SECRETS, "access": gained["access"], "refresh": gained["refresh"]}, scope=gained["scope"])
    assert known.connect().missing == {}


def test_a_project_that_is_being_tested_ends_after_a_week(opened: Opens, platform: YouTubeServer) -> None:
    told = {"access_token": "a", "refresh_token": "r", "expires_in": 3600, "refresh_token_expires_in": 604_800}
    platform.fail("POST /token", answers(200, told))
    gained = opened({"client_secret": SECRET}).end_sign_in({"code": CODE}, REDIRECT, VERIFIER)
    known = opened(expires=gained["expires"])
    assert known.connect().expires == known.renew() == NOW + timedelta(days=7)


def test_without_what_renews_signing_in_is_worth_nothing(opened: Opens, platform: YouTubeServer) -> None:
    platform.fail("POST /token", answers(200, {"access_token": "a", "expires_in": 3600}))
    with pytest.raises(AccessDenied):
        opened({"client_secret": SECRET}).end_sign_in({"code": CODE}, REDIRECT, VERIFIER)


def test_the_page_of_the_channel_is_not_the_interface(opened: Opens) -> None:
    channel = opened({"client_secret": SECRET}, url="https://www.youtube.com/@musterbach")
    assert channel.begin_sign_in(REDIRECT, "s", challenge()).startswith("https://accounts.google.com/o/oauth2/v2/auth?")


def test_what_is_missing_is_named(opened: Opens, platform: YouTubeServer) -> None:
    platform.may_read = False
    assert opened().connect().missing[Ability.READ] == "commentThreads.list"
    assert opened(scope="openid").connect().missing[Ability.ANSWER] == "youtube.force-ssl"
    platform.has_channel = False
    with pytest.raises(Rejected) as caught:
        opened().connect()
    assert caught.value.problem is Problem.PAGE_ABSENT


def test_a_wrong_or_revoked_access(opened: Opens, platform: YouTubeServer) -> None:
    wrong = {**SECRETS, "access": "falsch-geheim", "refresh": "falsch-geheim"}
    for step, problem in (("connect", Problem.PASSWORD_WRONG), ("read", Problem.ACCESS_EXPIRED)):
        channel = opened(wrong)
        with pytest.raises(AccessDenied) as caught:
            channel.connect() if step == "connect" else channel.read({}, [])
        assert caught.value.problem is problem
        assert "falsch-geheim" not in caught.value.detail


def test_a_used_up_access_is_renewed_and_the_old_refresh_token_stays(
    opened: Opens, platform: YouTubeServer, kept: dict[str, str]
) -> None:
    platform.grants.access = "another"
    opened().connect()
    assert list(kept) == ["access"]


# answers


@pytest.mark.parametrize("how", [How.CLOSED, How.RESET, How.HALF, How.CUT_JSON])
def test_a_lost_answer_is_uncertain_and_found(opened: Opens, platform: YouTubeServer, how: How) -> None:
    asked = platform.wrote("Wann?")
    platform.fail(platform.final_step, Trouble(how, accepted=True))
    with pytest.raises(Uncertain):
        opened().publish(answer_to(asked), None)
    found = opened().look_up(answer_to(asked), NOW)
    assert found is not None and opened().read_back(found.remote_id) == found
    assert platform.public == ["Wann?", "Um acht."]


def test_what_was_never_sent_is_not_found(opened: Opens, platform: YouTubeServer) -> None:
    asked = platform.wrote("Wann?")
    platform.wrote("Um acht.", below=asked)
    platform.wrote("Um acht.", below=asked, author=ME, at="2026-11-20T08:00:00Z")
    assert opened().look_up(answer_to(asked), NOW) is None


def test_an_answer_to_an_answer_goes_below_the_first(opened: Opens, platform: YouTubeServer) -> None:
    asked = platform.wrote("Wann?")
    again = platform.wrote("Wo?", below=asked)
    published = opened().publish(answer_to(again, "Hier."), None)
    assert published.remote_id.startswith(f"{asked}.")
    assert published.url == f"https://www.youtube.com/watch?v={VIDEO}&lc={published.remote_id}"
    for _twice in range(2):
        opened().withdraw(published.remote_id)
    assert opened().read_back(published.remote_id) is None


def test_moderation(opened: Opens, platform: YouTubeServer) -> None:
    asked = platform.wrote("Unsinn")
    channel = opened()
    for step, status in (
        (lambda: channel.hide(asked, hidden=True), "heldForReview"),
        (lambda: channel.hide(asked, hidden=False), "published"),
        (lambda: channel.delete(asked), "rejected"),
    ):
        step()
        assert platform.status[asked] == status


def test_a_foreign_id_is_refused(opened: Opens) -> None:
    for wrong in ("../../x", "1?x=2", "", "a/b"):
        with pytest.raises(NotAllowed):
            opened().read_back(wrong)


# figures


def test_figures(opened: Opens, platform: YouTubeServer) -> None:
    link = f"https://youtu.be/{VIDEO}?t=3"
    expected = {Figure.VIEWS: 310, Figure.LIKES: 4}
    assert opened().figures([VIDEO, link, "gone4567890"]) == {VIDEO: expected, link: expected}
    assert opened().audience() == {Figure.FOLLOWERS: 812}
    platform.hides_followers = True
    assert opened().audience() == {}


def test_the_quota_of_a_day_begins_anew_at_midnight_in_california(opened: Opens, platform: YouTubeServer) -> None:
    asked = platform.wrote("Wann?")
    platform.fail(platform.final_step, refusal(403, "quotaExceeded"))
    with pytest.raises(RateLimited) as caught:
        opened().publish(answer_to(asked), None)
    assert caught.value.until == datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_something_else_that_answers(opened: Opens, platform: YouTubeServer) -> None:
    platform.fail("GET", answers(200, LOGIN_PAGE))
    with pytest.raises(ChannelError) as caught:
        opened().connect()
    assert caught.value.problem is Problem.NOT_THIS_PLATFORM
