"""Messages gathered into Anliegen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from amtdesk.domain.inquiry import Kind
from amtdesk.domain.message import Message
from amtdesk.store import inquiries, messages
from amtdesk.store.accounts import add
from amtdesk.store.database import Database
from amtdesk.store.messages import Judged, Kept
from amtdesk.store.migrate import migrate

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "amtdesk.sqlite"
    migrate(path, keep=lambda _: path)
    database = Database(path)
    with database.writing() as connection:
        add(connection, kind="mastodon", name="Mastodon", url="", settings={})
        yield connection
    database.close()


def judge(message: Message) -> Judged:
    return Judged(Kind.OTHER, "Feuer" in message.text, NOW + timedelta(days=1))


def keep(connection: Connection, *found: Message) -> Kept:
    return messages.keep(connection, 1, "mastodon", found, NOW, judge, 2026)


def message(name: str, thread: str, minute: int, text: str = "Hallo", **values: bool) -> Message:
    return Message(name, thread, text, NOW + timedelta(minutes=minute), **values)  # type: ignore[arg-type]


def test_a_conversation_is_gathered_in_whatever_order_it_arrives(connection: Connection) -> None:
    kept = keep(connection, message("3", "1", 3), message("1", "1", 1), message("2", "1", 2, own=True))
    (one,) = inquiries.newest(connection)
    assert kept.new == [one.id] and kept.messages == 3
    assert [line.remote_id for line in messages.lines(connection, one.id)] == ["1", "2", "3"]
    assert (one.opened, one.newest) == (NOW + timedelta(minutes=1), NOW + timedelta(minutes=3))


def test_the_same_id_on_two_accounts_are_two_messages(connection: Connection) -> None:
    add(connection, kind="bluesky", name="Bluesky", url="", settings={})
    keep(connection, message("1", "1", 1))
    messages.keep(connection, 2, "bluesky", [message("1", "1", 1)], NOW, judge, 2026)
    assert [one.number for one in inquiries.newest(connection)] == ["26-0002", "26-0001"]


def test_urgent_stays_urgent_while_open_and_is_judged_anew_afterwards(connection: Connection) -> None:
    keep(connection, message("1", "1", 1, "Feuer"))
    keep(connection, message("2", "1", 2, "bitte"))
    (one,) = inquiries.newest(connection)
    assert one.urgent
    inquiries.change(connection, one.id, status="closed")
    keep(connection, message("3", "1", 3, "danke"))
    assert not inquiries.newest(connection)[0].urgent


def test_hidden_and_deleted_ones_can_come_back(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    assert messages.gone(connection, 1, ["1", "9"], NOW) == 1 == 1 + messages.gone(connection, 1, ["1"], NOW)
    keep(connection, message("1", "1", 1, hidden=True))
    (line,) = messages.lines(connection, 1)
    assert line.hidden and line.gone is None


def test_ten_thousand_are_kept_with_numbers_without_a_gap(connection: Connection) -> None:
    keep(connection, *(message(str(n), str(n), n) for n in range(10_000)))
    numbers = [one.number for one in inquiries.newest(connection, 20_000)]
    assert len(set(numbers)) == 10_000 and min(numbers) == "26-0001" and "26-10000" in numbers


def test_a_snippet_is_one_line() -> None:
    assert messages.snippet("  Zwei\n\nZeilen ") == "Zwei Zeilen"
    assert len(messages.snippet("x" * 10_000)) == 160


def test_what_a_platform_does_not_tell_stays_as_it_is_known(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    (one,) = inquiries.newest(connection)
    (line,) = messages.lines(connection, one.id)
    messages.set_hidden(connection, line.id, hidden=True)
    untold = Message("1", "1", "Hallo", NOW + timedelta(minutes=1), hidden=None)
    keep(connection, untold)
    assert messages.lines(connection, one.id)[0].hidden
    keep(connection, message("1", "1", 1))
    assert not messages.lines(connection, one.id)[0].hidden


def test_who_liked_it_is_kept_through_another_reading_and_can_be_taken_back(connection: Connection) -> None:
    keep(connection, message("1", "1", 1))
    (line,) = messages.lines(connection, 1)
    messages.set_liked(connection, line.id, NOW, "ka")
    keep(connection, message("1", "1", 1, "Hallo, geändert"))
    (line,) = messages.lines(connection, 1)
    assert (line.liked, line.liked_by) == (NOW, "ka")
    messages.set_liked(connection, line.id, None, "")
    (line,) = messages.lines(connection, 1)
    assert (line.liked, line.liked_by) == (None, "")
