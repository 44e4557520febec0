"""The first screen, read with the standard library alone."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.hold import Cause, Freeze
from amtdesk.domain.settings import Office, to_json
from amtdesk.domain.today import Section, Step
from amtdesk.services.answers import Words
from amtdesk.store import accounts, deliveries, glance, holds, settings
from amtdesk.store.database import Database
from amtdesk.store.rows import as_text
from tests.services.test_inbox import Office as Office_
from tests.services.test_inbox import comment
from tests.store.test_tiles import add

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_nothing_heavy_is_imported_for_it() -> None:
    code = (
        "import sys, amtdesk.store.glance;"
        "print(','.join(sorted({'sqlalchemy', 'alembic', 'requests', 'PIL', 'keyring'} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_no_file_and_a_file_without_schema_are_a_fresh_start(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    assert glance.read(path, NOW).fresh and not path.exists()
    sqlite3.connect(path).close()
    assert glance.read(path, NOW).fresh


def test_what_is_due_is_read_as_the_rules_say(database: Database) -> None:
    with database.writing() as connection:
        for name in ("A", "B"):
            accounts.add(connection, "practice", name, "", {})
        settings.put(connection, "office", to_json(Office(name="Musterbach")))
        add(connection, "heute", NOW, "", State.PLANNED)
        add(connection, "morgen", NOW + timedelta(days=1), "", State.PLANNED)
        add(connection, "kaputt", NOW - timedelta(days=9), "", State.FAILED)
        add(connection, "Entwurf", NOW)
    today = glance.read(database.path, NOW)
    assert [(line.section, line.words) for line in today.lines] == [
        (Section.FIRST, "kaputt"),
        (Section.TODAY, "heute"),
    ]
    assert (today.office.name, today.planned_today, today.drafts, today.fresh) == ("Musterbach", 1, 1, False)
    assert today.horizon == (NOW.date() + timedelta(days=1), 1)


def test_one_channel_that_is_to_follow_later_is_not_planned_for_today(database: Database) -> None:
    with database.writing() as connection:
        for name in ("A", "B"):
            accounts.add(connection, "practice", name, "", {})
        key = add(connection, "heute", NOW, "", State.UNCERTAIN, State.PLANNED)
        later = as_text(NOW + timedelta(days=6))
        connection.exec_driver_sql("UPDATE delivery SET due = ? WHERE post_id = ? AND account_id = 2", (later, key))
    today = glance.read(database.path, NOW)
    assert [line.state for line in today.lines] == [State.UNCERTAIN]
    assert today.planned_today == 0


def test_a_hold_and_a_file_that_waits_for_a_person_are_known_at_first_sight(database: Database) -> None:
    with database.writing() as connection:
        for name in ("A", "B"):
            accounts.add(connection, "practice", name, "", {})
        add(connection, "heute", NOW, "", State.PLANNED)
        hold = holds.begin(connection, NOW, "ka", "Unfall")
        holds.catch(connection, NOW)
        settings.put(connection, "restored", {"at": NOW.isoformat(), "from": "amtdesk.sqlite"})
    today = glance.read(database.path, NOW)
    assert (today.hold, today.held, today.at_platforms) == (hold, 1, 0)
    assert [line.section for line in today.lines] == [Section.HELD]
    assert today.freeze == Freeze(Cause.RESTORED, NOW, "amtdesk.sqlite")
    with database.writing() as connection:
        holds.end(connection, NOW)
        settings.drop(connection, "restored")
        settings.put(connection, "copied", True)
    today = glance.read(database.path, NOW)
    assert (today.hold, today.freeze) == (None, Freeze(Cause.COPIED))
    assert [line.section for line in today.lines] == [Section.FIRST]


def test_a_damaged_file_is_said_and_not_taken_for_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        glance.read(path, NOW)


def test_reading_while_somebody_writes_is_no_trouble(database: Database) -> None:
    with database.writing() as connection:
        accounts.add(connection, "practice", "A", "", {})
        assert glance.read(database.path, NOW).accounts == {}


def test_what_citizens_wait_for_is_counted(database: Database) -> None:
    with database.writing() as connection:
        accounts.add(connection, "practice", "A", "", {})
        for number, (status, urgent, due) in enumerate(
            [("new", 1, NOW), ("new", 0, NOW - timedelta(days=1)), ("closed", 1, NOW - timedelta(days=9))]
        ):
            connection.exec_driver_sql(
                "INSERT INTO inquiry (number, channel, source, status, kind, opened, newest, author, snippet, urgent,"
                " due, reason, note, place, post, post_text, post_url, url)"
                " VALUES (?, 'x', 'comment', ?, 'other', ?, ?, '', '', ?, ?, '', '', '', '', '', '', '')",
                (f"26-{number}", status, as_text(due), as_text(due), urgent, as_text(due)),
            )
    today = glance.read(database.path, NOW)
    assert today.inquiries == (2, 1, 1, NOW - timedelta(days=1), 1, 0, ())
    assert [line.step.value for line in today.lines] == ["answer"] and today.urgent == 1


def test_wiedervorlagen_and_answers_that_did_not_go_out_are_counted_as_the_queue_counts_them(tmp_path: Path) -> None:
    office = Office_(tmp_path)
    desk = office.desk
    office.writes(*(comment(name) for name in ("a1", "a2", "a3")))
    office.fetch()
    first, second, third = (one.id for one in desk.inbox.queue())
    desk.answers.watch(first, office.clock().date())
    desk.answers.watch(second, office.clock().date() + timedelta(days=1))
    desk.answers.answer(third, Words("Am Montag."))
    ((_, delivery),) = desk.answers.deliveries(third)
    assert desk.glance().inquiries[4:] == (0, 1, ())
    with desk.database.writing() as connection:
        deliveries.move(connection, delivery, State.MISSED)
    found = desk.glance().inquiries
    assert (found.open, found.returned, found.unsent) == (0, 1, (delivery.id,))
    assert desk.inbox.count_open() == found.open + found.returned + len(found.unsent)
    # held: it waits for that, and once that is over for a person
    desk.planning.retry(delivery.id)
    desk.holding.hold("Unfall")
    assert desk.glance().inquiries.unsent == ()
    desk.holding.release({}, end=True)
    assert desk.glance().inquiries.unsent == (delivery.id,)


def test_an_access_that_ends_soon_has_a_line(database: Database) -> None:
    with database.writing() as connection:
        channel = accounts.add(connection, "linkedin", "LinkedIn", "", {"expires": as_text(NOW + timedelta(days=5))})
    found = [line for line in glance.read(database.path, NOW).lines if line.step is Step.RECONNECT]
    assert [(line.account_ids, line.section) for line in found] == [((channel,), Section.FIRST)]
