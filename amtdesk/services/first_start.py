"""A new version of the program copies the file before it works with it for the first time."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from amtdesk.services.backups import Backups
from amtdesk.store import settings
from amtdesk.store.backup import Copied
from amtdesk.store.database import Database
from amtdesk.store.migrate import REVISION, revision

#: Under this key the file says which version of the program worked with it last.
KEY = "program_version"


def copy_before(database: Path, backups: Backups, version: str) -> Copied | None:
    """Copy the file unless this version knows it already; None when there was nothing to do.

    A file that is to be brought up to date is copied by `migrate`. Raises `CopyDamaged`, sqlite3.Error, OSError.
    """
    if revision(database) != REVISION:
        return None
    kept = _settings(database)
    # nobody worked yet with a file without any
    if not kept or kept.get(KEY) == version:
        return None
    return backups.before(f"vor-fassung-{version}")


def note(database: Database, version: str) -> None:
    """This version works with the file from now on. Raises `StorageTrouble`."""
    with database.reading() as connection:
        if settings.get(connection, KEY) == version:
            return
    with database.writing() as connection:
        settings.put(connection, KEY, version)


def _settings(database: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as file:
        return {key: json.loads(value) for key, value in file.execute("select key, value from setting")}
