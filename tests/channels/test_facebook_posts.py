"""Posts of a Page as Facebook shows them."""

from collections.abc import Iterator

import pytest

from amtdesk.channels.facebook_posts import Posts
from amtdesk.channels.graph import Graph
from amtdesk.channels.http import Http
from tests.channels.contract import NOW, payload
from tests.channels.servers.facebook import PAGE, PAGE_TOKEN, FacebookServer


@pytest.fixture
def server() -> Iterator[FacebookServer]:
    with FacebookServer(lambda: NOW) as server:
        yield server


def _draft(**more: object) -> dict[str, object]:
    return {
        "id": f"{PAGE}_1",
        "message": payload().text,
        "created_time": "2026-11-21T08:00:00+0000",
        "is_published": False,
        "_photos": [],
        **more,
    }


def posts(server: FacebookServer, http: Http) -> Posts:
    return Posts(Graph(http, f"{server.url}/v26.0", PAGE_TOKEN, NOW), PAGE)


def test_a_draft_that_waits_for_nothing_is_not_there(server: FacebookServer, http: Http) -> None:
    server.posts.append(_draft())
    assert posts(server, http).read_back(f"{PAGE}_1") is None


def test_a_post_without_link_has_the_one_that_leads_to_it(server: FacebookServer, http: Http) -> None:
    server.posts.append(_draft(is_published=True))
    shown = posts(server, http).read_back(f"{PAGE}_1")
    assert shown is not None
    assert shown.url == f"https://www.facebook.com/{PAGE}_1"


def test_blanks_and_other_forms_of_letters_make_no_difference(server: FacebookServer, http: Http) -> None:
    server.posts.append(_draft(is_published=True, message=payload().text.replace("\n", "\r\n ") + " "))
    assert posts(server, http).look_up(payload(), NOW, None) is not None


def test_broken_rows_do_not_hide_the_others(server: FacebookServer, http: Http) -> None:
    server.posts.append(_draft(is_published=True, message=None, attachments="x"))
    server.posts.append(_draft(is_published=True))
    assert posts(server, http).look_up(payload(), NOW, None) is not None
