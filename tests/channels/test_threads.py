"""Threads against a strict server of ours; its pictures are lent by a website of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.threads import Threads
from amtdesk.domain.channel import Ability, Lent, Picture
from amtdesk.domain.errors import AccessDenied, Problem, RateLimited, Rejected, Unavailable, Uncertain
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Target
from tests.channels.contract import NOW, TEXT, Lends, NetworkContract, Opens, UnscheduledContract, payload
from tests.channels.servers.loopback import How, Loopback, Reply, Request, Trouble, answers
from tests.channels.servers.threads import HANDLE, ME, RENEWED, TOKEN, ThreadsServer


class Website(Loopback):
    """Lends pictures under their number."""

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[str, bytes] = {}

    def respond(self, request: Request) -> Reply:
        found = self.there.get(request.path.strip("/"))
        return Reply(200, found) if found else Reply(404)

    def lend(self, picture: Picture) -> Lent:
        number = str(len(self.there) + 1)
        self.there[number] = picture.content
        return Lent(f"{self.url}/{number}", lambda: self._take_back(number))

    def _take_back(self, number: str) -> None:
        self.there.pop(number, None)


class TestThreads(UnscheduledContract, NetworkContract):
    channel: ClassVar[type[Channel]] = Threads
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN}

    @pytest.fixture
    def platform(self) -> Iterator[ThreadsServer]:
        with ThreadsServer(lambda: NOW) as server:
            yield server

    @pytest.fixture
    def website(self) -> Iterator[Website]:
        with Website() as website:
            yield website

    @pytest.fixture
    def lender(self, website: Website) -> list[Lends]:
        return [website.lend]

    # the access

    def test_the_account_is_found(self, opened: Opens) -> None:
        found = opened().connect()
        assert (found.name, found.settings["user_id"]) == (f"@{HANDLE}", ME)
        assert found.abilities == Threads.abilities
        assert found.expires == NOW + timedelta(days=60)
        assert opened(expires="2026-12-01T08:00:00+00:00").connect().expires == NOW + timedelta(days=10)

    def test_without_a_website_there_are_no_pictures(
        self, opened: Opens, picture: Picture, lender: list[Lends]
    ) -> None:
        lender.clear()
        found = opened().connect()
        assert set(found.missing) == {Ability.PICTURES, Ability.ALT_TEXT}
        with pytest.raises(Rejected) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert caught.value.problem is Problem.WEBSITE_NEEDED
        assert opened().publish(payload(), None).remote_id

    def test_what_the_token_may_not_do_is_said_in_metas_words(self, opened: Opens, platform: ThreadsServer) -> None:
        platform.scopes -= {"threads_read_replies", "threads_manage_insights"}
        found = opened().connect()
        assert found.missing == {Ability.READ: "threads_read_replies", Ability.FIGURES: "threads_manage_insights"}
        platform.scopes.discard("threads_content_publish")
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert (caught.value.problem, caught.value.detail) == (Problem.PERMISSION_MISSING, "threads_content_publish")

    # renewing

    @pytest.mark.parametrize("header", [True, False])
    def test_a_token_is_renewed_once_it_is_a_day_old(
        self, opened: Opens, platform: ThreadsServer, kept: dict[str, str], header: bool
    ) -> None:
        platform.takes_header = header
        assert opened().renew() is None
        assert opened(later="23").renew() is None
        assert platform.seen("GET /refresh") == []
        end = opened(later="24").renew()
        assert end == NOW + timedelta(hours=24, seconds=5_183_944)
        assert kept == {"access": RENEWED}
        del platform.tokens[TOKEN]
        assert opened(expires=end.isoformat()).connect().expires == end
        assert opened(expires=end.isoformat(), later="25").renew() == end
        assert len(platform.seen("GET /refresh")) == (1 if header else 2)
        if header:
            assert TOKEN not in str([one.query for one in platform.requests])

    def test_a_token_too_young_to_be_renewed_stays(
        self, opened: Opens, platform: ThreadsServer, kept: dict[str, str]
    ) -> None:
        platform.is_ripe = False
        opened().renew()
        assert opened(later="30").renew() is None
        assert kept == {}

    def test_a_token_that_has_ended_is_said_to_have_ended(self, opened: Opens, platform: ThreadsServer) -> None:
        opened().renew()
        platform.tokens.clear()
        with pytest.raises(AccessDenied) as caught:
            opened(later="30").renew()
        assert caught.value.problem is Problem.ACCESS_EXPIRED
        assert TOKEN not in caught.value.detail

    def test_no_new_token_is_no_renewal(self, opened: Opens, platform: ThreadsServer, kept: dict[str, str]) -> None:
        opened().renew()
        platform.fail("GET /refresh", answers(200, {"access_token": "", "expires_in": 5}))
        with pytest.raises(Unavailable):
            opened(later="30").renew()
        assert kept == {}

    # publishing

    def test_pictures_are_taken_back_afterwards(
        self, opened: Opens, platform: ThreadsServer, website: Website, picture: Picture
    ) -> None:
        whole = payload(pictures=(picture, picture, picture))
        channel = opened()
        ready = channel.upload(whole)
        assert len(website.there) == 3
        channel.publish(whole, ready)
        assert website.there == {}
        assert platform.public == [(TEXT, (picture.alt,) * 3)]

    def test_pictures_are_taken_back_when_it_fails(
        self, opened: Opens, platform: ThreadsServer, website: Website, picture: Picture
    ) -> None:
        platform.ends = ("ERROR", "FAILED_DOWNLOADING_MEDIA")
        with pytest.raises(Rejected) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert caught.value.problem is Problem.PICTURE_REFUSED
        assert website.there == {}

    def test_a_container_is_waited_for(self, opened: Opens, platform: ThreadsServer) -> None:
        platform.working = 5
        assert opened().publish(payload(), None).remote_id

    def test_what_is_prepared_is_sent_the_next_time(self, opened: Opens, platform: ThreadsServer) -> None:
        platform.fail(platform.final_step, answers(429, {}))
        with pytest.raises(RateLimited):
            opened().publish(payload(), None)
        opened().publish(payload(), None)
        assert len(platform.containers) == len(platform.posts) == 1

    def test_what_was_sent_unseen_is_never_sent_again(self, opened: Opens, platform: ThreadsServer) -> None:
        platform.fail(platform.final_step, Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
        assert opened().publish(payload(), None).remote_id == platform.posts[0]["id"]
        platform.posts.clear()
        with pytest.raises(Unavailable):
            opened().look_up(payload(), NOW)
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)

    def test_too_many_links_are_refused_before_anything_is_public(self, opened: Opens, platform: ThreadsServer) -> None:
        links = " ".join(f"https://a.example/{number}" for number in range(6))
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(links), None)
        assert "LINK_LIMIT" in caught.value.detail
        assert platform.seen(platform.final_step) == []

    # answering and moderation

    def test_an_answer_hangs_below_the_question_and_is_found_again(
        self, opened: Opens, platform: ThreadsServer
    ) -> None:
        post = opened().publish(payload(), None).remote_id
        asked = platform.wrote(post, "Wann?")
        whole = replace(payload("Um neun.", "token-2"), target=Target(asked, asked, post))
        platform.fail(platform.final_step, Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(whole, None)
        found = opened().look_up(whole, NOW)
        assert found is not None and found.url
        assert platform.answers[0]["replied_to"] == {"id": asked}
        elsewhere = replace(whole, token="token-3", target=Target("99", "99", post))
        assert opened().look_up(elsewhere, NOW) is None
        opened().withdraw(found.remote_id)
        assert opened().read_back(found.remote_id) is None

    def test_answers_are_hidden_and_shown(self, opened: Opens, platform: ThreadsServer) -> None:
        post = opened().publish(payload(), None).remote_id
        number = platform.wrote(post, "Unsinn")
        opened().hide(number, hidden=True)
        assert platform.answers[0]["hide_status"] == "HIDDEN"
        opened().hide(number, hidden=False)
        assert platform.answers[0]["hide_status"] == "UNHUSHED"

    # figures

    def test_figures_are_what_threads_says(self, opened: Opens, platform: ThreadsServer) -> None:
        post = opened().publish(payload(), None).remote_id
        found = opened().figures([post, "99999"])
        shown = {Figure.VIEWS: 540, Figure.LIKES: 12, Figure.COMMENTS: 3, Figure.SHARES: 4}
        assert found == {post: shown}
        platform.dead_metrics.add("shares")
        assert opened().figures([post])[post][Figure.SHARES] == 3
        assert opened().audience() == {Figure.FOLLOWERS: 321}
