"""Bringing a file to the present schema; Alembic is imported only when there is something to do."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.store.backup import copy

#: The revision the rows of this program describe.
REVISION = "0004"
_STEPS = Path(__file__).parent / "migrations"


class NewerFile(StorageTrouble):
    """The file was written by a newer version of the program; it is left untouched."""

    def __init__(self, found: str) -> None:
        super().__init__(Problem.FILE_NEWER, f"{found} > {REVISION}")


def revision(path: Path) -> str | None:
    """The revision of the file, None when there is no schema yet. Standard library only."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        known = connection.execute("select 1 from sqlite_master where name = 'alembic_version'").fetchone()
        row = connection.execute("select version_num from alembic_version").fetchone() if known else None
        return str(row[0]) if row else None
    finally:
        connection.close()


def migrate(path: Path, *, keep: Callable[[str], Path]) -> bool:
    """Make or upgrade the schema; True when something was done. `keep(reason)` says where the copy goes.

    Each step runs in its own transaction; the file is copied and verified before the first one.
    Raises `NewerFile` for a file whose revision this program does not know.
    """
    found = revision(path)
    if found == REVISION:
        return False
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if found is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(found)
        except CommandError as error:
            raise NewerFile(found) from error
        copy(path, keep(f"vor-{REVISION}"))
    _upgrade(path, config)
    return True


def _upgrade(path: Path, config: object) -> None:
    from alembic import command
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=NullPool, connect_args={"isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    with engine.connect() as connection:
        config.attributes["connection"] = connection  # type: ignore[attr-defined]
        command.upgrade(config, "head")  # type: ignore[arg-type]
    engine.dispose()
