"""Backups as the office has them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.domain.schedule import local
from amtdesk.services.backups import RESTORED, Backups
from amtdesk.store.backup import CopyDamaged, InUse, hash_file, verify


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 14, 6, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "amtdesk.sqlite"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma journal_mode=wal")
        connection.execute("create table setting (key text primary key, value text)")
        connection.execute("create table post (text)")
    write(path, "erster")
    return path


def write(path: Path, text: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("insert into post values (?)", (text,))


def texts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("select text from post")]


def picture(folder: Path, content: bytes) -> Path:
    name = sha256(content).hexdigest()
    path = folder / name[:2] / f"{name}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def backups(database: Path, tmp_path: Path, clock: Clock) -> Iterator[Backups]:
    yield Backups(database, database.parent / "media", tmp_path / "data" / "sicherungen", clock)


def test_the_first_start_of_a_day_makes_one_copy_named_by_its_time(backups: Backups, clock: Clock) -> None:
    copied = backups.daily()
    assert copied is not None
    assert copied.path.name == "amtdesk-2026-10-14-0802.sqlite"
    assert verify(copied.path) is None
    clock.now += timedelta(hours=3)
    assert backups.daily() is None
    clock.now += timedelta(days=1)
    assert backups.daily() is not None
    assert backups.last() == clock.now


def test_without_a_file_there_is_nothing_to_save(tmp_path: Path, clock: Clock) -> None:
    backups = Backups(tmp_path / "amtdesk.sqlite", tmp_path / "media", tmp_path / "sicherungen", clock)
    assert backups.daily() is None
    assert backups.last() is None
    assert backups.newest_good() is None
    assert backups.damage() is None


def test_before_something_risky_a_copy_says_why(backups: Backups) -> None:
    assert backups.before("vor 0002/../x").path.name == "amtdesk-2026-10-14-0802-x.sqlite"
    assert backups.before("vor-0002").path.name == "amtdesk-2026-10-14-0802-vor-0002.sqlite"
    assert backups.before("vor-0002").path.name == "amtdesk-2026-10-14-0802-vor-0002-2.sqlite"
    assert len(backups.every()) == 3


def test_a_copy_named_to_the_second_counts_too(backups: Backups) -> None:
    saved = backups.before("vor-0002").path
    saved.rename(saved.with_name("amtdesk-2026-10-13-080259-vor-0002.sqlite"))
    assert backups.last() == datetime(2026, 10, 13, 6, 2, tzinfo=UTC)


def test_pictures_are_copied_once_and_only_whole(backups: Backups, database: Path, clock: Clock) -> None:
    media = database.parent / "media"
    one = picture(media, b"one")
    (one.parent / "half.jpg.123.part").write_bytes(b"half")
    spoiled = picture(media, b"two")
    spoiled.write_bytes(b"twi")
    backups.daily()
    kept = backups.folder / "medien" / one.parent.name / one.name
    assert kept.read_bytes() == b"one"
    assert len(list((backups.folder / "medien").glob("*/*"))) == 1
    before = kept.stat().st_mtime_ns
    clock.now += timedelta(days=1)
    backups.daily()
    assert kept.stat().st_mtime_ns == before


def test_old_copies_go_with_their_hashes(backups: Backups, clock: Clock) -> None:
    for _ in range(40):
        clock.now += timedelta(days=1)
        assert backups.daily() is not None
    every = backups.every()
    assert 9 <= len(every) <= 16
    assert [path.name for path in backups.folder.glob("*.sha256")].sort() == [hash_file(p).name for p in every].sort()
    assert all(hash_file(path).exists() for path in every)
    assert len(list(backups.folder.glob("*.sha256"))) == len(every)


def test_what_a_killed_program_left_half_goes_after_a_day(backups: Backups, clock: Clock) -> None:
    backups.folder.mkdir()
    old, young = backups.folder / "amtdesk-x.sqlite.12.part", backups.folder / "amtdesk-x.sqlite.13.part"
    for path, age in ((old, 90_000), (young, 60)):
        path.write_bytes(b"half")
        os.utime(path, (clock.now.timestamp() - age,) * 2)
    backups.daily()
    assert not old.exists()
    assert young.exists()


def test_files_that_are_not_ours_stay(backups: Backups) -> None:
    backups.folder.mkdir()
    for name in ("amtdesk-mein-stand.sqlite", "amtdesk-2026-99-99-0000.sqlite", "brief.docx"):
        (backups.folder / name).write_bytes(b"hers")
    backups.daily()
    assert (backups.folder / "brief.docx").exists()
    assert (backups.folder / "amtdesk-mein-stand.sqlite").exists()
    assert len(backups.every()) == 1


def test_a_damaged_file_makes_no_copy_and_takes_none_away(backups: Backups, database: Path, clock: Clock) -> None:
    backups.daily()
    database.write_bytes(bytes(8192))
    assert backups.damage() == "not a database"
    clock.now += timedelta(days=1)
    with pytest.raises((CopyDamaged, sqlite3.DatabaseError)):
        backups.daily()
    assert len(backups.every()) == 1


def test_the_newest_good_copy_is_found_behind_a_spoiled_one(backups: Backups, clock: Clock) -> None:
    first = backups.make().path
    clock.now += timedelta(hours=1)
    second = backups.make().path
    assert backups.newest_good() == second
    second.write_bytes(second.read_bytes()[:-1] + b"x")
    assert backups.newest_good() == first


def test_what_is_put_back_is_what_was_saved_and_says_so(backups: Backups, database: Path, clock: Clock) -> None:
    one = picture(database.parent / "media", b"one")
    saved = backups.make().path
    write(database, "zweiter")
    one.unlink()
    clock.now += timedelta(days=1)
    aside = backups.restore(saved)
    assert texts(database) == ["erster"]
    assert aside is not None
    assert texts(aside) == ["erster", "zweiter"]
    assert one.read_bytes() == b"one"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("select value from setting where key = ?", (RESTORED,)).fetchone()


def test_a_second_time_in_the_same_second_keeps_both(backups: Backups) -> None:
    saved = backups.make().path
    first, second = backups.restore(saved), backups.restore(saved)
    assert first != second
    assert first is not None
    assert first.exists()


def test_a_lost_file_is_put_back(backups: Backups, database: Path) -> None:
    saved = backups.make().path
    database.unlink()
    assert backups.restore(saved) is None
    assert texts(database) == ["erster"]


def test_a_damaged_file_is_kept_aside_as_it_is(backups: Backups, database: Path) -> None:
    saved = backups.make().path
    database.write_bytes(b"broken")
    aside = backups.restore(saved)
    assert aside is not None
    assert aside.read_bytes() == b"broken"
    assert texts(database) == ["erster"]


def test_a_spoiled_copy_is_refused(backups: Backups, database: Path) -> None:
    saved = backups.make().path
    saved.write_bytes(saved.read_bytes() + b"x")
    write(database, "zweiter")
    with pytest.raises(CopyDamaged):
        backups.restore(saved)
    assert texts(database) == ["erster", "zweiter"]


def test_a_file_in_use_is_not_replaced(backups: Backups, database: Path) -> None:
    saved = backups.make().path
    with closing(sqlite3.connect(database)) as other:
        other.execute("select * from post").fetchall()
        with pytest.raises(InUse):
            backups.restore(saved)


def test_thirty_copies_come_back_with_the_same_content(backups: Backups, database: Path, clock: Clock) -> None:
    for number in range(30):
        write(database, f"Beitrag {number}")
        before = texts(database)
        saved = backups.make().path
        write(database, "danach")
        clock.now += timedelta(minutes=1)
        backups.restore(saved)
        assert texts(database) == before


def test_the_second_folder_gets_what_the_first_has(backups: Backups, database: Path, tmp_path: Path) -> None:
    one = picture(database.parent / "media", b"one")
    backups.second = tmp_path / "netz" / "AmtDesk"
    saved = backups.make().path
    backups.mirror()
    backups.mirror()
    assert verify(backups.second / saved.name) is None
    assert (backups.second / "medien" / one.parent.name / one.name).exists()


def test_an_absent_second_folder_is_told_and_harms_nothing(backups: Backups, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    backups.second = tmp_path / "file" / "AmtDesk"
    assert backups.daily() is not None
    with pytest.raises(StorageTrouble) as caught:
        backups.mirror()
    assert caught.value.problem is Problem.FOLDER_ABSENT
    Backups(tmp_path, tmp_path, tmp_path, Clock()).mirror()


def test_when_the_first_folder_is_lost_the_second_one_keeps_everything_and_helps(
    backups: Backups, database: Path, tmp_path: Path
) -> None:
    backups.second = tmp_path / "netz"
    saved = backups.make().path
    backups.mirror()
    saved.unlink()
    hash_file(saved).unlink()
    backups.mirror()
    rescue = backups.newest_good()
    assert rescue == tmp_path / "netz" / saved.name
    database.unlink()
    backups.restore(rescue)
    assert texts(database) == ["erster"]


def test_the_hour_that_comes_twice_makes_two_copies(backups: Backups, clock: Clock) -> None:
    clock.now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    backups.make()
    clock.now += timedelta(hours=1)
    assert local(clock.now).hour == 2
    backups.make()
    assert len(backups.every()) == 2


def test_a_copy_made_for_a_reason_does_not_replace_the_daily_one_with_its_pictures(backups: Backups) -> None:
    backups.before("vor-0002")
    backups.before("vor-0002")
    assert backups.daily() is not None
    assert backups.daily() is None


def test_the_listing_says_when_how_large_and_how_many_posts(backups: Backups, clock: Clock, tmp_path: Path) -> None:
    backups.second = tmp_path / "netz"
    first = backups.make()
    clock.now += timedelta(days=1)
    backups.make()
    backups.mirror()
    assert [(one.at, one.size, one.posts) for one in backups.listing()][1] == (
        clock.now - timedelta(days=1),
        first.size,
        # this file has no column that says when a post was changed
        None,
    )
    assert backups.listing(second=True) == []
    first.path.unlink()
    assert [one.path for one in backups.listing(second=True)] == [tmp_path / "netz" / first.path.name]


def test_a_restored_state_is_the_newest_copy_from_then_on(backups: Backups, database: Path, clock: Clock) -> None:
    saved = backups.make().path
    write(database, "zweiter")
    clock.now += timedelta(minutes=5)
    backups.make()
    backups.restore(saved)
    newest = backups.newest()
    assert newest is not None
    assert "zurueckgeholt" in newest.name
    assert texts(newest) == ["erster"]
