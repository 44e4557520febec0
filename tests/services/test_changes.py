"""The one news upward."""

import logging

import pytest

from amtdesk.services.changes import Changes, Kind


def test_everybody_who_listens_is_told_until_they_stop() -> None:
    changes = Changes()
    first: list[Kind] = []
    second: list[Kind] = []
    stop = changes.listen(first.append)
    changes.listen(second.append)
    changes.tell(Kind.POSTS, Kind.DELIVERIES)
    stop()
    stop()
    changes.tell(Kind.OFFICE)
    assert first == [Kind.POSTS, Kind.DELIVERIES]
    assert second == [Kind.POSTS, Kind.DELIVERIES, Kind.OFFICE]


def test_a_listener_that_fails_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    changes = Changes()
    heard: list[Kind] = []

    def fails(_kind: Kind) -> None:
        raise ValueError("broken")

    changes.listen(fails)
    changes.listen(heard.append)
    with caplog.at_level(logging.ERROR):
        changes.tell(Kind.POSTS)
    assert heard == [Kind.POSTS]
    assert "broken" in caplog.text


def test_a_listener_may_stop_while_it_is_told() -> None:
    changes = Changes()
    heard: list[Kind] = []

    def once(kind: Kind) -> None:
        heard.append(kind)
        stop()

    stop = changes.listen(once)
    changes.tell(Kind.POSTS)
    changes.tell(Kind.POSTS)
    assert heard == [Kind.POSTS]
