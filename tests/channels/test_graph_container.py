"""What is noted of containers; how they are made and published is in the channels' own tests."""

from datetime import datetime, timedelta

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.graph_container import Container, Containers
from amtdesk.channels.http import Http
from tests.channels.contract import NOW
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import Loopback, Reply


def _containers(http: Http, server: Loopback, notes: dict[str, str], now: datetime = NOW) -> Containers:
    graph = Graph(http, f"{server.url}/v26.0", "t0ken", now)
    return Containers(graph, "1/media", ("status_code", "status"), notes, lambda _seconds: None)


@pytest.mark.parametrize(
    ("status", "noted"),
    [
        ("FINISHED", Container("5")),
        ("PUBLISHED", Container("5", published=True)),
        ("IN_PROGRESS", None),
        ("ERROR", None),
        ("EXPIRED", None),
    ],
)
def test_only_what_can_be_sent_or_was_counts(http: Http, status: str, noted: Container | None) -> None:
    with Loopback(lambda _: Reply(200, {"status_code": status})) as server:
        containers = _containers(http, server, {})
        containers.note("token", "5")
        assert containers.noted("token") == noted
        assert containers.noted("other") is None


def test_a_container_meta_does_not_know_any_more_is_none(http: Http) -> None:
    with Loopback(lambda _: error(400, 100, "gone", sub=33)) as server:
        containers = _containers(http, server, {})
        containers.note("token", "5")
        assert containers.status("token") == ("5", None)


def test_after_a_day_a_container_is_forgotten(http: Http) -> None:
    notes: dict[str, str] = {}
    with Loopback(lambda _: Reply(200, {"status_code": "FINISHED"})) as server:
        _containers(http, server, notes).note("token", "5")
        later = _containers(http, server, notes, NOW + timedelta(hours=24))
        assert later.noted("token") is None
        later.note("other", "6")
        assert "token" not in notes["containers"]


@pytest.mark.parametrize("kept", ["x", "[]", "{}"])
def test_damaged_notes_are_none(http: Http, kept: str) -> None:
    with Loopback() as server:
        assert _containers(http, server, {"containers": kept}).noted("token") is None
        assert server.requests == []
