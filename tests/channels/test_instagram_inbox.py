"""What people write to an Instagram account, read from a strict server of ours."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from amtdesk.channels.instagram_inbox import Inbox
from amtdesk.domain.errors import AccessDenied, Problem
from amtdesk.domain.message import OwnPost, Source
from tests.channels.contract import NOW
from tests.channels.servers.facebook import PAGE_TOKEN
from tests.channels.servers.instagram import HANDLE, ME, InstagramServer

POST = "18055"


def _media(number: str, *, days: int = 0) -> dict[str, Any]:
    return {
        "id": number,
        "caption": "Wochenmarkt",
        "timestamp": (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink": f"https://www.instagram.com/p/{number}/",
        "_alts": ("",),
    }


@pytest.fixture
def server() -> Iterator[InstagramServer]:
    with InstagramServer(lambda: NOW) as server:
        server.media.append(_media(POST))
        yield server


def inbox(server: InstagramServer, http: Http) -> Inbox:
    return Inbox(Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW), ME, HANDLE, NOW)


def test_comments_and_answers_come_with_their_place(server: InstagramServer, http: Http) -> None:
    first = server.wrote(POST, "Wann?")
    second = server.wrote(POST, "Um neun.", to=first, own=True)
    question, answer = sorted(inbox(server, http).read({}, []).messages, key=lambda one: one.own)
    assert (question.remote_id, question.thread, question.parent) == (f"comment:{first}", f"comment:{first}", "")
    assert (question.handle, question.own, question.post) == ("buergerin1", False, POST)
    assert question.post_text == "Wochenmarkt" and question.url == question.post_url
    assert (answer.remote_id, answer.thread, answer.own) == (f"comment:{second}", f"comment:{first}", True)


def test_a_new_answer_below_an_old_comment_comes(server: InstagramServer, http: Http) -> None:
    server.now = lambda: NOW - timedelta(days=10)
    first = server.wrote(POST, "alt")
    server.now = lambda: NOW
    server.wrote(POST, "neu", to=first)
    cursor = {"since": (NOW - timedelta(days=1)).isoformat(), "counts": {}}
    assert [one.text for one in inbox(server, http).read(cursor, []).messages] == ["neu"]


def test_short_pages_are_not_the_end(server: InstagramServer, http: Http) -> None:
    server.page_size = 3
    for number in range(10):
        server.wrote(POST, f"Frage {number}")
    assert len(inbox(server, http).read({}, []).messages) == 10


def test_where_meta_refuses_names_the_words_come_all_the_same(server: InstagramServer, http: Http) -> None:
    server.wrote(POST, "Wann?")
    answer = f"comment:{server.wrote(POST, 'Um neun.', own=True)}"
    server.names_authors = False
    knowing = Inbox(Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW), ME, HANDLE, NOW, [answer])
    found = {(one.text, one.author): one.own for one in knowing.read({}, []).messages}
    assert found == {("Wann?", ""): False, ("Um neun.", ""): True}


def test_an_old_post_is_asked_again_when_its_comments_changed(server: InstagramServer, http: Http) -> None:
    server.media.append(_media("17000", days=90))
    batch = inbox(server, http).read({}, [])
    asked = len(server.seen("GET /v26.0/17000/comments"))
    inbox(server, http).read(batch.cursor, [])
    assert len(server.seen("GET /v26.0/17000/comments")) == asked == 0
    server.wrote("17000", "Gilt das noch?")
    assert [one.text for one in inbox(server, http).read(batch.cursor, []).messages] == ["Gilt das noch?"]


def test_posts_that_are_gone_stop_no_others(server: InstagramServer, http: Http) -> None:
    server.wrote(POST, "Hallo")
    gone = [OwnPost("1", "", "gelöscht", NOW), OwnPost("../x", "", "keine Nummer", NOW)]
    assert [one.text for one in inbox(server, http).read({}, gone).messages] == ["Hallo"]


def test_posts_that_mention_us_come_too(server: InstagramServer, http: Http) -> None:
    server.tags.append({**_media("777"), "caption": "Danke @gemeinde.musterbach", "username": "verein"})
    (message,) = inbox(server, http).read({}, []).messages
    assert (message.source, message.handle, message.remote_id) == (Source.MENTION, "verein", "777")


def test_a_missing_right_is_said(server: InstagramServer, http: Http) -> None:
    server.wrote(POST, "Wann?")
    server.scopes.discard("instagram_manage_comments")
    with pytest.raises(AccessDenied) as caught:
        inbox(server, http).read({}, [])
    assert caught.value.problem is Problem.PERMISSION_MISSING


def test_what_is_looked_at_again_is_as_it_is_now(server: InstagramServer, http: Http) -> None:
    kept, gone = server.wrote(POST, "bleibt"), server.wrote(POST, "geht")
    server.replies[:] = [{**server.replies[0], "hidden": True}]
    shown = inbox(server, http).recheck([f"comment:{kept}", f"comment:{gone}", "777"])
    again = shown[f"comment:{kept}"]
    assert again is not None and again.hidden
    assert shown == {f"comment:{kept}": again, f"comment:{gone}": None}
