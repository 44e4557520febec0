"""Builds everything, knows everything, does nothing else."""

import os
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from amtdesk import __version__
from amtdesk.channels.web_page import WebPage
from amtdesk.connecting import connected, connecting, opening
from amtdesk.domain.errors import Problem, StorageTrouble
from amtdesk.newer import updates
from amtdesk.proxies import way_out
from amtdesk.services import first_start
from amtdesk.services.accounts import Accounts
from amtdesk.services.afterwards import Afterwards
from amtdesk.services.agreements import Agreements
from amtdesk.services.answers import Answers
from amtdesk.services.backups import Backups
from amtdesk.services.calendar import Calendar
from amtdesk.services.changes import Changes
from amtdesk.services.connections import Connections
from amtdesk.services.contacts import Contacts
from amtdesk.services.credentials import SecretStore
from amtdesk.services.desk import Desk
from amtdesk.services.fetching import Fetching, Judge
from amtdesk.services.figures import FiguresBook
from amtdesk.services.frozen import Frozen, KeepsStore
from amtdesk.services.hand import Hand
from amtdesk.services.handover import Handover
from amtdesk.services.holding import Holding
from amtdesk.services.inbox import Inbox
from amtdesk.services.jobs import Jobs, Timer
from amtdesk.services.library import Library
from amtdesk.services.moderation import Moderation
from amtdesk.services.office import Offices
from amtdesk.services.planning import Planning
from amtdesk.services.posts import Posts
from amtdesk.services.profiles import Profiles
from amtdesk.services.publisher import Publisher
from amtdesk.services.rescue import Rescue
from amtdesk.services.rounds import Rounds
from amtdesk.services.safekeeping import Safekeeping
from amtdesk.services.suggestions import Suggestions
from amtdesk.services.thanks import Thanks
from amtdesk.services.updates import Updates
from amtdesk.services.watchdog import Watchdog
from amtdesk.services.worker import Worker, steady
from amtdesk.store import glance, settings
from amtdesk.store.database import Database
from amtdesk.store.migrate import migrate
from amtdesk.store.trouble import drive_named
from amtdesk.system import machine, resources
from amtdesk.system.drives import bad_place
from amtdesk.system.logon import NoLogon, logon_for
from amtdesk.system.network import reachable
from amtdesk.system.paths import Paths
from amtdesk.system.policy import SECOND_FOLDER, policy
from amtdesk.system.secrets import Secrets
from amtdesk.system.timer import NoTimer, timer_for
from amtdesk.system.turn import Turn

STORE_ID = "store_id"
#: Seconds to wait for another process that brings the file up to date.
_OPENING = 60.0


def clock() -> datetime:
    """The wall clock, aware UTC."""
    return datetime.now(UTC)


def build(
    paths: Paths,
    *,
    now: Callable[[], datetime] = clock,
    secrets: SecretStore | None = None,
    practice_only: bool = False,
    patience: float = 0.0,
    deadline: float | None = None,
    timer: Timer | None = None,
) -> Desk:
    """The services of a data directory, which is created or brought up to date first.

    `practice_only`: every channel is the Übungskanal, nothing can leave this computer. `patience`: seconds a publisher
    waits for its turn; `deadline`: of a publishing call. Raises `NewerFile`, `FileDamaged`, `StorageTrouble`.
    """
    changes = Changes()
    database, backups, safekeeping = _opened(paths, changes, now)
    offices, agreements, profiles = _house(database, changes, now)
    accounts, connections = _channels(paths, database, changes, now, secrets, deadline, practice=practice_only)
    calendar, suggestions, inbox = _inbox(paths, database, changes, now, accounts, offices)
    planning = Planning(database, changes, now, accounts, offices)
    jobs, newer = _installation(paths, database, changes, now, timer, practice=practice_only)
    frozen, publisher, worker, watchdog = _sending(paths, database, changes, now, accounts, patience, practice_only)
    return Desk(
        database=database,
        changes=changes,
        now=now,
        offices=offices,
        accounts=accounts,
        profiles=profiles,
        connections=connections,
        posts=Posts(database, changes, now, paths.media, None if practice_only else WebPage(way_out())),
        planning=planning,
        afterwards=Afterwards(database, changes, now, accounts, offices, paths.media),
        figures=(figures := FiguresBook(database, now, accounts, offices)),
        holding=Holding(database, changes, now, planning, offices),
        frozen=frozen,
        library=_library(database, changes, now, offices),
        agreements=agreements,
        suggestions=suggestions,
        inbox=inbox,
        answers=Answers(database, changes, now, accounts, offices, accounts.kinds),
        moderation=Moderation(database, changes, now, accounts, offices, accounts.kinds),
        thanks=Thanks(database, changes, now, accounts, offices),
        rounds=Rounds(database, changes, now, inbox, offices, inbox.is_free),
        contacts=Contacts(database, changes, now),
        handover=Handover(database, changes, now, accounts, offices, calendar),
        calendar=calendar,
        publisher=publisher,
        hand=Hand(database, accounts, offices, paths.media, paths.data / "von-hand"),
        backups=backups,
        safekeeping=safekeeping,
        carers=_carers(safekeeping, jobs, inbox, newer, connections, figures, changes, now),
        jobs=jobs,
        updates=newer,
        practice_page=lambda path: Path(path).resolve().is_relative_to(paths.practice.resolve()),
        worker=worker,
        watchdog=watchdog,
        glance=lambda: watchdog.on(safekeeping.on(agreements.on(profiles.on(glance.read(paths.database, now()))))),
    )


