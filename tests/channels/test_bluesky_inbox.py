"""Replies and mentions on a server that answers as the AT protocol documents it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.bluesky import Bluesky
from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Payload
from amtdesk.domain.errors import NotAllowed, Rejected, Uncertain
from amtdesk.domain.message import Message, OwnPost, Source, Target
from tests.channels.contract import NOW
from tests.channels.servers.bluesky import HANDLE, PASSWORD, BlueskyServer
from tests.channels.servers.loopback import How, Trouble


@pytest.fixture
def server() -> Iterator[BlueskyServer]:
    with BlueskyServer() as running:
        yield running


@pytest.fixture
def channel(http: Http, server: BlueskyServer) -> Bluesky:
    account = Account(1, "bluesky", "Musterbach", server.url, {"handle": HANDLE})
    return Bluesky(account, {"password": PASSWORD}, Tools(http, lambda: NOW, lambda *_: None, Path()))


def read(channel: Bluesky, *posts: OwnPost) -> dict[str, Message]:
    return {one.remote_id: one for one in channel.read({}, posts).messages}


def answer(message: Message, text: str = "Am Montag.", token: str = "token-9") -> Payload:
    return Payload("", text, "de", token, target=Target(message.remote_id, message.thread, message.post))


def test_replies_below_our_post_are_comments_in_their_branch(channel: Bluesky, server: BlueskyServer) -> None:
    post = channel.publish(Payload("", "Wochenmarkt", "de", "t"), None)
    first = server.write("Wann?", NOW - timedelta(hours=3), parent=post.remote_id)
    second = server.write("Und wo?", NOW - timedelta(hours=2), parent=first, root=post.remote_id)
    other = server.write("Schön", NOW - timedelta(hours=1), parent=post.remote_id)
    found = read(channel, OwnPost(post.remote_id, post.url, "Wochenmarkt", NOW))
    assert (found[first].thread, found[second].thread, found[other].thread) == (first, first, other)
    assert found[first].source is Source.COMMENT and found[first].post_text == "Wochenmarkt"
    assert found[first].parent == "" and found[second].parent == first
    assert found[first].author == "Jane" and found[first].url.startswith("https://bsky.app/profile/jane.example/post/")


def test_a_mention_elsewhere_is_one(channel: Bluesky, server: BlueskyServer) -> None:
    key = server.write("@musterbach.example schaut mal", NOW, reason="mention")
    one = read(channel)[key]
    assert (one.source, one.thread, one.post) == (Source.MENTION, key, "")


def test_an_answer_names_parent_and_root_and_is_read_as_our_own(channel: Bluesky, server: BlueskyServer) -> None:
    post = channel.publish(Payload("", "Wochenmarkt", "de", "t"), None).remote_id
    first = server.write("Wann?", NOW - timedelta(hours=3), parent=post)
    published = channel.publish(answer(read(channel)[first]), None)
    record = server.records[published.remote_id.rpartition("/")[2]]
    assert record["reply"]["parent"] == {"uri": first, "cid": "cid0"}
    assert record["reply"]["root"]["uri"] == post
    own = read(channel)[published.remote_id]
    assert own.own and own.thread == first


@pytest.mark.parametrize("how", [How.RESET, How.HALF, How.CUT_JSON])
def test_an_answer_whose_fate_is_unknown_is_found(channel: Bluesky, server: BlueskyServer, how: How) -> None:
    key = server.write("Wann?", NOW, reason="mention")
    sent = answer(read(channel)[key])
    server.fail(server.final_step, Trouble(how, accepted=True))
    with pytest.raises(Uncertain):
        channel.publish(sent, None)
    found = channel.look_up(sent, NOW)
    assert found is not None and channel.publish(sent, None) == found
    assert len(server.records) == 1


def test_what_is_gone_cannot_be_answered(channel: Bluesky, server: BlueskyServer) -> None:
    key = server.write("Wann?", NOW, reason="mention")
    sent = answer(read(channel)[key])
    server.foreign.clear()
    with pytest.raises(Rejected):
        channel.publish(sent, None)
    with pytest.raises(NotAllowed):
        channel.publish(Payload("", "x", "de", "z", target=Target("../x", "x")), None)


def test_all_pages_are_read_until_what_is_known(channel: Bluesky, server: BlueskyServer) -> None:
    for number in range(250):
        server.write(f"{number}", NOW - timedelta(minutes=number), reason="mention")
    assert len(read(channel)) == 250
    server.write("uralt", NOW - timedelta(days=300), reason="mention")
    batch = channel.read({}, ())
    assert batch.cursor["since"].startswith(f"{NOW:%Y-%m-%d}")


def test_a_broken_row_stops_no_other(channel: Bluesky, server: BlueskyServer) -> None:
    server.write("gut", NOW, reason="mention")
    for number, broken in enumerate(({"record": None}, {"record": {"text": 7}}, {"uri": "at://x"}, {"author": []})):
        key = server.write("schlecht", NOW, reason="mention")
        server.foreign[key] |= broken
        assert number < 4
    assert "gut" in [one.text for one in read(channel).values()]


def test_looking_again_shows_what_is_gone(channel: Bluesky, server: BlueskyServer) -> None:
    key = server.write("Wann?", NOW, reason="mention")
    assert channel.recheck([key])[key] is not None
    server.foreign.clear()
    assert channel.recheck([key]) == {key: None}


def test_liking_and_blocking(channel: Bluesky, server: BlueskyServer) -> None:
    key = server.write("Danke!", NOW, reason="mention")
    one = read(channel)[key]
    for _twice in range(2):
        channel.like(one.remote_id)
    assert [like["subject"] for like in server.likes.values()] == [{"uri": key, "cid": "cid0"}]
    for _twice in range(2):
        channel.like(one.remote_id, liked=False)
    assert server.likes == {}
    channel.block(one.handle)
    assert [made["record"]["subject"] for made in server.made] == ["did:plc:jane"]
    assert server.made[0]["collection"] == "app.bsky.graph.block"


def test_what_is_gone_cannot_be_liked(channel: Bluesky, server: BlueskyServer) -> None:
    key = server.write("Danke!", NOW, reason="mention")
    server.foreign.clear()
    with pytest.raises(Rejected):
        channel.like(key)
    assert server.likes == {}
