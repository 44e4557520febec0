"""Comments on YouTube: threads, answers cut short, held ones, pages."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from amtdesk.channels.http import Http
from amtdesk.channels.oauth import Session
from amtdesk.channels.youtube_api import Api, verdict
from amtdesk.channels.youtube_inbox import Inbox, video_of
from amtdesk.domain.message import OwnPost
from tests.channels.contract import NOW
from tests.channels.servers.oauth import ACCESS
from tests.channels.servers.youtube import ME, VIDEO, YouTubeServer

Opens = Callable[[], Inbox]


@pytest.fixture
def server() -> Iterator[YouTubeServer]:
    with YouTubeServer(lambda: NOW) as server:
        yield server


@pytest.fixture
def inbox(http: Http, server: YouTubeServer) -> Opens:
    session = Session(http, {"access": ACCESS}, lambda _name, _value: None, server.url, {}, verdict)
    return lambda: Inbox(Api(http, session, server.url, NOW), ME, NOW)


def test_a_thread_with_all_its_answers(server: YouTubeServer, inbox: Opens) -> None:
    asked = server.wrote("Wann?")
    one = server.wrote("Weiß ich auch nicht.", below=asked)
    two = server.wrote("Um acht.", below=asked, author=ME)
    found = {message.remote_id: message for message in inbox().read({}, []).messages}
    assert set(found) == {asked, one, two}
    assert {message.thread for message in found.values()} == {asked}
    assert (found[asked].parent, found[one].parent, found[two].own) == ("", asked, True)
    assert (found[asked].author, found[asked].handle) == ("@jane", "UCjane")
    assert (found[asked].post, found[asked].post_text) == (VIDEO, "Bürgerversammlung")
    assert found[one].url == f"https://www.youtube.com/watch?v={VIDEO}&lc={one}"


def test_a_video_of_ours_is_known_by_its_link(server: YouTubeServer, inbox: Opens) -> None:
    server.wrote("Gut")
    own = OwnPost("x", f"https://youtu.be/{VIDEO}", "Unsere Versammlung", NOW)
    assert inbox().read({}, [own]).messages[0].post_text == "Unsere Versammlung"


def test_held_comments_are_there_and_hidden(server: YouTubeServer, inbox: Opens) -> None:
    held = server.wrote("Naja", held=True)
    (message,) = inbox().read({}, []).messages
    assert (message.remote_id, message.hidden) == (held, True)


def test_all_pages_and_an_old_thread_with_a_new_answer(server: YouTubeServer, inbox: Opens) -> None:
    server.page = 20
    old = server.wrote("Alt", at=(NOW - timedelta(days=20)).isoformat())
    for number in range(50):
        server.wrote(str(number))
    batch = inbox().read({}, [])
    assert len(batch.messages) == 51
    new = server.wrote("Neu", below=old)
    later = inbox().read(batch.cursor, []).messages
    assert new in {one.remote_id for one in later} and old not in {one.remote_id for one in later}


def test_titles_are_asked_once(server: YouTubeServer, inbox: Opens) -> None:
    server.wrote("Eins")
    batch = inbox().read({}, [])
    inbox().read(batch.cursor, [])
    assert len(server.seen("GET /youtube/v3/videos")) == 1


def test_looking_again(server: YouTubeServer, inbox: Opens) -> None:
    here, held = server.wrote("Hier"), server.wrote("Wartet", held=True)
    shown = inbox().recheck([here, held, "Ugxgone"])
    assert shown["Ugxgone"] is None
    assert [shown[key] and shown[key].hidden for key in (here, held)] == [False, True]


def test_broken_rows_stop_nothing(server: YouTubeServer, inbox: Opens) -> None:
    server.wrote("Gut")
    broken: dict[str, Any] = {"id": "x!", "snippet": {"authorChannelId": 7}}
    server.comments["broken"] = broken
    server.status["broken"] = "published"
    assert [one.text for one in inbox().read({}, []).messages] == ["Gut"]


@pytest.mark.parametrize(
    ("address", "video"),
    [
        (f"https://www.youtube.com/watch?v={VIDEO}&t=3", VIDEO),
        (f"https://youtu.be/{VIDEO}", VIDEO),
        (f"https://www.youtube.com/shorts/{VIDEO}?x", VIDEO),
        (f"https://studio.youtube.com/video/{VIDEO}/edit", VIDEO),
        ("https://www.youtube.com/@musterbach", ""),
        (f"https://youtu.be/{VIDEO}zu-lang", ""),
    ],
)
def test_the_video_in_an_address(address: str, video: str) -> None:
    assert video_of(address) == video
