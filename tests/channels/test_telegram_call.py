"""Calls of the Bot API."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.telegram_call import Bot
from amtdesk.domain.errors import AccessDenied, RateLimited, Unavailable
from tests.channels.contract import NOW
from tests.channels.servers.loopback import answers
from tests.channels.servers.telegram import TOKEN, TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


def test_a_method_answers_with_its_result(http: Http, server: TelegramServer) -> None:
    assert Bot(http, server.url, TOKEN, NOW).record("getMe")["id"] == 4711


@pytest.mark.parametrize("token", ["", "a/b", "a b", "ä", "a?b"])
def test_what_cannot_be_part_of_an_address_is_no_token(http: Http, token: str) -> None:
    with pytest.raises(AccessDenied):
        Bot(http, "https://api.telegram.org", token, NOW)


@pytest.mark.parametrize(
    ("seconds", "waits"), [(7, timedelta(seconds=7)), (10**9, timedelta(hours=24)), (-5, timedelta())]
)
def test_the_wait_stands_in_the_body_and_is_bounded(
    http: Http, server: TelegramServer, seconds: int, waits: timedelta
) -> None:
    server.fail("POST", answers(429, {"ok": False, "parameters": {"retry_after": seconds}}))
    with pytest.raises(RateLimited) as caught:
        Bot(http, server.url, TOKEN, NOW).call("getMe")
    assert caught.value.until == NOW + waits


def test_an_answer_that_is_no_object_is_unreadable(http: Http, server: TelegramServer) -> None:
    server.fail("POST", answers(200, {"ok": True, "result": []}))
    with pytest.raises(Unavailable):
        Bot(http, server.url, TOKEN, NOW).record("getMe")
