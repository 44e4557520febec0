"""Which Page a token is for; the channels' own tests have the rest."""

from collections.abc import Iterator

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.graph_page import Page, choose, enter
from amtdesk.channels.http import Http
from amtdesk.domain.errors import Problem, Rejected, Unavailable
from tests.channels.contract import NOW
from tests.channels.servers.facebook import PAGE, PAGE_TOKEN, TOKEN, FacebookServer
from tests.channels.servers.loopback import answers


@pytest.fixture
def server() -> Iterator[FacebookServer]:
    with FacebookServer(lambda: NOW) as server:
        yield server


def _graph(server: FacebookServer, http: Http, token: str = TOKEN) -> Graph:
    return Graph(http, f"{server.url}/v26.0", token, NOW)


def test_a_page_that_is_not_listed_is_asked_for_by_its_number(server: FacebookServer, http: Http) -> None:
    graph = _graph(server, http)
    server.fail("GET /v26.0/me/accounts", answers(200, {"data": []}), times=2)
    assert choose(graph, PAGE, "").name == "Gemeinde Musterbach"
    with pytest.raises(Rejected) as caught:
        choose(graph, "9999", "")
    assert caught.value.problem is Problem.PAGE_ABSENT


def test_what_was_chosen_before_counts_until_another_one_is_wanted(server: FacebookServer, http: Http) -> None:
    server.pages.append({"id": "3344", "name": "Feuerwehr"})
    graph = _graph(server, http)
    assert choose(graph, "", "3344").name == "Feuerwehr"
    assert choose(graph, "Gemeinde Musterbach", "3344").id == PAGE


def test_pages_over_many_pages_are_all_seen(server: FacebookServer, http: Http) -> None:
    server.page_size = 2
    server.pages += [{"id": str(number), "name": f"Seite {number}"} for number in range(5)]
    assert choose(_graph(server, http), "Seite 4", "").id == "4"


def test_a_server_in_trouble_is_not_taken_for_a_page(server: FacebookServer, http: Http) -> None:
    server.fail("GET /v26.0/me/accounts", answers(500))
    with pytest.raises(Unavailable):
        choose(_graph(server, http), "", "")


def test_without_a_token_of_its_own_the_given_one_is_used(server: FacebookServer, http: Http) -> None:
    server.fail(f"GET /v26.0/{PAGE}", answers(200, {"id": PAGE}))
    graph = _graph(server, http, PAGE_TOKEN)
    assert enter(graph, PAGE) is graph


def test_tasks_that_are_not_told_lack_nothing() -> None:
    assert not Page("1", "x").lacks("MODERATE")
    assert Page("1", "x", frozenset()).lacks("MODERATE")
