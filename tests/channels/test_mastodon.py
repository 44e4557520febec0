"""Mastodon against a strict server of ours, and the habits of servers that only look like it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.mastodon import Mastodon
from amtdesk.domain.channel import Ability, Limits, Picture
from amtdesk.domain.errors import (
    AccessDenied,
    NotAllowed,
    Problem,
    Rejected,
    Unavailable,
    Uncertain,
)
from amtdesk.domain.figures import Figure
from tests.channels.contract import NOW, Opens, SchedulingContract, payload
from tests.channels.servers.loopback import How, Trouble, answers
from tests.channels.servers.mastodon import TOKEN, MastodonServer
from tests.channels.servers.oauth import CODE, REDIRECT, VERIFIER, challenge


class TestMastodon(SchedulingContract):
    channel: ClassVar[type[Channel]] = Mastodon
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN}

    @pytest.fixture
    def platform(self) -> Iterator[MastodonServer]:
        with MastodonServer(lambda: NOW) as server:
            yield server

    @pytest.mark.parametrize("lacks_v2", [False, True])
    def test_the_limits_are_the_servers_own(self, opened: Opens, platform: MastodonServer, lacks_v2: bool) -> None:
        platform.longest, platform.lacks_v2 = 5000, lacks_v2
        found = opened().connect()
        limits = Limits.of(found.limits)
        assert (limits.characters, limits.pictures, limits.url_length, limits.alt_text) == (5000, 4, 23, 1500)
        assert (limits.picture_bytes, limits.picture_pixels) == (16_777_216, 33_177_600)
        assert found.name == "Gemeinde Musterbach"
        assert found.settings["account_id"] == "7"

    def test_a_server_that_tells_no_limits_is_fine(self, opened: Opens, platform: MastodonServer) -> None:
        for version in ("v1", "v2"):
            platform.fail(f"GET /api/{version}/instance", answers(500))
        assert opened().connect().limits == {}

    def test_a_token_that_may_not_write_is_named(self, opened: Opens, platform: MastodonServer) -> None:
        platform.scopes = ["read"]
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert caught.value.problem is Problem.PERMISSION_MISSING
        with pytest.raises(AccessDenied) as caught:
            opened().publish(payload(), None)
        assert caught.value.problem is Problem.PERMISSION_MISSING

    def test_a_server_that_does_not_tell_permissions_is_fine(self, opened: Opens, platform: MastodonServer) -> None:
        platform.tells_scopes = False
        assert opened().connect().name

    def test_every_attempt_has_the_same_key(self, opened: Opens, platform: MastodonServer) -> None:
        opened().publish(payload(), None)
        opened().publish(payload(), None)
        assert [one.headers["idempotency-key"] for one in platform.seen(platform.final_step)] == ["token-1"] * 2
        assert len(platform.statuses) == 1

    def test_a_server_that_ignores_the_key_is_why_we_look_first(self, opened: Opens, platform: MastodonServer) -> None:
        platform.ignores_key = True
        platform.fail(platform.final_step, Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW) is not None
        assert len(platform.statuses) == 1

    def test_a_server_that_ignores_the_time_has_published(self, opened: Opens, platform: MastodonServer) -> None:
        platform.ignores_schedule = True
        published = opened().hand_over(payload(), None, NOW + timedelta(hours=2))
        assert published.scheduled is None
        assert published.url
        assert len(platform.statuses) == 1

    def test_a_picture_is_waited_for(self, opened: Opens, platform: MastodonServer, picture: Picture) -> None:
        platform.converting = 3
        whole = payload(pictures=(picture,))
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert platform.public == [(whole.text, (picture.alt,))]

    def test_a_picture_the_server_cannot_read_is_named(
        self, opened: Opens, platform: MastodonServer, picture: Picture
    ) -> None:
        platform.converting = -1
        with pytest.raises(Rejected) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert caught.value.problem is Problem.PICTURE_REFUSED

    def test_a_picture_that_is_never_ready_is_tried_again_later(
        self, opened: Opens, platform: MastodonServer, picture: Picture
    ) -> None:
        platform.converting = 1_000
        with pytest.raises(Unavailable):
            opened().upload(payload(pictures=(picture,)))

    def test_a_text_too_long_is_named(self, opened: Opens) -> None:
        with pytest.raises(Rejected) as caught:
            opened().publish(payload("x" * 501), None)
        assert caught.value.problem is Problem.TEXT_TOO_LONG

    @pytest.mark.parametrize("minutes", [-3, 16, 60 * 24 * 7])
    def test_the_same_text_of_another_time_is_not_ours(
        self, opened: Opens, platform: MastodonServer, minutes: int
    ) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW - timedelta(minutes=minutes)) is None

    def test_the_same_text_with_another_number_of_pictures_is_not_ours(self, opened: Opens, picture: Picture) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(pictures=(picture,)), NOW) is None

    def test_a_post_is_found_below_many_newer_ones(self, opened: Opens, platform: MastodonServer) -> None:
        opened().publish(payload(), None)
        for number in range(90):
            opened().publish(payload(f"Meldung {number}", f"other-{number}"), None)
        assert opened().look_up(payload(), NOW) is not None

    def test_one_broken_row_does_not_hide_the_others(self, opened: Opens, platform: MastodonServer) -> None:
        opened().publish(payload(), None)
        broken: list[Any] = [{"id": None}, {"id": "9", "created_at": 7, "content": None}]
        platform.statuses[:0] = broken
        assert opened().look_up(payload(), NOW) is not None

    # signing in

    @pytest.mark.parametrize("narrow", [True, False])
    def test_signing_in(self, opened: Opens, platform: MastodonServer, narrow: bool) -> None:
        platform.knows_narrow = narrow
        channel = opened({})
        page = urlsplit(channel.begin_sign_in(REDIRECT, "state-1", challenge()))
        asked = {name: values[0] for name, values in parse_qs(page.query).items()}
        assert page.path == "/oauth/authorize"
        assert (asked["redirect_uri"], asked["state"]) == (REDIRECT, "state-1")
        assert platform.apps[-1]["redirect_uris"] == REDIRECT
        gained = channel.end_sign_in({"code": CODE}, REDIRECT, VERIFIER)
        assert set(gained) == {"token"}
        assert opened(dict(gained)).connect().missing == {}

    def test_a_code_is_good_for_once(self, opened: Opens, platform: MastodonServer) -> None:
        channel = opened({})
        channel.begin_sign_in(REDIRECT, "s", challenge())
        channel.end_sign_in({"code": CODE}, REDIRECT, VERIFIER)
        with pytest.raises(AccessDenied) as caught:
            channel.end_sign_in({"code": CODE}, REDIRECT, VERIFIER)
        assert CODE not in caught.value.detail and "marker-app-secret" not in caught.value.detail
        with pytest.raises(NotAllowed):
            opened({}).end_sign_in({"code": CODE}, REDIRECT, VERIFIER)

    def test_what_else_answers_where_one_signs_in(self, opened: Opens, platform: MastodonServer) -> None:
        for trouble in (answers(404), answers(200, b"<html>")):
            platform.fail("POST /api/v1/apps", trouble, times=1)
            with pytest.raises(Unavailable) as caught:
                opened({}).begin_sign_in(REDIRECT, "s", challenge())
            assert caught.value.problem is Problem.NOT_THIS_PLATFORM

    def test_what_a_token_may_not_do_is_named(self, opened: Opens, platform: MastodonServer) -> None:
        platform.scopes = ["write:statuses", "read:accounts"]
        found = opened().connect()
        assert found.missing[Ability.READ] == "read:notifications"
        assert found.missing[Ability.PICTURES] == "write:media"
        assert Ability.PUBLISH in found.abilities and Ability.LIKE not in found.abilities

    # after publishing

    def test_words_and_descriptions_can_be_changed(
        self, opened: Opens, platform: MastodonServer, picture: Picture
    ) -> None:
        channel = opened()
        whole = payload(pictures=(picture,))
        published = channel.publish(whole, channel.upload(whole))
        again = payload("Neu", pictures=(replace(picture, alt="Besser beschrieben"),))
        assert opened().edit(published.remote_id, again) == published
        assert platform.public == [("Neu", ("Besser beschrieben",))]
        opened().edit(published.remote_id, payload("Noch neuer"))
        assert platform.public == [("Noch neuer", (picture.alt,))]
        with pytest.raises(NotAllowed):
            opened().edit("scheduled:1", payload())

    def test_figures(self, opened: Opens) -> None:
        post = opened().publish(payload(), None).remote_id
        expected = {Figure.LIKES: 3, Figure.COMMENTS: 1, Figure.SHARES: 6}
        assert opened().figures([post, "404404"]) == {post: expected}
        assert opened().audience() == {Figure.FOLLOWERS: 812}
