"""What a file holds, read without changing it: for choosing a backup, and for saving texts out of a broken file."""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
#: Where no table can be read any more, runs of text at least this long are taken from the bytes.
_SHORTEST = 40
_PIECE = 1 << 22


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is in a file, and when something was last changed in it (aware UTC)."""

    posts: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Words:
    """The text of one post."""

    title: str
    text: str
    changed: str = ""


def contents(path: Path, *, resting: bool = False) -> Contents | None:
    """What the file holds, None when it cannot be read. `resting`: nobody writes it, so nothing is made beside it."""
    try:
        with closing(_open(path, resting=resting)) as connection:
            posts, newest = connection.execute(
                "select sum(deleted is null and inquiry_id is null), max(changed) from post"
                if _has(connection, "inquiry_id")
                else "select sum(deleted is null), max(changed) from post"
            ).fetchone()
    except (sqlite3.Error, OSError):
        return None
    return Contents(posts or 0, datetime.fromisoformat(newest) if newest else None)


def changed_since(path: Path, moment: datetime) -> list[str] | None:
    """Titles (or first words) of the posts changed after `moment`, the newest first; None when it cannot be read."""
    try:
        with closing(_open(path)) as connection:
            rows = connection.execute(
                "select title, text from post where changed > ? and deleted is null order by changed desc",
                (moment.astimezone(UTC).strftime(_FORMAT),),
            ).fetchall()
    except (sqlite3.Error, OSError):
        return None
    return [str(title or " ".join(str(text).split())[:60] or "ohne Titel") for title, text in rows]


def words(path: Path) -> list[Words]:
    """Every text that can still be read, row by row, else out of the bytes. The file itself is not touched.

    Raises OSError when not even a copy of it can be made.
    """
    with tempfile.TemporaryDirectory(prefix="amtdesk-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.sqlite"
        for side in ("", "-wal"):
            if (source := path.with_name(path.name + side)).exists():
                shutil.copyfile(source, copy.with_name(copy.name + side))
        found = _rows(copy)
    if found:
        return found
    return [Words("", text) for text in _runs(path)]


def _rows(path: Path) -> list[Words]:
    found: dict[tuple[str, str], Words] = {}
    queries = (
        "select title, text, changed from post where id = ?",
        "select p.title, v.text, p.changed from variant v join post p on p.id = v.post_id where v.id = ?",
    )
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma writable_schema=on")
        for query, last in zip(queries, _last_ids(connection), strict=True):
            for key in range(1, last + 1):
                # one broken page must not hide the others
                with suppress(sqlite3.Error, TypeError):
                    title, text, changed = connection.execute(query, (key,)).fetchone()
                    if text:
                        found.setdefault((title, text), Words(str(title), str(text), str(changed)))
    return list(found.values())


def _last_ids(connection: sqlite3.Connection) -> Iterator[int]:
    for table in ("post", "variant"):
        last = 0
        with suppress(sqlite3.Error):
            last = connection.execute(f"select max(id) from {table}").fetchone()[0] or 0
        yield last


def _runs(path: Path) -> Iterator[str]:
    seen = set()
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            # control characters other than line breaks, and bytes no text of ours holds, end a run
            *whole, rest = re.split(rb"[\x00-\x08\x0b-\x1f\x7f\xf5-\xff]+", rest + piece)
            for run in whole:
                text = run.decode("utf-8", errors="ignore").strip()
                if len(text) >= _SHORTEST and " " in text and text not in seen and not _machine(text):
                    seen.add(text)
                    yield text
    text = rest.decode("utf-8", errors="ignore").strip()
    if len(text) >= _SHORTEST and " " in text and text not in seen and not _machine(text):
        yield text


def _machine(text: str) -> bool:
    return text.lstrip().upper().startswith(("CREATE ", "{", "[", "SELECT ", "INSERT "))


def _has(connection: sqlite3.Connection, column: str) -> bool:
    return any(row[1] == column for row in connection.execute("pragma table_info(post)"))


def _open(path: Path, *, resting: bool = False) -> sqlite3.Connection:
    how = "mode=ro&immutable=1" if resting else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=2)
