"""Before a new version works with the file there is a copy of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from amtdesk import app
from amtdesk.domain.errors import Problem
from amtdesk.services import first_start
from amtdesk.store.migrate import NewerFile
from tests.builders import desk_at, draft


def copies(folder: Path) -> list[str]:
    return sorted(path.name.partition("vor-")[2] for path in (folder / "sicherungen").glob("*vor-*.sqlite"))


def test_the_first_start_of_a_version_copies_the_file_and_later_ones_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_at(tmp_path)
    draft(desk, title="Herbstmarkt")
    desk.database.close()
    desk_at(tmp_path).database.close()
    assert copies(tmp_path) == []
    monkeypatch.setattr(app, "__version__", "9.0")
    desk_at(tmp_path).database.close()
    desk_at(tmp_path).database.close()
    assert copies(tmp_path) == ["fassung-9-0.sqlite"]
    copy = next((tmp_path / "sicherungen").glob("*vor-fassung*.sqlite"))
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("select title from post").fetchall() == [("Herbstmarkt",)]


def test_a_file_that_is_brought_up_to_date_is_copied_once(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    path = desk.database.path
    desk.database.close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("update alembic_version set version_num = '0002'")
    assert first_start.copy_before(path, desk.backups, "9.0") is None


def test_a_file_of_a_newer_version_is_refused_with_a_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    path = desk.database.path
    desk.database.close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("update alembic_version set version_num = '9999'")
    before = {one.relative_to(tmp_path): one.read_bytes() for one in tmp_path.rglob("*.sqlite")}
    with pytest.raises(NewerFile) as refused:
        desk_at(tmp_path)
    assert refused.value.problem is Problem.FILE_NEWER
    assert {one.relative_to(tmp_path): one.read_bytes() for one in tmp_path.rglob("*.sqlite")} == before


def test_on_a_network_drive_the_file_is_kept_without_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "bad_place", lambda _folder, _environment: Problem.FILE_REMOTE)
    desk = desk_at(tmp_path)
    draft(desk, title="Herbstmarkt")
    with desk.database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    assert [line.problem for line in desk.glance().lines] == [Problem.FILE_REMOTE]
    desk.database.close()
