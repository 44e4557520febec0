"""Lending pictures on the municipality's own website."""

from datetime import timedelta

import pytest

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.channel import Picture, Published
from amtdesk.domain.errors import AccessDenied, Problem, Unavailable
from amtdesk.services.lending import FORGOTTEN, Lending
from amtdesk.store import accounts
from amtdesk.store.database import Database
from tests.builders import Clock
from tests.services.platform import Stage

PICTURE = Picture(b"jpeg", "image/jpeg", 8, 6, "Markt", "markt.jpg")


class Website:
    """Lends in memory."""

    def __init__(self) -> None:
        self.there: dict[str, Picture] = {}
        self.away = False
        self.denied = False

    def lend(self, picture: Picture) -> Published:
        if self.denied:
            raise AccessDenied(Problem.ACCESS_EXPIRED)
        number = str(len(self.there) + 1)
        self.there[number] = picture
        return Published(number, f"https://www.musterbach.example/{number}.jpg")

    def take_back(self, remote_id: str) -> None:
        if self.away:
            raise Unavailable(Problem.OFFLINE)
        self.there.pop(remote_id, None)


@pytest.fixture
def database(stage: Stage) -> Database:
    return stage.database


@pytest.fixture
def website() -> Website:
    return Website()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lending(database: Database, clock: Clock, website: Website) -> Lending:
    lending = Lending(database, clock, frozenset({"wordpress"}))

    def opens(_account: Account) -> Website:
        return website

    lending.opens = opens
    return lending


def connect(database: Database, kind: str = "wordpress", standing: Standing = Standing.READY) -> int:
    with database.writing() as connection:
        number = accounts.add(connection, kind, "Website", "https://www.musterbach.example", {})
        accounts.tested(connection, number, Clock()(), standing=standing)
    return number


def test_a_picture_is_lent_and_taken_back(database: Database, lending: Lending, website: Website) -> None:
    connect(database)
    lent = lending.lend(PICTURE)
    assert lent.url == "https://www.musterbach.example/1.jpg"
    lent.take_back()
    lent.take_back()
    assert website.there == {}


def test_without_a_website_that_works_nothing_is_lent(database: Database, lending: Lending) -> None:
    connect(database, "mastodon")
    connect(database, standing=Standing.RECONNECT)
    assert lending.lender() is None
    with pytest.raises(Unavailable) as caught:
        lending.lend(PICTURE)
    assert caught.value.problem is Problem.WEBSITE_NEEDED


def test_a_website_that_refuses_is_not_the_platforms_refusal(
    database: Database, lending: Lending, website: Website
) -> None:
    connect(database)
    website.denied = True
    with pytest.raises(Unavailable) as caught:
        lending.lend(PICTURE)
    assert caught.value.problem is Problem.WEBSITE_NEEDED


def test_what_a_program_that_ended_left_is_taken_back_the_next_time(
    database: Database, lending: Lending, website: Website, clock: Clock
) -> None:
    connect(database)
    lending.lend(PICTURE)
    lending.tidy()
    assert len(website.there) == 1
    clock.now += FORGOTTEN + timedelta(minutes=1)
    website.away = True
    lending.tidy()
    assert len(website.there) == 1
    website.away = False
    lending.lend(PICTURE).take_back()
    assert website.there == {}


def test_what_lies_on_a_website_that_was_removed_is_forgotten(
    database: Database, lending: Lending, website: Website, clock: Clock
) -> None:
    number = connect(database)
    lending.lend(PICTURE)
    with database.writing() as connection:
        accounts.change(connection, number, removed=clock())
    clock.now += FORGOTTEN * 2
    lending.tidy()
    with database.writing() as connection:
        accounts.change(connection, number, removed=None)
    lending.tidy()
    assert len(website.there) == 1
