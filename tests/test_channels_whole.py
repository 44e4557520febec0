"""Each channel once from connecting to answering: real services, real file, a platform on loopback."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.measure import Rung
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE, Words
from tests.builders import Clock, desk_at, draft
from tests.channels.servers import oauth, youtube
from tests.channels.servers.youtube import YouTubeServer
from tests.channels.whole import ANSWER, ASKED, NOW, WHOLE, Whole

TEXT = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz."


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


#: Instagram publishes no words alone, YouTube no words at all: `test_channels_lending.py`, and above.
WORDS = [one for one in WHOLE if one.kind not in ("instagram", "youtube")]


@pytest.fixture(params=WORDS, ids=lambda one: one.kind)
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

    one.comments(platform, delivery.remote_id, delivery.url, ASKED)
    assert len(desk.inbox.fetch().new) == 1
    (inquiry,) = desk.inbox.newest()
    desk.answers.answer(inquiry.id, Words(ANSWER))
    clock.now += GRACE
    desk.publisher.run_due()
    ((_, answer),) = desk.answers.deliveries(inquiry.id)
    assert answer.state is State.PUBLISHED, (answer.problem, answer.detail)
    assert one.answers(platform) == [ANSWER]
    assert desk.inbox.fetch().new == []
    desk.database.close()
    for secret in one.secrets.values():
        assert secret not in caplog.text
        assert all(secret.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
