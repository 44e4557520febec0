"""A Telegram channel against a strict server of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest

from amtdesk.channels.base import Channel
from amtdesk.channels.telegram import CAPTION, Telegram
from amtdesk.domain.channel import Ability, Picture
from amtdesk.domain.errors import (
    AccessDenied,
    ChannelError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    Uncertain,
)
from amtdesk.domain.figures import Figure
from amtdesk.domain.message import Target
from tests.channels.contract import NOW, BlindContract, NetworkContract, Opens, UnscheduledContract, payload
from tests.channels.servers.loopback import How, Trouble, answers
from tests.channels.servers.telegram import CHANNEL, GROUP, TOKEN, TelegramServer

LONG = "Wochenmarkt. " * 100


def refusal(status: int, words: str, **parameters: Any) -> Trouble:
    body = {"ok": False, "error_code": status, "description": words, "parameters": parameters}
    return answers(status, body)


class TestTelegram(BlindContract, NetworkContract, UnscheduledContract):
    channel: ClassVar[type[Channel]] = Telegram
    settings: ClassVar[dict[str, str]] = {"channel": "@musterbach"}
    secrets: ClassVar[dict[str, str]] = {"token": TOKEN}

    @pytest.fixture
    def platform(self) -> Iterator[TelegramServer]:
        with TelegramServer() as server:
            yield server

    # where Telegram truly differs from the contract

    def test_pictures_go_out_with_their_descriptions_in_order(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        """There are no descriptions; the words stand below the first."""
        opened().publish(payload(pictures=(picture, picture)), None)
        assert [words for words, _ in platform.public] == ["", payload().text]
        assert Ability.ALT_TEXT not in Telegram.abilities

    def test_a_failed_upload_is_never_uncertain(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        """There is no upload: a picture is a post."""
        assert opened().upload(payload(pictures=(picture,))) is None
        platform.fail(platform.step("sendPhoto"), Trouble(How.CLOSED, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(pictures=(picture,)), None)
        platform.fail(platform.step("sendPhoto"), answers(413))
        with pytest.raises(Rejected) as caught:
            opened().publish(payload(pictures=(picture,)), None)
        assert caught.value.problem is Problem.PICTURE_TOO_LARGE

    def test_the_access_is_in_no_address(self, opened: Opens, platform: TelegramServer) -> None:
        """Here it is in all of them, so it must be in no error."""
        troubles = [answers(500), answers(403, {"description": f"/bot{TOKEN}/"}), answers(302, Location=f"/{TOKEN}")]
        for trouble in [*troubles, Trouble(How.CLOSED), Trouble(How.NOT_HTTP)]:
            platform.fail("POST", trouble)
            with pytest.raises(ChannelError) as caught:
                opened({"token": f" {TOKEN}\n"}).publish(payload(), None)
            assert "marker" not in f"{caught.value} {caught.value.detail}"

    # connecting

    @pytest.mark.parametrize("typed", ["musterbach", "https://t.me/musterbach", "t.me/musterbach/", str(CHANNEL)])
    def test_the_channel_may_be_typed_as_one_likes(self, opened: Opens, typed: str) -> None:
        assert opened(channel=typed).connect().settings["chat_id"] == str(CHANNEL)

    def test_an_address_that_is_no_name_is_refused_before_it_is_sent(
        self, opened: Opens, platform: TelegramServer
    ) -> None:
        with pytest.raises(Rejected):
            opened(channel="?x=1 y").connect()
        assert platform.seen(platform.step("getChat")) == []

    def test_a_bot_that_may_not_post_is_named(self, opened: Opens, platform: TelegramServer) -> None:
        platform.rights["can_post_messages"] = False
        for step in (lambda: opened().connect(), lambda: opened().publish(payload(), None)):
            with pytest.raises(AccessDenied) as caught:
                step()
            assert caught.value.problem is Problem.PERMISSION_MISSING

    def test_without_a_group_there_is_nothing_to_read(self, opened: Opens, platform: TelegramServer) -> None:
        platform.group = None
        found = opened().connect()
        assert Ability.READ not in found.abilities
        assert found.missing[Ability.READ] == "linked_chat_id"
        assert opened(**found.settings).read({}, []).messages == ()

    def test_what_is_missing_in_the_group_is_named(self, opened: Opens, platform: TelegramServer) -> None:
        platform.group_status = "member"
        missing = opened().connect().missing
        assert missing[Ability.READ] == "can_read_all_group_messages"
        assert missing[Ability.DELETE] == "can_delete_messages"
        platform.reads_all = True
        assert Ability.READ in opened().connect().abilities
        platform.group_status = "left"
        assert opened().connect().missing[Ability.ANSWER] == "member"

    def test_a_right_that_lacks_costs_one_ability(self, opened: Opens, platform: TelegramServer) -> None:
        platform.rights["can_edit_messages"] = False
        found = opened().connect()
        assert found.missing == {Ability.EDIT: "can_edit_messages"}
        assert Ability.PUBLISH in found.abilities

    # two messages for one post

    def test_words_too_long_for_a_picture_follow_it(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        assert len(LONG) > CAPTION
        published = opened().publish(payload(LONG, pictures=(picture, picture)), None)
        assert published.remote_id == "p411,412+413"
        assert [words for words, _ in platform.public] == [LONG, "", ""]
        opened().withdraw(published.remote_id)
        assert platform.public == []

    def test_pictures_without_their_words_are_taken_back(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        platform.fail(platform.final_step, refusal(400, "Bad Request: something"))
        with pytest.raises(Rejected):
            opened().publish(payload(LONG, pictures=(picture,)), None)
        assert platform.public == []

    def test_pictures_that_cannot_be_taken_back_are_nobodys_to_send_again(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        platform.fail(platform.final_step, refusal(400, "Bad Request: something"))
        platform.fail(platform.step("deleteMessages"), Trouble(How.CLOSED))
        with pytest.raises(Uncertain):
            opened().publish(payload(LONG, pictures=(picture,)), None)
        assert len(platform.public) == 1

    def test_braked_for_a_moment_the_words_wait(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        platform.fail(platform.final_step, refusal(429, "Too Many Requests: retry after 7", retry_after=7))
        opened().publish(payload(LONG, pictures=(picture,)), None)
        assert len(platform.public) == 2

    def test_braked_for_long_the_pictures_go_too(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        platform.fail(platform.final_step, refusal(429, "Too Many Requests: retry after 700", retry_after=700))
        with pytest.raises(RateLimited) as caught:
            opened().publish(payload(LONG, pictures=(picture,)), None)
        assert caught.value.until == NOW + timedelta(seconds=700)
        assert platform.public == []

    # after publishing

    def test_links_of_channels_with_and_without_a_name(self, opened: Opens, platform: TelegramServer) -> None:
        assert opened().publish(payload(), None).url == "https://t.me/musterbach/411"
        platform.username = None
        private = opened(channel=str(CHANNEL))
        assert private.publish(payload(), None).url == "https://t.me/c/1234567890/412"

    def test_words_can_be_changed_where_they_stand(
        self, opened: Opens, platform: TelegramServer, picture: Picture
    ) -> None:
        channel = opened()
        for pictures, words in (((), payload().text), ((picture,), payload().text), ((picture,), LONG)):
            published = channel.publish(payload(words, pictures=pictures), None)
            for _again in range(2):
                channel.edit(published.remote_id, payload("Neu", pictures=pictures))
            assert platform.public[0][0] == "Neu"
        with pytest.raises(Rejected) as caught:
            channel.edit("p412", payload(LONG, pictures=(picture,)))
        assert caught.value.problem is Problem.TEXT_TOO_LONG

    def test_an_odd_refusal_does_not_make_a_post_disappear(self, opened: Opens, platform: TelegramServer) -> None:
        published = opened().publish(payload(), None)
        platform.fail(platform.step("editMessageReplyMarkup"), refusal(400, "Bad Request: message can't be edited"))
        assert opened().read_back(published.remote_id) == published

    def test_the_group(self, opened: Opens, platform: TelegramServer) -> None:
        known = opened(**opened().connect().settings)
        asked = platform.wrote("Wann?")
        answer = known.publish(
            replace(payload("Um acht."), target=Target(f"{GROUP}:{asked}", f"{GROUP}:{asked}", handle="9")), None
        )
        assert platform.messages[GROUP, asked + 1]["_to"] == asked
        assert known.read_back(answer.remote_id) is not None
        for liked in (True, False, False, True, True):
            known.like(f"{GROUP}:{asked}", liked=liked)
            assert platform.liked == [asked] * liked
        known.block("9")
        known.block("-1007")
        known.delete(f"{GROUP}:{asked}")
        assert (platform.liked, platform.banned) == ([asked], [9, -1007])
        assert (GROUP, asked) not in platform.messages
        with pytest.raises(NotAllowed):
            known.block("@jane")

    def test_figures(self, opened: Opens) -> None:
        assert opened().audience() == {Figure.FOLLOWERS: 812}
        assert opened().figures(["411"]) == {"411": {}}

    def test_a_refusal_that_calls_itself_a_success_is_uncertain(self, opened: Opens, platform: TelegramServer) -> None:
        platform.fail(platform.final_step, answers(200, {"ok": False, "description": "Bad Request"}))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
