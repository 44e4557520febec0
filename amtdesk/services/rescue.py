"""A file that is broken or has lost its latest changes is found before anything is written, and a way out offered."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.services.backups import RESTORED, Backups, Kept
from amtdesk.store import backup, contents
from amtdesk.store.files import write_whole
from amtdesk.store.migrate import migrate
from amtdesk.store.trouble import drive_named


class Harm(StrEnum):
    """What happened to the file."""

    DAMAGED = "damaged"
    #: whole, but older than a backup: its log was lost, or somebody put an old copy in its place
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of a file in trouble; `lost` are titles changed since the backup, None when unreadable."""

    harm: Harm
    detail: str
    copy: Kept | None
    lost: tuple[str, ...] | None


class FileDamaged(StorageTrouble):
    """The file must not be used as it is; `rescue` has the ways out."""

    def __init__(self, rescue: "Rescue", findings: Findings) -> None:
        super().__init__(Problem.DATABASE_DAMAGED, findings.detail)
        self.rescue = rescue
        self.findings = findings


class Rescue:
    """Looks at the file before anybody opens it, and repairs what a person chose."""

    def __init__(self, database: Path, backups: Backups, traces: Callable[[], bool], now: Callable[[], datetime]):
        """`traces()` says whether this folder was in use before: then an empty file is a lost one."""
        self._database = database
        self._backups = backups
        self._traces = traces
        self.now = now

    def there(self) -> bool:
        """Whether there is a file at all."""
        return self._database.exists()

    def check(self) -> None:
        """Raises `FileDamaged`, or `StorageTrouble` when it cannot be read at the moment; changes nothing."""
        with drive_named():
            found = self._harm()
            if found is not None:
                raise FileDamaged(self, self._findings(*found))

    def _harm(self) -> tuple[Harm, str] | None:
        if not self._database.exists():
            return (Harm.DAMAGED, "the file is gone") if self._backups.newest_good() else None
        damage = self._backups.damage()
        if damage == backup.EMPTY and not self._traces():
            # a first start that was cut off
            return None
        if damage:
            return Harm.DAMAGED, damage
        newest = self._backups.newest()
        kept = contents.contents(newest, resting=True) if newest else None
        here = contents.contents(self._database)
        if kept and here and kept.newest and (here.newest is None or here.newest < kept.newest):
            return Harm.OLDER, f"last change {here.newest}, in the backup {kept.newest}"
        return None

    def _findings(self, harm: Harm, detail: str) -> Findings:
        good = self._backups.newest_good()
        copy = self._backups.describe(good) if good else None
        lost = self._backups.lost_since(copy) if copy else None
        return Findings(harm, detail, copy, None if lost is None else tuple(lost))

    def restore(self, copy: Kept) -> Path | None:
        """Put the backup in the place of the file; returns where the broken one is kept."""
        with drive_named():
            return self._backups.restore(copy.path)

    def start_fresh(self) -> None:
        """Move the file and its companions aside and make a new one, which is the newest state from now on."""
        with drive_named():
            aside = self._backups.aside("beschaedigt")
            for side in ("-wal", "-journal", ""):
                old = self._database.with_name(self._database.name + side)
                if old.exists():
                    old.replace(aside.with_name(aside.name + side))
            with suppress(FileNotFoundError):
                self._database.with_name(f"{self._database.name}-shm").unlink()
            migrate(self._database, keep=self._backups.place)
            self._backups.before("neu-angefangen")

    def keep_older(self) -> None:
        """Go on with the older file: it is copied, so that it is the newest state, and its queue stands still."""
        with drive_named():
            backup.note(self._database, {RESTORED: {"at": self.now().isoformat(), "from": self._database.name}})
            self._backups.before("aeltere-datei")

    def save_texts(self, target: Path) -> int:
        """Write every text that can still be read into a plain text file; returns how many."""
        return save_texts(self._database, target)


def save_texts(database: Path, target: Path) -> int:
    """The texts of a file, broken or not, as plain text; returns how many. Raises `StorageTrouble`."""
    with drive_named():
        found = contents.words(database)
        rule = "-" * 60
        parts = ["\n".join(filter(None, (rule, one.title, one.changed, "", one.text))) for one in found]
        write_whole(target, ("\n\n".join(parts) + "\n").encode("utf-8-sig"))
        return len(found)
