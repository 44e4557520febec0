"""A broken file at the start, with the real services: found, nothing written, a way out of each."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.services.backups import RESTORED
from amtdesk.services.rescue import FileDamaged, Harm, save_texts
from tests.builders import Clock, desk_at, draft


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Iterator[Path]:
    """An office with a backup of yesterday and a post written since."""
    desk = desk_at(tmp_path / "desk", clock)
    draft(desk, title="gestern")
    desk.backups.make()
    clock.on(days=1)
    draft(desk, title="heute")
    desk.database.close()
    yield tmp_path / "desk"


def file_in(folder: Path) -> Path:
    return folder / "amtdesk.sqlite"


def titles(folder: Path) -> list[str]:
    with closing(sqlite3.connect(file_in(folder))) as connection:
        return [row[0] for row in connection.execute("select title from post order by id")]


def state(folder: Path) -> dict[str, bytes]:
    # to look at a file SQLite makes an empty log beside it
    files = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and not one.name.endswith("-shm")}
    return {name: content for name, content in files.items() if content or not name.endswith("-wal")}


def caught(folder: Path, clock: Clock) -> FileDamaged:
    with pytest.raises(FileDamaged) as found:
        desk_at(folder, clock)
    return found.value


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:20480] = b"\xa5" * 16384
    path.write_bytes(whole)


HARMS: dict[str, Callable[[Path], object]] = {
    "cut": cut,
    "flipped": flip,
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "another file": lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 9000),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_broken_file_is_found_before_anything_is_written_and_the_backup_offered(
    folder: Path, clock: Clock, harm: str
) -> None:
    HARMS[harm](file_in(folder))
    before = state(folder)
    error = caught(folder, clock)
    assert state(folder) == before
    assert error.problem is Problem.DATABASE_DAMAGED
    found = error.findings
    assert found.harm is Harm.DAMAGED
    assert found.copy is not None
    assert found.copy.posts == 1
    kept = error.rescue.restore(found.copy)
    assert (kept is None) == (harm == "gone")
    if kept is not None:
        assert kept.read_bytes() == before["amtdesk.sqlite"]
    desk = desk_at(folder, clock)
    assert titles(folder) == ["gestern"]
    desk.database.close()
    with closing(sqlite3.connect(file_in(folder))) as connection:
        mark = connection.execute("select value from setting where key = ?", (RESTORED,)).fetchone()
    assert json.loads(mark[0])["from"] == found.copy.path.name


@pytest.mark.parametrize("harm", [name for name in HARMS if name != "gone"])
def test_without_a_backup_one_starts_fresh_and_the_old_file_is_kept(folder: Path, clock: Clock, harm: str) -> None:
    for copy in (folder / "sicherungen").glob("amtdesk-*"):
        copy.unlink()
    (folder / "logs" / "amtdesk.log").write_text("used before")
    HARMS[harm](file_in(folder))
    before = file_in(folder).read_bytes()
    error = caught(folder, clock)
    assert error.findings.copy is None
    error.rescue.start_fresh()
    desk = desk_at(folder, clock)
    assert titles(folder) == []
    desk.database.close()
    assert [path.read_bytes() for path in folder.glob("amtdesk-beschaedigt-*.sqlite")] == [before]


def test_one_may_start_fresh_beside_good_backups_too(folder: Path, clock: Clock) -> None:
    cut(file_in(folder))
    caught(folder, clock).rescue.start_fresh()
    desk_at(folder, clock).database.close()
    assert titles(folder) == []
    assert len(list((folder / "sicherungen").glob("*.sqlite"))) == 2


def test_a_first_start_that_was_cut_off_is_no_damage(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "desk").mkdir()
    file_in(tmp_path / "desk").write_bytes(b"")
    desk_at(tmp_path / "desk", clock).database.close()


def test_a_file_that_lost_its_log_is_older_than_its_backup(tmp_path: Path, clock: Clock) -> None:
    desk = desk_at(tmp_path / "desk", clock)
    folder = tmp_path / "desk"
    first = draft(desk, title="erster")
    with closing(sqlite3.connect(file_in(folder))) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    clock.on(hours=1)
    desk.posts.save(replace(first, title="geändert"))
    draft(desk, title="zweiter")
    desk.backups.make()
    # a power cut, then somebody took only the one file along
    alone = tmp_path / "alone"
    (alone / "sicherungen").mkdir(parents=True)
    file_in(alone).write_bytes(file_in(folder).read_bytes())
    for copy in (folder / "sicherungen").glob("amtdesk-*"):
        (alone / "sicherungen" / copy.name).write_bytes(copy.read_bytes())
    error = caught(alone, clock)
    assert error.findings.harm is Harm.OLDER
    assert error.findings.copy is not None
    clock.on(minutes=1)
    error.rescue.keep_older()
    desk_at(alone, clock).database.close()
    assert titles(alone) == ["erster"]
    desk.database.close()


def test_an_older_backup_put_back_on_purpose_is_not_called_older(folder: Path, clock: Clock) -> None:
    desk = desk_at(folder, clock)
    old = desk.backups.listing()[-1]
    desk.backups.make()
    desk.database.close()
    clock.on(minutes=1)
    desk.backups.restore(old.path)
    desk_at(folder, clock).database.close()
    assert titles(folder) == ["gestern"]


def test_titles_that_would_be_lost_are_named_where_they_can_be_read(folder: Path, clock: Clock) -> None:
    path = file_in(folder)
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("select rootpage from sqlite_master where name = 'media'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert caught(folder, clock).findings.lost == ("heute",)


def test_texts_come_out_of_a_broken_file_as_plain_text(folder: Path, clock: Clock, tmp_path: Path) -> None:
    flip(file_in(folder))
    target = tmp_path / "texte.txt"
    assert caught(folder, clock).rescue.save_texts(target) >= 1
    assert "Herbstmarkt auf dem Rathausplatz" in target.read_text(encoding="utf-8-sig")
    assert save_texts(file_in(folder), target) >= 1


def test_a_file_another_program_keeps_to_itself_is_busy_and_not_damaged(folder: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(file_in(folder), isolation_level=None)) as other:
        other.execute("pragma locking_mode=exclusive")
        other.execute("begin immediate")
        other.execute("commit")
        with pytest.raises(StorageTrouble) as found:
            desk_at(folder, clock)
    assert found.value.problem is Problem.DATABASE_BUSY
    desk_at(folder, clock).database.close()
    assert titles(folder) == ["gestern", "heute"]
