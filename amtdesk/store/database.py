"""Opening the file, and the two units of work: reading and writing."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from amtdesk.store.trouble import sqlite_named

_EVERY = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA secure_delete=ON",
)


class Database:
    """One SQLite file: a single writing connection that alone checkpoints, and readers that cannot write."""

    def __init__(self, path: Path, *, remote: bool = False) -> None:
        """`remote`: the file lies on another computer, where SQLite's log (WAL) does not work: slower, but safe.

        Raises `StorageTrouble` when another program holds a remote file with its log.
        """
        self.path = path
        journal = "DELETE" if remote else "WAL"
        self._turn = threading.RLock()
        self._writer = _engine(path, StaticPool, (f"PRAGMA journal_mode={journal}", "PRAGMA synchronous=FULL"))
        self._readers = _engine(path, QueuePool, ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0"))
        if remote:
            # the log can only go while nobody reads
            with self.writing():
                pass

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the file and cannot change it. Raises `StorageTrouble`."""
        with sqlite_named(), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A short `BEGIN IMMEDIATE` transaction: all of it or nothing; one at a time in this process.

        Raises `StorageTrouble` when the drive is full, the file is read-only, held by others or damaged.
        """
        with self._turn, sqlite_named(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give the file back; the last one out checkpoints."""
        self._readers.dispose()
        with self._turn:
            self._writer.dispose()


def _clean(values: Any) -> Any:
    """Values that SQLite can keep: half surrogate pairs become U+FFFD, and NUL, which ends a text early, a blank."""
    if not isinstance(values, tuple) or all(_keepable(value) for value in values):
        return values
    return tuple(value if _keepable(value) else _replaced(value) for value in values)


def _keepable(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if "\0" in value:
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _replaced(text: str) -> str:
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if "\ud800" <= char <= "\udfff" else " " if char == "\0" else char for char in text
    )


def _engine(path: Path, pool: type[Any], pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(
        # made of parts: a path is no URL, a folder may have a % in its name
        URL.create("sqlite", database=str(path)),
        poolclass=pool,
        # SQLAlchemy's legacy driver mode would begin late; we say BEGIN IMMEDIATE ourselves
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 5.0},
        **({"pool_size": 4, "max_overflow": 8} if pool is QueuePool else {}),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (*pragmas, *_EVERY):
            connection.execute(pragma)

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def clean(
        _connection: Connection, _cursor: object, statement: str, values: Any, _context: object, many: bool
    ) -> tuple[str, Any]:
        return statement, [_clean(one) for one in values] if many else _clean(values)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if pool is StaticPool else "BEGIN")

    return engine
