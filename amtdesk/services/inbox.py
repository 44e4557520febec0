"""What citizens write: fetched from the channels, gathered into Anliegen, read by window and command line."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from amtdesk.domain import inquiry
from amtdesk.domain.account import Account
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.inquiry import Decided, Inquiry, Line
from amtdesk.domain.message import Cursor, Message, Source
from amtdesk.domain.schedule import local
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.fetching import Fetched, Fetching, Judge
from amtdesk.services.office import Offices
from amtdesk.store import cursors, decisions, inquiries, messages
from amtdesk.store.database import Database


class Inbox:
    """Anliegen of this office."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        offices: Offices,
        judge: Judge,
        fetching: Fetching,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._offices = offices
        self._judge = judge
        self._fetching = fetching

    # reading

    def queue(self, most: int = 200) -> list[Inquiry]:
        """What a round has to go through, in its order."""
        with self._database.reading() as connection:
            return inquiries.queue(connection, self._today(), most)

    def count_open(self) -> int:
        """How many wait in the queue."""
        with self._database.reading() as connection:
            return inquiries.count_open(connection, self._today())

    def waiting(self) -> list[Inquiry]:
        """In Klärung, passed on or watched."""
        with self._database.reading() as connection:
            return inquiries.waiting(connection)

    def newest(self, most: int = 100, *, before: datetime | None = None) -> list[Inquiry]:
        """All of them, the youngest first."""
        with self._database.reading() as connection:
            return inquiries.newest(connection, most, before=before)

    def search(self, query: str) -> list[Inquiry]:
        """Those that contain every word."""
        with self._database.reading() as connection:
            return inquiries.search(connection, query)

    def get(self, inquiry_id: int) -> Inquiry:
        """One Anliegen. Raises `NotAllowed` when there is none."""
        with self._database.reading() as connection:
            return known(inquiries.get(connection, inquiry_id))

    def find(self, name: str) -> Inquiry | None:
        """By its number (26-0412) or its id, None when there is none."""
        with self._database.reading() as connection:
            by_number = inquiries.by_number(connection, name.strip())
            if by_number is not None or not name.strip().isascii() or not name.strip().isdigit():
                return by_number
            return inquiries.get(connection, int(name))

    def lines(self, inquiry_id: int) -> list[Line]:
        """Its messages, oldest first."""
        with self._database.reading() as connection:
            return messages.lines(connection, inquiry_id)

    def history(self, inquiry_id: int) -> list[Decided]:
        """What was decided about it, oldest first."""
        with self._database.reading() as connection:
            return decisions.of(connection, inquiry_id)

    def cursors(self) -> dict[int, Cursor]:
        """How the last reading of each account went."""
        with self._database.reading() as connection:
            return cursors.every(connection)

    def is_free(self, day: date) -> bool:
        """Whether a day has no Servicezeit whatever its weekday."""
        return self._judge.is_free(day)

    # fetching

    def readable(self) -> list[Account]:
        """Accounts whose comments can be read by program."""
        return self._fetching.readable()

    def fetch(self, account_ids: Sequence[int] | None = None) -> Fetched:
        """Ask every channel that can be read, or only those named, for what is new; one that fails stops no other."""
        return self._fetching.fetch(account_ids)

    def routine(self) -> Fetched | None:
        """For the worker: fetch at the start, and during Servicezeit when the interval is over; None: not yet."""
        return self._fetching.routine()

    # by hand

    def capture(
        self,
        text: str,
        *,
        channel: str,
        author: str = "",
        url: str = "",
        place: str = "",
        post_text: str = "",
        kind: inquiry.Kind | None = None,
    ) -> Inquiry:
        """Take over what was copied from a platform that cannot be read. Raises `NotAllowed` for an empty text."""
        words = text.strip()
        if not words:
            raise NotAllowed("nothing to take over")
        now, office = self._now(), self._offices.get()
        message = Message("", "", words, now, Source.CAPTURED, author=author, post_text=post_text)
        judged = self._judge(office)(message)
        fresh = Inquiry(
            id=0,
            number="",
            account_id=None,
            channel=channel,
            source=Source.CAPTURED,
            status=inquiry.Status.NEW,
            kind=kind or judged.kind,
            opened=now,
            newest=now,
            author=author.strip(),
            snippet=messages.snippet(words),
            urgent=judged.urgent,
            due=judged.due,
            place=place.strip(),
            post_text=post_text.strip(),
            url=url.strip(),
        )
        with self._database.writing() as connection:
            key = inquiries.capture(connection, fresh, words, "", local(now, office.zone).year)
            kept = known(inquiries.get(connection, key))
        self._changes.tell(Kind.INQUIRIES)
        return kept

    def edit(self, inquiry_id: int, **values: Any) -> Inquiry:
        """Set kind, urgent, collapsed, place, note or author of an Anliegen."""
        allowed = {"kind", "urgent", "collapsed", "place", "note", "author"}
        if not values.keys() <= allowed:
            raise NotAllowed(", ".join(sorted(values.keys() - allowed)))
        plain = {key: value.value if isinstance(value, inquiry.Kind) else value for key, value in values.items()}
        with self._database.writing() as connection:
            inquiries.change(connection, inquiry_id, **plain)
            kept = known(inquiries.get(connection, inquiry_id))
        self._changes.tell(Kind.INQUIRIES)
        return kept

    def _today(self) -> date:
        return local(self._now(), self._offices.get().zone).date()


def known(found: Inquiry | None) -> Inquiry:
    """It, or `NotAllowed`."""
    if found is None:
        raise NotAllowed("the Anliegen is gone")
    return found
