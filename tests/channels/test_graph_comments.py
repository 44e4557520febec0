"""What Facebook and Instagram have in common about comments, each on its own strict server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.facebook import Facebook
from amtdesk.channels.graph_comments import MARK, Commented, gathered, worth_asking
from amtdesk.channels.graph_own import ours
from amtdesk.channels.http import Http
from amtdesk.channels.instagram import Instagram
from amtdesk.domain.account import Account
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Message, OwnPost, Target
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


@pytest.mark.parametrize(
    ("days", "total", "known", "asked"),
    [
        (1, 3, {"9": 3}, True),
        (40, 3, {"9": 3}, False),
        (40, 4, {"9": 3}, True),
        (40, 3, {}, True),
        (40, 3, None, True),
        (1, 0, {}, False),
        # where nobody tells how many there are
        (40, None, {"9": 3}, True),
        (None, 3, {"9": 3}, True),
    ],
)
def test_young_posts_are_asked_for_comments_and_old_ones_that_got_new_ones(
    days: int | None, total: int | None, known: object, asked: bool
) -> None:
    made = None if days is None else NOW - timedelta(days=days)
    assert worth_asking("9", made, total, known, NOW) is asked
    assert not worth_asking("", made, total, known, NOW)


def test_the_next_reading_begins_where_this_one_ended() -> None:
    found = {"1": Message("1", "1", "Wann?", NOW)}
    assert gathered({}, {}, None).cursor == {"counts": {}}
    assert gathered(found, {"9": 1}, None).cursor == {"counts": {"9": 1}, "since": "2026-11-21T08:00:00.000Z"}
    later = NOW + timedelta(hours=1)
    assert gathered(found, {}, later).cursor["since"] == "2026-11-21T09:00:00.000Z"
