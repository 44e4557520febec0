"""Finding the interface of a site."""

from collections.abc import Iterator

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.wordpress_site import discover
from amtdesk.domain.errors import Problem, Unavailable
from tests.channels.servers.loopback import LOGIN_PAGE, How, Reply, Trouble, answers
from tests.channels.servers.wordpress import WordPressServer


@pytest.fixture
def site() -> Iterator[WordPressServer]:
    with WordPressServer() as site:
        yield site


def test_the_site_says_itself_where_it_is(http: Http, site: WordPressServer) -> None:
    site.has_nice_addresses = False
    found = discover(http, site.url)
    assert (found.root, found.name) == (f"{site.url}/?rest_route=/", "Gemeinde Musterbach")


def test_a_link_to_another_computer_is_not_followed(http: Http, site: WordPressServer) -> None:
    away = Reply(200, LOGIN_PAGE, {"Link": '<https://elsewhere.example/wp-json/>; rel="https://api.w.org/"'})
    site.fail("HEAD /", Trouble(How.REPLY, False, away))
    assert discover(http, site.url).root == f"{site.url}/wp-json/"


def test_a_home_page_that_leads_elsewhere_does_not_hide_the_interface(http: Http, site: WordPressServer) -> None:
    site.fail("HEAD /", answers(302, Location="/willkommen/"))
    assert discover(http, site.url).root == f"{site.url}/wp-json/"


def test_a_site_that_cannot_be_reached_is_asked_once(http: Http, site: WordPressServer) -> None:
    site.fail("HEAD /", Trouble(How.CLOSED), times=5)
    with pytest.raises(Unavailable) as caught:
        discover(http, site.url)
    assert caught.value.problem is Problem.CONNECTION_LOST
    assert len(site.requests) == 1


def test_a_site_in_trouble_is_not_taken_for_something_else(http: Http, site: WordPressServer) -> None:
    for method in ("HEAD", "GET"):
        site.fail(method, answers(503, LOGIN_PAGE), times=5)
    with pytest.raises(Unavailable) as caught:
        discover(http, site.url)
    assert caught.value.problem is Problem.SERVER_BROKEN
