"""Instagram from connecting to answering, its picture lent by the connected website: real services, two platforms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from amtdesk.domain.account import Account
from amtdesk.domain.delivery import State
from amtdesk.domain.finding import Finding
from amtdesk.domain.post import Attached
from amtdesk.services.accounts import Access
from amtdesk.services.answers import GRACE, Words
from amtdesk.services.desk import Desk
from tests.builders import Clock, desk_at, draft
from tests.channels.servers.facebook import TOKEN
from tests.channels.servers.instagram import ME, InstagramServer
from tests.channels.servers.loopback import How, Trouble, answers
from tests.channels.servers.wordpress import PASSWORD, USER, WordPressServer

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def website() -> Iterator[WordPressServer]:
    with WordPressServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def platform() -> Iterator[InstagramServer]:
    with InstagramServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = desk_at(tmp_path, clock)
    yield desk
    desk.database.close()


def _instagram(desk: Desk, platform: InstagramServer) -> Account:
    return desk.accounts.add(Access("instagram", "", platform.url, {}, {"token": TOKEN}))


def _website(desk: Desk, website: WordPressServer) -> Account:
    return desk.accounts.add(Access("wordpress", "", website.url, {"user": USER}, {"password": PASSWORD}))


def _publish(desk: Desk, account: Account, clock: Clock) -> int:
    content = BytesIO()
    Image.effect_noise((1600, 1600), 60).convert("RGB").save(content, "JPEG")
    picture = Attached(desk.posts.take_picture(content.getvalue(), "IMG_0001.JPG"), "Marktstände")
    post = draft(desk, [account.id], due=clock.on(minutes=1), pictures=(picture,))
    desk.planning.publish_now(post.id)
    desk.publisher.run_due()
    return post.id


@pytest.mark.parametrize("lent", [True, False])
def test_from_connecting_to_answering(
    desk: Desk, website: WordPressServer, platform: InstagramServer, clock: Clock, lent: bool
) -> None:
    if lent:
        _website(desk, website)
    account = _instagram(desk, platform)
    post = _publish(desk, account, clock)
    (delivery,) = desk.posts.get(post).deliveries
    assert delivery.state is State.PUBLISHED, (delivery.problem, delivery.detail)
    assert platform.public == [("Am Sonntag ist Herbstmarkt auf dem Rathausplatz.", ("Marktstände",))]
    assert len(website.seen("GET /wp-content/uploads/")) == int(lent)
    assert website.media == {} and website.files == {} and platform.photos == {}

    platform.wrote(delivery.remote_id, "Wann geht es los?")
    assert len(desk.inbox.fetch().new) == 1
    (inquiry,) = desk.inbox.newest()
    desk.answers.answer(inquiry.id, Words("Um neun Uhr."))
    clock.now += GRACE
    desk.publisher.run_due()
    ((_, answer),) = desk.answers.deliveries(inquiry.id)
    assert answer.state is State.PUBLISHED, (answer.problem, answer.detail)
    assert [one["text"] for one in platform.replies if one["from"]["id"] == ME] == ["Um neun Uhr."]
    assert desk.inbox.fetch().new == []


def test_a_website_that_refuses_leaves_instagram_connected(
    desk: Desk, website: WordPressServer, platform: InstagramServer, clock: Clock
) -> None:
    _website(desk, website)
    account = _instagram(desk, platform)
    website.password = "changed"
    post = _publish(desk, account, clock)
    (delivery,) = desk.posts.get(post).deliveries
    assert (delivery.state, platform.media) == (State.PLANNED, [])
    kept = desk.accounts.get(account.id)
    assert kept is not None and kept.standing.value == "ready"


def test_a_picture_that_could_not_be_taken_back_goes_the_next_time(
    desk: Desk, website: WordPressServer, platform: InstagramServer, clock: Clock
) -> None:
    _website(desk, website)
    account = _instagram(desk, platform)
    website.fail("DELETE", answers(500))
    _publish(desk, account, clock)
    assert len(website.media) == 1 and len(platform.media) == 1
    clock.on(hours=2)
    _publish(desk, account, clock)
    assert website.media == {} and len(platform.media) == 2


def test_an_answer_that_was_lost_is_looked_up_and_nothing_doubled(
    desk: Desk, platform: InstagramServer, clock: Clock
) -> None:
    account = _instagram(desk, platform)
    platform.fail(platform.final_step, Trouble(How.CLOSED, accepted=True))
    post = _publish(desk, account, clock)
    (delivery,) = desk.posts.get(post).deliveries
    assert delivery.state is State.UNCERTAIN
    for _ in range(6):
        clock.on(minutes=5)
        desk.publisher.run_due()
    (delivery,) = desk.posts.get(post).deliveries
    assert delivery.state is State.PUBLISHED and delivery.url
    assert len(platform.media) == 1 and platform.photos == {}


def test_more_in_a_day_than_instagram_takes_is_told_before_it_is_planned(
    desk: Desk, platform: InstagramServer, clock: Clock
) -> None:
    platform.quota = 2
    account = _instagram(desk, platform)
    for _ in range(2):
        _publish(desk, account, clock)
    third = draft(desk, [account.id], due=clock() + timedelta(hours=20))

    def told() -> list[tuple[bool, int]]:
        notes = desk.planning.notes(desk.posts.get(third.id))
        return [(one.blocks, one.number) for one in notes if one.finding is Finding.MANY_A_DAY]

    # Meta may be wrong about its own number: told, not forbidden
    assert told() == [(False, 2)]
    desk.posts.save(replace(desk.posts.get(third.id), due=clock() + timedelta(hours=25)))
    assert told() == []
