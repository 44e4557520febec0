"""A power cut at any byte: what was said to be saved is there, or a clean earlier state; never a broken file."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from amtdesk.store import backup
from amtdesk.store.database import Database
from amtdesk.store.migrate import migrate

DRAFTS = 40


def write(database: Database, number: int) -> None:
    with database.writing() as connection:
        connection.execute(
            text(
                "insert into post (title, text, language, zone, stage, late_policy, late_limit, folded, created,"
                " changed) values (:title, :text, 'de', 'Europe/Berlin', 'draft', 'publish', 30, '', :at, :at)"
            ),
            {"title": f"Entwurf {number}", "text": "Wörter " * (number * 37 % 900), "at": "2026-10-14T06:30:00Z"},
        )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "live" / "amtdesk.sqlite"
    path.parent.mkdir()
    migrate(path, keep=lambda _reason: tmp_path / "never")
    database = Database(path)
    yield database
    database.close()


def after_the_cut(folder: Path, main: bytes, log: bytes) -> int:
    """How many drafts are there when the program starts on what the disk kept; fails on anything broken."""
    path = folder / "amtdesk.sqlite"
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    path.write_bytes(main)
    if log:
        path.with_name("amtdesk.sqlite-wal").write_bytes(log)
    assert backup.damage(path, thorough=True) is None
    database = Database(path)
    with database.reading() as connection:
        titles = [row[0] for row in connection.execute(text("select title from post order by id"))]
    assert titles == [f"Entwurf {number}" for number in range(len(titles))]
    # and it goes on
    write(database, len(titles))
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma quick_check").fetchone()[0] == "ok"
    return len(titles)


def test_a_log_cut_at_any_byte_keeps_every_draft_said_to_be_saved_before(office: Database, tmp_path: Path) -> None:
    path = office.path
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    log = path.with_name("amtdesk.sqlite-wal")
    lengths = []
    for number in range(DRAFTS):
        write(office, number)
        lengths.append(log.stat().st_size)
    main, whole = path.read_bytes(), log.read_bytes()
    assert lengths[-1] == len(whole)
    dice = random.Random(11)
    cuts = {0, 1, 31, 32, 33, len(whole)}
    cuts |= {length + step for length in lengths for step in (-1, 0, 1) if 0 <= length + step <= len(whole)}
    cuts |= {dice.randrange(len(whole)) for _ in range(80)}
    for cut in sorted(cuts):
        saved = sum(length <= cut for length in lengths)
        assert after_the_cut(tmp_path, main, whole[:cut]) == saved, cut
    # blocks that came to the disk in another order: a hole in the log ends it there, and breaks nothing
    for _ in range(40):
        at = dice.randrange(32, len(whole))
        holed = whole[:at] + bytes(min(4096, len(whole) - at)) + whole[at + 4096 :]
        assert after_the_cut(tmp_path, main, holed[: len(whole)]) >= sum(length <= at for length in lengths)


def test_a_file_half_written_while_the_log_is_folded_in_loses_nothing(office: Database, tmp_path: Path) -> None:
    path = office.path
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    for number in range(DRAFTS):
        write(office, number)
    before = path.read_bytes()
    log = path.with_name("amtdesk.sqlite-wal").read_bytes()
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma wal_checkpoint(passive)")
    after = path.read_bytes()
    assert len(after) > len(before)
    dice = random.Random(12)
    for _ in range(60):
        # each page old, new, or torn in the middle; the file longer than before by any number of bytes
        pages = []
        for start in range(0, len(after), 4096):
            old, new = before[start : start + 4096].ljust(4096, b"\0"), after[start : start + 4096]
            torn = dice.randrange(0, 4097, 512)
            pages.append(dice.choice((old, new, new[:torn] + old[torn:])))
        length = dice.randrange(len(before), len(after) + 1)
        assert after_the_cut(tmp_path, b"".join(pages)[:length], log) == DRAFTS
