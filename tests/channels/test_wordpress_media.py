"""Pictures in the media library; how they go out with posts is in the channel's own tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amtdesk.channels.base import Tools
from amtdesk.channels.http import Http
from amtdesk.channels.wordpress import WordPress
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Picture
from amtdesk.domain.errors import NotAllowed
from tests.channels.contract import NOW
from tests.channels.servers.wordpress import PASSWORD, USER, WordPressServer


@pytest.fixture
def site() -> Iterator[WordPressServer]:
    with WordPressServer(lambda: NOW) as server:
        yield server


def wordpress(site: WordPressServer, http: Http) -> WordPress:
    account = Account(1, "wordpress", "Website", site.url, {"user": USER})
    return WordPress(account, {"password": PASSWORD}, Tools(http, lambda: NOW, lambda *_: None, Path()))


def test_a_lent_picture_is_on_the_website_until_it_is_taken_back(
    site: WordPressServer, http: Http, picture: Picture
) -> None:
    channel = wordpress(site, http)
    first, second = channel.lend(picture), channel.lend(picture)
    assert first.url != second.url
    assert first.url.startswith(site.url)
    channel.take_back(first.remote_id)
    channel.take_back(first.remote_id)
    assert list(site.media) == [second.remote_id]


def test_only_numbers_are_taken_back(site: WordPressServer, http: Http) -> None:
    with pytest.raises(NotAllowed):
        wordpress(site, http).take_back("../posts/1")
