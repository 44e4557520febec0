"""What a full, locked, read-only or broken file is called; with the real thing each time."""

import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.store import settings
from amtdesk.store.database import Database
from amtdesk.store.rows import SettingRow
from amtdesk.store.trouble import drive_named, problem_of

NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user of this computer can reach."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who may only what the folder allows; root may everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def made(path: Path) -> Database:
    database = Database(path)
    with database.writing() as connection:
        SettingRow.metadata.tables["setting"].create(connection)
        settings.put(connection, "kept", "before")
    return database


def kept(database: Database) -> object:
    with database.reading() as connection:
        return settings.get(connection, "kept")


def put(database: Database, value: object) -> None:
    with database.writing() as connection:
        settings.put(connection, "kept", value)


def problem_while_writing(database: Database, value: object) -> Problem:
    with pytest.raises(StorageTrouble) as caught:
        put(database, value)
    return caught.value.problem


def test_a_file_that_may_not_grow_is_a_full_disk_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    database = made(tmp_path / "amtdesk.sqlite")
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with database._writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    assert problem_while_writing(database, "x" * 100_000) is Problem.DISK_FULL
    assert kept(database) == "before"
    with database._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    put(database, "y" * 100_000)
    assert kept(database) == "y" * 100_000
    database.close()


def test_a_really_full_drive_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(drive)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small drive here")
    try:
        database = made(drive / "amtdesk.sqlite")
        written = 0
        with pytest.raises(StorageTrouble) as caught:
            for number in range(1000):
                with database.writing() as connection:
                    settings.put(connection, f"text {number}", "ä" * 2000)
                written += 1
        assert caught.value.problem is Problem.DISK_FULL
        assert written > 50
        with database.reading() as connection:
            assert all(settings.get(connection, f"text {number}") == "ä" * 2000 for number in range(written))
            assert settings.get(connection, f"text {written}") is None
        subprocess.run(["mount", "-o", "remount,size=8m", str(drive)], check=True)
        put(database, "after")
        assert kept(database) == "after"
        database.close()
    finally:
        subprocess.run(["umount", "-l", str(drive)], check=True)


CHILD = """
import resource, sys
from pathlib import Path
from amtdesk.domain.errors import StorageTrouble
from amtdesk.store import settings
from amtdesk.store.database import Database
from amtdesk.store.rows import SettingRow
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
database = Database(Path(sys.argv[1]))
with database.writing() as connection:
    SettingRow.metadata.tables["setting"].create(connection)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
number = 0
try:
    while True:
        with database.writing() as connection:
            settings.put(connection, f"text {number}", "x" * 1000)
        number += 1
except StorageTrouble as error:
    print(number, error.problem.value, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with database.writing() as connection:
    settings.put(connection, f"text {number}", "again")
print("again", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of Unix")
def test_a_used_up_quota_is_a_full_disk_and_the_same_connection_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "amtdesk.sqlite"
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True)
    first, second = done.stdout.split("\n")[:2]
    number, problem = first.split()
    assert (problem, second) == ("disk_full", "again")
    assert int(number) > 20
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from setting").fetchone()[0] == int(number) + 1
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_another_program_holding_the_file_is_busy_and_over_when_it_lets_go(tmp_path: Path) -> None:
    database = made(tmp_path / "amtdesk.sqlite")
    with database._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(tmp_path / "amtdesk.sqlite", isolation_level=None)) as other:
        other.execute("begin immediate")
        assert problem_while_writing(database, "during") is Problem.DATABASE_BUSY
        assert kept(database) == "before"
        other.execute("rollback")
    put(database, "after")
    assert kept(database) == "after"
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_folder_that_became_read_only_is_said_and_over_when_it_is_writable_again(open_folder: Path) -> None:
    path = open_folder / "amtdesk.sqlite"
    made(path).close()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    database = Database(path)
    with without_rights():
        assert problem_while_writing(database, "during") is Problem.READ_ONLY
    if os.geteuid() == 0:
        open_folder.chmod(0o777)
        path.chmod(0o666)
    else:
        open_folder.chmod(0o755)
        path.chmod(0o644)
    with without_rights():
        put(database, "after")
        assert kept(database) == "after"
        database.close()


def test_a_file_with_flipped_pages_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "amtdesk.sqlite"
    made(path).close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    database = Database(path)
    assert problem_while_writing(database, "x") is Problem.DATABASE_DAMAGED
    database.close()


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, Problem.DISK_FULL),
        (errno.EDQUOT, Problem.DISK_FULL),
        (errno.EROFS, Problem.READ_ONLY),
        (errno.EACCES, Problem.READ_ONLY),
        (errno.ENOENT, Problem.FOLDER_ABSENT),
        (errno.EHOSTDOWN, Problem.FOLDER_ABSENT),
    ],
)
def test_what_the_drive_says_is_named(number: int, problem: Problem) -> None:
    with pytest.raises(StorageTrouble) as caught, drive_named():
        raise OSError(number, os.strerror(number))
    assert caught.value.problem is problem


def test_other_errors_stay_what_they_are() -> None:
    assert problem_of(ValueError("x")) is None
    with pytest.raises(KeyError), drive_named():
        raise KeyError("x")
    with pytest.raises(sqlite3.IntegrityError), drive_named():
        raise sqlite3.IntegrityError("unique")
