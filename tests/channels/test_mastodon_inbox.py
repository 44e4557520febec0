"""Mentions and conversations on a server that answers as Mastodon documents it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.mastodon import Mastodon
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Payload
from amtdesk.domain.errors import AccessDenied, Problem, Uncertain
from amtdesk.domain.message import Message, Source, Target
from tests.channels.contract import NOW
from tests.channels.servers.loopback import How, Trouble, answers
from tests.channels.servers.mastodon import TOKEN, MastodonServer


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    with MastodonServer(lambda: NOW) as running:
        running.scopes = ["read", "write"]
        yield running


@pytest.fixture
def channel(http: Http, server: MastodonServer) -> Mastodon:
    account = Account(1, "mastodon", "Musterbach", server.url, {"account_id": "7"})
    return Mastodon(account, {"token": TOKEN}, Tools(http, lambda: NOW, lambda *_: None, Path()))


def read(channel: Mastodon, cursor: dict[str, object] | None = None) -> dict[str, Message]:
    return {one.remote_id: one for one in channel.read(cursor or {}, ()).messages}


def answer(message: Message, text: str = "Am Montag.") -> Payload:
    target = Target(message.remote_id, message.thread, message.post, message.handle, message.source)
    return Payload("", text, "de", "token-9", target=target)


def test_a_mention_out_of_the_blue_begins_a_conversation(channel: Mastodon, server: MastodonServer) -> None:
    key = server.mention("@musterbach Schöner <Artikel> & mehr")
    one = read(channel)[key]
    assert (one.thread, one.source, one.author, one.handle) == (key, Source.MENTION, "Jane", "jane@other.example")
    assert one.text == "@musterbach Schöner <Artikel> & mehr" and one.url.startswith("https://other.example/")


def test_replies_below_our_post_are_comments_and_keep_their_thread(channel: Mastodon, server: MastodonServer) -> None:
    post = channel.publish(Payload("", "Wochenmarkt am Samstag", "de", "t"), None).remote_id
    first = server.mention("@musterbach Wann?", to=post)
    second = server.mention("@musterbach Und wo?", to=first)
    found = read(channel)
    assert found[first].source is Source.COMMENT and found[first].thread == first and found[first].parent == ""
    assert (found[second].thread, found[second].parent) == (first, first)
    assert (found[first].post, found[first].post_text) == (post, "Wochenmarkt am Samstag")


def test_our_own_reply_is_read_as_own_and_in_its_thread(channel: Mastodon, server: MastodonServer) -> None:
    key = server.mention("@musterbach Wann?")
    published = channel.publish(answer(read(channel)[key]), None)
    own = read(channel)[published.remote_id]
    assert own.own and own.thread == key
    assert server.statuses[0]["_text"] == "@jane@other.example Am Montag."


def test_what_was_asked_privately_is_answered_privately(channel: Mastodon, server: MastodonServer) -> None:
    key = server.mention("@musterbach vertraulich", visibility="direct")
    one = read(channel)[key]
    assert one.source is Source.PRIVATE
    channel.publish(answer(one), None)
    assert server.statuses[0]["visibility"] == "direct"


@pytest.mark.parametrize("how", [How.RESET, How.HALF, How.CUT_JSON])
def test_an_answer_whose_fate_is_unknown_is_found(channel: Mastodon, server: MastodonServer, how: How) -> None:
    server.ignores_key = True
    sent = answer(read_one(channel, server))
    server.fail("POST /api/v1/statuses", Trouble(how, accepted=True))
    with pytest.raises(Uncertain):
        channel.publish(sent, None)
    found = channel.look_up(sent, NOW)
    assert found is not None and channel.read_back(found.remote_id) is not None


def read_one(channel: Mastodon, server: MastodonServer) -> Message:
    key = server.mention("@musterbach Wann?")
    return read(channel)[key]


def test_all_pages_are_read_and_the_second_reading_asks_for_no_context_again(
    channel: Mastodon, server: MastodonServer
) -> None:
    post = channel.publish(Payload("", "Markt", "de", "t"), None).remote_id
    for number in range(100):
        server.mention(f"@musterbach {number}?", to=post)
    batch = channel.read({}, ())
    assert len(batch.messages) == 100
    asked = len(server.seen("GET /api/v1/statuses/"))
    assert len(channel.read(batch.cursor, ()).messages) == 100
    assert len(server.seen("GET /api/v1/statuses/")) == asked


def test_looking_again_shows_edits_and_what_is_gone(channel: Mastodon, server: MastodonServer) -> None:
    one, two = server.mention("@musterbach a"), server.mention("@musterbach b")
    server.foreign[one]["content"] = "<p>@musterbach geändert</p>"
    server.foreign[one]["edited_at"] = NOW.isoformat()
    del server.foreign[two]
    found = channel.recheck([one, two])
    assert found[two] is None
    changed = found[one]
    assert changed is not None and changed.text == "@musterbach geändert" and changed.edited == NOW


def test_a_broken_row_stops_no_other(channel: Mastodon, server: MastodonServer) -> None:
    server.mention("@musterbach gut")
    for broken in ({}, {"status": None}, {"status": {"id": 7}}, {"status": {"id": "8", "created_at": "gestern"}}):
        server.notifications.insert(0, {"id": "999", "created_at": NOW.isoformat(), **broken})
    assert [one.text for one in read(channel).values()] == ["@musterbach gut"]


def test_a_token_that_may_not_read_says_which_right_is_missing(channel: Mastodon, server: MastodonServer) -> None:
    refusal = {"error": "This action is outside the authorized scopes"}
    server.fail("GET /api/v1/notifications", answers(403, refusal))
    with pytest.raises(AccessDenied) as caught:
        channel.read({}, ())
    assert caught.value.problem is Problem.PERMISSION_MISSING


def test_liking_and_blocking(channel: Mastodon, server: MastodonServer) -> None:
    one = read_one(channel, server)
    for liked in (True, True, False, False, True):
        channel.like(one.remote_id, liked=liked)
        assert server.liked == ({one.remote_id} if liked else set())
    channel.block(one.handle)
    assert server.blocked == ["77"]
