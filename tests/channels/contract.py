"""What every channel must keep to. Each channel's test file makes a subclass with a platform of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from amtdesk.channels import CHANNELS
from amtdesk.channels.base import Channel, Tools
from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Lent, Limits, Payload, Picture
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
from tests.channels.servers.loopback import LOGIN_PAGE, How, Trouble, answers

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TEXT = "Wochenmarkt am Samstag 🍎\nAlles Weitere: https://www.musterbach.example/markt?tag=sa&jahr=2026 #Musterbach"

Opens = Callable[..., Channel]
Lends = Callable[[Picture], Lent]


def payload(text: str = TEXT, token: str = "token-1", pictures: tuple[Picture, ...] = ()) -> Payload:
    return Payload("Wochenmarkt", text, "de", token, pictures)


class Opened:
    """Opens one channel. A subclass has the fixture `platform`."""

    channel: ClassVar[type[Channel]]
    #: the same in the shape the contract needs, where that is another
    opens: ClassVar[type[Channel] | None] = None
    settings: ClassVar[dict[str, str]] = {}
    secrets: ClassVar[dict[str, str]] = {}

    @pytest.fixture
    def kept(self) -> dict[str, str]:
        """Secrets that the channel asked to keep."""
        return {}

    @pytest.fixture
    def notes(self) -> dict[str, str]:
        """What the account remembers."""
        return {}

    @pytest.fixture
    def lender(self) -> list[Lends]:
        """The website that lends pictures, if there is one."""
        return []

    @pytest.fixture
    def opened(
        self,
        http: Http,
        platform: Any,
        kept: dict[str, str],
        notes: dict[str, str],
        lender: list[Lends],
        tmp_path: Path,
    ) -> Opens:
        """Opens the channel anew, as each pass of the publisher does, with other secrets or settings if given.

        `later` is how many hours after `NOW` it is then.
        """

        def keep(name: str, value: str) -> None:
            assert value, "a secret is never replaced by nothing"
            kept[name] = value

        def open_channel(secrets: dict[str, str] | None = None, **settings: str) -> Channel:
            url = settings.pop("url", getattr(platform, "url", ""))
            now = NOW + timedelta(hours=float(settings.pop("later", "0")))
            account = Account(1, self.channel.name, "Musterbach", url, {**self.settings, **settings})
            tools = Tools(http, lambda: now, keep, tmp_path / "practice", next(iter(lender), None), notes)
            opens = self.opens or self.channel
            return opens(account, {**(self.secrets if secrets is None else secrets), **kept}, tools)

        return open_channel


class ChannelContract(Opened):
    """For every channel that publishes. The platform's `public` lists what is there."""

    def test_it_says_what_it_is(self) -> None:
        kind = self.channel.kind()
        assert CHANNELS[kind.name] is self.channel
        assert kind.label and kind.icon and kind.introduction
        assert all(field.label and field.name for field in kind.fields)
        assert len({field.name for field in kind.fields}) == len(kind.fields)
        # what the browser brings back is kept without standing in the form
        kept = set(kind.kept_secrets) if kind.sign_in is not None else set()
        assert {field.name for field in kind.fields if field.secret} <= set(self.secrets)
        assert set(self.secrets) <= {field.name for field in kind.fields if field.secret} | kept
        assert kind.sign_in is None or not set(kind.sign_in.needs) - {field.name for field in kind.fields}
        assert kind.by_hand or not kind.guide or kind.minutes
        assert Ability.PUBLISH in kind.abilities
        assert self.channel.repeatable is isinstance(self, RepeatableContract)
        assert (Ability.SCHEDULE in kind.abilities) is not isinstance(self, UnscheduledContract)

    def test_connecting_publishes_nothing(self, opened: Opens, platform: Any) -> None:
        found = opened().connect()
        assert found.name
        assert Ability.PUBLISH in found.abilities
        assert platform.public == []
        Limits.of(found.limits)

    def test_connecting_again_with_what_was_found_out_works(self, opened: Opens) -> None:
        first = opened().connect()
        assert opened(**first.settings).connect() == first

    def test_a_post_is_there_once_with_id_and_link(self, opened: Opens, platform: Any) -> None:
        channel = opened()
        published = channel.publish(payload(), channel.upload(payload()))
        shown = channel.read_back(published.remote_id)
        assert shown is not None
        assert shown.remote_id == published.remote_id
        assert shown.url
        assert shown.scheduled is None
        assert len(platform.public) == 1

    def test_pictures_go_out_with_their_descriptions_in_order(
        self, opened: Opens, platform: Any, picture: Picture
    ) -> None:
        two = (picture, Picture(picture.content, picture.mime, 8, 6, "Zweites", "b.png"))
        whole = payload(pictures=two)
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert platform.public[0][1] == (picture.alt, "Zweites")

    def test_uploading_again_is_fine(self, opened: Opens, platform: Any, picture: Picture) -> None:
        whole = payload(pictures=(picture,))
        opened().upload(whole)
        channel = opened()
        channel.publish(whole, channel.upload(whole))
        assert len(platform.public) == 1

    def test_what_is_not_there_is_not_read_back(self, opened: Opens) -> None:
        channel = opened()
        published = channel.publish(payload(), None)
        channel.withdraw(published.remote_id)
        assert opened().read_back(published.remote_id) is None

    def test_a_foreign_id_is_refused_before_it_becomes_part_of_an_address(self, opened: Opens) -> None:
        for wrong in ("../../etc/passwd", "1?x=2", "", "1/2"):
            with pytest.raises((NotAllowed, Rejected)):
                opened().read_back(wrong)

    def test_a_post_is_found_again_by_what_was_sent(self, opened: Opens) -> None:
        published = opened().publish(payload(), None)
        found = opened().look_up(payload(), NOW)
        assert found is not None
        assert found.remote_id == published.remote_id

    def test_a_post_that_was_never_sent_is_not_found(self, opened: Opens) -> None:
        opened().publish(payload("Ein anderer Beitrag", "token-2"), None)
        assert opened().look_up(payload(), NOW) is None

    def test_two_posts_of_the_same_text_are_two_posts(self, opened: Opens, platform: Any) -> None:
        first = opened().publish(payload(token="token-1"), None)
        second = opened().publish(payload(token="token-2"), None)
        assert first.remote_id != second.remote_id
        assert len(platform.public) == 2

    def test_withdrawing_twice_is_fine(self, opened: Opens, platform: Any) -> None:
        published = opened().publish(payload(), None)
        opened().withdraw(published.remote_id)
        opened().withdraw(published.remote_id)
        assert platform.public == []


