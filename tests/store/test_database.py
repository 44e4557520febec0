"""One writer, readers that cannot write, and texts SQLite can keep."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from amtdesk.store import settings
from amtdesk.store.database import Database


def test_the_file_is_kept_as_it_must_be(database: Database) -> None:
    with database.writing() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
    }


def test_a_reader_cannot_write(database: Database) -> None:
    with database.reading() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM setting"))


def test_a_transaction_is_there_as_a_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as connection:
        settings.put(connection, "a", 1)
        raise RuntimeError
    with database.reading() as connection:
        assert settings.get(connection, "a") is None


def test_a_reader_sees_one_state_while_somebody_writes(database: Database) -> None:
    with database.reading() as reader:
        assert settings.get(reader, "a") is None
        with database.writing() as writer:
            settings.put(writer, "a", 1)
        assert settings.get(reader, "a") is None
    with database.reading() as reader:
        assert settings.get(reader, "a") == 1


@pytest.mark.parametrize(("typed", "kept"), [("a\0b", "a b"), ("\ud800x", "\ufffdx"), ("Straße 😀", "Straße 😀")])
def test_what_sqlite_cannot_keep_is_replaced_not_refused(database: Database, typed: str, kept: str) -> None:
    with database.writing() as connection:
        connection.execute(text("INSERT INTO setting VALUES (:key, '1')"), {"key": typed})
        connection.exec_driver_sql("INSERT INTO setting VALUES (?, '1')", [(typed + "1",), (typed + "2",)])
    with database.reading() as connection:
        keys = [row[0] for row in connection.execute(text("SELECT key FROM setting ORDER BY key"))]
    assert set(keys) >= {kept, kept + "1", kept + "2"}


def test_threads_write_one_after_the_other(database: Database) -> None:
    def count() -> None:
        for _ in range(25):
            with database.writing() as connection:
                settings.put(connection, "n", settings.get(connection, "n", 0) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert settings.get(connection, "n") == 100


def test_on_another_computer_the_file_has_no_log_even_if_it_had_one_before(tmp_path: Path, database: Database) -> None:
    with database.writing() as connection:
        settings.put(connection, "a", 1)
    path = database.path
    database.close()
    there = Database(path, remote=True)
    with there.reading() as reading:
        assert settings.get(reading, "a") == 1
        assert reading.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    with there.writing() as connection:
        settings.put(connection, "a", 2)
    assert not path.with_name(f"{path.name}-wal").exists()
    there.close()
    here = Database(path)
    with here.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert settings.get(connection, "a") == 2
    here.close()
