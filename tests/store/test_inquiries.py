"""The queue and what is in it; most is tested through `services/inbox.py`."""

from datetime import timedelta

from sqlalchemy import Connection

from amtdesk.domain.inquiry import Status
from amtdesk.store import inquiries
from tests.store.test_messages import NOW, connection, keep, message

__all__ = ["connection"]
TODAY = NOW.date()


def test_pages_go_on_where_the_last_one_ended(connection: Connection) -> None:
    keep(connection, *(message(str(n), str(n), n) for n in range(5)))
    first = inquiries.newest(connection, 3)
    rest = inquiries.newest(connection, 3, before=first[-1].newest)
    assert [one.thread for one in first + rest] == ["4", "3", "2", "1", "0"]


def test_wiedervorlagen_come_back_on_their_day_and_not_before(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    inquiries.change(connection, 1, status=Status.PASSED_ON.value, follow_up=TODAY + timedelta(days=1))
    assert inquiries.queue(connection, TODAY) == [] and inquiries.count_open(connection, TODAY) == 0
    tomorrow = TODAY + timedelta(days=1)
    assert len(inquiries.queue(connection, tomorrow)) == 1 == inquiries.count_open(connection, tomorrow)
    assert len(inquiries.waiting(connection)) == 1


def test_only_messages_of_open_ones_are_looked_at_again(connection: Connection) -> None:
    keep(connection, message("1", "1", 1), message("2", "2", 2), message("3", "2", 3, own=True))
    assert inquiries.open_messages(connection, 1, NOW) == ["1"]
    assert inquiries.open_messages(connection, 1, NOW + timedelta(hours=1)) == []


def test_an_empty_search_finds_nothing(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    assert inquiries.search(connection, "  ") == [] and len(inquiries.search(connection, "hallo")) == 1
    assert inquiries.get(connection, 99) is None
