"""What Meta says it takes in a day, and what it may say instead."""

from typing import Any

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.graph_quota import allowed
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied
from tests.channels.contract import NOW
from tests.channels.servers.graph import error
from tests.channels.servers.loopback import Loopback, Reply


def told(http: Http, reply: Reply) -> dict[str, object]:
    with Loopback(lambda _request: reply) as server:
        return allowed(Graph(http, f"{server.url}/v26.0", "t0ken", NOW), "1784/content_publishing_limit")


def row(**config: Any) -> Reply:
    return Reply(200, {"data": [{"quota_usage": 3, "config": config}]})


@pytest.mark.parametrize(
    ("reply", "limits"),
    [
        (row(quota_total=50, quota_duration=86400), {"max_posts_per_24h": 50}),
        (row(quota_total=25), {"max_posts_per_24h": 25}),
        (row(quota_total=50, quota_duration=3600), {}),
        (row(quota_total=0, quota_duration=86400), {}),
        (row(quota_total="50"), {}),
        (Reply(200, {"data": []}), {}),
        (Reply(200, {"data": [7]}), {}),
        (Reply(200, {"data": [{"config": None}]}), {}),
        (Reply(200, {"quota": 5}), {}),
        (error(400, 100, "(#100) Tried accessing nonexisting field"), {}),
        (error(403, 10, "(#10) Requires instagram_content_publish"), {}),
        (error(400, 4, "(#4) Application request limit reached"), {}),
    ],
)
def test_a_number_of_posts_in_a_day_or_nothing(http: Http, reply: Reply, limits: dict[str, object]) -> None:
    assert told(http, reply) == limits


def test_a_token_that_ended_is_said(http: Http) -> None:
    with pytest.raises(AccessDenied):
        told(http, error(401, 190, "expired", sub=463))
