"""What Facebook and Instagram have in common about comments, each on its own strict server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.facebook import Facebook
from amtdesk.channels.graph_comments import MARK, Commented
from amtdesk.channels.graph_own import ours
from amtdesk.channels.http import Http
from amtdesk.channels.instagram import Instagram
from amtdesk.domain.account import Account
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import OwnPost, Target
from tests.channels.contract import NOW, payload
from tests.channels.servers.facebook import TOKEN, FacebookServer
from tests.channels.servers.instagram import InstagramServer


@pytest.fixture(params=[(Facebook, FacebookServer), (Instagram, InstagramServer)], ids=["facebook", "instagram"])
def place(request: pytest.FixtureRequest, http: Http, tmp_path: Path) -> Iterator[tuple[Commented, Any]]:
    kind, platform = request.param
    with platform(lambda: NOW) as server:
        account = Account(1, kind.name, "Musterbach", server.url, {})
        yield kind(account, {"token": TOKEN}, Tools(http, lambda: NOW, lambda *_: None, tmp_path)), server


def commented(channel: Commented, server: Any) -> OwnPost:
    """A post of ours, below which somebody asks."""
    if isinstance(server, InstagramServer):
        post = {"id": "901", "caption": "Markt", "timestamp": server.stamp(), "permalink": "", "_alts": ()}
        server.media.append(post)
        server.wrote("901", "Wann?")
        return OwnPost("901", "", "Markt", NOW)
    made = channel.publish(payload("Markt"), None).remote_id
    server.comment(made, "Wann?")
    return OwnPost(made, "", "Markt", NOW)


def test_a_comment_is_read_answered_known_as_ours_and_deleted(place: tuple[Commented, Any]) -> None:
    channel, server = place
    post = commented(channel, server)
    (asked,) = channel.read({}, [post]).messages
    assert asked.remote_id.startswith(MARK) and not asked.own
    whole = replace(payload("Um acht."), target=Target(asked.remote_id, asked.thread, post.remote_id))
    answer = channel.publish(whole, None)
    found = channel.look_up(whole, NOW)
    assert found is not None and found.remote_id == answer.remote_id
    assert ours(channel.tools.notes) == [answer.remote_id]
    channel.withdraw(answer.remote_id)
    channel.delete(asked.remote_id)
    channel.delete(asked.remote_id)
    assert channel.recheck([asked.remote_id, answer.remote_id]) == {asked.remote_id: None, answer.remote_id: None}


def test_a_post_is_never_taken_for_a_comment(place: tuple[Commented, Any]) -> None:
    channel, server = place
    post = commented(channel, server)
    for step in (channel.delete, lambda one: channel.hide(one, hidden=True)):
        with pytest.raises(NotAllowed):
            step(post.remote_id)
    assert len(server.public) == 1