class NetworkContract(ChannelContract):
    """For channels on the network. The platform also has `final_step` and `upload_step`."""

    @pytest.mark.parametrize("how", [How.CLOSED, How.RESET, How.HALF, How.CUT_JSON])
    def test_a_lost_answer_is_uncertain_and_the_post_is_found(self, opened: Opens, platform: Any, how: How) -> None:
        platform.fail(platform.final_step, Trouble(how, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
        assert len(platform.public) == 1
        found = opened().look_up(payload(), NOW)
        assert found is not None
        assert opened().read_back(found.remote_id) is not None

    @pytest.mark.parametrize(
        "trouble", [Trouble(How.CLOSED), Trouble(How.RESET), answers(500), answers(502, LOGIN_PAGE)]
    )
    def test_a_call_that_was_not_accepted_is_uncertain_and_nothing_is_found(
        self, opened: Opens, platform: Any, trouble: Trouble
    ) -> None:
        platform.fail(platform.final_step, trouble)
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW) is None
        assert platform.public == []

    def test_html_instead_of_an_answer_is_uncertain(self, opened: Opens, platform: Any) -> None:
        platform.fail(platform.final_step, answers(200, LOGIN_PAGE, Content_Type="text/html"))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)

    def test_a_platform_that_brakes_is_left_alone(self, opened: Opens, platform: Any) -> None:
        platform.fail(platform.final_step, answers(429, {}, Retry_After="60"))
        with pytest.raises(RateLimited) as caught:
            opened().publish(payload(), None)
        assert caught.value.until is not None

    def test_a_failed_upload_is_never_uncertain(self, opened: Opens, platform: Any, picture: Picture) -> None:
        platform.fail(platform.upload_step, Trouble(How.CLOSED))
        with pytest.raises(Unavailable):
            opened().upload(payload(pictures=(picture,)))
        platform.fail(platform.upload_step, answers(413))
        with pytest.raises(Rejected) as caught:
            opened().upload(payload(pictures=(picture,)))
        assert caught.value.problem in (Problem.PICTURE_TOO_LARGE, Problem.PICTURE_REFUSED)

    def test_a_wrong_secret_is_said_to_be_wrong(self, opened: Opens) -> None:
        with pytest.raises(AccessDenied) as caught:
            opened({name: "falsch-geheim" for name in self.secrets}).connect()
        assert caught.value.problem is Problem.PASSWORD_WRONG
        assert "falsch-geheim" not in caught.value.detail

    def test_a_secret_that_was_revoked_stops_publishing_and_wants_a_new_one(self, opened: Opens, platform: Any) -> None:
        found = opened().connect()
        wrong = {name: "falsch-geheim" for name in self.secrets}
        platform.access = platform.refresh = None
        for step in (
            lambda: opened(wrong, **found.settings).publish(payload(), None),
            lambda: opened(wrong, **found.settings).look_up(payload(), NOW),
        ):
            with pytest.raises(AccessDenied) as caught:
                step()
            assert caught.value.problem is Problem.ACCESS_EXPIRED
        assert platform.public == []

    def test_a_missing_secret_is_said_to_be_missing(self, opened: Opens) -> None:
        with pytest.raises(AccessDenied) as caught:
            opened({}).connect()
        assert caught.value.problem is Problem.SECRET_MISSING

    def test_nothing_is_sent_unencrypted_to_another_computer(self, opened: Opens) -> None:
        with pytest.raises(ChannelError) as caught:
            opened(url="http://musterbach.example").connect()
        assert caught.value.problem is Problem.ADDRESS_WRONG

    def test_an_address_nobody_has_is_named(self, opened: Opens) -> None:
        with pytest.raises(Unavailable) as caught:
            opened(url="https://musterbach.invalid").connect()
        assert caught.value.problem is Problem.HOST_UNKNOWN

    def test_something_else_at_the_address_is_recognised(self, opened: Opens, platform: Any) -> None:
        for method in ("GET", "POST", "HEAD"):
            platform.fail(method, answers(200, LOGIN_PAGE, Content_Type="text/html"), times=20)
        with pytest.raises(Unavailable) as caught:
            opened().connect()
        assert caught.value.problem is Problem.NOT_THIS_PLATFORM
        assert "Anmeldung" in caught.value.detail

    def test_a_redirect_says_where_to(self, opened: Opens, platform: Any) -> None:
        for method in ("GET", "POST", "HEAD"):
            platform.fail(method, answers(301, Location="https://neu.musterbach.example/"), times=20)
        with pytest.raises(Unavailable) as caught:
            opened().connect()
        assert caught.value.problem is Problem.REDIRECTED
        assert "https://neu.musterbach.example/" in caught.value.detail

    def test_the_access_is_in_no_address(self, opened: Opens, platform: Any) -> None:
        channel = opened()
        channel.connect()
        channel.publish(payload(), None)
        for request in platform.requests:
            for secret in self.secrets.values():
                assert secret not in str((request.path, request.query))


