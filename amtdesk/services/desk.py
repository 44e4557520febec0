"""Everything the window and the command line call, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from amtdesk.domain.today import Today
from amtdesk.services.accounts import Accounts
from amtdesk.services.afterwards import Afterwards
from amtdesk.services.agreements import Agreements
from amtdesk.services.answers import Answers
from amtdesk.services.backups import Backups
from amtdesk.services.calendar import Calendar
from amtdesk.services.changes import Changes
from amtdesk.services.connections import Connections
from amtdesk.services.contacts import Contacts
from amtdesk.services.figures import FiguresBook
from amtdesk.services.frozen import Frozen
from amtdesk.services.hand import Hand
from amtdesk.services.handover import Handover
from amtdesk.services.holding import Holding
from amtdesk.services.inbox import Inbox
from amtdesk.services.jobs import Jobs
from amtdesk.services.library import Library
from amtdesk.services.moderation import Moderation
from amtdesk.services.office import Offices
from amtdesk.services.planning import Planning
from amtdesk.services.posts import Posts
from amtdesk.services.profiles import Profiles
from amtdesk.services.publisher import Publisher
from amtdesk.services.rounds import Rounds
from amtdesk.services.safekeeping import Safekeeping
from amtdesk.services.suggestions import Suggestions
from amtdesk.services.thanks import Thanks
from amtdesk.services.updates import Updates
from amtdesk.services.watchdog import Watchdog
from amtdesk.services.worker import Worker
from amtdesk.store.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of one data directory, built in `app.py`."""

    database: Database
    changes: Changes
    now: Callable[[], datetime]
    offices: Offices
    accounts: Accounts
    profiles: Profiles
    connections: Connections
    posts: Posts
    planning: Planning
    afterwards: Afterwards
    figures: FiguresBook
    holding: Holding
    frozen: Frozen
    handover: Handover
    library: Library
    agreements: Agreements
    suggestions: Suggestions
    inbox: Inbox
    answers: Answers
    moderation: Moderation
    thanks: Thanks
    rounds: Rounds
    contacts: Contacts
    calendar: Calendar
    publisher: Publisher
    hand: Hand
    backups: Backups
    safekeeping: Safekeeping
    jobs: Jobs
    updates: Updates
    worker: Worker
    watchdog: Watchdog
    #: the daily backup and its second folder, each apart: a network folder may hang
    carers: tuple[Worker, ...]
    #: whether a local file is the marked page of an Übungskanal
    practice_page: Callable[[str], bool]
    #: what Heute and the status bar show
    glance: Callable[[], Today]
