"""A LinkedIn page against a strict server of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.linkedin import LinkedIn
from amtdesk.domain.channel import Ability, Card, Picture
from amtdesk.domain.errors import (
    AccessDenied,
    Problem,
    RateLimited,
    Rejected,
    Uncertain,
)
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Target
from tests.channels.contract import NOW, NetworkContract, Opens, UnscheduledContract, payload
from tests.channels.servers.linkedin import CLIENT, ENDS, ORG, SECRET, TOKEN, LinkedInServer
from tests.channels.servers.loopback import answers
from tests.channels.servers.oauth import CODE


def refusal(status: int, code: str) -> Any:
    return answers(status, {"status": status, "code": code, "message": code, "serviceErrorCode": 100})


class TestLinkedIn(NetworkContract, UnscheduledContract):
    channel: ClassVar[type[Channel]] = LinkedIn
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN, "client_secret": SECRET}

    @pytest.fixture
    def platform(self) -> Iterator[LinkedInServer]:
        with LinkedInServer(lambda: NOW) as server:
            yield server

    def test_two_posts_of_the_same_text_are_two_posts(self, opened: Opens, platform: LinkedInServer) -> None:
        """LinkedIn does not allow it; a duplicate of another time is none of ours."""
        opened().publish(payload(token="token-1"), None)
        later = replace(payload(token="token-2"), created=NOW + timedelta(hours=1))
        with pytest.raises(Rejected) as caught:
            opened().publish(later, None)
        assert caught.value.problem is Problem.DUPLICATE
        assert len(platform.public) == 1

    # the card of a link

    @pytest.mark.parametrize("description", ["Am Samstag", ""])
    def test_a_link_without_pictures_is_an_article(
        self, opened: Opens, platform: LinkedInServer, picture: Picture, description: str
    ) -> None:
        whole = replace(payload(), card=Card("https://www.musterbach.example/fest", "Fest", description, picture))
        channel = opened()
        published = channel.publish(whole, channel.upload(whole))
        article = platform.posts[0]["content"]["article"]
        assert (article["source"], article["title"]) == ("https://www.musterbach.example/fest", "Fest")
        assert platform.images[article["thumbnail"]]["bytes"] == picture.content
        assert article.get("description", "") == description
        assert channel.look_up(whole, NOW) == published

    def test_pictures_stand_above_a_card(self, opened: Opens, platform: LinkedInServer, picture: Picture) -> None:
        whole = replace(payload(pictures=(picture,)), card=Card("https://a.example", "Fest", "", picture))
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert list(platform.posts[0]["content"]) == ["media"] and len(platform.images) == 1

    def test_a_card_whose_picture_fails_goes_without(
        self, opened: Opens, platform: LinkedInServer, picture: Picture
    ) -> None:
        platform.denied.add("images")
        whole = replace(payload(), card=Card("https://a.example", "Fest", "", picture))
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert platform.posts[0]["content"] == {"article": {"source": "https://a.example", "title": "Fest"}}

    # connecting

    def test_the_page_is_found(self, opened: Opens) -> None:
        found = opened().connect()
        assert (found.name, dict(found.settings)) == ("Gemeinde Musterbach", {"organization": ORG})
        assert found.abilities == LinkedIn.abilities

    @pytest.mark.parametrize(
        "typed", ["123", "gemeinde-musterbach", "https://www.linkedin.com/company/123/admin/", "Gemeinde Musterbach"]
    )
    def test_among_several_pages_one_is_chosen(self, opened: Opens, platform: LinkedInServer, typed: str) -> None:
        platform.pages["urn:li:organization:77"] = "Wasserwerk"
        assert opened(page=typed).connect().settings["organization"] == ORG
        with pytest.raises(Rejected) as caught:
            opened().connect()
        assert caught.value.problem is Problem.SEVERAL_PAGES
        assert caught.value.detail == "Gemeinde Musterbach\nWasserwerk"

    def test_no_page_and_a_role_that_is_too_small(self, opened: Opens, platform: LinkedInServer) -> None:
        for typed, role in (("Andere", "ADMINISTRATOR"), ("", "ANALYST")):
            platform.role = role
            with pytest.raises(Rejected) as caught:
                opened(page=typed).connect()
            assert caught.value.problem is Problem.PAGE_ABSENT

    def test_a_page_whose_name_may_not_be_read_has_a_number(self, opened: Opens, platform: LinkedInServer) -> None:
        platform.denied.add("organizations")
        assert opened().connect().name == "123"

    @pytest.mark.parametrize(
        ("denied", "scope"), [("images", "w_organization_social"), ("posts", "r_organization_social")]
    )
    def test_what_publishing_needs_is_named(
        self, opened: Opens, platform: LinkedInServer, denied: str, scope: str
    ) -> None:
        platform.denied.add(denied)
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert caught.value.problem is Problem.PERMISSION_MISSING
        assert caught.value.detail.startswith(scope)

    def test_what_is_missing_is_named(self, opened: Opens, platform: LinkedInServer) -> None:
        opened().publish(payload(), None)
        platform.denied |= {"comments", "statistics"}
        missing = opened().connect().missing
        assert missing[Ability.READ] == "r_organization_social_feed"
        assert missing[Ability.FIGURES] == "rw_organization_admin"
        assert Ability.PUBLISH not in missing

    def test_the_end_is_asked_for(self, opened: Opens) -> None:
        assert opened().connect().expires is None
        assert opened(client_id=CLIENT).connect().expires == datetime.fromtimestamp(ENDS, UTC)

    def test_signing_in(self, opened: Opens) -> None:
        channel = opened(client_id=CLIENT)
        redirect = "http://127.0.0.1:8736/callback"
        page = urlsplit(channel.begin_sign_in(redirect, "state-1", "challenge"))
        asked = {name: values[0] for name, values in parse_qs(page.query).items()}
        assert page.path == "/oauth/v2/authorization"
        assert asked["redirect_uri"] == "http://localhost:8736/callback"
        assert "w_organization_social" in asked["scope"].split()
        gained = channel.end_sign_in({"code": CODE}, redirect, "verifier")
        assert set(gained) == {"token", "expires"}
        known = opened({"token": gained["token"]}, expires=gained["expires"])
        assert known.connect().expires == NOW + timedelta(days=60)
        assert known.renew() == NOW + timedelta(days=60)

    # posts

    def test_marks_hashtags_and_pictures(self, opened: Opens, platform: LinkedInServer, picture: Picture) -> None:
        text = "Markt (8–13 Uhr) @Rathaus *neu* #Musterbach_2026 https://www.musterbach.example/a_b#teil"
        whole = payload(text, pictures=(picture, picture))
        channel = opened()
        published = channel.publish(whole, channel.upload(whole))
        assert r"{hashtag|\#|Musterbach\_2026}" in platform.posts[0]["commentary"]
        assert published.url == f"https://www.linkedin.com/feed/update/{published.remote_id}/"
        assert opened().look_up(whole, NOW) == published
        assert opened().look_up(payload(text), NOW) is None

    @pytest.mark.parametrize("minutes", [-3, 16])
    def test_the_same_text_of_another_time_is_not_ours(self, opened: Opens, minutes: int) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW - timedelta(minutes=minutes)) is None

    def test_a_duplicate_from_this_attempt_is_proof_of_success(self, opened: Opens, platform: LinkedInServer) -> None:
        first = opened().publish(payload(), None)
        assert opened().publish(payload(), None) == first
        assert len(platform.public) == 1

    def test_a_duplicate_that_is_gone_is_no_proof(self, opened: Opens, platform: LinkedInServer) -> None:
        platform.ghost = "urn:li:share:1"
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(), None)
        assert caught.value.problem is Problem.DUPLICATE

    def test_what_is_still_being_made_is_not_public_yet(self, opened: Opens, platform: LinkedInServer) -> None:
        published = opened().publish(payload(), None)
        platform.posts[0]["lifecycleState"] = "PUBLISH_REQUESTED"
        assert opened().read_back(published.remote_id) is None

    def test_an_answer_without_an_id_is_uncertain(self, opened: Opens, platform: LinkedInServer) -> None:
        platform.fail(platform.final_step, answers(201, b"", accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)

    def test_words_can_be_changed(self, opened: Opens, platform: LinkedInServer) -> None:
        published = opened().publish(payload(), None)
        assert opened().edit(published.remote_id, payload("Neu (geändert)")) == published
        assert platform.public[0][0] == r"Neu \(geändert\)"

    def test_a_version_that_died_is_replaced_once(self, opened: Opens, platform: LinkedInServer) -> None:
        platform.versions = {"202608"}
        opened().publish(payload(), None)
        platform.versions = {"203001"}
        with pytest.raises(Rejected) as caught:
            opened().publish(payload("Anders"), None)
        assert caught.value.problem is Problem.OUTDATED
        assert len(platform.public) == 1

    def test_the_quota_of_a_day_ends_at_midnight(self, opened: Opens, platform: LinkedInServer) -> None:
        platform.fail(platform.final_step, refusal(429, "TOO_MANY_REQUESTS"))
        with pytest.raises(RateLimited) as caught:
            opened().publish(payload(), None)
        assert caught.value.until == datetime(2026, 11, 22, tzinfo=UTC)

    # comments

    def test_a_conversation(self, opened: Opens, platform: LinkedInServer) -> None:
        post = opened().publish(payload(), None).remote_id
        asked = platform.wrote(post, "Wann?")
        below = platform.wrote(post, "Frage ich auch.", below=asked)
        whole = replace(payload("Um acht. (Samstag)"), target=Target(below, asked, post))
        answer = opened().publish(whole, None)
        assert opened().read_back(answer.remote_id) == answer
        assert opened().look_up(whole, NOW) == answer
        assert platform.comments[asked][-1]["message"]["text"] == "Um acht. (Samstag)"
        for liked in (True, True, False, False, True):
            opened().like(asked, liked=liked)
            assert platform.liked == [asked] * liked
        for _twice in range(2):
            opened().delete(below)
        opened().withdraw(answer.remote_id)
        assert platform.comments[asked] == []

    # figures

    def test_figures(self, opened: Opens) -> None:
        post = opened().publish(payload(), None).remote_id
        figures = opened().figures([post, "urn:li:share:1"])
        assert figures == {post: {Figure.VIEWS: 310, Figure.REACH: 250, Figure.CLICKS: 9, Figure.LIKES: 4}}
        assert opened().audience() == {Figure.FOLLOWERS: 812}
