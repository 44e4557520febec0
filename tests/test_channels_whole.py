"""Each channel once from connecting to answering: real services, real file, a platform on loopback."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.measure import Rung
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE, Words
from tests.builders import Clock, desk_at, draft
from tests.channels.servers import facebook, linkedin, mastodon, oauth, telegram, threads, x, youtube
from tests.channels.servers.facebook import FacebookServer
from tests.channels.servers.linkedin import LinkedInServer
from tests.channels.servers.mastodon import MastodonServer
from tests.channels.servers.telegram import TelegramServer
from tests.channels.servers.threads import ThreadsServer
from tests.channels.servers.x import XServer
from tests.channels.servers.youtube import YouTubeServer

#: What the platforms of these tests take for now.
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TEXT = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz."


@dataclass(frozen=True)
class Whole:
    """A platform, the way to connect to it, and somebody who writes below our post."""

    platform: Callable[[], Any]
    kind: str
    settings: dict[str, str]
    secrets: dict[str, str]
    comments: Callable[[Any, str], object]
    answered: Callable[[Any], bool]


def _comments_on_telegram(server: TelegramServer, url: str) -> None:
    root = server.forwarded(int(url.rpartition("/")[2]))
    server.wrote("Wann geht es los?", to=root, root=root)


def _mentions_on_x(server: XServer, url: str) -> None:
    server.wrote(f"@{x.HANDLE} wann geht es los?", to=url.rpartition("/")[2])


WHOLE = [
    Whole(
        lambda: MastodonServer(lambda: NOW),
        "mastodon",
        {},
        {"token": mastodon.TOKEN},
        lambda server, url: server.mention("Wann geht es los?", to=url.rpartition("/")[2]),
        lambda server: any(one.get("in_reply_to_id") for one in server.statuses),
    ),
    Whole(
        TelegramServer,
        "telegram",
        {"channel": "@musterbach"},
        {"token": telegram.TOKEN},
        _comments_on_telegram,
        lambda server: any(one.get("_to") for one in server.messages.values()),
    ),
    Whole(
        lambda: ThreadsServer(lambda: NOW),
        "threads",
        {},
        {"token": threads.TOKEN},
        lambda server, url: server.wrote(url.rpartition("/")[2], "Wann geht es los?"),
        lambda server: any(one["is_reply_owned_by_me"] for one in server.answers),
    ),
    Whole(
        lambda: FacebookServer(lambda: NOW),
        "facebook",
        {},
        {"token": facebook.TOKEN},
        lambda server, url: server.comment(url.rpartition("/")[2], "Wann geht es los?"),
        lambda server: any(one["from"]["id"] == facebook.PAGE for rows in server.comments.values() for one in rows),
    ),
    Whole(
        lambda: LinkedInServer(lambda: NOW),
        "linkedin",
        {},
        {"token": linkedin.TOKEN},
        lambda server, url: server.wrote(url.rstrip("/").rpartition("/")[2], "Wann geht es los?"),
        lambda server: any(one["actor"] == linkedin.ORG for rows in server.comments.values() for one in rows),
    ),
    Whole(
        lambda: XServer(lambda: NOW),
        "x",
        {"client_id": x.CLIENT},
        {"access": oauth.ACCESS, "refresh": oauth.REFRESH},
        _mentions_on_x,
        lambda server: any(one["_sent"] == "Um neun Uhr." for one in server.posts),
    ),
]


def test_what_is_published_by_hand_may_still_be_read_and_answered(tmp_path: Path) -> None:
    with YouTubeServer(lambda: NOW) as platform:
        clock = Clock(NOW)
        desk = desk_at(tmp_path, clock)
        account = desk.accounts.add(Access("youtube", "Videos", "", {}, {}))
        assert desk.inbox.readable() == [] and desk.inbox.fetch().failed == {}
        secrets = {"access": oauth.ACCESS, "refresh": oauth.REFRESH, "client_secret": youtube.SECRET}
        access = Access("youtube", "Videos", platform.url, {"client_id": youtube.CLIENT}, secrets)
        desk.accounts.reconnect(account.id, access)

        post = draft(desk, [account.id], TEXT, due=NOW)
        desk.planning.publish_now(post.id)
        desk.publisher.run_due()
        (delivery,) = desk.posts.get(post.id).deliveries
        assert delivery.state is State.BY_HAND

        platform.wrote("Wann geht es los?")
        assert len(desk.inbox.fetch().new) == 1
        (inquiry,) = desk.inbox.newest()
        assert desk.answers.sends(inquiry) and desk.moderation.able(inquiry, Rung.HIDE)
        assert not desk.moderation.able(inquiry, Rung.BLOCK)
        desk.answers.answer(inquiry.id, Words("Um neun Uhr."))
        clock.on(minutes=1)
        desk.publisher.run_due()
        ((_, answer),) = desk.answers.deliveries(inquiry.id)
        assert answer.state is State.PUBLISHED, (answer.problem, answer.detail)
        assert platform.public == ["Wann geht es los?", "Um neun Uhr."]
        desk.database.close()


@pytest.fixture(params=WHOLE, ids=lambda one: one.kind)
def whole(request: pytest.FixtureRequest) -> Iterator[tuple[Whole, Any]]:
    one: Whole = request.param
    with one.platform() as platform:
        yield one, platform


def test_from_connecting_to_answering(
    whole: tuple[Whole, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # as the program has it: addresses may hold a token
    caplog.set_level(logging.WARNING, "urllib3")
    one, platform = whole
    clock = Clock(NOW)
    desk = desk_at(tmp_path, clock)
    account = desk.accounts.add(Access(one.kind, "", platform.url, one.settings, one.secrets))
    post = draft(desk, [account.id], TEXT, due=clock.on(minutes=1))
    desk.planning.publish_now(post.id)
    desk.publisher.run_due()
    (delivery,) = desk.posts.get(post.id).deliveries
    assert delivery.state is State.PUBLISHED, (delivery.problem, delivery.detail)
    assert delivery.url and len(platform.public) == 1

    one.comments(platform, delivery.url)
    assert len(desk.inbox.fetch().new) == 1
    (inquiry,) = desk.inbox.newest()
    desk.answers.answer(inquiry.id, Words("Um neun Uhr."))
    clock.now += GRACE
    desk.publisher.run_due()
    ((_, answer),) = desk.answers.deliveries(inquiry.id)
    assert answer.state is State.PUBLISHED, (answer.problem, answer.detail)
    assert one.answered(platform)
    assert desk.inbox.fetch().new == []
    desk.database.close()
    for secret in one.secrets.values():
        assert secret not in caplog.text
        assert all(secret.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
