"""Backups: once a day and before each change of the file; thinned, verified, put back."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amtdesk.domain.filename import file_name
from amtdesk.domain.retention import kept
from amtdesk.domain.schedule import ZONE, local, moment
from amtdesk.store import backup, contents
from amtdesk.store.backup import Copied, CopyDamaged
from amtdesk.store.files import copy_whole, discard, sha256_of
from amtdesk.store.trouble import drive_named

_NAME = re.compile(r"amtdesk-(\d{4}-\d\d-\d\d-\d{4})(?:\d\d)?(?:-(?!\d+\.)([\w-]+)|-\d+)?\.sqlite")
_STAMP = "%Y-%m-%d-%H%M"
#: Seconds after which nobody is at work on a half copy any more.
_STALE = 86_400
#: Under this key a file that was put back carries the moment, until someone releases the queue.
RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Kept:
    """One copy: where, when (aware UTC, to the minute), how many bytes and posts; None when it cannot be read."""

    path: Path
    at: datetime
    size: int
    posts: int | None
    #: when something in it was last changed
    newest: datetime | None = None


class Backups:
    """The copies of one file in one folder, and in a second one that may be slow or absent."""

    def __init__(
        self,
        database_path: Path,
        media_folder: Path,
        folder: Path,
        now: Callable[[], datetime],
        *,
        second: Path | None = None,
        zone: str = ZONE,
    ) -> None:
        self._database = database_path
        self._media = media_folder
        self.folder = folder
        self._now = now
        self.second = second
        self._zone = zone

    def daily(self) -> Copied | None:
        """Today's copy with the pictures, then thinning; None when there is one already or nothing to save.

        Raises `CopyDamaged`, sqlite3.Error, OSError; older copies stay then.
        """
        today = local(self._now(), self._zone).date()
        # those made for a reason have no pictures
        done = any(local(at, self._zone).date() == today and not _reason(path) for at, path in self._every())
        if done or not self._database.exists():
            return None
        return self.make()

    def make(self) -> Copied:
        """A copy now, whatever there is already. Raises as `daily`."""
        copied = self.before("")
        _copy_pictures(self._media, self._pictures)
        self.thin()
        return copied

    def before(self, reason: str) -> Copied:
        """A copy of the file alone, before something risky; `reason` becomes part of its name. Raises as `daily`."""
        return backup.copy(self._database, self.place(reason))

    def place(self, reason: str = "") -> Path:
        """A free name for a copy made now; makes the folder."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        words = re.sub(r"[^\w]+", "-", file_name(reason, fallback=""), flags=re.ASCII).strip("-")
        stem = "-".join(filter(None, ("amtdesk", f"{local(self._now(), self._zone):{_STAMP}}", words)))
        names = (f"{stem}{suffix}.sqlite" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
        return next(self.folder / name for name in names if not (self.folder / name).exists())

    def thin(self) -> list[Path]:
        """Take away what need not stay any longer; returns what went."""
        return self._thin(self.folder)

    def mirror(self) -> None:
        """Bring what is missing to the second folder, if there is one. Raises `StorageTrouble`.

        A network folder can hang for minutes: run this apart from the publisher and from `daily`.
        """
        if self.second is None:
            return
        with drive_named():
            self.second.mkdir(parents=True, exist_ok=True)
            for path in self.every():
                target = self.second / path.name
                note = backup.hash_file(path)
                if target.exists() and backup.hash_file(target).exists():
                    continue
                # a copy that was spoiled here must not look like a good one there
                if note.exists() and copy_whole(path, target) == backup.noted(path):
                    copy_whole(note, backup.hash_file(target))
            self._thin(self.second)
            _copy_pictures(self._media, self.second / self._pictures.name)

    def bring(self, path: Path, folder: Path) -> Path:
        """Bring one copy with the pictures to another folder, which is made; returns it there.

        Raises `CopyDamaged` when it is not what was saved, OSError; nothing is left then.
        """
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / path.name
        if copy_whole(path, target) != backup.noted(path):
            discard(target)
            raise CopyDamaged("the content is not what was saved")
        copy_whole(backup.hash_file(path), backup.hash_file(target))
        _copy_pictures(self._media, folder / self._pictures.name)
        return target

    def every(self) -> list[Path]:
        """All copies, the youngest first."""
        return [path for _, path in self._every()]

    def last(self) -> datetime | None:
        """When the youngest copy was made (UTC, to the minute)."""
        return next((at for at, _ in self._every()), None)

    def newest(self) -> Path | None:
        """The youngest copy of the first folder, not verified."""
        return next(iter(self.every()), None)

    def newest_good(self) -> Path | None:
        """The youngest copy that passes every check; one of the second folder only when the first has none."""
        for folder in filter(None, (self.folder, self.second)):
            with suppress(OSError):
                for _, path in _copies(folder, self._zone):
                    if backup.verify(path) is None:
                        return path
        return None

    def restore(self, path: Path) -> Path | None:
        """Put a copy back in the place of the file, with missing pictures; returns where the present file was kept.

        The new file says so in its settings (`RESTORED`): the queue stands still until someone confirms.
        Raises `CopyDamaged`, `backup.InUse`, OSError; the present file stays then.
        """
        found = backup.verify(path)
        if found:
            raise CopyDamaged(found)
        aside = self.aside("vor-wiederherstellung")
        mark = {RESTORED: {"at": self._now().isoformat(), "from": path.name}}
        moved = backup.put_back(path, self._database, aside, mark=mark)
        with suppress(OSError):
            _copy_pictures(path.with_name(self._pictures.name), self._media)
        with suppress(OSError, sqlite3.Error, CopyDamaged):
            # now the newest state; without it an older file would look like one that lost its latest changes
            self.before("zurueckgeholt")
        return aside if moved else None

    def aside(self, why: str) -> Path:
        """A free name beside the file in use, for one that is kept."""
        stem = f"{self._database.stem}-{why}-{local(self._now(), self._zone):%Y-%m-%d-%H%M%S}"
        names = (f"{stem}{extra}.sqlite" for extra in ("", *(f"-{number}" for number in range(2, 1000))))
        return next(one for name in names if not (one := self._database.with_name(name)).exists())

    def lost_since(self, kept: "Kept") -> list[str] | None:
        """Titles of the posts changed since a copy was made; None when the present file cannot be read."""
        # its name has minutes only, and a change may belong to the same one
        return contents.changed_since(self._database, kept.newest or kept.at)

    def describe(self, path: Path) -> Kept | None:
        """When a copy was made and what it holds; None when it is no copy of ours."""
        at = _moment(path, self._zone)
        if at is None:
            return None
        held = contents.contents(path, resting=True)
        return Kept(path, at, path.stat().st_size, held.posts if held else None, held.newest if held else None)

    def listing(self, *, second: bool = False) -> list[Kept]:
        """The copies, the youngest first; with `second` those only the second folder has, which may take long."""
        if not second:
            places = self.every()
        else:
            here = {path.name for path in self.every()}
            there = _copies(self.second, self._zone) if self.second else []
            places = [path for _, path in there if path.name not in here]
        return [kept for path in places if (kept := self.describe(path))]

    def damage(self) -> str | None:
        """What is broken in the file in use, or None; also None when there is no file yet."""
        return backup.damage(self._database) if self._database.exists() else None

    @property
    def _pictures(self) -> Path:
        return self.folder / "medien"

    def _every(self) -> list[tuple[datetime, Path]]:
        return _copies(self.folder, self._zone)

    def _thin(self, folder: Path) -> list[Path]:
        every = _copies(folder, self._zone)
        stay = kept((at for at, _ in every), self._now(), self._zone)
        gone = [path for at, path in every if at not in stay]
        for path in gone:
            discard(path)
            discard(backup.hash_file(path))
        # what a killed program left half; another one may be at work on a younger one
        for part in folder.glob("amtdesk-*.part*"):
            with suppress(OSError):
                if self._now().timestamp() - part.stat().st_mtime > _STALE:
                    discard(part)
        return gone


def _copies(folder: Path, zone: str) -> list[tuple[datetime, Path]]:
    found = [(at, path) for path in folder.glob("amtdesk-*.sqlite") if (at := _moment(path, zone))]
    # a name has minutes only
    return sorted(found, key=lambda one: (one[0], one[1].stat().st_mtime_ns, one[1].name), reverse=True)


def _moment(path: Path, zone: str) -> datetime | None:
    match = _NAME.fullmatch(path.name)
    if match:
        with suppress(ValueError):
            return moment(datetime.strptime(match[1], _STAMP), zone)  # noqa: DTZ007
    return None


def _reason(path: Path) -> str:
    match = _NAME.fullmatch(path.name)
    return match[2] or "" if match else ""


def _copy_pictures(source: Path, target: Path) -> None:
    """What is missing; a name is the hash of its content, so a whole file never changes."""
    for path in source.glob("??/*.*"):
        copy = target / path.parent.name / path.name
        if path.suffix == ".part" or (copy.exists() and copy.stat().st_size == path.stat().st_size):
            continue
        if sha256_of(path) == path.stem:
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_whole(path, copy)
