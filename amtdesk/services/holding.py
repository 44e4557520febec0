"""„Alles anhalten“: one switch after which nothing leaves, and the way back out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from amtdesk.domain.delivery import Delivery, State
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.hold import Held, Hold, Late, late
from amtdesk.domain.schedule import free_slot, local, moment, slots
from amtdesk.domain.settings import Office
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.office import Offices
from amtdesk.services.planning import Planning
from amtdesk.store import deliveries, holds, tiles
from amtdesk.store.database import Database

#: So many days are searched for a free slot of presence.
_DAYS = 60
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One post on the channels where it is held, and when it could go out; `late` says why it better does not."""

    post_id: int
    words: str
    held: tuple[Held, ...]
    due: datetime
    late: Late | None = None
    answer: bool = False

    @property
    def was_due(self) -> datetime:
        """When it was to go out first."""
        return min(one.delivery.due for one in self.held)


class Holding:
    """Holding works without a network; platforms that hold posts are told by the publisher as soon as it can."""

    def __init__(
        self,
        database: Database,
        changes: Changes,
        now: Callable[[], datetime],
        planning: Planning,
        offices: Offices,
    ) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._planning = planning
        self._offices = offices

    def current(self) -> Hold | None:
        """The hold that lasts, or None."""
        with self._database.reading() as connection:
            return holds.current(connection)

    def history(self) -> list[Hold]:
        """Who held everything when and why, the youngest first."""
        with self._database.reading() as connection:
            return holds.newest(connection)

    def hold(self, reason: str, by: str = "") -> Hold:
        """Hold everything at once; `by` is a Kurzzeichen, else that of the office.

        Raises `NotAllowed` without a reason, and when everything is held already.
        """
        if not reason.strip():
            raise NotAllowed("no reason")
        now = self._now()
        with self._database.writing() as connection:
            if holds.current(connection) is not None:
                raise NotAllowed("held already")
            who = by.strip() or self._offices.get().short_sign
            made = holds.begin(connection, now, who, reason.strip())
            holds.catch(connection, now, refused=True)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)
        return made

    def would_hold(self) -> tuple[int, int, int]:
        """How many posts and how many answers wait here, and how many posts platforms hold."""
        with self._database.reading() as connection:
            here = holds.waiting(connection)
            away = deliveries.in_states(connection, [State.HANDED_OVER])
        return *here, len({one.post_id for one in away})

    def held(self) -> list[Held]:
        """What is held, the earliest first."""
        with self._database.reading() as connection:
            return holds.held(connection)

    def at_platforms(self) -> list[tuple[Delivery, str]]:
        """What platforms still hold, with the words of its post; empty while nothing is held."""
        with self._database.reading() as connection:
            return holds.at_platforms(connection) if holds.current(connection) is not None else []

    def proposals(self) -> list[Proposal]:
        """When each held post could go out: at its time where that lies ahead, else at the next free slots.

        Somebody waits for an answer: it goes out within the next quarter of an hour.
        """
        now, office = self._now(), self._offices.get()
        groups: dict[int, list[Held]] = {}
        for one in self.held():
            groups.setdefault(one.delivery.post_id, []).append(one)
        soon = now + timedelta(minutes=5)
        taken = self._taken(now)
        found = []
        for post_id, group in groups.items():
            was_due = min(one.delivery.due for one in group)
            due, answer = was_due, group[0].answer
            if was_due < soon and answer:
                due = soon + (datetime.min.replace(tzinfo=UTC) - soon) % _QUARTER
            elif was_due < soon:
                due = next_slot(office, taken, now)
                taken.append(due)
            reason = next((why for one in group if (why := late(one.delivery, now)) is not None), None)
            found.append(Proposal(post_id, group[0].words, tuple(group), due, reason, answer))
        return found

    def release(self, times: Mapping[int, datetime], *, end: bool) -> None:
        """New times (aware UTC) by delivery id. With `end` the hold is over: what is not released stays held, and
        new posts go out again; without it everything else is still kept back.

        Raises `NotAllowed` for a time in the past; then nothing has changed.
        """
        now = self._now()
        with self._database.writing() as connection:
            lasting = holds.current(connection)
            if lasting is None and not times:
                raise NotAllowed("not held")
            self._planning.plan_in(connection, times)
            if end:
                holds.end(connection, now)
        self._changes.tell(Kind.DELIVERIES, Kind.POSTS)

    def _taken(self, now: datetime) -> list[datetime]:
        with self._database.reading() as connection:
            return list(tiles.taken(connection, now, now + timedelta(days=_DAYS), None))


def next_slot(office: Office, taken: list[datetime], now: datetime) -> datetime:
    """The next slot in the presence of the office that no other post has (aware UTC)."""
    first = local(now, office.zone).date()
    present = {span.weekday for span in office.hours}
    for day in (first + timedelta(days=step) for step in range(_DAYS)):
        if present and day.weekday() not in present:
            continue
        every = [moment(datetime.combine(day, at), office.zone) for at in slots(day, office.hours)]
        due = free_slot(day, office.hours, taken, now, office.zone)
        if due in every:
            return due
    return free_slot(first + timedelta(days=1), office.hours, taken, now, office.zone)
