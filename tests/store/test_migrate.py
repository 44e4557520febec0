"""Bringing files of every age to the present schema."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from amtdesk.store import figure_rows, inbox_rows, library_rows, migrate
from amtdesk.store.migrate import REVISION, NewerFile
from amtdesk.store.rows import Base

assert figure_rows and inbox_rows and library_rows
STEPS = Path(migrate.__file__).parent / "migrations"


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def no_copy(reason: str) -> Path:
    raise AssertionError(f"no copy is needed: {reason}")


def at_revision(path: Path, revision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as the program of that time left it, made by the real steps."""
    from alembic import command

    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _head: upgrade(config, revision))
        migrate.migrate(path, keep=no_copy)


def test_the_steps_end_at_the_declared_rows(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    assert migrate.migrate(path, keep=no_copy) and migrate.revision(path) == REVISION == revisions()[-1]
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()


def test_a_file_of_today_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    migrate.migrate(path, keep=no_copy)
    before = path.read_bytes()
    assert not migrate.migrate(path, keep=no_copy) and path.read_bytes() == before


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_a_file_of_every_age_is_copied_first_and_loses_nothing(
    tmp_path: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = tmp_path / "old.sqlite", tmp_path / "kept.sqlite"
    at_revision(path, revision, monkeypatch)
    with sqlite3.connect(path) as old:
        old.execute("INSERT INTO setting VALUES ('office', '{\"name\": \"Münster\"}')")
        old.execute(
            "INSERT INTO account (id, kind, name, url, settings, limits, standing, detail, position)"
            " VALUES (1, 'practice', 'Ü', '', '{}', '{}', 'ready', '', 1)"
        )
        old.execute(
            "INSERT INTO post"
            " (id, title, text, language, zone, stage, late_policy, late_limit, folded, created, changed)"
            " VALUES (1, 'Markt', 'Text', 'de', 'Europe/Berlin', 'draft', 'publish', 30, '', '2026-10-14T08:00:00Z',"
            " '2026-10-14T08:00:00Z')"
        )
    old.close()
    assert migrate.migrate(path, keep=lambda reason: kept)
    assert migrate.revision(path) == REVISION and migrate.revision(kept) == revision
    new = sqlite3.connect(path)
    assert new.execute("SELECT title, text FROM post").fetchall() == [("Markt", "Text")]
    assert new.execute("SELECT name FROM account").fetchall() == [("Ü",)]
    assert new.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    new.close()


def test_a_file_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite"
    migrate.migrate(path, keep=no_copy)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerFile):
        migrate.migrate(path, keep=no_copy)
    assert path.read_bytes() == before


def test_a_step_that_breaks_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.sqlite"
    # 0003 makes a table of this name
    at_revision(path, "0002", monkeypatch)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE inquiry (in_the_way INTEGER)")
    connection.close()
    with pytest.raises(Exception, match="inquiry"):
        migrate.migrate(path, keep=lambda reason: tmp_path / "kept.sqlite")
    assert migrate.revision(path) == "0002"
    found = sqlite3.connect(path)
    assert found.execute("SELECT count(*) FROM sqlite_master WHERE name = 'contact'").fetchone() == (0,)
    found.close()


def test_a_file_that_is_not_there_or_empty_has_no_revision(tmp_path: Path) -> None:
    assert migrate.revision(tmp_path / "none.sqlite") is None
    (tmp_path / "empty.sqlite").touch()
    assert migrate.revision(tmp_path / "empty.sqlite") is None
