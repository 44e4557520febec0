"""Hiding replies below our own posts on Bluesky."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.bluesky import Bluesky
from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.errors import NotAllowed, Problem, Rejected, Unavailable
from tests.channels.contract import NOW, payload
from tests.channels.servers.bluesky import DID, HANDLE, PASSWORD, BlueskyServer
from tests.channels.servers.loopback import answers

PUT = "POST /xrpc/com.atproto.repo.putRecord"


@pytest.fixture
def server() -> Iterator[BlueskyServer]:
    with BlueskyServer() as running:
        yield running


@pytest.fixture
def channel(http: Http, server: BlueskyServer) -> Bluesky:
    account = Account(1, "bluesky", "Musterbach", server.url, {"handle": HANDLE})
    return Bluesky(account, {"password": PASSWORD}, Tools(http, lambda: NOW, lambda *_: None, Path()))


def test_a_reply_is_hidden_shown_again_and_known_as_hidden(channel: Bluesky, server: BlueskyServer) -> None:
    post = channel.publish(payload(), None).remote_id
    one = server.write("Unsinn", NOW, parent=post)
    two = server.write("Noch einer", NOW, parent=one, root=post)
    for _twice in range(2):
        channel.hide(one, hidden=True)
    channel.hide(two, hidden=True)
    (gate,) = server.gates.values()
    assert (gate["post"], gate["hiddenReplies"]) == (post, [one, two])
    channel.hide(one, hidden=False)
    assert server.gates[post.rpartition("/")[2]]["hiddenReplies"] == [two]
    shown = {message.remote_id: message.hidden for message in channel.read({}, []).messages}
    assert (shown[one], shown[two]) == (False, True)
    for uri, hidden in ((one, False), (two, True)):
        again = channel.recheck([uri])[uri]
        assert again is not None and again.hidden is hidden


def test_a_gate_that_somebody_else_changed_is_read_anew(channel: Bluesky, server: BlueskyServer) -> None:
    post = channel.publish(payload(), None).remote_id
    one = server.write("Unsinn", NOW, parent=post)
    swap = answers(400, {"error": "InvalidSwap", "message": "Record was at another version"})
    server.fail(PUT, swap)
    channel.hide(one, hidden=True)
    assert server.gate_changes == 1
    server.fail(PUT, swap, times=2)
    with pytest.raises(Unavailable):
        channel.hide(one, hidden=False)


def test_no_more_than_a_gate_takes(channel: Bluesky, server: BlueskyServer) -> None:
    post = channel.publish(payload(), None).remote_id
    one = server.write("Unsinn", NOW, parent=post)
    channel.hide(one, hidden=True)
    (gate,) = server.gates.values()
    gate["hiddenReplies"] = [f"at://did:plc:x/app.bsky.feed.post/{number}" for number in range(300)]
    channel.hide(one, hidden=True)
    (gate,) = server.gates.values()
    assert len(gate["hiddenReplies"]) == 300 and gate["hiddenReplies"][-1] == one


def test_only_below_our_own_posts(channel: Bluesky, server: BlueskyServer) -> None:
    strange = server.write("Frage", NOW - timedelta(hours=1), reason="mention")
    with pytest.raises(Rejected) as caught:
        channel.hide(strange, hidden=True)
    assert caught.value.problem is Problem.BY_HAND_ONLY
    with pytest.raises(Rejected) as caught:
        channel.hide(f"at://{DID}/app.bsky.feed.post/3kgone", hidden=True)
    assert caught.value.problem is Problem.NOT_FOUND
    with pytest.raises(NotAllowed):
        channel.hide("https://bsky.app/x", hidden=True)
