"""Comments by the thousand: storing them, beginning a round, going on to the next one.

Run as `python -m tests.benchmarks.bench_inbox`. Storing is compared with plain inserts of the same rows.
"""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from amtdesk.domain.inquiry import Kind
from amtdesk.domain.message import Message
from amtdesk.services.desk import Desk
from amtdesk.store import messages
from amtdesk.store.messages import Judged
from tests import builders
from tests.builders import MORNING, Clock

STORED, OPEN, FETCHED = 200_000, 300, 10_000


def comment(number: int, prefix: str) -> Message:
    return Message(
        f"{prefix}{number}",
        f"{prefix}{number}",
        f"Wann wird die Straße am Bach endlich gebaut? Nummer {number} 🙂",
        MORNING - timedelta(minutes=number % 500_000),
        author=f"Person {number % 900}",
        handle=f"person{number % 900}",
        url=f"https://social.example/@person/{number}",
    )


def judge(_message: Message) -> Judged:
    return Judged(Kind.QUESTION, False, MORNING)


def keep(desk: Desk, account: int, found: list[Message]) -> None:
    for start in range(0, len(found), 500):
        with desk.database.writing() as connection:
            messages.keep(connection, account, "practice", found[start : start + 500], MORNING, judge, 2026)


def plain(path: Path) -> Callable[[], None]:
    """The same rows, inserted by sqlite3 alone with the same pragmas and pieces."""
    source = sqlite3.connect(path)
    tables = {}
    for table in ("inquiry", "message"):
        statement = f"SELECT * FROM {table} ORDER BY id DESC LIMIT {FETCHED}"
        tables[table] = source.execute(statement).fetchall()
    schema = [
        row[0] for row in source.execute("SELECT sql FROM sqlite_master WHERE tbl_name IN ('inquiry', 'message')")
    ]
    source.close()

    def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            target = sqlite3.connect(Path(folder) / "plain.sqlite", isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                target.execute(f"PRAGMA {pragma}")
            for statement in filter(None, schema):
                target.execute(statement)
            begun = time.perf_counter()
            for start in range(0, FETCHED, 500):
                target.execute("BEGIN IMMEDIATE")
                for table, rows in tables.items():
                    marks = ",".join("?" * len(rows[0]))
                    target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[start : start + 500])
                target.execute("COMMIT")
            run.seconds.append(time.perf_counter() - begun)  # type: ignore[attr-defined]
            target.close()

    run.seconds = []  # type: ignore[attr-defined]
    return run


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        small = builders.desk_at(place / "small", Clock())
        account = builders.practice(small)
        ours = []
        for turn in range(5):
            found = [comment(number, f"t{turn}-") for number in range(FETCHED)]
            ours.append(timed(lambda found=found: keep(small, account, found)))  # type: ignore[misc]
        reference = plain(small.database.path)
        for _ in range(5):
            reference()
        theirs = reference.seconds  # type: ignore[attr-defined]
        ratio = min(ours) / min(theirs)
        print(f"store {FETCHED}: {min(ours) * 1000:.0f} ms, plain {min(theirs) * 1000:.0f} ms, ratio {ratio:.2f}")
        small.database.close()

        large = builders.desk_at(place / "large", Clock())
        account = builders.practice(large)
        for start in range(0, STORED, 20_000):
            keep(large, account, [comment(number, "x") for number in range(start, start + 20_000)])
        with large.database.writing() as connection:
            statement = "UPDATE inquiry SET status = 'closed', settled = newest WHERE id > ?"
            connection.exec_driver_sql(statement, (OPEN,))
        round_ = [
            timed(lambda: (large.inbox.queue(), large.inbox.count_open(), large.inbox.lines(1))) for _ in range(15)
        ]
        print(f"queue among {STORED}: {statistics.median(round_) * 1000:.1f} ms")
        following = []
        for one in large.inbox.queue(30):
            following.append(timed(lambda one=one: (large.answers.close(one.id, "Dank"), large.inbox.queue())))  # type: ignore[misc]
        print(f"decide and next: {statistics.median(following) * 1000:.1f} ms")
        found_in = timed(lambda: large.inbox.search("nummer 177777"))
        print(f"search a rare word: {found_in * 1000:.0f} ms")
        large.database.close()


if __name__ == "__main__":
    main()
