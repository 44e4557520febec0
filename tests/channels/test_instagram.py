"""Instagram against a strict server of ours; every post of the contract has a picture, there are none without."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.graph_container import Container
from amtdesk.channels.instagram import Instagram
from amtdesk.domain.channel import Ability, Lent, Limits, Payload, Picture, Published
from amtdesk.domain.errors import (
    AccessDenied,
    ChannelError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    Unavailable,
    Uncertain,
)
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Source, Target
from tests.channels.contract import NOW, TEXT, Lends, NetworkContract, Opens, UnscheduledContract, payload
from tests.channels.servers.facebook import TOKEN
from tests.channels.servers.graph import error
from tests.channels.servers.instagram import HANDLE, ME, InstagramServer
from tests.channels.servers.loopback import How, Loopback, Reply, Trouble, answers

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(40)) * 4
PICTURE = Picture(JPEG, "image/jpeg", 1080, 1080, "Marktstände", "markt.jpg")


class WithPicture(Instagram):
    """As the contract has it: what is published without a picture gets one."""

    def upload(self, payload: Payload) -> Container:
        return super().upload(payload if payload.pictures else replace(payload, pictures=(PICTURE,)))

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        if payload.target is None and uploaded is None:
            uploaded = self.upload(payload)
        return super().publish(payload, uploaded)


class TestInstagram(UnscheduledContract, NetworkContract):
    channel: ClassVar[type[Channel]] = Instagram
    opens: ClassVar[type[Channel] | None] = WithPicture
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN}

    @pytest.fixture
    def platform(self) -> Iterator[InstagramServer]:
        with InstagramServer(lambda: NOW) as server:
            yield server

    @pytest.fixture
    def picture(self) -> Picture:
        return PICTURE

    # the access

    def test_the_account_behind_the_page_is_found(self, opened: Opens) -> None:
        found = opened().connect()
        assert (found.name, found.settings["instagram_id"]) == (f"@{HANDLE}", ME)
        assert found.abilities == Instagram.abilities

    def test_what_instagram_takes_in_a_day_is_its_own_number(self, opened: Opens, platform: InstagramServer) -> None:
        assert Limits.of(opened().connect().limits).posts_a_day == 50
        platform.quota = None
        assert opened().connect().limits == {}

    def test_a_page_without_instagram_is_named(self, opened: Opens, platform: InstagramServer) -> None:
        del platform.pages[0]["instagram_business_account"]
        with pytest.raises(Rejected) as caught:
            opened().connect()
        assert caught.value.problem is Problem.ACCOUNT_UNLINKED

    @pytest.mark.parametrize("page", ["Feuerwehr", "@feuerwehr.musterbach", "3344"])
    def test_of_several_one_is_chosen_by_either_name(self, opened: Opens, platform: InstagramServer, page: str) -> None:
        linked = {"id": "1799", "username": "feuerwehr.musterbach"}
        platform.pages.append({"id": "3344", "name": "Feuerwehr", "instagram_business_account": linked})
        with pytest.raises(Rejected) as caught:
            opened().connect()
        assert caught.value.problem is Problem.SEVERAL_PAGES
        assert opened(page=page).connect().settings["instagram_id"] == "1799"

    def test_what_the_token_may_not_do_is_said_in_metas_words(self, opened: Opens, platform: InstagramServer) -> None:
        platform.scopes -= {"instagram_manage_comments", "instagram_manage_contents"}
        found = opened().connect()
        assert found.missing[Ability.READ] == "instagram_manage_comments"
        assert found.missing[Ability.WITHDRAW] == "instagram_manage_contents"
        assert Ability.PUBLISH in found.abilities

    @pytest.mark.parametrize("scope", ["instagram_content_publish", "pages_manage_posts"])
    def test_without_the_rights_to_publish_there_is_no_connection(
        self, opened: Opens, platform: InstagramServer, scope: str
    ) -> None:
        platform.scopes.discard(scope)
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert (caught.value.problem, caught.value.detail) == (Problem.PERMISSION_MISSING, scope)

    def test_where_nobody_tells_it_is_tried(self, opened: Opens, platform: InstagramServer) -> None:
        platform.scopes.discard("instagram_manage_insights")
        platform.tells_token = False
        platform.fail("GET /v26.0/me/permissions", answers(500))
        assert opened().connect().missing == {Ability.FIGURES: "instagram_manage_insights"}

    # publishing

    def test_a_post_without_picture_is_refused(self, opened: Opens) -> None:
        channel = opened()
        real = Instagram(channel.account, channel.secrets, channel.tools)
        for step in (lambda: real.upload(payload()), lambda: real.publish(payload(), None)):
            with pytest.raises(Rejected) as caught:
                step()
            assert caught.value.problem is Problem.PICTURE_MISSING

    def test_nothing_is_left_on_the_page_afterwards(self, opened: Opens, platform: InstagramServer) -> None:
        whole = payload(pictures=(PICTURE, PICTURE))
        channel = opened()
        ready = channel.upload(whole)
        assert len(platform.photos) == 2 and platform.posts == []
        channel.publish(whole, ready)
        assert platform.photos == {}
        assert platform.public == [(TEXT, ("Marktstände", "Marktstände"))]

    def test_what_a_crash_left_on_the_page_goes_the_next_time(self, opened: Opens, platform: InstagramServer) -> None:
        opened().upload(payload(pictures=(PICTURE,)))
        assert len(platform.photos) == 1
        opened().publish(payload("Ein anderer", "token-2"), None)
        assert platform.photos == {}

    def test_cleaning_up_never_harms_the_post(self, opened: Opens, platform: InstagramServer) -> None:
        platform.fail("DELETE", answers(500))
        assert opened().publish(payload(), None).remote_id
        assert len(platform.photos) == 1
        opened().publish(payload("Ein anderer", "token-2"), None)
        assert platform.photos == {}

    def test_pictures_are_lent_by_the_website_if_there_is_one(
        self, opened: Opens, platform: InstagramServer, lender: list[Lends]
    ) -> None:
        lent: list[str] = []
        with Loopback(lambda _: Reply(200, JPEG, {"Content-Type": "image/jpeg"})) as website:

            def lend(_picture: Picture) -> Lent:
                lent.append("x")
                return Lent(f"{website.url}/bild.jpg", lent.clear)

            lender.append(lend)
            platform.scopes.discard("pages_manage_posts")
            assert opened().connect().name
            assert opened().publish(payload(), None).remote_id
            assert platform.photos == {} and lent == [] and len(website.requests) == 1
            platform.scopes.add("pages_manage_posts")
            opened(bridge="Facebook").publish(payload("Ein anderer", "token-2"), None)
            assert len(website.requests) == 1

    def test_a_website_that_is_wanted_but_not_there_is_named(self, opened: Opens) -> None:
        with pytest.raises(Unavailable) as caught:
            opened(bridge="Website").connect()
        assert caught.value.problem is Problem.WEBSITE_NEEDED

    def test_a_picture_instagram_cannot_fetch_is_named_and_taken_back(
        self, opened: Opens, platform: InstagramServer
    ) -> None:
        platform.fetches = False
        with pytest.raises(Rejected) as caught:
            opened().upload(payload(pictures=(PICTURE,)))
        assert caught.value.problem is Problem.PICTURE_UNREACHABLE
        assert platform.photos == {}

    def test_a_container_is_waited_for(self, opened: Opens, platform: InstagramServer) -> None:
        platform.working = 4
        assert opened().publish(payload(), None).remote_id
        platform.working = 1000
        with pytest.raises(Unavailable) as caught:
            opened().upload(payload("Ein anderer", "token-2", (PICTURE,)))
        assert caught.value.problem is Problem.TIMED_OUT

    @pytest.mark.parametrize(
        ("ends", "kind", "problem"),
        [
            (
                ("ERROR", "Error: Media upload has failed with error code 2207052"),
                Rejected,
                Problem.PICTURE_UNREACHABLE,
            ),
            (("ERROR", "Error"), Rejected, Problem.PICTURE_REFUSED),
            (("ERROR", "Error: 2207053"), Unavailable, Problem.SERVER_BROKEN),
            (("EXPIRED", "Expired"), Unavailable, Problem.TIMED_OUT),
            (("WHAT", "?"), Unavailable, Problem.ANSWER_UNREADABLE),
        ],
    )
    def test_a_container_that_breaks_says_why(
        self,
        opened: Opens,
        platform: InstagramServer,
        ends: tuple[str, str],
        kind: type[ChannelError],
        problem: Problem,
    ) -> None:
        platform.ends = ends
        with pytest.raises(ChannelError) as caught:
            opened().upload(payload(pictures=(PICTURE,)))
        assert (type(caught.value), caught.value.problem) == (kind, problem)

    def test_what_is_prepared_is_sent_the_next_time(self, opened: Opens, platform: InstagramServer) -> None:
        platform.fail(platform.final_step, answers(429, {}))
        with pytest.raises(RateLimited):
            opened().publish(payload(), None)
        opened().publish(payload(), None)
        assert len(platform.containers) == len(platform.media) == 1

    def test_what_was_sent_unseen_is_never_sent_again(self, opened: Opens, platform: InstagramServer) -> None:
        platform.fail(platform.final_step, Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
        again = opened().publish(payload(), None)
        assert again.remote_id == platform.media[0]["id"]
        assert len(platform.media) == 1

    def test_what_instagram_does_not_list_yet_is_asked_for_later(
        self, opened: Opens, platform: InstagramServer
    ) -> None:
        opened().publish(payload(), None)
        platform.media.clear()
        with pytest.raises(Unavailable) as caught:
            opened().look_up(payload(), NOW)
        assert caught.value.problem is Problem.NOT_CONFIRMED
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)

    @pytest.mark.parametrize("minutes", [-3, 16])
    def test_the_same_caption_of_another_time_is_not_ours(
        self, opened: Opens, platform: InstagramServer, notes: dict[str, str], minutes: int
    ) -> None:
        opened().publish(payload(), None)
        notes.clear()
        assert opened().look_up(payload(), NOW - timedelta(minutes=minutes)) is None

    def test_what_only_a_person_may_delete_is_said(self, opened: Opens, platform: InstagramServer) -> None:
        published = opened().publish(payload(), None)
        reply = error(400, 100, "Cannot delete", sub=2207085)
        platform.fail(f"DELETE /v26.0/{published.remote_id}", answers(reply.status, reply.body))
        with pytest.raises(Rejected) as caught:
            opened().withdraw(published.remote_id)
        assert caught.value.problem is Problem.BY_HAND_ONLY

    # answering and moderation

    def test_an_answer_stands_below_the_question_and_is_found_again(
        self, opened: Opens, platform: InstagramServer
    ) -> None:
        settings = opened().connect().settings
        post = opened().publish(payload(), None).remote_id
        number = platform.wrote(post, "Wann?")
        asked = f"comment:{number}"
        whole = replace(payload("Um neun."), target=Target(asked, asked, post))
        platform.fail(f"POST /v26.0/{number}/replies", Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened(**settings).publish(whole, None)
        found = opened(**settings).look_up(whole, NOW)
        assert found is not None and found.url
        assert opened(**settings).read_back(found.remote_id) == found
        opened(**settings).withdraw(found.remote_id)
        assert opened(**settings).look_up(whole, NOW) is None

    def test_who_mentions_us_is_answered_below_their_post(self, opened: Opens, platform: InstagramServer) -> None:
        target = Target("555", "555", source=Source.MENTION)
        whole = replace(payload("Danke!"), target=target)
        assert opened().publish(whole, None).remote_id.startswith("comment:")
        assert platform.mentioned == [{"media_id": "555", "message": "Danke!"}]
        assert opened().look_up(whole, NOW) is None

    def test_comments_are_hidden_shown_and_deleted(self, opened: Opens, platform: InstagramServer) -> None:
        post = opened().publish(payload(), None).remote_id
        comment = f"comment:{platform.wrote(post, 'Unsinn')}"
        opened().hide(comment, hidden=True)
        assert platform.replies[0]["hidden"] is True
        opened().hide(comment, hidden=False)
        assert platform.replies[0]["hidden"] is False
        opened().delete(comment)
        opened().delete(comment)
        assert platform.replies == []
        with pytest.raises(NotAllowed):
            opened().delete(post)

    # figures

    def test_figures_are_what_instagram_says(self, opened: Opens, platform: InstagramServer) -> None:
        post = opened().publish(payload(), None).remote_id
        platform.dead_metrics.add("saved")
        found = opened().figures([post, "999999", "comment:1"])
        assert set(found) == {post}
        assert found[post][Figure.REACH] == 318 and Figure.SAVES not in found[post]
        assert opened().audience() == {Figure.FOLLOWERS: 412}
        platform.scopes.discard("instagram_manage_insights")
        assert opened().figures([post])[post] == {Figure.LIKES: 20, Figure.COMMENTS: 0}
