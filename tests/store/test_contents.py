"""What a file holds, and texts out of a broken one."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtdesk.store import contents

MORNING = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
TEXT = "Am Sonntag ist Herbstmarkt, die Straße „Am Bach“ ist gesperrt. Nummer "


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "amtdesk.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table post (id integer primary key, title, text, changed, deleted)")
        connection.execute("create table variant (id integer primary key, post_id, text)")
        connection.executemany(
            "insert into post values (?, ?, ?, ?, null)",
            [(n, f"Titel {n}", f"{TEXT}{n}. " * 20, f"2026-10-14T{n % 24:02d}:00:00Z") for n in range(1, 101)],
        )
        connection.execute("update post set deleted = changed where id = 1")
        connection.execute("insert into variant values (1, 2, 'Kurz und nur für Mastodon')")
    yield path


def test_posts_and_the_newest_change_are_told(path: Path) -> None:
    found = contents.contents(path, resting=True)
    assert found == contents.Contents(99, datetime(2026, 10, 14, 23, tzinfo=UTC))
    assert [one.name for one in path.parent.iterdir()] == ["amtdesk.sqlite"]


def test_titles_changed_since_come_newest_first(path: Path) -> None:
    assert contents.changed_since(path, MORNING.replace(hour=22)) == [f"Titel {n}" for n in (23, 47, 71, 95)]
    assert contents.changed_since(path, MORNING.replace(day=15)) == []


def test_a_file_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"x" * 5000)
    assert contents.contents(broken) is None
    assert contents.changed_since(broken, MORNING) is None
    assert contents.contents(tmp_path / "absent") is None


def test_every_text_of_a_whole_file_comes_out_also_those_for_one_channel(path: Path) -> None:
    found = contents.words(path)
    assert len(found) == 101
    assert any(one.text == "Kurz und nur für Mastodon" and one.title == "Titel 2" for one in found)


def test_broken_pages_cost_only_their_own_texts(path: Path) -> None:
    whole = path.read_bytes()
    dice = random.Random(4)
    pages = len(whole) // 4096
    for _ in range(10):
        broken = bytearray(whole)
        at = dice.randrange(3, pages) * 4096
        broken[at : at + 4096] = b"\xff" * 4096
        path.write_bytes(broken)
        assert len(contents.words(path)) >= 80
    assert path.read_bytes() == bytes(broken)


def test_without_its_head_the_texts_come_out_of_the_bytes(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(b"\0" * 4096 + whole[4096:])
    found = "".join(one.text for one in contents.words(path))
    assert sum(f"{TEXT}{n}. " in found for n in range(1, 101)) >= 95
    path.write_bytes(b"")
    assert contents.words(path) == []


def test_what_is_only_in_the_log_comes_out_too(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode=wal")
        connection.execute("insert into post values (500, 'Neu', 'nur im Protokoll', '2026-10-15T00:00:00Z', null)")
        dead = tmp_path / "dead.sqlite"
        for side in ("", "-wal"):
            dead.with_name(dead.name + side).write_bytes(path.with_name(path.name + side).read_bytes())
    assert any(one.title == "Neu" for one in contents.words(dead))
    assert not dead.with_name("dead.sqlite-shm").exists()
