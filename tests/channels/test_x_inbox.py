"""Mentions on X: paging, threads, own answers."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.oauth import Session
from amtdesk.channels.x_api import Api, verdict
from amtdesk.channels.x_inbox import Inbox
from amtdesk.domain.message import Batch, OwnPost, Source
from tests.channels.contract import NOW
from tests.channels.servers.oauth import ACCESS
from tests.channels.servers.x import HANDLE, ME, XServer

Reads = Callable[..., Batch]


@pytest.fixture
def server() -> Iterator[XServer]:
    with XServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def read(http: Http, server: XServer) -> Reads:
    session = Session(http, {"access": ACCESS}, lambda _name, _value: None, server.url, {}, verdict)

    def reads(cursor: dict[str, object] | None = None, posts: tuple[OwnPost, ...] = ()) -> Batch:
        return Inbox(Api(session, server.url), ME, HANDLE, NOW + timedelta(minutes=5)).read(cursor or {}, posts)

    return reads


def test_a_conversation_below_a_post_of_ours(server: XServer, read: Reads) -> None:
    ours = server.wrote("Wochenmarkt", author=ME)
    asked = server.wrote(f"@{HANDLE} wann?", to=ours)
    answered = server.wrote("Um acht.", to=asked, author=ME)
    server.wrote(f"@{HANDLE} danke!", to=answered)
    own = OwnPost(ours, f"https://x.com/{HANDLE}/status/{ours}", "Wochenmarkt", NOW)
    first, second, third = read(posts=(own,)).messages
    assert [one.own for one in (first, second, third)] == [False, True, False]
    assert (first.post, first.post_text, first.parent, first.thread) == (ours, "Wochenmarkt", "", asked)
    assert {one.thread for one in (first, second, third)} == {asked}
    assert second.parent == asked
    assert (first.source, first.author, first.handle) == (Source.COMMENT, "Jane", "jane")
    assert first.url == f"https://x.com/jane/status/{asked}"


def test_a_mention_elsewhere_is_a_mention(server: XServer, read: Reads) -> None:
    asked = server.wrote(f"Frage an @{HANDLE} &amp; Co")
    (message,) = read().messages
    assert (message.source, message.post, message.thread) == (Source.MENTION, "", asked)


def test_a_post_of_ours_is_no_message(server: XServer, read: Reads) -> None:
    first = server.wrote("Eins", author=ME)
    server.wrote("Und weiter", to=first, author=ME)
    assert read().messages == ()


def test_all_pages_are_read_and_the_next_reading_overlaps(server: XServer, read: Reads) -> None:
    for number in range(230):
        server.wrote(f"@{HANDLE} {number}")
    batch = read()
    assert len(batch.messages) == 230
    read(dict(batch.cursor))
    start = server.seen(f"GET /2/users/{ME}/mentions")[-1].query["start_time"]
    assert start == (NOW - timedelta(hours=24)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_nothing_new_keeps_the_place(server: XServer, read: Reads) -> None:
    cursor = {"since": "2026-11-20T08:00:00.000Z", "threads": {}}
    assert read(cursor).cursor == cursor
