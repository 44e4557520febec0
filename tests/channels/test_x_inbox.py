"""Mentions on X: paging, threads, own answers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.oauth import Session
from amtdesk.channels.x_api import Api, verdict
from amtdesk.channels.x_inbox import Inbox, once_a_day
from amtdesk.domain.errors import Problem, Unavailable
from amtdesk.domain.message import Batch, Message, OwnPost, Source
from tests.channels.contract import NOW
from tests.channels.servers.oauth import ACCESS
from tests.channels.servers.x import HANDLE, ME, XServer

Reads = Callable[..., Batch]


@pytest.fixture
def inbox(http: Http, server: XServer) -> Inbox:
    session = Session(http, {"access": ACCESS}, lambda _name, _value: None, server.url, {}, verdict)
    return Inbox(Api(session, server.url), ME, HANDLE, NOW)


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


@pytest.mark.parametrize("fields", ["tweet.fields", "post.fields"])
def test_what_was_deleted_is_gone_and_what_is_closed_is_not_known(server: XServer, inbox: Inbox, fields: str) -> None:
    server.fields = fields
    there, gone = server.wrote(f"@{HANDLE} wann?"), server.wrote(f"@{HANDLE} Unsinn")
    closed = server.wrote(f"@{HANDLE} geheim", author="78")
    server.closed.add("78")
    server.posts = [one for one in server.posts if one["id"] != gone]
    shown = inbox.recheck([there, gone, closed])
    assert set(shown) == {there, gone}
    assert shown[gone] is None
    message = shown[there]
    assert message is not None and (message.text, message.handle) == (f"@{HANDLE} wann?", "jane")


def test_many_are_asked_for_in_hundreds(server: XServer, inbox: Inbox) -> None:
    ids = [server.wrote(f"@{HANDLE} {number}") for number in range(130)]
    assert set(inbox.recheck(ids)) == set(ids)
    assert len(server.seen("GET /2/tweets")) == 2


def test_each_is_looked_at_once_a_day() -> None:
    notes: dict[str, str] = {}

    def asked(at: datetime, *ids: str) -> list[str]:
        return list(once_a_day(ids, notes, at, lambda due: dict.fromkeys(due)))

    assert asked(NOW, "1", "2") == ["1", "2"]
    assert asked(NOW + timedelta(hours=1), "1", "2", "3") == ["3"]
    assert asked(NOW + timedelta(hours=20), "1", "3") == ["1"]
    # 2 was asked for no more, and is forgotten
    assert asked(NOW + timedelta(hours=20), "1", "2", "3") == ["2"]
    # a clock that was set back
    assert asked(NOW - timedelta(days=1), "1") == ["1"]


def test_a_look_that_failed_is_made_again() -> None:
    notes: dict[str, str] = {}

    def fails(_due: list[str]) -> dict[str, Message | None]:
        raise Unavailable(Problem.PAYMENT)

    with pytest.raises(Unavailable):
        once_a_day(["1"], notes, NOW, fails)
    assert once_a_day(["1"], notes, NOW, lambda due: dict.fromkeys(due)) == {"1": None}


@pytest.mark.parametrize("kept", ["x", "[]", '{"1": 7}', '{"1": "nie"}'])
def test_damaged_notes_only_cost_another_look(kept: str) -> None:
    assert once_a_day(["1"], {"looked at": kept}, NOW, lambda due: dict.fromkeys(due)) == {"1": None}
