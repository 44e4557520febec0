"""Verified copies of the file by SQLite's own backup, and whether a file is damaged; standard library only."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amtdesk.store.files import copy_whole, discard, part_of, sha256_of, sync, sync_folder, write_whole

_HEAD = b"SQLite format 3\0"
#: What `damage` says of a file without any content.
EMPTY = "empty"
_SIDES = ("-wal", "-shm", "-journal")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


class CopyDamaged(Exception):
    """A copy is not what its source was; it was thrown away, or must not be used."""


class InUse(Exception):
    """Another program holds the file."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A finished, verified copy."""

    path: Path
    size: int
    sha256: str
    #: rows by table
    rows: Mapping[str, int]


def copy(source: Path, target: Path) -> Copied:
    """Copy the file in use to `target`, with its hash beside it; the source goes on being read and written.

    Raises `CopyDamaged` (source or copy broken), sqlite3.Error, OSError (disk full, folder gone); nothing is left then.
    """
    part = part_of(target)
    try:
        rows = _through_sqlite(source, part)
        sync(part)
        digest = sha256_of(part)
        write_whole(hash_file(target), f"{digest}  {target.name}\n".encode())
        part.replace(target)
    except BaseException:
        for leftover in (part, *_beside(part)):
            discard(leftover)
        raise
    sync_folder(target.parent)
    return Copied(target, target.stat().st_size, digest, rows)


def _through_sqlite(source: Path, part: Path) -> dict[str, int]:
    discard(part)
    with closing(_open(source)) as reader, closing(sqlite3.connect(part, isolation_level=None)) as writer:
        # one state for counting and copying
        reader.execute("begin")
        try:
            rows = _rows(reader)
            reader.backup(writer)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _DAMAGE:
                raise CopyDamaged(str(error)) from error
            raise
        reader.execute("rollback")
        # a copy needs no companions, wherever it is carried
        writer.execute("pragma journal_mode=delete")
        found = _check(writer, "integrity_check")
        if found:
            raise CopyDamaged(found)
        if _rows(writer) != rows:
            raise CopyDamaged("row counts differ")
    return rows


def hash_file(path: Path) -> Path:
    """Where the hash of a copy stands, as `sha256sum -c` reads it."""
    return path.with_name(f"{path.name}.sha256")


def noted(path: Path) -> str:
    """The hash noted beside a copy; empty when there is none to read. Raises OSError."""
    words = hash_file(path).read_text(encoding="ascii", errors="replace").split()
    return words[0] if words else ""


def verify(path: Path) -> str | None:
    """What is wrong with a copy made by `copy`: its hash, its structure; None when nothing was found."""
    try:
        if sha256_of(path) != noted(path):
            return "the content is not what was saved"
    except OSError as error:
        return f"not readable: {error}"
    return damage(path, thorough=True)


def damage(path: Path, *, thorough: bool = False) -> str | None:
    """What is broken in the file (empty, no database, failing SQLite's check), or None.

    A file that is merely locked raises sqlite3.OperationalError, a missing one FileNotFoundError.
    """
    with path.open("rb") as file:
        head = file.read(len(_HEAD))
    if head != _HEAD:
        return EMPTY if not head else "not a database"
    try:
        with closing(_open(path)) as connection:
            return _check(connection, "integrity_check" if thorough else "quick_check")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _DAMAGE or error.sqlite_errorcode == sqlite3.SQLITE_IOERR_SHORT_READ:
            return str(error)
        raise


def put_back(backup: Path, database: Path, aside: Path, *, mark: Mapping[str, Any]) -> bool:
    """Put a verified backup in the place of the file; True when a present file was kept as `aside`.

    `mark` is written into the settings of the new file before it takes its place, so that the program knows of the
    restore even if it is killed right after. Raises `CopyDamaged`, `InUse`, OSError; the present file stays then.
    """
    part = database.with_name(f"{database.name}.restore")
    try:
        if copy_whole(backup, part) != noted(backup):
            raise CopyDamaged("the content is not what was saved")
        note(part, mark)
        sync(part)
        present = database.exists()
        if present:
            _keep_aside(database, aside)
        # a log that belongs to the old file would be played into the new one
        for side in _beside(database):
            side.unlink(missing_ok=True)
        part.replace(database)
    finally:
        for leftover in (part, *_beside(part)):
            discard(leftover)
    sync_folder(database.parent)
    return present


def _keep_aside(database: Path, aside: Path) -> None:
    # before SQLite touches it: of a broken file it would throw the log away, which may be all that is left
    copies = list(zip((database, *_beside(database)), (aside, *_beside(aside)), strict=True))
    try:
        for old, kept in copies:
            if old.exists() and not old.name.endswith("-shm"):
                copy_whole(old, kept)
        _fold(database)
    except BaseException:
        for _, kept in copies:
            discard(kept)
        raise


def note(path: Path, mark: Mapping[str, Any]) -> None:
    """Write values into the settings of a file that nobody has open, if it has any."""
    with closing(sqlite3.connect(path)) as connection, connection:
        if connection.execute("select 1 from sqlite_master where name = 'setting'").fetchone():
            connection.executemany(
                "insert or replace into setting (key, value) values (?, ?)",
                [(key, json.dumps(value, ensure_ascii=False)) for key, value in mark.items()],
            )


def _fold(path: Path) -> None:
    """Bring the log into the file and make sure that nobody else holds it; a damaged file is left as it is."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("pragma journal_mode=delete").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise InUse(str(path)) from error


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None)


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + side) for side in _SIDES)


def _check(connection: sqlite3.Connection, check: str) -> str | None:
    found = [str(row[0]) for row in connection.execute(f"pragma {check}(10)")]
    return None if found == ["ok"] else "; ".join(found)[:500]


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by name")]
    quoted = [(name, '"' + name.replace('"', '""') + '"') for name in names]
    return {name: connection.execute(f"select count(*) from {table}").fetchone()[0] for name, table in quoted}
