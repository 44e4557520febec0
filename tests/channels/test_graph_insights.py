"""Figures in both of Meta's shapes."""

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.graph_insights import asked
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied
from amtdesk.domain.figures import Figure
from tests.channels.contract import NOW
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import Loopback, Reply

METRICS = {"views": Figure.VIEWS, "reposts": Figure.SHARES, "quotes": Figure.SHARES}


def _asked(http: Http, reply: Reply) -> dict[Figure, int]:
    with Loopback(lambda _: reply) as server:
        return asked(Graph(http, f"{server.url}/v1.0", "t0ken", NOW), "1/insights", METRICS, set())


def test_both_shapes_are_read_and_figures_of_one_kind_added(http: Http) -> None:
    rows = [
        {"name": "views", "values": [{"value": 3}, {"value": 540}]},
        {"name": "reposts", "total_value": {"value": 2}},
        {"name": "quotes", "total_value": {"value": 1}},
        {"name": "unknown", "total_value": {"value": 9}},
    ]
    assert _asked(http, Reply(200, {"data": rows})) == {Figure.VIEWS: 540, Figure.SHARES: 3}


@pytest.mark.parametrize(
    "rows", [[], [{"name": "views", "values": []}], [{"name": "views", "values": [{}]}], [7], None]
)
def test_no_value_is_no_figure(http: Http, rows: object) -> None:
    assert _asked(http, Reply(200, {"data": rows})) == {}


def test_when_all_are_dead_there_are_none_and_none_is_asked_again(http: Http) -> None:
    with Loopback(lambda _: error(400, 100, "dead")) as server:
        graph, dead = Graph(http, f"{server.url}/v1.0", "t0ken", NOW), set[str]()
        assert asked(graph, "1/insights", METRICS, dead) == {}
        count = len(server.requests)
        assert asked(graph, "2/insights", METRICS, dead) == {}
        assert (dead, len(server.requests)) == (set(METRICS), count)


def test_an_access_that_has_ended_is_no_missing_figure(http: Http) -> None:
    with pytest.raises(AccessDenied):
        _asked(http, error(401, 190, "expired"))
