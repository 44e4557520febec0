"""Pictures on their way to Instagram; the channel's own tests have the rest."""

import json
from collections.abc import Iterator

import pytest

from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from amtdesk.channels.instagram_bridge import Bridge
from amtdesk.domain.channel import Lent, Picture
from amtdesk.domain.errors import Problem, Unavailable
from tests.channels.contract import NOW
from tests.channels.servers.facebook import PAGE, PAGE_TOKEN
from tests.channels.servers.instagram import InstagramServer
from tests.channels.servers.loopback import answers

PICTURE = Picture(b"\xff\xd8\xff" + b"x" * 60, "image/jpeg", 8, 6, "", "a.jpg")


@pytest.fixture
def server() -> Iterator[InstagramServer]:
    with InstagramServer(lambda: NOW) as server:
        yield server


def _graph(server: InstagramServer, http: Http) -> Graph:
    return Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW)


def test_the_largest_size_is_taken(server: InstagramServer, http: Http) -> None:
    notes: dict[str, str] = {}
    bridge = Bridge(_graph(server, http), PAGE, None, notes)
    url = bridge.put(1, PICTURE)
    assert url == f"{server.url}/cdn/{json.loads(notes['photos'])[0]}"
    bridge.clean()
    assert (server.photos, json.loads(notes["photos"])) == ({}, [])


def test_a_photo_without_address_is_unreadable_and_known_all_the_same(server: InstagramServer, http: Http) -> None:
    notes: dict[str, str] = {}
    bridge = Bridge(_graph(server, http), PAGE, None, notes)
    server.fail("GET", answers(200, {"images": []}))
    with pytest.raises(Unavailable):
        bridge.put(1, PICTURE)
    bridge.clean()
    assert server.photos == {}


@pytest.mark.parametrize("kept", ["x", "{}", '["../1", "5"]'])
def test_notes_that_are_damaged_do_no_harm(server: InstagramServer, http: Http, kept: str) -> None:
    notes = {"photos": kept}
    Bridge(_graph(server, http), PAGE, None, notes).clean()
    assert all(".." not in one.path for one in server.requests)


def test_what_is_lent_is_taken_back_even_when_one_does_not_go(server: InstagramServer, http: Http) -> None:
    taken: list[int] = []

    def lend(_picture: Picture) -> Lent:
        number = len(taken)

        def take_back() -> None:
            taken.append(number)
            raise Unavailable(Problem.OFFLINE)

        return Lent("https://www.musterbach.example/x.jpg", take_back)

    bridge = Bridge(_graph(server, http), PAGE, lend, {})
    assert bridge.put(1, PICTURE) == bridge.put(2, PICTURE)
    bridge.clean()
    bridge.clean()
    assert len(taken) == 2
