"""The Community-Runde: when it began, what was decided in it, and its closing stamp."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amtdesk.domain.inquiry import Decision
from amtdesk.domain.reminder import Put, due, missed
from amtdesk.domain.round import Round
from amtdesk.domain.schedule import local
from amtdesk.domain.settings import Office
from amtdesk.domain.tour import Stop
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.inbox import Inbox
from amtdesk.services.office import Offices
from amtdesk.store import decisions, rounds, tour
from amtdesk.store.database import Database


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a round came to. `open` is how many still wait; `minutes` are rounded up."""

    seen_until: datetime
    answered: int
    interim: int
    passed_on: int
    watched: int
    closed: int
    moderated: int
    visited: int
    open: int
    minutes: int

    @property
    def decided(self) -> int:
        """All decisions together."""
        return self.answered + self.interim + self.passed_on + self.watched + self.closed + self.moderated


_FIGURES = {
    Decision.ANSWER: "answered",
    Decision.REPORT: "answered",
    Decision.INTERIM: "interim",
    Decision.PASS_ON: "passed_on",
    Decision.WATCH: "watched",
    Decision.CLOSE: "closed",
    Decision.HIDE: "moderated",
    Decision.DELETE: "moderated",
    Decision.BLOCK: "moderated",
}


class Rounds:
    """Rounds and the Rundgang."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        inbox: Inbox,
        offices: Offices,
        holidays: Callable[[date], bool],
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._inbox = inbox
        self._offices = offices
        self._holidays = holidays

    def start(self) -> int:
        """A round begins; returns its id."""
        with self._database.writing() as connection:
            return rounds.add(connection, self._now())

    def stamp(self, round_id: int, seconds: float) -> Stamp:
        """What the round came to so far; `seconds` is what the clock counted."""
        with self._database.reading() as connection:
            begun = rounds.get(connection, round_id)
            decided = decisions.of_round(connection, round_id)
            visited = len(tour.visited_since(connection, begun.started)) if begun else 0
        count = Counter(_FIGURES.get(one.what, "") for one in decided)
        readable = {account.id for account in self._inbox.readable()}
        cursors = self._inbox.cursors().items()
        read = [one.fetched for key, one in cursors if key in readable and one.fetched is not None]
        return Stamp(
            seen_until=min(read, default=self._now()),
            answered=count["answered"],
            interim=count["interim"],
            passed_on=count["passed_on"],
            watched=count["watched"],
            closed=count["closed"],
            moderated=count["moderated"],
            visited=visited,
            open=self._inbox.count_open(),
            minutes=-(-round(seconds) // 60),
        )

    def end(self, round_id: int, seconds: float) -> Stamp:
        """Close the round and book its minutes."""
        stamp = self.stamp(round_id, seconds)
        figures = {name: getattr(stamp, name) for name in (*dict.fromkeys(_FIGURES.values()), "visited", "open")}
        with self._database.writing() as connection:
            rounds.change(
                connection,
                round_id,
                ended=self._now(),
                seconds=round(seconds),
                seen_until=stamp.seen_until,
                figures=figures,
            )
        self._changes.tell(Kind.INQUIRIES)
        return stamp

    def last(self) -> Round | None:
        """The youngest round."""
        with self._database.reading() as connection:
            return rounds.last(connection)

    def today(self) -> list[Round]:
        """The rounds of today."""
        now, zone = self._now(), self._offices.get().zone
        midnight = local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
        with self._database.reading() as connection:
            return rounds.since(connection, midnight)

    def reminder(self) -> time | None:
        """The slot she is to be reminded of now."""
        now, office = self._now(), self._offices.get()
        begun = [one.started for one in self.today()]
        return due(now, office, self._days_off(now, office), begun, self._put())

    def missed(self) -> list[time]:
        """Slots of today that went by without a round."""
        now, office = self._now(), self._offices.get()
        return missed(now, office, self._days_off(now, office), [one.started for one in self.today()])

    def put_off(self, minutes: int) -> None:
        """Remind again later."""
        until = self._now() + timedelta(minutes=minutes)
        self._offices.remember("reminder", {"until": until.isoformat()})

    def not_today(self) -> None:
        """No reminder any more today."""
        today = local(self._now(), self._offices.get().zone).date()
        self._offices.remember("reminder", {"skipped": today.isoformat()})

    def _put(self) -> Put:
        kept = self._offices.recall("reminder") or {}
        return Put(
            until=datetime.fromisoformat(kept["until"]) if "until" in kept else None,
            skipped=date.fromisoformat(kept["skipped"]) if "skipped" in kept else None,
        )

    def _days_off(self, now: datetime, office: Office) -> set[date]:
        today = local(now, office.zone).date()
        return {today} if self._holidays(today) else set()

    def minutes(self, days: int) -> int:
        """Minutes booked in the last days."""
        with self._database.reading() as connection:
            found = rounds.since(connection, self._now() - timedelta(days=days))
        return -(-sum(one.seconds for one in found) // 60)

    # the Rundgang

    def stops(self) -> list[Stop]:
        """Groups and pages to visit, in their order."""
        with self._database.reading() as connection:
            return tour.every(connection)

    def add_stop(self, name: str, url: str, channel: str = "", rules: str = "") -> int:
        """One more stop."""
        with self._database.writing() as connection:
            key = tour.add(connection, name.strip(), url.strip(), channel, rules.strip())
        self._changes.tell(Kind.INQUIRIES)
        return key

    def change_stop(self, stop_id: int, **values: str) -> None:
        """Set name, url, channel or rules of a stop."""
        with self._database.writing() as connection:
            tour.change(connection, stop_id, **values)
        self._changes.tell(Kind.INQUIRIES)

    def remove_stop(self, stop_id: int, *, removed: bool = True) -> None:
        """Take a stop off the list, or put it back."""
        with self._database.writing() as connection:
            tour.change(connection, stop_id, removed=self._now() if removed else None)
        self._changes.tell(Kind.INQUIRIES)

    def visit(self, stop_id: int, note: str = "", round_id: int | None = None) -> int:
        """Somebody was there; returns the id of the visit."""
        with self._database.writing() as connection:
            key = tour.visit(connection, stop_id, self._now(), note.strip(), round_id)
        self._changes.tell(Kind.INQUIRIES)
        return key

    def unvisit(self, visit_id: int) -> None:
        """Take a visit back."""
        with self._database.writing() as connection:
            tour.unvisit(connection, visit_id)
        self._changes.tell(Kind.INQUIRIES)
