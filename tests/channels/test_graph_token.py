"""What a token may do, as far as Meta tells."""

import json

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.graph_token import Token, inspect
from amtdesk.channels.http import Http
from amtdesk.domain.channel import Ability
from tests.channels.contract import NOW
from tests.channels.servers.loopback import Loopback, Reply, Request


def _inspect(http: Http, server: Loopback) -> Token:
    return inspect(Graph(http, f"{server.url}/v26.0", "EAA-t0ken", NOW), "EAA-t0ken")


def _told(**facts: object) -> Reply:
    return Reply(200, [{"code": 200, "body": json.dumps({"data": {"scopes": ["a"], **facts}})}])


def test_the_token_is_in_no_address(http: Http) -> None:
    with Loopback(lambda _: _told()) as server:
        assert _inspect(http, server) == Token(frozenset("a"))
        assert all("EAA" not in str((one.path, one.query)) for one in server.requests)


def test_the_first_end_counts_and_nought_is_never(http: Http) -> None:
    ends = {"expires_at": 0, "data_access_expires_at": 1796040000}
    with Loopback(lambda _: _told(**ends)) as server:
        found = _inspect(http, server).expires
    assert found is not None and found.timestamp() == 1796040000


@pytest.mark.parametrize(
    "told",
    [
        Reply(200, []),
        Reply(200, [{"code": 400, "body": "{}"}]),
        Reply(200, [{"code": 200, "body": "x"}]),
        Reply(200, [{"code": 200, "body": '{"data":{"scopes":7}}'}]),
        Reply(400, {"error": {"code": 1}}),
    ],
)
def test_where_meta_does_not_tell_the_permissions_are_asked_for(http: Http, told: Reply) -> None:
    rows = [{"permission": "a", "status": "granted"}, {"permission": "b", "status": "declined"}]

    def respond(request: Request) -> Reply:
        return told if request.method == "POST" else Reply(200, {"data": rows})

    with Loopback(respond) as server:
        assert _inspect(http, server) == Token(frozenset("a"))


def test_where_nobody_tells_nothing_is_missing_for_sure(http: Http) -> None:
    with Loopback(lambda _: Reply(400, {"error": {"code": 100}})) as server:
        found = _inspect(http, server)
    assert found == Token()
    assert found.missing({Ability.READ}, {Ability.READ: ("a",)}) == {}
    assert Token(frozenset("a")).missing(set(Ability), {Ability.READ: ("a", "b")}) == {Ability.READ: "b"}
