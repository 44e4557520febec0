"""What people write to a Threads account, read from a strict server of ours."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from amtdesk.channels.threads_inbox import Inbox
from amtdesk.domain.errors import AccessDenied, Problem, Unavailable
from amtdesk.domain.message import OwnPost, Source
from tests.channels.contract import NOW
from tests.channels.servers.loopback import answers
from tests.channels.servers.threads import HANDLE, ME, TOKEN, ThreadsServer

POST = "18000"


def _post(number: str, *, days: int = 0) -> dict[str, Any]:
    return {
        "id": number,
        "text": "Wochenmarkt",
        "timestamp": (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink": f"https://www.threads.com/@{HANDLE}/post/{number}",
        "username": HANDLE,
        "_alts": (),
    }


@pytest.fixture
def server() -> Iterator[ThreadsServer]:
    with ThreadsServer(lambda: NOW) as server:
        server.posts.append(_post(POST))
        yield server


def inbox(server: ThreadsServer, http: Http) -> Inbox:
    return Inbox(Graph(http, f"{server.url}/v1.0", TOKEN, NOW), ME, HANDLE, NOW)


def test_answers_come_with_their_place(server: ThreadsServer, http: Http) -> None:
    first = server.wrote(POST, "Wann?")
    second = server.wrote(first, "Um neun.", own=True)
    third = server.wrote(second, "Danke!")
    found = {one.remote_id: one for one in inbox(server, http).read({}, []).messages}
    question, answer, thanks = found[first], found[second], found[third]
    assert (question.thread, question.parent, question.own, question.handle) == (first, "", False, "nutzer")
    assert (question.post, question.post_text) == (POST, "Wochenmarkt") and question.url
    assert (answer.thread, answer.parent, answer.own) == (first, first, True)
    assert (thanks.thread, thanks.parent, thanks.own) == (first, second, False)


def test_a_late_answer_finds_the_beginning_of_its_conversation(server: ThreadsServer, http: Http) -> None:
    server.now = lambda: NOW - timedelta(days=9)
    first = server.wrote(POST, "Wann?")
    second = server.wrote(first, "Um neun.", own=True)
    server.now = lambda: NOW
    late = server.wrote(second, "Und wo?")
    since = (NOW - timedelta(days=1)).isoformat()
    batch = inbox(server, http).read({"since": since}, [])
    assert [(one.remote_id, one.thread) for one in batch.messages] == [(late, first)]
    asked = len(server.seen("GET /v1.0/"))
    again = inbox(server, http).read(batch.cursor, [])
    assert [one.thread for one in again.messages] == [first]
    assert len(server.seen("GET /v1.0/")) <= 2 * asked


def test_what_threads_hides_is_hidden(server: ThreadsServer, http: Http) -> None:
    server.wrote(POST, "Unsinn")
    server.answers[0]["hide_status"] = "COVERED"
    assert inbox(server, http).read({}, []).messages[0].hidden


def test_short_pages_are_not_the_end(server: ThreadsServer, http: Http) -> None:
    server.page_size = 3
    for number in range(11):
        server.wrote(POST, f"Frage {number}")
    assert len(inbox(server, http).read({}, []).messages) == 11


def test_posts_without_answers_are_not_asked(server: ThreadsServer, http: Http) -> None:
    inbox(server, http).read({}, [])
    assert server.seen(f"GET /v1.0/{POST}/conversation") == []


def test_our_posts_are_asked_even_when_the_list_leaves_them_out(server: ThreadsServer, http: Http) -> None:
    server.posts[0]["timestamp"] = "2026-01-01T08:00:00+0000"
    server.wrote(POST, "Hallo")
    own = [OwnPost("1", "", "gelöscht", NOW), OwnPost("x/y", "", "keine", NOW), OwnPost(POST, "u", "Markt", NOW)]
    (message,) = inbox(server, http).read({}, own).messages
    assert (message.text, message.post_text) == ("Hallo", "Markt")


def test_mentions_come_too_and_their_lack_stops_nothing(server: ThreadsServer, http: Http) -> None:
    server.wrote(POST, "Wann?")
    server.mentioning.append({**_post("777"), "text": "Danke @gemeinde.musterbach", "username": "verein"})
    found = {one.source: one for one in inbox(server, http).read({}, []).messages}
    assert (found[Source.MENTION].handle, found[Source.MENTION].thread) == ("verein", "777")
    server.scopes.discard("threads_manage_mentions")
    assert [one.text for one in inbox(server, http).read({}, []).messages] == ["Wann?"]


def test_a_missing_right_or_a_broken_server_is_said(server: ThreadsServer, http: Http) -> None:
    server.wrote(POST, "Wann?")
    server.scopes.discard("threads_read_replies")
    with pytest.raises(AccessDenied) as caught:
        inbox(server, http).read({}, [])
    assert caught.value.problem is Problem.PERMISSION_MISSING
    server.fail(f"GET /v1.0/{ME}/threads", answers(500))
    with pytest.raises(Unavailable):
        inbox(server, http).read({}, [])


def test_what_is_looked_at_again_is_as_it_is_now(server: ThreadsServer, http: Http) -> None:
    kept, gone = server.wrote(POST, "bleibt"), server.wrote(POST, "geht")
    server.answers[:] = [one for one in server.answers if one["id"] == kept]
    shown = inbox(server, http).recheck([kept, gone])
    again = shown[kept]
    assert again is not None and (again.text, again.thread) == ("bleibt", kept)
    assert shown[gone] is None


def test_conversations_that_go_in_a_circle_end(server: ThreadsServer, http: Http) -> None:
    first = server.wrote(POST, "a")
    second = server.wrote(first, "b")
    server.answers[1]["replied_to"] = {"id": second}
    server.wrote(POST, "c")
    assert len(inbox(server, http).read({}, []).messages) == 3
