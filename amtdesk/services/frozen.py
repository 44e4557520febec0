"""A restored or copied file sends nothing until a person confirms; what fell due meanwhile is looked up first."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import Connection

from amtdesk.domain.delivery import Clock, Delivery, State, Waits
from amtdesk.domain.errors import Problem, SecretsUnavailable
from amtdesk.domain.hold import Cause, Freeze
from amtdesk.services import payloads
from amtdesk.services.backups import RESTORED
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import deliveries, posts, settings
from amtdesk.store.database import Database

log = logging.getLogger(__name__)

#: Under this key a file carries the moment when it was found to be a copy.
COPIED = "copied"
#: Under this key a file says where it was last used, once the keyring knows it too.
PLACE = "place"


@runtime_checkable
class KeepsStore(Protocol):
    """The keyring, as far as it remembers which file belongs in a folder."""

    def store_id(self, folder: Path) -> str | None: ...
    def keep_store_id(self, folder: Path, store_id: str) -> None: ...


def freeze_of(connection: Connection) -> Freeze | None:
    """Why the queue of this file stands still, or None."""
    for key, cause in ((RESTORED, Cause.RESTORED), (COPIED, Cause.COPIED)):
        mark: Any = settings.get(connection, key)
        if mark is not None:
            kept = mark if isinstance(mark, dict) else {}
            at = kept.get("at")
            return Freeze(cause, datetime.fromisoformat(at) if at else None, str(kept.get("from") or ""))
    return None


class Frozen:
    """Knows whether the file is where it was last used. `place` names this computer and folder."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        keyring: KeepsStore | None,
        folder: Path,
        store_id: str,
        place: str,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._keyring = keyring
        self._folder = folder
        self._store_id = store_id
        self._place = place
        self._known = keyring is None
        #: why the keyring could not say whether this is the file it knows
        self.keyring_problem: Problem | None = None

    def freeze(self) -> Freeze | None:
        """Why the queue stands still, or None."""
        with self._database.reading() as connection:
            return freeze_of(connection)

    def waiting(self) -> tuple[int, int]:
        """How many planned posts and answers fell due meanwhile on a channel, and how many only lie ahead."""
        with self._database.reading() as connection:
            planned = deliveries.in_states(connection, [State.PLANNED])
        due = {one.post_id for one in planned if one.due <= self._now()}
        return len(due), len({one.post_id for one in planned} - due)

    def look(self) -> None:
        """Compare the file with what the keyring knows of this folder; may wait for the keyring.

        A file that was never used anywhere is at home here. Without a keyring nothing is stopped, but
        `keyring_problem` says so.
        """
        if self._known or self._keyring is None:
            return
        try:
            kept = self._keyring.store_id(self._folder)
            self.keyring_problem = None
        except SecretsUnavailable as error:
            self.keyring_problem = error.problem
            return
        with self._database.reading() as connection:
            place = settings.get(connection, PLACE)
            frozen = freeze_of(connection) is not None
        if frozen:
            return
        # a keyring that was emptied forgets; the file itself still knows this computer and folder
        at_home = kept == self._store_id or (kept is None and place in (None, self._place))
        new_here = place is None and not self._anything_waits()
        if at_home or new_here:
            self._settle()
        else:
            self._mark()

    def confirm(self) -> None:
        """A person lets the queue go on here; what may be out already is looked for before anything else."""
        if self._keyring is not None:
            try:
                self._keyring.keep_store_id(self._folder, self._store_id)
            except SecretsUnavailable as error:
                self.keyring_problem = error.problem
        now = self._now()
        with self._database.writing() as connection:
            for delivery in deliveries.in_states(connection, [State.PLANNED]):
                if delivery.due <= now or delivery.clock is Clock.PLATFORM:
                    self._look_first(connection, delivery, now)
            settings.drop(connection, RESTORED)
            settings.drop(connection, COPIED)
            settings.put(connection, PLACE, self._place)
        self._known = True
        self._changes.tell(Kind.DELIVERIES, Kind.OFFICE)

    def _look_first(self, connection: Connection, delivery: Delivery, now: datetime) -> None:
        post = posts.get(connection, delivery.post_id)
        if post is None:
            return
        deliveries.move(
            connection,
            delivery,
            State.UNCERTAIN,
            # never sent from here: that is how the look-up tells it from one that was
            started=None,
            final=None,
            remote_id=None,
            waits=Waits.LOOK_UP.value,
            looks=0,
            next_try=now,
            problem=Problem.FILE_RESTORED.value,
            payload=payloads.as_text(payloads.freeze(post, delivery.account_id)),
        )

    def _anything_waits(self) -> bool:
        with self._database.reading() as connection:
            return bool(deliveries.in_states(connection, [State.PLANNED, State.HANDED_OVER, State.UNCERTAIN]))

    def _settle(self) -> None:
        """This file belongs here from now on."""
        assert self._keyring is not None
        try:
            self._keyring.keep_store_id(self._folder, self._store_id)
        except SecretsUnavailable as error:
            self.keyring_problem = error.problem
            return
        with self._database.writing() as connection:
            settings.put(connection, PLACE, self._place)
        self._known = True

    def _mark(self) -> None:
        log.warning("the file is not the one this folder is known for")
        with self._database.writing() as connection:
            settings.put(connection, COPIED, {"at": self._now().isoformat()})
        self._changes.tell(Kind.DELIVERIES)
