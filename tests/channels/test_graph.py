"""Calls of Meta's Graph API: tokens, pages, moments, brakes."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.channels import graph
from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, RateLimited, Unavailable, Uncertain
from tests.channels.contract import NOW
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import Loopback, Reply, Request


def _graph(http: Http, server: Loopback, token: str = "EAA-t0ken") -> Graph:
    return Graph(http, f"{server.url}/v26.0", token, NOW)


def test_the_next_page_is_asked_for_without_the_token_in_its_address(http: Http) -> None:
    def respond(request: Request) -> Reply:
        if "after" in request.query:
            assert request.query == {"fields": "id", "limit": "2", "after": "x"}
            return Reply(200, {"data": [{"id": "3"}]})
        further = "https://graph.facebook.com/v26.0/me/things?access_token=EAA-t0ken&after=x&limit=9&pretty=0"
        return Reply(200, {"data": [{"id": "1"}, 7, {"id": "2"}], "paging": {"next": further}})

    with Loopback(respond) as server:
        rows = list(_graph(http, server).rows("me/things", "id", 5, limit="2"))
    assert [one["id"] for one in rows] == ["1", "2", "3"]


def test_a_list_ends_after_so_many_pages(http: Http) -> None:
    with Loopback(lambda _: Reply(200, {"data": [{"id": "1"}], "paging": {"next": "https://x/?after=y"}})) as server:
        assert len(list(_graph(http, server).rows("me/things", "id", 4))) == 4


def test_something_else_than_a_list_is_unreadable(http: Http) -> None:
    with Loopback(lambda _: Reply(200, {"data": "x"})) as server, pytest.raises(Unavailable):
        list(_graph(http, server).rows("me/things", "id", 4))


def test_meta_says_when_it_lets_us_in_again(http: Http) -> None:
    usage = '{"1122":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":28}]}'
    reply = error(403, 32, "(#32) Page request limit reached")
    reply.headers["X-Business-Use-Case-Usage"] = usage
    with Loopback(lambda _: reply) as server, pytest.raises(RateLimited) as caught:
        _graph(http, server).get("me")
    assert caught.value.until == NOW + timedelta(minutes=28)


@pytest.mark.parametrize(
    "usage", ["", "x", "[]", "{}", '{"1":[7]}', '{"1":[{"estimated_time_to_regain_access":null}]}']
)
def test_a_brake_without_a_time_is_a_brake(http: Http, usage: str) -> None:
    reply = error(400, 4, "(#4) Application request limit reached")
    reply.headers["X-Business-Use-Case-Usage"] = usage
    with Loopback(lambda _: reply) as server, pytest.raises(RateLimited) as caught:
        _graph(http, server).get("me")
    assert caught.value.until is None


def test_an_error_in_a_good_answer_is_an_error(http: Http) -> None:
    with Loopback(lambda _: error(200, 190, "Nein")) as server, pytest.raises(AccessDenied) as caught:
        _graph(http, server).get("me")
    assert caught.value.problem is Problem.ACCESS_EXPIRED


def test_the_final_call_is_uncertain_when_nobody_knows(http: Http) -> None:
    with Loopback(lambda _: Reply(502, b"<html>")) as server:
        with pytest.raises(Uncertain):
            _graph(http, server).post("me/feed", final=True, message="x")
        with pytest.raises(Unavailable):
            _graph(http, server).get("me")


@pytest.mark.parametrize("token", ["mit leer", "ümlaut", "zwei\nzeilen"])
def test_a_token_that_is_none_is_not_sent(http: Http, token: str) -> None:
    with Loopback() as server:
        with pytest.raises(AccessDenied) as caught:
            _graph(http, server, token)
        assert server.requests == []
    assert caught.value.problem is Problem.PASSWORD_WRONG


def test_moments_are_read_in_both_shapes() -> None:
    record = {"a": "2026-11-21T08:15:00+0000", "b": 1796040000, "c": True, "d": 10**30, "e": None}
    assert graph.moment(record, "a") == datetime(2026, 11, 21, 8, 15, tzinfo=UTC)
    assert graph.moment(record, "b") == datetime.fromtimestamp(1796040000, UTC)
    assert [graph.moment(record, name) for name in "cdef"] == [None] * 4


def test_the_address_is_metas_or_the_one_given() -> None:
    assert graph.root("") == "https://graph.facebook.com/v26.0"
    assert graph.root("http://127.0.0.1:9/") == "http://127.0.0.1:9/v26.0"


@pytest.mark.parametrize("wrong", ["", "1/2", "me", "1_2_3", "１", "1?x", "-1"])
def test_only_numbers_become_part_of_an_address(wrong: str) -> None:
    with pytest.raises(NotAllowed):
        graph.node(wrong)


@pytest.mark.parametrize("value", [None, True, -1, "5", 1.5])
def test_what_is_no_number_is_not_counted(value: object) -> None:
    assert graph.counted(value) is None
    assert graph.counted(0) == 0
