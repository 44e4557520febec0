"""Verified copies."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from amtdesk.store import backup
from amtdesk.store.backup import CopyDamaged, InUse


@pytest.fixture
def office(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A file in use, whose newest rows are still in the log."""
    (tmp_path / "Jörg").mkdir()
    connection = sqlite3.connect(tmp_path / "Jörg" / "amtdesk.sqlite", isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma wal_autocheckpoint=0")
    connection.execute("create table post (id integer primary key, text)")
    connection.execute("create table setting (key text primary key, value text)")
    connection.execute("create virtual table search using fts5(text, tokenize='trigram', detail=none)")
    connection.executemany("insert into post (text) values (?)", [(f"Beitrag {n} " * 50,) for n in range(500)])
    connection.execute("insert into search select text from post")
    yield connection
    connection.close()


@pytest.fixture
def path(tmp_path: Path, office: sqlite3.Connection) -> Path:
    return tmp_path / "Jörg" / "amtdesk.sqlite"


def posts(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("select count(*) from post").fetchone()[0])


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_copy_holds_what_was_committed_and_stands_alone(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    copied = backup.copy(path, target)
    assert copied.rows["post"] == 500
    assert copied.size == target.stat().st_size
    assert backup.hash_file(target).read_text(encoding="ascii") == f"{copied.sha256}  copy.sqlite\n"
    assert backup.verify(target) is None
    assert posts(target) == 500
    assert names(tmp_path) == ["Jörg", "copy.sqlite", "copy.sqlite.sha256"]


def test_while_copying_the_file_can_be_written(path: Path, office: sqlite3.Connection, tmp_path: Path) -> None:
    office.execute("begin immediate")
    office.execute("insert into post (text) values ('not yet committed')")
    assert backup.copy(path, tmp_path / "copy.sqlite").rows["post"] == 500
    office.execute("commit")


def test_what_is_written_between_counting_and_copying_does_no_harm(
    path: Path, office: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = backup._rows

    def late(connection: sqlite3.Connection) -> dict[str, int]:
        found = count(connection)
        office.execute("insert into post (text) values ('late')")
        return found

    monkeypatch.setattr(backup, "_rows", late)
    assert backup.copy(path, tmp_path / "copy.sqlite").rows["post"] == 500
    assert posts(tmp_path / "copy.sqlite") == 500


def test_a_missing_source_makes_no_copy(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        backup.copy(tmp_path / "absent.sqlite", tmp_path / "copy.sqlite")
    assert names(tmp_path) == []


def test_a_full_disk_leaves_nothing_half(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        backup.copy(path, tmp_path / "copy.sqlite")
    assert names(tmp_path) == ["Jörg"]


def test_a_damaged_source_makes_no_copy(path: Path, office: sqlite3.Connection, tmp_path: Path) -> None:
    office.execute("pragma wal_checkpoint(truncate)")
    spoil(path, at=4096 * 3, length=4096 * 4)
    with pytest.raises(CopyDamaged):
        backup.copy(path, tmp_path / "copy.sqlite")
    assert names(tmp_path) == ["Jörg"]


def test_a_program_killed_while_copying_leaves_the_older_copy_good(closed: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    program = (
        "import sys; from pathlib import Path; from amtdesk.store.backup import copy\n"
        "copy(Path(sys.argv[1]), Path(sys.argv[2])); print('one', flush=True)\n"
        "for number in range(10**6): copy(Path(sys.argv[1]), Path(f'{sys.argv[2]}-{number}'))"
    )
    dice = random.Random(3)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(closed), str(target)], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"one\n"
            with suppress(subprocess.TimeoutExpired):
                child.wait(dice.random() * 0.1)
            child.kill()
        finished = [path for path in tmp_path.glob("copy.sqlite*") if path.suffix not in (".part", ".sha256")]
        finished = [path for path in finished if ".part" not in path.name]
        assert target in finished
        assert [backup.verify(path) for path in finished] == [None] * len(finished)
        for path in tmp_path.glob("copy.sqlite*"):
            path.unlink()


def test_one_flipped_bit_anywhere_is_found_in_a_copy(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    backup.copy(path, target)
    whole = target.read_bytes()
    dice = random.Random(1)
    for _ in range(100):
        at = dice.randrange(len(whole))
        target.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        assert backup.verify(target) is not None


def test_a_copy_without_its_hash_is_not_verified(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    backup.copy(path, target)
    backup.hash_file(target).unlink()
    assert backup.verify(target) is not None
    assert backup.verify(tmp_path / "absent.sqlite") is not None


def spoil(path: Path, *, at: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xff" * length)


@pytest.fixture
def closed(path: Path, office: sqlite3.Connection) -> Path:
    """The same file with nobody using it."""
    office.close()
    return path


def test_a_whole_file_is_not_damaged(closed: Path) -> None:
    assert backup.damage(closed) is None
    assert backup.damage(closed, thorough=True) is None


def test_a_file_in_use_is_not_damaged(path: Path) -> None:
    assert backup.damage(path) is None


def test_a_truncated_file_is_recognised(closed: Path) -> None:
    whole = closed.read_bytes()
    for keep in (0, 10, 100, 4096, len(whole) // 2, len(whole) - 4096):
        closed.write_bytes(whole[:keep])
        assert backup.damage(closed), keep


def test_zeros_and_other_files_are_recognised(closed: Path) -> None:
    size = closed.stat().st_size
    closed.write_bytes(bytes(size))
    assert backup.damage(closed) == "not a database"
    closed.write_bytes(b"PK\x03\x04" + bytes(9000))
    assert backup.damage(closed) == "not a database"
    closed.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    assert backup.damage(closed)


def test_zeroed_and_swapped_pages_are_recognised(closed: Path) -> None:
    whole = closed.read_bytes()
    pages = [whole[start : start + 4096] for start in range(0, len(whole), 4096)]
    dice = random.Random(2)
    for _ in range(40):
        spoiled = list(pages)
        one, other = dice.sample(range(1, len(pages)), 2)
        spoiled[one], spoiled[other] = spoiled[other], spoiled[one]
        closed.write_bytes(b"".join(spoiled))
        assert backup.damage(closed, thorough=True)
        spoiled = list(pages)
        spoiled[one] = bytes(4096)
        closed.write_bytes(b"".join(spoiled))
        assert backup.damage(closed)


def test_a_missing_file_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        backup.damage(tmp_path / "absent")


def test_a_backup_takes_the_place_of_the_file_and_says_so(closed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup.copy(closed, copy)
    with closing(sqlite3.connect(closed)) as connection, connection:
        connection.execute("delete from post")
    aside = closed.with_name("aside.sqlite")
    assert backup.put_back(copy, closed, aside, mark={"restored": {"from": "copy"}})
    assert posts(closed) == 500
    assert posts(aside) == 0
    with closing(sqlite3.connect(closed)) as connection:
        value = connection.execute("select value from setting where key = 'restored'").fetchone()[0]
    assert json.loads(value) == {"from": "copy"}
    assert names(closed.parent) == ["amtdesk.sqlite", "aside.sqlite"]
    assert backup.verify(copy) is None


def test_the_log_of_a_killed_program_goes_aside_and_not_into_the_new_file(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup.copy(path, copy)
    # as after a kill: file and log are there, nobody holds them, and the file itself is broken
    dead = tmp_path / "dead" / "amtdesk.sqlite"
    dead.parent.mkdir()
    dead.write_bytes(b"broken")
    dead.with_name("amtdesk.sqlite-wal").write_bytes(path.with_name("amtdesk.sqlite-wal").read_bytes())
    backup.put_back(copy, dead, dead.with_name("aside.sqlite"), mark={})
    assert names(dead.parent) == ["amtdesk.sqlite", "aside.sqlite", "aside.sqlite-wal"]
    assert dead.with_name("aside.sqlite").read_bytes() == b"broken"
    assert posts(dead) == 500


def test_a_file_that_another_program_holds_stays(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup.copy(path, copy)
    with pytest.raises(InUse):
        backup.put_back(copy, path, path.with_name("aside.sqlite"), mark={})
    assert posts(path) == 500
    assert "aside.sqlite" not in names(path.parent)


def test_a_spoiled_backup_is_not_put_back(closed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup.copy(closed, copy)
    spoil(copy, at=5000, length=10)
    before = closed.read_bytes()
    with pytest.raises(CopyDamaged):
        backup.put_back(copy, closed, closed.with_name("aside.sqlite"), mark={})
    assert closed.read_bytes() == before
    assert not [name for name in names(closed.parent) if "aside" in name or "restore" in name]


def test_without_a_present_file_the_backup_is_simply_there(closed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup.copy(closed, copy)
    closed.unlink()
    assert not backup.put_back(copy, closed, closed.with_name("aside.sqlite"), mark={"restored": 1})
    assert posts(closed) == 500