def _channels(
    paths: Paths,
    database: Database,
    changes: Changes,
    now: Callable[[], datetime],
    secrets: SecretStore | None,
    deadline: float | None,
    *,
    practice: bool,
) -> tuple[Accounts, Connections]:
    """The accounts, and what looks after their connections."""
    opens = opening(paths, database, now, deadline, practice=practice)
    accounts = connected(database, changes, now, secrets or Secrets(), opens, _store_id(database))
    return accounts, connecting(paths, database, changes, now, accounts, practice=practice)


def _house(database: Database, changes: Changes, now: Callable[[], datetime]) -> tuple[Offices, Agreements, Profiles]:
    """What is written down about the office, its texts and its channels."""
    offices = Offices(database, changes)
    return offices, Agreements(database, changes, now, offices.get), Profiles(database, changes, now, offices)


def _installation(
    paths: Paths,
    database: Database,
    changes: Changes,
    now: Callable[[], datetime],
    timer: Timer | None,
    *,
    practice: bool,
) -> tuple[Jobs, Updates]:
    """What depends on how the program came onto this computer."""
    newer = updates(database, changes, now, practice=practice)
    if practice:
        return Jobs(database, now, timer or NoTimer(), NoLogon()), newer
    return Jobs(database, now, timer or timer_for(paths.data), logon_for(paths.data)), newer


def _opened(paths: Paths, changes: Changes, now: Callable[[], datetime]) -> tuple[Database, Backups, Safekeeping]:
    """The file, checked before anything is written into it and brought up to date, and its backups."""
    backups = Backups(paths.database, paths.media, paths.backups, now)
    place = bad_place(paths.data, os.environ)
    safekeeping = Safekeeping(backups, changes, now, paths.second, place)
    decided = policy(SECOND_FOLDER)
    if backups.second is None and decided:
        # one chosen in the window stands above it
        backups.second = Path(decided)
    with drive_named():
        paths.make()
        # window and `publish-due` may both meet a new file, or one of an older version
        with Turn(paths.data / "opening.lock", _OPENING).take() as mine:
            if not mine:
                raise StorageTrouble(Problem.DATABASE_BUSY, "opening.lock")
            Rescue(paths.database, backups, paths.used, now).check()
            first_start.copy_before(paths.database, backups, __version__)
            migrate(paths.database, keep=backups.place)
            database = Database(paths.database, remote=place is Problem.FILE_REMOTE)
            first_start.note(database, __version__)
    return database, backups, safekeeping


def _library(database: Database, changes: Changes, now: Callable[[], datetime], offices: Offices) -> Library:
    library = Library(database, changes, now, offices.get)
    library.stock(resources.json("content/textbausteine.json"))
    return library


def _frozen(
    paths: Paths, database: Database, changes: Changes, now: Callable[[], datetime], keyring: SecretStore | None
) -> Frozen:
    home = keyring if isinstance(keyring, KeepsStore) else None  # a sample office has none
    return Frozen(database, changes, now, home, paths.data, _store_id(database), machine.place(paths.data))


def _carers(
    safekeeping: Safekeeping,
    jobs: Jobs,
    inbox: Inbox,
    newer: Updates,
    connections: Connections,
    figures: FiguresBook,
    changes: Changes,
    now: Callable[[], datetime],
) -> tuple[Worker, ...]:
    """What may hang has a worker of its own: a network folder, a platform."""
    platforms = [inbox.routine, connections.renewal.daily, figures.daily]
    tasks = ([safekeeping.daily, jobs.follow], [safekeeping.mirror, newer.routine], platforms)
    return tuple(Worker(each, changes, now) for each in tasks)


def _sending(
    paths: Paths,
    database: Database,
    changes: Changes,
    now: Callable[[], datetime],
    accounts: Accounts,
    patience: float,
    practice: bool,
) -> tuple[Frozen, Publisher, Worker, Watchdog]:
    frozen = _frozen(paths, database, changes, now, None if practice else accounts.credentials.store)
    publisher = Publisher(
        database, changes, now, accounts, paths.media, Turn(paths.data / "publishing.lock", patience).take
    )

    def steady_seconds() -> float:
        # a clock that somebody sets by hand is the only one there is
        return steady() if now is clock else now().timestamp()

    jumped = publisher.gate.set_aside
    tasks = [frozen.look, publisher.run_due]
    worker = Worker(tasks, changes, now, publisher.next_moment, jumped=jumped, steady_seconds=steady_seconds)
    watchdog = Watchdog(database, now, worker, publisher, accounts, partial(reachable, way=way_out()))
    return frozen, publisher, worker, watchdog


def _inbox(
    paths: Paths,
    database: Database,
    changes: Changes,
    now: Callable[[], datetime],
    accounts: Accounts,
    offices: Offices,
) -> tuple[Calendar, Suggestions, Inbox]:
    calendar = Calendar(resources.json("content/jahreskalender.json"))
    suggestions = Suggestions(database, changes, now, lambda name: resources.json(f"content/{name}"))

    def is_free(day: date) -> bool:
        return calendar.holiday(day, offices.get().land) is not None

    turn: Callable[[], AbstractContextManager[bool]] = Turn(paths.data / "fetching.lock", 0.0).take
    judge = Judge(is_free, suggestions.is_urgent)
    fetching = Fetching(database, changes, now, accounts, offices, accounts.kinds, judge, turn)
    return calendar, suggestions, Inbox(database, changes, now, offices, judge, fetching)


def _store_id(database: Database) -> str:
    with database.reading() as connection:
        found = settings.get(connection, STORE_ID)
    if found:
        return str(found)
    with database.writing() as connection:
        # two processes may meet here on a new file; the first one's word counts
        kept = settings.get(connection, STORE_ID) or uuid.uuid4().hex
        settings.put(connection, STORE_ID, kept)
    return str(kept)
