"""What people write on a Facebook Page, read from a strict server of ours."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from amtdesk.channels.facebook_inbox import Inbox
from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, Problem, Unavailable
from amtdesk.domain.message import OwnPost, Source
from tests.channels.contract import NOW
from tests.channels.servers.facebook import PAGE, PAGE_TOKEN, FacebookServer
from tests.channels.servers.loopback import answers

POST = f"{PAGE}_5001"


@pytest.fixture
def server() -> Iterator[FacebookServer]:
    with FacebookServer(lambda: NOW) as server:
        server.posts.append(_post(POST))
        yield server


def _post(number: str, *, days: int = 0) -> dict[str, object]:
    return {
        "id": number,
        "message": "Wochenmarkt am Samstag",
        "created_time": (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "is_published": True,
        "permalink_url": f"https://www.facebook.com/{number}",
        "_photos": [],
    }


def inbox(server: FacebookServer, http: Http) -> Inbox:
    return Inbox(Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW), PAGE, NOW)


def test_comments_and_answers_come_with_their_place(server: FacebookServer, http: Http) -> None:
    first = server.comment(POST, "Wann ist Aufbau?")
    server.comment(POST, "Ab sechs.", to=first, own=True)
    question, answer = sorted(inbox(server, http).read({}, []).messages, key=lambda one: one.own)
    assert (question.text, question.author, question.handle) == ("Wann ist Aufbau?", "Jana", "77")
    assert (question.thread, question.parent, question.own) == (f"comment:{first}", "", False)
    assert (question.post, question.post_text) == (POST, "Wochenmarkt am Samstag")
    assert question.post_url and question.url
    assert (answer.thread, answer.parent, answer.own) == (f"comment:{first}", f"comment:{first}", True)


def test_reading_again_brings_nothing_old_and_everything_of_two_days(server: FacebookServer, http: Http) -> None:
    for days in (40, 4, 2, 1):
        server.now = lambda moment=NOW - timedelta(days=days): moment
        server.comment(POST, f"vor {days} Tagen")
    batch = inbox(server, http).read({}, [])
    assert {one.text for one in batch.messages} == {"vor 4 Tagen", "vor 2 Tagen", "vor 1 Tagen"}
    again = inbox(server, http).read(batch.cursor, [])
    assert {one.text for one in again.messages} == {"vor 2 Tagen", "vor 1 Tagen"}
    assert again.cursor["since"] == batch.cursor["since"]


def test_short_pages_are_not_the_end(server: FacebookServer, http: Http) -> None:
    server.page_size = 3
    for number in range(11):
        server.comment(POST, f"Frage {number}")
    assert len(inbox(server, http).read({}, []).messages) == 11


def test_people_who_are_not_named_have_no_name(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "Ohne Namen")
    del server.comments[POST][0]["from"]
    (message,) = inbox(server, http).read({}, []).messages
    assert (message.author, message.handle, message.own) == ("", "", False)


def test_where_facebook_refuses_names_the_words_come_all_the_same(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "Wann?")
    answer = f"comment:{server.comment(POST, 'Um neun.', own=True)}"
    server.names_authors = False
    knowing = Inbox(Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW), PAGE, NOW, [answer])
    found = {one.text: one.own for one in knowing.read({}, []).messages}
    assert found == {"Wann?": False, "Um neun.": True}


def test_an_old_post_is_asked_again_when_its_comments_changed(server: FacebookServer, http: Http) -> None:
    old = f"{PAGE}_4000"
    server.posts.append(_post(old, days=90))
    batch = inbox(server, http).read({}, [])
    asked = len(server.seen(f"GET /v26.0/{old}/comments"))
    inbox(server, http).read(batch.cursor, [])
    assert len(server.seen(f"GET /v26.0/{old}/comments")) == asked
    server.comment(old, "Gilt das noch?")
    assert [one.text for one in inbox(server, http).read(batch.cursor, []).messages] == ["Gilt das noch?"]


def test_our_posts_are_asked_even_when_the_list_leaves_them_out(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "Hallo")
    server.posts[0]["is_published"] = False
    own = OwnPost(POST, "https://www.facebook.com/x", "Wochenmarkt", NOW)
    gone, odd = OwnPost(f"{PAGE}_1", "", "gelöscht", NOW), OwnPost("../x", "", "keine Nummer", NOW)
    (message,) = inbox(server, http).read({}, [gone, odd, own]).messages
    assert (message.text, message.post_text) == ("Hallo", "Wochenmarkt")


def test_posts_of_visitors_and_mentions_come_too(server: FacebookServer, http: Http) -> None:
    visitor, tagged = _post(f"{PAGE}_6001"), _post("9_6002")
    visitor |= {"from": {"id": "77", "name": "Jana"}, "message": "Die Laterne ist kaputt"}
    tagged |= {"from": {"id": "88", "name": "Verein"}, "message": "Danke, Musterbach!"}
    server.visitors.append(visitor)
    server.tagged.append(tagged)
    below = server.comment(f"{PAGE}_6001", "Welche?", own=True)
    found = {one.text: one for one in inbox(server, http).read({}, []).messages}
    assert found["Die Laterne ist kaputt"].source is Source.COMMENT
    assert found["Danke, Musterbach!"].source is Source.MENTION
    answer = found["Welche?"]
    assert (answer.remote_id, answer.thread, answer.own) == (f"comment:{below}", f"{PAGE}_6001", True)


def test_without_the_right_to_posts_of_visitors_comments_come_all_the_same(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "Wann?")
    server.scopes.discard("pages_read_user_content")
    assert [one.text for one in inbox(server, http).read({}, []).messages] == ["Wann?"]


def test_a_missing_right_or_a_broken_server_is_said(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "Wann?")
    server.scopes.discard("pages_read_engagement")
    with pytest.raises(AccessDenied) as caught:
        inbox(server, http).read({}, [])
    assert caught.value.problem is Problem.PERMISSION_MISSING
    server.fail(f"GET /v26.0/{PAGE}/published_posts", answers(500))
    with pytest.raises(Unavailable):
        inbox(server, http).read({}, [])


def test_what_is_looked_at_again_is_as_it_is_now(server: FacebookServer, http: Http) -> None:
    kept, gone = server.comment(POST, "bleibt"), server.comment(POST, "geht")
    server.comments[POST] = [{**server.comments[POST][0], "is_hidden": True, "message": "bleibt, geändert"}]
    shown = inbox(server, http).recheck([f"comment:{kept}", f"comment:{gone}"])
    again = shown[f"comment:{kept}"]
    assert again is not None
    assert (again.text, again.hidden) == ("bleibt, geändert", True)
    assert shown[f"comment:{gone}"] is None


def test_a_comment_of_nothing_but_a_picture_is_said_to_be_one(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "")
    server.comments[POST][0]["attachment"] = {"type": "sticker"}
    assert inbox(server, http).read({}, []).messages[0].text == "[Bild oder Aufkleber]"


def test_broken_rows_stop_no_others(server: FacebookServer, http: Http) -> None:
    server.comment(POST, "gut")
    server.comments[POST].append({"id": "1_1", "created_time": NOW.isoformat(), "from": 7, "parent": {}})
    server.comments[POST].append({"id": "1_2", "message": None, "created_time": NOW.isoformat()})
    assert "gut" in {one.text for one in inbox(server, http).read({}, []).messages}