class SchedulingContract(NetworkContract):
    """For channels whose platform keeps the clock. The platform also has `publish_due` and a settable `now`."""

    def test_a_handed_over_post_waits_at_the_platform(self, opened: Opens, platform: Any) -> None:
        due = NOW + timedelta(hours=2)
        waiting = opened().hand_over(payload(), None, due)
        assert waiting.scheduled == due
        assert platform.public == []
        shown = opened().read_back(waiting.remote_id)
        assert shown is not None
        assert shown.scheduled == due

    def test_a_handed_over_post_appears_by_itself(self, opened: Opens, platform: Any) -> None:
        due = NOW + timedelta(hours=2)
        opened().hand_over(payload(), None, due)
        platform.now = lambda: due + timedelta(seconds=5)
        platform.publish_due()
        found = opened().look_up(payload(), NOW, due)
        assert found is not None
        assert found.scheduled is None
        assert found.url

    def test_a_handed_over_post_can_be_moved(self, opened: Opens) -> None:
        waiting = opened().hand_over(payload(), None, NOW + timedelta(hours=2))
        later = NOW + timedelta(days=3)
        assert opened().reschedule(waiting.remote_id, later).scheduled == later
        shown = opened().read_back(waiting.remote_id)
        assert shown is not None
        assert shown.scheduled == later

    def test_a_cancelled_post_never_appears(self, opened: Opens, platform: Any) -> None:
        due = NOW + timedelta(hours=2)
        waiting = opened().hand_over(payload(), None, due)
        opened().cancel(waiting.remote_id)
        platform.now = lambda: due + timedelta(minutes=5)
        platform.publish_due()
        assert platform.public == []
        assert opened().look_up(payload(), NOW, due) is None

    def test_what_is_public_already_cannot_be_cancelled(self, opened: Opens, platform: Any) -> None:
        due = NOW + timedelta(hours=2)
        waiting = opened().hand_over(payload(), None, due)
        platform.now = lambda: due + timedelta(seconds=5)
        platform.publish_due()
        with pytest.raises(Rejected) as caught:
            opened().cancel(waiting.remote_id)
        assert caught.value.problem is Problem.NOT_FOUND
        assert len(platform.public) == 1

    @pytest.mark.parametrize("seconds", [-86_400, -1, 0, 60])
    def test_a_time_that_is_past_or_too_near_is_refused_before_anything_is_sent(
        self, opened: Opens, platform: Any, seconds: int
    ) -> None:
        with pytest.raises(NotAllowed):
            opened().hand_over(payload(), None, NOW + timedelta(seconds=seconds))
        assert platform.seen(platform.final_step) == []

    @pytest.mark.parametrize("how", [How.CLOSED, How.HALF])
    def test_a_lost_answer_to_a_hand_over_is_uncertain_and_the_post_is_found(
        self, opened: Opens, platform: Any, how: How
    ) -> None:
        due = NOW + timedelta(hours=2)
        platform.fail(platform.final_step, Trouble(how, accepted=True))
        with pytest.raises(Uncertain):
            opened().hand_over(payload(), None, due)
        found = opened().look_up(payload(), NOW, due)
        assert found is not None
        assert found.scheduled == due

    def test_what_only_waits_is_not_taken_for_a_post_sent_now(self, opened: Opens) -> None:
        opened().hand_over(payload(token="token-2"), None, NOW + timedelta(hours=2))
        assert opened().look_up(payload(), NOW) is None


