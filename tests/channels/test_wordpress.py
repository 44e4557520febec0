"""WordPress against a light site of ours; `tests/counterparts` has the real one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.wordpress import WordPress
from amtdesk.domain.channel import Ability, Picture
from amtdesk.domain.errors import AccessDenied, Problem, Rejected, Unavailable, Uncertain
from tests.channels.contract import NOW, Opens, SchedulingContract, payload
from tests.channels.servers.loopback import answers
from tests.channels.servers.oauth import REDIRECT
from tests.channels.servers.wordpress import PASSWORD, USER, WordPressServer


class TestWordPress(SchedulingContract):
    channel: ClassVar[type[Channel]] = WordPress
    settings: ClassVar[dict[str, str]] = {"user": USER}
    secrets: ClassVar[dict[str, str]] = {"password": PASSWORD}

    @pytest.fixture
    def platform(self) -> Iterator[WordPressServer]:
        with WordPressServer(lambda: NOW) as server:
            yield server

    @pytest.mark.parametrize("sends_link", [True, False])
    @pytest.mark.parametrize("has_nice_addresses", [True, False])
    def test_the_interface_is_found(
        self, opened: Opens, platform: WordPressServer, sends_link: bool, has_nice_addresses: bool
    ) -> None:
        platform.sends_link, platform.has_nice_addresses = sends_link, has_nice_addresses
        found = opened().connect()
        assert found.name == "Gemeinde Musterbach"
        published = opened(**found.settings).publish(payload(), None)
        assert opened(**found.settings).read_back(published.remote_id) is not None
        assert opened(**found.settings).look_up(payload(), NOW) is not None

    def test_a_site_that_is_no_wordpress_is_named(self, opened: Opens, platform: WordPressServer) -> None:
        platform.is_wordpress = False
        with pytest.raises(Unavailable) as caught:
            opened().connect()
        assert caught.value.problem is Problem.NOT_THIS_PLATFORM

    def test_no_password_is_sent_before_the_interface_is_found(self, opened: Opens, platform: WordPressServer) -> None:
        platform.is_wordpress = False
        with pytest.raises(Unavailable):
            opened().connect()
        assert all("authorization" not in request.headers for request in platform.requests)

    def test_the_password_goes_to_no_other_site_than_the_one_typed(
        self, opened: Opens, platform: WordPressServer
    ) -> None:
        with WordPressServer() as other:
            opened(rest=f"{other.url}/wp-json/").publish(payload(), None)
            assert other.requests == []
        assert len(platform.public) == 1

    def test_a_user_who_may_not_publish_is_named(self, opened: Opens, platform: WordPressServer) -> None:
        platform.rights["publish_posts"] = False
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert caught.value.problem is Problem.PERMISSION_MISSING

    def test_a_user_who_may_not_upload_publishes_text_only(self, opened: Opens, platform: WordPressServer) -> None:
        platform.rights["upload_files"] = False
        assert Ability.PICTURES not in opened().connect().abilities

    def test_a_slug_says_what_the_post_is_about(self, opened: Opens, platform: WordPressServer) -> None:
        opened().publish(replace(payload(), title="Straßenfest am Müllerplatz – alle Informationen"), None)
        (post,) = platform.posts.values()
        assert post["slug"].startswith("strassenfest-am-muellerplatz-alle-informationen-")
        assert post["slug"].isascii()

    def test_publishing_again_finds_the_first_post(self, opened: Opens, platform: WordPressServer) -> None:
        first = opened().publish(payload(), None)
        assert opened().publish(payload(), None).remote_id == first.remote_id
        assert len(platform.posts) == 1

    def test_what_waits_is_published_instead_of_doubled(self, opened: Opens, platform: WordPressServer) -> None:
        waiting = opened().hand_over(payload(), None, NOW + timedelta(hours=2))
        published = opened().publish(payload(), None)
        assert published.remote_id == waiting.remote_id
        assert published.scheduled is None
        assert len(platform.posts) == 1

    def test_a_post_in_the_bin_is_not_found(self, opened: Opens) -> None:
        published = opened().publish(payload(), None)
        opened().withdraw(published.remote_id)
        assert opened().look_up(payload(), NOW) is None
        assert opened().read_back(published.remote_id) is None

    def test_a_slug_that_was_taken_is_found_all_the_same(self, opened: Opens, platform: WordPressServer) -> None:
        published = opened().publish(payload(), None)
        platform.posts[published.remote_id]["slug"] += "-2"
        assert opened().look_up(payload(), NOW) == published

    def test_a_site_without_bin_deletes(self, opened: Opens, platform: WordPressServer) -> None:
        platform.has_bin = False
        published = opened().publish(payload(), None)
        opened().withdraw(published.remote_id)
        assert platform.posts == {}

    def test_pictures_are_uploaded_once_and_the_first_stands_above(
        self, opened: Opens, platform: WordPressServer, picture: Picture
    ) -> None:
        whole = payload(pictures=(picture,))
        opened().upload(whole)
        changed = replace(whole, pictures=(replace(picture, alt="Genauer beschrieben"),))
        channel = opened()
        channel.publish(changed, channel.upload(changed))
        (kept,) = platform.media.values()
        assert kept["alt_text"] == "Genauer beschrieben"
        (post,) = platform.posts.values()
        assert post["featured_media"] == kept["id"]
        assert f'class="wp-image-{kept["id"]}"' in post["content"]

    def test_a_post_that_waits_for_a_review_is_refused(self, opened: Opens, platform: WordPressServer) -> None:
        body = {"id": 7, "status": "pending", "link": f"{platform.url}/?p=7"}
        platform.fail(platform.final_step, answers(201, body))
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(), None)
        assert caught.value.problem is Problem.PERMISSION_MISSING

    @pytest.mark.parametrize("status", ["in-review", None, 7, ""])
    def test_a_state_nobody_knows_may_be_public(self, opened: Opens, platform: WordPressServer, status: object) -> None:
        platform.fail(platform.final_step, answers(201, {"id": 7, "status": status}))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)

    @pytest.mark.parametrize(
        ("code", "status", "problem"),
        [
            ("incorrect_password", 403, Problem.ACCESS_EXPIRED),
            ("rest_cannot_create", 403, Problem.PERMISSION_MISSING),
        ],
    )
    def test_refusals_of_the_access_are_told_apart(
        self, opened: Opens, platform: WordPressServer, code: str, status: int, problem: Problem
    ) -> None:
        platform.fail(platform.final_step, answers(status, {"code": code, "message": "nein"}))
        with pytest.raises(AccessDenied) as caught:
            opened().publish(payload(), None)
        assert caught.value.problem is problem

    def test_a_wall_in_front_of_the_site_refuses_the_post(self, opened: Opens, platform: WordPressServer) -> None:
        platform.fail(platform.final_step, answers(403, b"<h1>Forbidden</h1>"))
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(), None)
        assert caught.value.problem is Problem.REFUSED

    # signing in

    @pytest.mark.parametrize("version", ["7.0", "7.1.2", ""])
    def test_signing_in(self, opened: Opens, platform: WordPressServer, version: str) -> None:
        platform.version = version
        page = urlsplit(opened({}).begin_sign_in(REDIRECT, "state-1", "challenge"))
        asked = {name: values[0] for name, values in parse_qs(page.query).items()}
        assert page.path == "/wp-admin/authorize-application.php"
        assert asked["success_url"] == f"{REDIRECT}?state=state-1"
        assert asked["reject_url"] == f"{REDIRECT}?state=state-1&error=access_denied"
        assert asked["app_name"] == "AmtDesk" and len(asked["app_id"]) == 36
        answer = {"site_url": platform.url, "user_login": USER, "password": PASSWORD}
        gained = dict(opened({}).end_sign_in(answer, REDIRECT, "verifier"))
        assert gained == {"user": USER, "password": PASSWORD}

    def test_a_site_that_cannot_send_the_password_back_is_named(self, opened: Opens, platform: WordPressServer) -> None:
        for version, gives in (("6.9.4", True), ("7.0", False)):
            platform.version, platform.gives_passwords = version, gives
            with pytest.raises(Unavailable) as caught:
                opened({}).begin_sign_in(REDIRECT, "s", "c")
            assert caught.value.problem is Problem.SIGN_IN_TOO_OLD

    def test_what_a_user_may_not_do_is_named(self, opened: Opens, platform: WordPressServer) -> None:
        platform.rights |= {"moderate_comments": False, "edit_published_posts": False}
        missing = opened().connect().missing
        assert missing[Ability.READ] == "moderate_comments" and missing[Ability.EDIT] == "edit_published_posts"

    # after publishing

    def test_text_and_pictures_can_be_changed(self, opened: Opens, platform: WordPressServer, picture: Picture) -> None:
        channel = opened()
        whole = payload(pictures=(picture,))
        published = channel.publish(whole, channel.upload(whole))
        again = payload("Neuer Text", pictures=(replace(picture, alt="Besser"),))
        edited = opened().edit(published.remote_id, again)
        assert (edited.remote_id, edited.url) == (published.remote_id, published.url)
        ((words, alts),) = platform.public
        assert "Neuer Text" in words and alts == ("Besser",)
        assert len(platform.media) == 1
