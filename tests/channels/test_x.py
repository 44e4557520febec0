"""X against a strict server of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.x import X
from amtdesk.domain.channel import Ability, Picture
from amtdesk.domain.errors import (
    AccessDenied,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    Unavailable,
)
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Target
from tests.channels.contract import NOW, NetworkContract, Opens, UnscheduledContract, payload
from tests.channels.servers.loopback import answers
from tests.channels.servers.oauth import ACCESS, CODE, REDIRECT, REFRESH, VERIFIER, challenge
from tests.channels.servers.x import CLIENT, HANDLE, SCOPES, XServer


def refusal(status: int, detail: str, title: str = "Forbidden") -> Any:
    return answers(status, {"title": title, "detail": detail, "type": "about:blank", "status": status})


class TestX(NetworkContract, UnscheduledContract):
    channel: ClassVar[type[Channel]] = X
    settings: ClassVar[dict[str, str]] = {"client_id": CLIENT, "handle": HANDLE}
    secrets: ClassVar[dict[str, str]] = {"access": ACCESS, "refresh": REFRESH}

    @pytest.fixture
    def platform(self) -> Iterator[XServer]:
        with XServer(lambda: NOW) as server:
            yield server

    def test_two_posts_of_the_same_text_are_two_posts(self, opened: Opens, platform: XServer) -> None:
        """X does not allow it."""
        opened().publish(payload(token="token-1"), None)
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(token="token-2"), None)
        assert caught.value.problem is Problem.DUPLICATE
        assert len(platform.public) == 1

    # signing in

    def test_signing_in(self, opened: Opens, platform: XServer) -> None:
        channel = opened({})
        page = urlsplit(channel.begin_sign_in(REDIRECT, "state-1", challenge()))
        asked = {name: values[0] for name, values in parse_qs(page.query).items()}
        assert page.path == "/i/oauth2/authorize"
        assert asked == {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": REDIRECT,
            "scope": SCOPES,
            "state": "state-1",
            "code_challenge": challenge(),
            "code_challenge_method": "S256",
        }
        gained = channel.end_sign_in({"code": CODE}, REDIRECT, VERIFIER)
        assert set(gained) == {"access", "refresh", "scope"}
        secrets = {name: gained[name] for name in ("access", "refresh")}
        assert opened(secrets, scope=gained["scope"]).connect().missing == {}

    def test_a_code_is_good_for_once(self, opened: Opens, platform: XServer) -> None:
        opened({}).end_sign_in({"code": CODE}, REDIRECT, VERIFIER)
        for answer in ({"code": CODE}, {"error": "access_denied"}, {}):
            with pytest.raises(AccessDenied) as caught:
                opened({}).end_sign_in(answer, REDIRECT, VERIFIER)
            assert CODE not in caught.value.detail

    def test_the_real_page_is_x_own(self, opened: Opens) -> None:
        address = opened({}, url="").begin_sign_in(REDIRECT, "s", challenge())
        assert address.startswith("https://x.com/i/oauth2/authorize?")
        with pytest.raises(NotAllowed):
            opened({}, client_id="").begin_sign_in(REDIRECT, "s", challenge())

    def test_what_was_not_agreed_to_is_named(self, opened: Opens) -> None:
        found = opened(scope="tweet.read tweet.write users.read").connect()
        assert found.missing[Ability.PICTURES] == "media.write"
        assert found.missing[Ability.HIDE] == "tweet.moderate.write"
        assert Ability.PUBLISH in found.abilities
        with pytest.raises(AccessDenied) as caught:
            opened(scope="tweet.read users.read").connect()
        assert (caught.value.problem, caught.value.detail) == (Problem.PERMISSION_MISSING, "tweet.write")

    def test_an_account_that_may_not_read_may_still_write(self, opened: Opens, platform: XServer) -> None:
        platform.fail("GET /2/users/4711/mentions", refusal(403, "client-not-enrolled"))
        found = opened().connect()
        assert Ability.READ not in found.abilities
        assert Ability.PUBLISH in found.abilities

    # tokens

    def test_a_used_up_token_is_renewed_and_the_new_one_kept_first(
        self, opened: Opens, platform: XServer, kept: dict[str, str]
    ) -> None:
        platform.access = "another one"
        opened().publish(payload(), None)
        assert kept == {"refresh": "marker-refresh-0002", "access": "marker-access-0002"}
        assert list(kept) == ["refresh", "access"]
        opened().publish(payload("Noch einer"), None)
        assert platform.grants.renewals == 1
        assert len(platform.public) == 2

    # posts

    def test_a_link_a_picture_and_odd_marks_are_found_again(
        self, opened: Opens, platform: XServer, picture: Picture
    ) -> None:
        text = "Müll & Co <neu>: https://www.musterbach.example/müll?a=1&b=2 und https://www.Musterbach.example/"
        whole = payload(text, pictures=(picture,))
        channel = opened()
        published = channel.publish(whole, channel.upload(whole))
        found = opened().look_up(whole, NOW)
        assert found == published
        assert opened().look_up(payload(text), NOW) is None
        platform.tells_entities = False
        assert opened().look_up(whole, NOW) == published

    @pytest.mark.parametrize("minutes", [-3, 16])
    def test_the_same_text_of_another_time_is_not_ours(self, opened: Opens, minutes: int) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW - timedelta(minutes=minutes)) is None

    def test_the_other_name_of_the_parameter(self, opened: Opens, platform: XServer) -> None:
        platform.fields = "post.fields"
        published = opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW) == published
        assert opened().read_back(published.remote_id) == published
        assert opened().figures([published.remote_id])

    def test_an_answer_goes_where_it_belongs_and_is_found_again(self, opened: Opens, platform: XServer) -> None:
        asked = platform.wrote(f"@{HANDLE} wann?")
        whole = replace(payload("Um acht."), target=Target(asked, asked, handle="jane"))
        published = opened().publish(whole, None)
        assert platform.posts[0]["referenced_tweets"] == [{"type": "replied_to", "id": asked}]
        assert opened().look_up(whole, NOW) == published

    def test_who_did_not_mention_us_can_only_be_answered_by_hand(self, opened: Opens, platform: XServer) -> None:
        asked = platform.wrote("Nur so.")
        with pytest.raises(Rejected) as caught:
            opened().publish(replace(payload("Aha."), target=Target(asked, asked)), None)
        assert caught.value.problem is Problem.BY_HAND_ONLY

    def test_a_reply_can_be_hidden_and_shown(self, opened: Opens, platform: XServer) -> None:
        asked = platform.wrote(f"@{HANDLE} Unsinn")
        opened().hide(asked, hidden=True)
        assert platform.hidden == {asked: True}
        opened().hide(asked, hidden=False)
        assert platform.hidden == {asked: False}

    # figures

    def test_figures(self, opened: Opens, platform: XServer) -> None:
        post = opened().publish(payload(), None).remote_id
        figures = opened().figures([post, "1"])
        assert figures == {
            post: {
                Figure.VIEWS: 310,
                Figure.LIKES: 5,
                Figure.COMMENTS: 4,
                Figure.SHARES: 3,
                Figure.SAVES: 0,
                Figure.CLICKS: 9,
            }
        }
        platform.knows_clicks = False
        assert Figure.CLICKS not in opened().figures([post])[post]
        assert opened().audience() == {Figure.FOLLOWERS: 812}

    def test_looking_again_costs_money_and_is_done_once_a_day(self, opened: Opens, platform: XServer) -> None:
        asked = platform.wrote(f"@{HANDLE} wann?")
        assert set(opened().recheck([asked])) == {asked}
        assert opened(later="1").recheck([asked]) == {}
        platform.posts.clear()
        assert opened(later="21").recheck([asked]) == {asked: None}
        assert len(platform.seen("GET /2/tweets")) == 2

    def test_the_end_of_the_brake_stands_in_a_header(self, opened: Opens, platform: XServer) -> None:
        reset = int((NOW + timedelta(minutes=9)).timestamp())
        platform.fail(platform.final_step, answers(429, {}, x_rate_limit_reset=str(reset)))
        with pytest.raises(RateLimited) as caught:
            opened().publish(payload(), None)
        assert caught.value.until is not None

    def test_without_credit_nothing_is_lost(self, opened: Opens, platform: XServer) -> None:
        platform.has_credit = False
        with pytest.raises(Unavailable) as caught:
            opened().connect()
        assert caught.value.problem is Problem.PAYMENT
