"""The daily backup and its second folder, each in a thread of its own; what does not work is told once."""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.domain.today import Line, Section, Step, Today
from amtdesk.services.backups import Backups
from amtdesk.services.changes import Changes, Kind
from amtdesk.store.backup import CopyDamaged
from amtdesk.store.files import write_whole
from amtdesk.store.trouble import drive_named

log = logging.getLogger(__name__)

#: After a failure the next attempt waits this long.
AGAIN = timedelta(minutes=30)
#: Without a good backup for this long it stands on Heute.
QUIET = timedelta(days=3)
_PROBE = "amtdesk-probe.txt"


class Place(StrEnum):
    """Where a backup belongs."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A backup that does not work: since when, why, and when the last good one was made (aware UTC)."""

    place: Place
    problem: Problem
    detail: str
    since: datetime
    good: datetime | None
    told: bool = False


class Safekeeping:
    """Backs up once a day and mirrors to the second folder, whose place is noted beside the file, not in it:
    it must be known when the file is broken."""

    def __init__(
        self, backups: Backups, changes: Changes, now: Callable[[], datetime], note: Path, place: Problem | None = None
    ) -> None:
        """`note` is where the second folder is kept, `place` why the file should not lie where it does."""
        self._backups = backups
        self._changes = changes
        self._now = now
        self._note = note
        self._place = place
        self._troubles: dict[Place, Trouble] = {}
        self._next: dict[Place, datetime] = {}
        self._mirrored: Path | None = None
        kept = self._read()
        backups.second = Path(kept["folder"]) if kept.get("folder") else None

    # what the two workers run

    def daily(self) -> None:
        """Today's backup unless there is one; a failure is kept, not raised."""
        if self._attempt(Place.FIRST, self._backups.daily):
            self._changes.tell(Kind.BACKUPS)

    def at_once(self) -> None:
        """A backup now, whatever there is already. Raises `StorageTrouble`."""
        with drive_named():
            try:
                self._backups.make()
            except CopyDamaged as error:
                raise StorageTrouble(Problem.DATABASE_DAMAGED, str(error)) from error
        self._next.pop(Place.FIRST, None)
        self._troubles.pop(Place.FIRST, None)

    def mirror(self) -> None:
        """Bring new copies to the second folder; a failure is kept, not raised."""
        newest = self._backups.newest()
        if self._backups.second is None or newest is None or newest == self._mirrored:
            return

        def work() -> bool:
            self._backups.mirror()
            return True

        if self._attempt(Place.SECOND, work):
            self._mirrored = newest
            self._keep(good=self._now().isoformat(), told=False)
            self._changes.tell(Kind.BACKUPS)

    def _attempt(self, place: Place, work: Callable[[], object]) -> bool:
        now = self._now()
        if place in self._next and now < self._next[place]:
            return False
        try:
            with drive_named():
                done = work()
        except (CopyDamaged, StorageTrouble) as error:
            log.warning("backup (%s): %s", place, error)
            problem = error.problem if isinstance(error, StorageTrouble) else Problem.DATABASE_DAMAGED
            self._fail(place, problem, str(error), now)
            return False
        self._next.pop(place, None)
        if self._troubles.pop(place, None):
            self._changes.tell(Kind.BACKUPS)
        return bool(done)

    def _fail(self, place: Place, problem: Problem, detail: str, now: datetime) -> None:
        self._next[place] = now + AGAIN
        before = self._troubles.get(place)
        since = before.since if before else now
        told = before.told if before else bool(place is Place.SECOND and self._read().get("told"))
        self._troubles[place] = Trouble(place, problem, detail, since, self._good(place), told)
        if before is None:
            self._changes.tell(Kind.BACKUPS)

    def _good(self, place: Place) -> datetime | None:
        if place is Place.FIRST:
            return self._backups.last()
        good = self._read().get("good")
        return datetime.fromisoformat(good) if good else None

    # what is told

    def trouble(self, place: Place) -> Trouble | None:
        """What does not work there at the moment."""
        return self._troubles.get(place)

    def news(self) -> Trouble | None:
        """A trouble nobody was told of yet; each is given once."""
        for place, trouble in list(self._troubles.items()):
            if not trouble.told:
                self._troubles[place] = replace(trouble, told=True)
                if place is Place.SECOND:
                    self._keep(told=True)
                return trouble
        return None

    def on(self, today: Today) -> Today:
        """Heute with a line for each backup that has not worked for `QUIET`, and one for a file in a bad place."""
        found = [
            Line(Section.FIRST, Step.BACK_UP, one.place.value, problem=one.problem, due=one.good, detail=one.detail)
            for one in self._troubles.values()
            if today.now - (one.good or one.since) > QUIET
        ]
        if self._place is not None:
            found.append(Line(Section.FIRST, Step.MOVE_FILE, "", problem=self._place))
        if not found:
            return today
        first = [line for line in today.lines if line.section is Section.FIRST]
        rest = today.lines[len(first) :]
        return today._replace(lines=(*first, *found, *rest))

    # the second folder

    @property
    def second(self) -> Path | None:
        """The second folder, or None."""
        return self._backups.second

    def second_good(self) -> datetime | None:
        """When everything was last brought there."""
        return self._good(Place.SECOND)

    def try_second(self, folder: Path) -> None:
        """Write a file there and read it back; may take long. Raises `StorageTrouble`."""
        own = self._note.parent
        if folder.absolute().is_relative_to(own.absolute()):
            raise StorageTrouble(Problem.FOLDER_INSIDE, str(folder))
        with drive_named():
            if not folder.is_dir():
                raise StorageTrouble(Problem.FOLDER_ABSENT, str(folder))
            probe = folder / _PROBE
            content = self._now().isoformat().encode()
            write_whole(probe, content)
            same = probe.read_bytes() == content
            probe.unlink()
            if not same:
                raise StorageTrouble(Problem.FOLDER_ABSENT, "what was written did not come back")

    def set_second(self, folder: Path | None) -> None:
        """Mirror to this folder from now on, or to none. Raises `StorageTrouble` when that cannot be noted."""
        with drive_named():
            self._write({"folder": str(folder)} if folder else {})
        self._backups.second = folder
        self._mirrored = None
        self._next.pop(Place.SECOND, None)
        self._troubles.pop(Place.SECOND, None)
        self._changes.tell(Kind.BACKUPS)

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            kept = json.loads(self._note.read_text(encoding="utf-8"))
            if isinstance(kept, dict):
                return kept
        return {}

    def _keep(self, **values: object) -> None:
        # on a full disk it is told twice rather than never
        with suppress(OSError):
            self._write({**self._read(), **values})

    def _write(self, values: dict[str, Any]) -> None:
        write_whole(self._note, json.dumps(values, ensure_ascii=False).encode())
