"""A Facebook Page against a strict server of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.facebook import Facebook
from amtdesk.domain.channel import Ability, Picture
from amtdesk.domain.errors import (
    AccessDenied,
    NotAllowed,
    Problem,
    Rejected,
    Unavailable,
    Uncertain,
)
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Target
from tests.channels.contract import NOW, TEXT, Opens, SchedulingContract, payload
from tests.channels.servers.facebook import PAGE, PAGE_TOKEN, TOKEN, FacebookServer
from tests.channels.servers.loopback import How, Trouble, answers

LINK = "https://www.musterbach.example/markt?tag=sa&jahr=2026"


class TestFacebook(SchedulingContract):
    channel: ClassVar[type[Channel]] = Facebook
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN}

    @pytest.fixture
    def platform(self) -> Iterator[FacebookServer]:
        with FacebookServer(lambda: NOW) as server:
            yield server

    # the access

    def test_the_pages_own_token_does_too(self, opened: Opens, platform: FacebookServer) -> None:
        found = opened({"token": PAGE_TOKEN}).connect()
        assert (found.name, found.settings["page_id"]) == ("Gemeinde Musterbach", PAGE)
        assert opened({"token": PAGE_TOKEN}, **found.settings).publish(payload(), None).remote_id

    def test_the_only_page_is_taken(self, opened: Opens) -> None:
        found = opened().connect()
        assert found.abilities == Facebook.abilities
        assert found.missing == {}
        assert found.expires is None

    @pytest.mark.parametrize("page", ["Feuerwehr Musterbach", "feuerwehr musterbach", "3344"])
    def test_with_several_pages_the_names_are_said_and_one_is_chosen(
        self, opened: Opens, platform: FacebookServer, page: str
    ) -> None:
        platform.pages.append({"id": "3344", "name": "Feuerwehr Musterbach", "tasks": ["CREATE_CONTENT"]})
        with pytest.raises(Rejected) as caught:
            opened().connect()
        assert caught.value.problem is Problem.SEVERAL_PAGES
        assert "Gemeinde Musterbach" in caught.value.detail and "Feuerwehr Musterbach" in caught.value.detail
        assert opened(page=page).connect().settings["page_id"] == "3344"

    def test_a_page_that_is_not_there_is_said_to_be_absent(self, opened: Opens, platform: FacebookServer) -> None:
        with pytest.raises(Rejected) as caught:
            opened(page="Musterdorf").connect()
        assert caught.value.problem is Problem.PAGE_ABSENT
        platform.pages.clear()
        with pytest.raises(Rejected) as caught:
            opened().connect()
        assert caught.value.problem is Problem.PAGE_ABSENT

    def test_what_the_token_may_not_do_is_said_in_metas_words(self, opened: Opens, platform: FacebookServer) -> None:
        platform.scopes -= {"pages_manage_engagement", "read_insights"}
        found = opened().connect()
        assert found.missing[Ability.HIDE] == "pages_manage_engagement"
        assert found.missing[Ability.FIGURES] == "read_insights"
        assert Ability.READ in found.abilities and Ability.HIDE not in found.abilities

    def test_what_the_person_may_not_do_on_the_page_is_said(self, opened: Opens, platform: FacebookServer) -> None:
        platform.pages[0]["tasks"] = ["CREATE_CONTENT"]
        assert opened().connect().missing[Ability.ANSWER] == "MODERATE"

    def test_without_the_right_to_publish_there_is_no_connection(self, opened: Opens, platform: FacebookServer) -> None:
        platform.scopes.discard("pages_manage_posts")
        with pytest.raises(AccessDenied) as caught:
            opened().connect()
        assert (caught.value.problem, caught.value.detail) == (Problem.PERMISSION_MISSING, "pages_manage_posts")

    def test_a_token_nobody_tells_about_is_tried(self, opened: Opens, platform: FacebookServer) -> None:
        platform.tells_token = False
        platform.scopes.discard("read_insights")
        assert opened({"token": PAGE_TOKEN}).connect().missing == {Ability.FIGURES: "read_insights"}

    def test_the_end_of_the_token_is_known(self, opened: Opens, platform: FacebookServer) -> None:
        end = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)
        platform.expires = int(end.timestamp())
        assert opened().connect().expires == end

    def test_neither_token_is_in_what_goes_wrong(self, opened: Opens, platform: FacebookServer) -> None:
        platform.fail(platform.final_step, answers(400, {"error": {"message": f"Bearer {PAGE_TOKEN} {TOKEN}"}}))
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(), None)
        assert PAGE_TOKEN not in caught.value.detail and TOKEN not in caught.value.detail

    # publishing

    def test_an_app_nobody_may_see_is_named(self, opened: Opens, platform: FacebookServer, picture: Picture) -> None:
        platform.live = False
        with pytest.raises(AccessDenied) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert caught.value.problem is Problem.APP_IN_DEVELOPMENT

    def test_a_link_becomes_a_card_unless_there_are_pictures(
        self, opened: Opens, platform: FacebookServer, picture: Picture
    ) -> None:
        opened().publish(payload(), None)
        assert platform.posts[0]["_link"] == LINK
        whole = payload(pictures=(picture,))
        opened().publish(whole, opened().upload(whole))
        assert platform.posts[0]["_link"] is None

    def test_a_link_facebook_cannot_show_does_not_hold_the_post_up(
        self, opened: Opens, platform: FacebookServer
    ) -> None:
        platform.bad_links.add(LINK)
        opened().publish(payload(), None)
        assert [text for text, _ in platform.public] == [TEXT]

    def test_the_link_is_the_public_one(self, opened: Opens) -> None:
        published = opened().publish(payload(), None)
        shown = opened().read_back(published.remote_id)
        assert shown is not None
        assert shown.url.startswith("https://www.facebook.com/musterbach/posts/")
        assert shown.mark

    def test_a_picture_waits_for_its_time_with_its_description(
        self, opened: Opens, platform: FacebookServer, picture: Picture
    ) -> None:
        whole, due = payload(pictures=(picture,)), NOW + timedelta(days=2)
        channel = opened()
        waiting = channel.hand_over(whole, channel.upload(whole), due)
        assert waiting.scheduled == due
        assert platform.public == [] and len(platform.photos) == 1
        platform.now = lambda: due
        platform.publish_due()
        assert platform.public == [(TEXT, (picture.alt,))]

    def test_a_scheduled_picture_that_does_not_tell_its_post_is_looked_for(
        self, opened: Opens, platform: FacebookServer, picture: Picture
    ) -> None:
        platform.tells_post = False
        whole, due = payload(pictures=(picture,)), NOW + timedelta(days=2)
        waiting = opened().hand_over(whole, None, due)
        assert (waiting.remote_id, waiting.scheduled) == (platform.posts[0]["id"], due)
        platform.fail(f"GET /v26.0/{PAGE}/scheduled_posts", answers(200, {"data": []}))
        with pytest.raises(Uncertain):
            opened().hand_over(replace(whole, text="Ein anderer"), None, due)

    def test_several_pictures_are_not_handed_over(
        self, opened: Opens, platform: FacebookServer, picture: Picture
    ) -> None:
        with pytest.raises(NotAllowed):
            opened().hand_over(payload(pictures=(picture, picture)), ["1", "2"], NOW + timedelta(days=2))
        assert platform.posts == []

    def test_more_than_thirty_days_ahead_is_not_handed_over(self, opened: Opens) -> None:
        with pytest.raises(NotAllowed):
            opened().hand_over(payload(), None, NOW + timedelta(days=31))

    def test_the_text_can_change(self, opened: Opens, platform: FacebookServer) -> None:
        published = opened().publish(payload(), None)
        changed = opened().edit(published.remote_id, payload("Der Markt fällt aus."))
        assert changed.remote_id == published.remote_id
        assert platform.public[0][0] == "Der Markt fällt aus."

    def test_a_post_is_found_below_many_newer_ones(self, opened: Opens, platform: FacebookServer) -> None:
        platform.page_size = 7
        opened().publish(payload(), None)
        for number in range(25):
            opened().publish(payload(f"Meldung {number}", f"other-{number}"), None)
        assert opened().look_up(payload(), NOW) is not None
        assert all("access_token" not in one.query for one in platform.requests)

    @pytest.mark.parametrize("minutes", [-3, 16, 60 * 24])
    def test_the_same_text_of_another_time_is_not_ours(self, opened: Opens, minutes: int) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW - timedelta(minutes=minutes)) is None

    def test_the_same_text_with_a_picture_is_another_post(self, opened: Opens, picture: Picture) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(pictures=(picture,)), NOW) is None

    # answering and moderation

    def test_an_answer_stands_below_the_question_and_is_found_again(
        self, opened: Opens, platform: FacebookServer
    ) -> None:
        post = opened().publish(payload(), None).remote_id
        asked = f"comment:{platform.comment(post, 'Wann ist Aufbau?')}"
        whole = replace(payload("Ab sechs Uhr."), target=Target(asked, asked, post))
        platform.fail(f"POST /v26.0/{asked.removeprefix('comment:')}/comments", Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(whole, None)
        found = opened().look_up(whole, NOW)
        assert found is not None
        assert opened().read_back(found.remote_id) == found
        assert found.remote_id.startswith("comment:")
        opened().withdraw(found.remote_id)
        assert opened().read_back(found.remote_id) is None

    def test_comments_are_hidden_shown_liked_and_deleted(self, opened: Opens, platform: FacebookServer) -> None:
        post = opened().publish(payload(), None).remote_id
        number = platform.comment(post, "Unsinn")
        comment = f"comment:{number}"
        opened().hide(comment, hidden=True)
        assert platform.comments[post][0]["is_hidden"] is True
        opened().hide(comment, hidden=False)
        assert platform.comments[post][0]["is_hidden"] is False
        for liked in (True, True, False, False, True):
            opened().like(comment, liked=liked)
            assert platform.liked == [number] * liked
        opened().delete(comment)
        opened().delete(comment)
        assert platform.comments[post] == []

    def test_a_post_is_never_taken_for_a_comment(self, opened: Opens, platform: FacebookServer) -> None:
        post = opened().publish(payload(), None).remote_id
        with pytest.raises(NotAllowed):
            opened().delete(post)
        assert len(platform.public) == 1

    # figures

    def test_figures_are_what_facebook_says(self, opened: Opens, platform: FacebookServer) -> None:
        post = opened().publish(payload(), None).remote_id
        found = opened().figures([post, "1122_1", "comment:1_2"])
        assert set(found) == {post}
        assert found[post] == {
            Figure.VIEWS: 540,
            Figure.REACH: 318,
            Figure.CLICKS: 12,
            Figure.LIKES: 4,
            Figure.COMMENTS: 0,
        }
        assert opened().audience() == {Figure.FOLLOWERS: 900}

    def test_a_platform_that_is_away_is_no_figure(self, opened: Opens, platform: FacebookServer) -> None:
        post = opened().publish(payload(), None).remote_id
        platform.fail("GET", answers(500), times=5)
        with pytest.raises(Unavailable):
            opened(page_id=PAGE).figures([post])
