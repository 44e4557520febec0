"""What runs in the processes that are killed: the desk as the program builds it, on a clock of the test's."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from amtdesk import app
from amtdesk.channels import practice
from amtdesk.commands import publish
from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import Problem
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries
from amtdesk.store.database import Database
from amtdesk.system.paths import Paths

#: What a transaction has done by its end, by the rows it leaves.
DONE: dict[str, Callable[[Delivery], bool]] = {
    "claim": lambda one: one.state is State.SENDING,
    "begin of the final call": lambda one: one.state is State.SENDING and one.final is not None,
    "id": lambda one: one.state is State.SENDING and one.remote_id is not None,
    "end": lambda one: one.state in (State.PUBLISHED, State.HANDED_OVER),
    "taking back": lambda one: one.state is State.PLANNED,
    "move": lambda one: one.state is State.HANDED_OVER and one.wish is None,
}


@dataclass(frozen=True)
class Stop:
    """Where the process waits to be killed: before or after the commit of a transaction, or of a file of practice."""

    when: str
    what: str


class Moment:
    """The clock on the wall, shared by all processes of a test; `seconds` since 1970."""

    def __init__(self, seconds: Any) -> None:
        self.seconds = seconds

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.seconds.value, UTC)

    def on(self, seconds: float) -> None:
        """Go on."""
        self.seconds.value += seconds


class FileSecrets:
    """A keyring in a file of the test's folder: it outlives processes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, account_key: str, name: str) -> str | None:
        found = self._kept().get(f"{account_key}/{name}")
        return str(found) if found is not None else None

    def set(self, account_key: str, name: str, value: str) -> None:
        self._write({**self._kept(), f"{account_key}/{name}": value})

    def delete(self, account_key: str, name: str) -> None:
        self._write({key: value for key, value in self._kept().items() if key != f"{account_key}/{name}"})

    def available(self) -> Problem | None:
        return None

    def _kept(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        # unique per process: two of them may write at once
        aside = self._path.with_suffix(f".{threading.get_ident()}")
        aside.write_text(json.dumps(kept))
        aside.replace(self._path)


def desk_at(folder: Path, now: Moment, **options: Any) -> Desk:
    """The services of a data directory."""
    folder.mkdir(parents=True, exist_ok=True)
    return app.build(Paths(folder), now=now, secrets=FileSecrets(folder / "keyring.json"), **options)


def window(folder: Path, now: Moment, pipe: Pipe, stop: Stop | None) -> None:
    """The worker as under an open window, until killed or told to end; says when it stands where it is to stop."""

    def hang() -> None:
        pipe.send("there")
        threading.Event().wait()

    if stop is not None:
        _stop_at(stop, hang)
    desk = desk_at(folder, now)
    pipe.send("ready")
    desk.worker.start()
    try:
        pipe.recv()
    except EOFError:
        return
    desk.worker.stop(60)
    desk.database.close()


def headless(folder: Path, now: Moment, pipe: Pipe, wait: float) -> None:
    """`amtdesk publish-due` with this clock and keyring; sends its exit code."""
    from amtdesk import cli

    setattr(publish, "build", partial(_build, now=now, secrets=FileSecrets(folder / "keyring.json")))  # noqa: B010
    pipe.send("ready")
    pipe.send(cli.main(["publish-due", "--data", str(folder), "--wait", str(wait)]))


def _build(paths: Paths, **options: Any) -> Desk:
    return app.build(paths, **options)


def _stop_at(stop: Stop, hang: Callable[[], None]) -> None:
    if stop.when == "file":
        _stop_at_file(stop.what, hang)
        return
    done = DONE[stop.what]

    class Stopping(Database):
        @contextmanager
        def writing(self) -> Iterator[Connection]:
            with super().writing() as connection:
                yield connection
                reached = any(done(one) for one in deliveries.in_states(connection, list(State)))
                if reached and stop.when == "before":
                    hang()
            if reached:
                hang()

    setattr(app, "Database", Stopping)  # noqa: B010


def _stop_at_file(what: str, hang: Callable[[], None]) -> None:
    name = {"written": "_write", "renamed": "publish"}[what]
    original = getattr(practice.Practice, name)

    def stopping(*arguments: Any) -> None:
        original(*arguments)
        hang()

    setattr(practice.Practice, name, stopping)