class RepeatableContract:
    """For channels that promise it by `repeatable`."""

    def test_publishing_again_with_the_same_token_makes_no_second_post(self, opened: Opens, platform: Any) -> None:
        first = opened().publish(payload(), None)
        assert opened().publish(payload(), None).remote_id == first.remote_id
        assert len(platform.public) == 1
        assert first == opened().look_up(payload(), NOW)


class UnscheduledContract:
    """For channels whose platform keeps no clock."""

    def test_steps_it_does_not_have_are_refused(self, opened: Opens) -> None:
        channel, later = opened(), NOW + timedelta(days=1)
        assert Ability.SCHEDULE not in channel.abilities
        with pytest.raises(NotAllowed):
            channel.hand_over(payload(), None, later)
        with pytest.raises(NotAllowed):
            channel.reschedule("1", later)
        with pytest.raises(NotAllowed):
            channel.cancel("1")


class BlindContract:
    """For channels whose platform shows a program nothing of what it published: only a person can look."""

    def test_a_post_is_found_again_by_what_was_sent(self, opened: Opens) -> None:
        opened().publish(payload(), None)
        assert opened().look_up(payload(), NOW) is None

    @pytest.mark.parametrize("how", [How.CLOSED, How.RESET, How.HALF, How.CUT_JSON])
    def test_a_lost_answer_is_uncertain_and_the_post_is_found(self, opened: Opens, platform: Any, how: How) -> None:
        platform.fail(platform.final_step, Trouble(how, accepted=True))
        with pytest.raises(Uncertain):
            opened().publish(payload(), None)
        assert len(platform.public) == 1
        assert opened().look_up(payload(), NOW) is None

    def test_a_secret_that_was_revoked_stops_publishing_and_wants_a_new_one(self, opened: Opens, platform: Any) -> None:
        found = opened().connect()
        platform.access = None
        with pytest.raises(AccessDenied) as caught:
            opened({"token": "falsch-geheim"}, **found.settings).publish(payload(), None)
        assert caught.value.problem is Problem.ACCESS_EXPIRED
        assert platform.public == []
