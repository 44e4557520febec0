"""Figures of a Page: what Facebook does not tell is missing, never nought."""

from collections.abc import Iterator

import pytest

from amtdesk.channels.facebook_figures import Insights
from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from amtdesk.domain.figures import Figure
from tests.channels.contract import NOW
from tests.channels.servers.facebook import PAGE, PAGE_TOKEN, FacebookServer
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import answers

POST = f"{PAGE}_1"


@pytest.fixture
def server() -> Iterator[FacebookServer]:
    with FacebookServer(lambda: NOW) as server:
        stamp = server.stamp()
        server.posts.append({"id": POST, "message": "x", "created_time": stamp, "is_published": True, "_photos": []})
        yield server


def insights(server: FacebookServer, http: Http) -> Insights:
    return Insights(Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW))


def test_a_metric_that_is_no_more_takes_no_other_along(server: FacebookServer, http: Http) -> None:
    server.dead_metrics.add("post_clicks")
    found = insights(server, http).posts([POST])[POST]
    assert (found[Figure.VIEWS], found[Figure.REACH], found[Figure.LIKES]) == (540, 318, 4)
    assert Figure.CLICKS not in found and Figure.SHARES not in found


def test_without_the_right_to_figures_the_open_counters_stay(server: FacebookServer, http: Http) -> None:
    server.scopes.discard("read_insights")
    assert insights(server, http).posts([POST])[POST] == {Figure.LIKES: 4, Figure.COMMENTS: 0}


def test_shares_are_counted_where_there_are_any(server: FacebookServer, http: Http) -> None:
    server.posts[0]["shares"] = {"count": 7}
    assert insights(server, http).posts([POST])[POST][Figure.SHARES] == 7


def test_a_page_without_followers_says_how_many_like_it(server: FacebookServer, http: Http) -> None:
    reply = error(400, 100, "(#100) Tried accessing nonexisting field (followers_count)")
    server.fail(f"GET /v26.0/{PAGE}", answers(reply.status, reply.body))
    assert insights(server, http).page(PAGE) == {Figure.FOLLOWERS: 870}
