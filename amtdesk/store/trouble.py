"""What the drive or SQLite refuses, as one of our problems; standard library only."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from amtdesk.domain.errors import Problem, StorageTrouble

# an I/O error while writing is a full quota or a drive that takes nothing; both end when there is room again
_SQLITE = {
    sqlite3.SQLITE_FULL: Problem.DISK_FULL,
    sqlite3.SQLITE_IOERR: Problem.DISK_FULL,
    sqlite3.SQLITE_READONLY: Problem.READ_ONLY,
    sqlite3.SQLITE_PERM: Problem.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Problem.READ_ONLY,
    sqlite3.SQLITE_BUSY: Problem.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: Problem.DATABASE_BUSY,
    sqlite3.SQLITE_CORRUPT: Problem.DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Problem.DATABASE_DAMAGED,
}
_ERRNO = {
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EFBIG: Problem.DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): Problem.DISK_FULL,
    errno.EACCES: Problem.READ_ONLY,
    errno.EPERM: Problem.READ_ONLY,
    errno.EROFS: Problem.READ_ONLY,
    # a file where a folder should be, a drive without medium, a share that went away
    errno.ENOENT: Problem.FOLDER_ABSENT,
    errno.ENOTDIR: Problem.FOLDER_ABSENT,
}


def problem_of(error: BaseException) -> Problem | None:
    """The problem behind an error of SQLite (also as SQLAlchemy wraps it) or of the drive; None for any other."""
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, sqlite3.Error):
        return _SQLITE.get(getattr(inner, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(inner, OSError):
        # of a network folder Windows knows many more numbers
        return _ERRNO.get(inner.errno or 0, Problem.FOLDER_ABSENT)
    return None


@contextmanager
def sqlite_named() -> Iterator[None]:
    """Errors of SQLite become `StorageTrouble`; all others pass."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        found = problem_of(error)
        if found is None:
            raise
        # without the statement's values: they are the text of a draft
        raise StorageTrouble(found, str(getattr(error, "orig", None) or error)) from error


@contextmanager
def drive_named() -> Iterator[None]:
    """Errors of SQLite and of the drive become `StorageTrouble`."""
    with sqlite_named():
        try:
            yield
        except OSError as error:
            raise StorageTrouble(problem_of(error) or Problem.FOLDER_ABSENT, str(error)) from error
