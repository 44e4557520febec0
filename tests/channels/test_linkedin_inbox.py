"""Comments on LinkedIn: which post is looked at when, two levels, damaged rows."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.linkedin_api import Api, verdict
from amtdesk.channels.linkedin_inbox import SOMEBODY, Inbox
from amtdesk.channels.oauth import Session
from amtdesk.domain.message import Batch, OwnPost
from tests.channels.contract import NOW
from tests.channels.servers.linkedin import ORG, TOKEN, LinkedInServer

Reads = Callable[..., Batch]
POST = "urn:li:share:6001"


@pytest.fixture
def server() -> Iterator[LinkedInServer]:
    with LinkedInServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def read(http: Http, server: LinkedInServer) -> Reads:
    session = Session(http, {"access": TOKEN}, lambda _name, _value: None, server.url, {}, verdict)

    def reads(posts: list[OwnPost], cursor: object = None, now: datetime = NOW) -> Batch:
        return Inbox(Api(http, session, server.url, now), ORG, now).read(dict(cursor or {}), posts)  # type: ignore[call-overload]

    return reads


def own(urn: str = POST, age: timedelta = timedelta(hours=1)) -> OwnPost:
    return OwnPost(urn, f"https://www.linkedin.com/feed/update/{urn}/", "Wochenmarkt", NOW - age)


def test_two_levels_of_comments(server: LinkedInServer, read: Reads) -> None:
    asked = server.wrote(POST, "Wann?")
    answered = server.wrote(POST, "Um acht.", below=asked, actor=ORG)
    first, second = read([own()]).messages
    assert (first.remote_id, first.thread, first.parent, first.author) == (asked, asked, "", SOMEBODY)
    assert (first.post, first.post_text, first.own) == (POST, "Wochenmarkt", False)
    assert (second.remote_id, second.thread, second.parent, second.own) == (answered, asked, asked, True)
    assert "commentUrn=urn%3Ali%3Acomment" in first.url


def test_more_than_a_page(server: LinkedInServer, read: Reads) -> None:
    for number in range(120):
        server.wrote(POST, str(number))
    assert len(read([own()]).messages) == 120


def test_young_posts_are_looked_at_often_and_old_ones_daily(server: LinkedInServer, read: Reads) -> None:
    young, old = own("urn:li:share:1"), own("urn:li:share:2", timedelta(days=20))
    cursor = read([young, old]).cursor
    seen = len(server.requests)
    for minutes, expected in ((10, 0), (40, 1), (21 * 60, 2)):
        batch = read([young, old], cursor, NOW + timedelta(minutes=minutes))
        assert len(server.requests) - seen == expected, minutes
        assert batch.rests is (expected == 0)
        seen = len(server.requests)


def test_no_more_than_ten_at_once_and_the_rest_next_time(server: LinkedInServer, read: Reads) -> None:
    posts = [own(f"urn:li:share:{number}") for number in range(14)]
    batch = read(posts)
    assert len(server.requests) == 10
    read(posts, batch.cursor, NOW + timedelta(minutes=1))
    assert len(server.requests) == 14


def test_a_clock_set_back_does_not_stop_the_looking(server: LinkedInServer, read: Reads) -> None:
    cursor = read([own()]).cursor
    read([own()], cursor, NOW - timedelta(days=1))
    assert len(server.requests) == 2


def test_a_post_that_is_gone_and_broken_rows_stop_nothing(server: LinkedInServer, read: Reads) -> None:
    server.comments[POST] = [{"commentUrn": 7}, {"commentUrn": "x", "message": {}}, {}]
    server.wrote(POST, "Gut")
    assert [one.text for one in read([own()]).messages] == ["Gut"]
