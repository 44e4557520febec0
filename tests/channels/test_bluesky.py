"""Bluesky against a light PDS of ours; `tests/counterparts` has the real one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.bluesky import Bluesky, record_key
from amtdesk.domain.channel import Card, Picture
from amtdesk.domain.errors import (
    AccessDenied,
    Problem,
    Rejected,
    Unavailable,
)
from amtdesk.domain.figures import Figure
from tests.channels.contract import NOW, NetworkContract, Opens, RepeatableContract, UnscheduledContract, payload
from tests.channels.servers.bluesky import DID, HANDLE, PASSWORD, BlueskyServer
from tests.channels.servers.loopback import answers


class TestBluesky(NetworkContract, RepeatableContract, UnscheduledContract):
    channel: ClassVar[type[Channel]] = Bluesky
    settings: ClassVar[dict[str, str]] = {"handle": HANDLE}
    secrets: ClassVar[dict[str, str]] = {"password": PASSWORD}

    @pytest.fixture
    def platform(self) -> Iterator[BlueskyServer]:
        with BlueskyServer() as server:
            yield server

    def test_the_server_of_the_account_is_kept(self, opened: Opens, platform: BlueskyServer) -> None:
        found = opened(handle=f"@{HANDLE}").connect()
        assert dict(found.settings) == {"did": DID, "pds": platform.url, "handle": HANDLE}

    def test_the_record_has_all_its_parts(self, opened: Opens, platform: BlueskyServer, picture: Picture) -> None:
        text = "Grüße vom @rathaus.example: https://www.musterbach.example #Fest"
        whole = payload(text, pictures=(picture,))
        channel = opened()
        published = channel.publish(whole, channel.upload(whole))
        record = platform.records[record_key("token-1")]
        assert record["langs"] == ["de"]
        assert record["createdAt"] == "2026-11-21T08:00:00.000Z"
        image = record["embed"]["images"][0]
        assert (image["alt"], image["aspectRatio"]) == (picture.alt, {"width": 8, "height": 6})
        kinds = [facet["features"][0]["$type"].rpartition("#")[2] for facet in record["facets"]]
        assert kinds == ["mention", "link", "tag"]
        assert published.url == f"https://bsky.app/profile/{HANDLE}/post/{record_key('token-1')}"

    def test_a_link_without_pictures_has_its_card(
        self, opened: Opens, platform: BlueskyServer, picture: Picture
    ) -> None:
        url = "https://www.musterbach.example/fest"
        whole = replace(payload(url), card=Card(url, "Fest", "Am Samstag", picture))
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        external = platform.records[record_key("token-1")]["embed"]["external"]
        assert (external["uri"], external["title"], external["description"]) == (url, "Fest", "Am Samstag")
        assert external["thumb"]["size"] == len(picture.content)

    def test_pictures_stand_above_a_card(self, opened: Opens, platform: BlueskyServer, picture: Picture) -> None:
        whole = replace(payload(pictures=(picture,)), card=Card("https://a.example", "Fest", "", picture))
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert platform.records[record_key("token-1")]["embed"]["$type"] == "app.bsky.embed.images"

    def test_a_card_whose_picture_fails_goes_without(
        self, opened: Opens, platform: BlueskyServer, picture: Picture
    ) -> None:
        platform.fail("POST /xrpc/com.atproto.repo.uploadBlob", answers(500, {"error": "Broken"}), times=3)
        whole = replace(payload(), card=Card("https://a.example", "Fest", "", picture))
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert "thumb" not in platform.records[record_key("token-1")]["embed"]["external"]

    def test_each_attempt_sends_the_same_moment(self, opened: Opens, platform: BlueskyServer) -> None:
        written = NOW - timedelta(minutes=20)
        opened().publish(replace(payload(), created=written), None)
        assert platform.records[record_key("token-1")]["createdAt"] == "2026-11-21T07:40:00.000Z"

    def test_what_is_there_is_not_put_again(self, opened: Opens, platform: BlueskyServer) -> None:
        opened().publish(payload(), None)
        opened().publish(payload(), None)
        assert platform.puts == 1

    def test_one_login_serves_many_posts(self, opened: Opens, platform: BlueskyServer, kept: dict[str, str]) -> None:
        found = opened().connect()
        for number in range(5):
            opened(**found.settings).publish(payload(token=f"token-{number}"), None)
        assert platform.logins == 1
        assert set(kept) == {"access", "refresh"}

    def test_an_old_token_is_renewed_and_the_new_pair_kept(
        self, opened: Opens, platform: BlueskyServer, kept: dict[str, str]
    ) -> None:
        found = opened().connect()
        platform.expire()
        opened(**found.settings).publish(payload(), None)
        assert len(platform.records) == 1
        assert kept == {"access": platform.access, "refresh": platform.refresh}
        assert platform.logins == 1

    def test_a_token_that_grows_old_between_look_and_post_is_renewed_too(
        self, opened: Opens, platform: BlueskyServer
    ) -> None:
        platform.fail(platform.final_step, answers(400, {"error": "ExpiredToken", "message": "Token has expired"}))
        opened().publish(payload(), None)
        assert platform.puts == 1

    def test_lost_refresh_tokens_fall_back_to_the_password(
        self, opened: Opens, platform: BlueskyServer, kept: dict[str, str]
    ) -> None:
        kept.update(access="old-access-token", refresh="old-refresh-token")
        opened(did=DID, pds=platform.url).publish(payload(), None)
        assert platform.logins == 1
        assert kept["refresh"] == platform.refresh

    def test_a_revoked_password_wants_a_new_one(self, opened: Opens, platform: BlueskyServer) -> None:
        found = opened().connect()
        platform.revoke()
        with pytest.raises(AccessDenied) as caught:
            opened(**found.settings).publish(payload(), None)
        assert caught.value.problem is Problem.ACCESS_EXPIRED
        assert platform.public == []

    def test_a_renewal_that_breaks_keeps_what_there_was(
        self, opened: Opens, platform: BlueskyServer, kept: dict[str, str]
    ) -> None:
        found = opened().connect()
        before = dict(kept)
        platform.expire()
        platform.fail("POST /xrpc/com.atproto.server.refreshSession", answers(502))
        with pytest.raises(Unavailable):
            opened(**found.settings).publish(payload(), None)
        assert kept == before

    def test_a_blocked_account_is_named(self, opened: Opens, platform: BlueskyServer) -> None:
        platform.active = False
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert caught.value.problem is Problem.ACCOUNT_BLOCKED

    def test_a_text_too_long_is_named(self, opened: Opens) -> None:
        with pytest.raises(Rejected) as caught:
            opened().publish(payload("x" * 301), None)
        assert caught.value.problem is Problem.TEXT_TOO_LONG

    def test_a_mention_of_nobody_stays_text(self, opened: Opens, platform: BlueskyServer) -> None:
        opened().publish(payload("Danke @niemand.example"), None)
        assert "facets" not in platform.records[record_key("token-1")]

    def test_figures(self, opened: Opens) -> None:
        post = opened().publish(payload(), None).remote_id
        expected = {Figure.LIKES: 3, Figure.SHARES: 3, Figure.COMMENTS: 0}
        assert opened().figures([post]) == {post: expected}
        assert opened().figures([f"at://{DID}/app.bsky.feed.post/3kgone"]) == {}
        assert opened().audience() == {Figure.FOLLOWERS: 812}


@pytest.mark.parametrize("token", ["", "a", "token-1", "f" * 32, "ä" * 100])
def test_a_record_key_is_a_valid_tid_and_always_the_same(token: str) -> None:
    key = record_key(token)
    assert re.fullmatch("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", key)
    assert record_key(token) == key


def test_record_keys_of_different_tokens_differ() -> None:
    keys: set[Any] = {record_key(str(number)) for number in range(5000)}
    assert len(keys) == 5000
