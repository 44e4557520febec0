"""A platform inside the test that counts what is public and fails where it is told, and a desk connected to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Connection, Field, Kind, Payload, Published
from amtdesk.domain.delivery import Delivery
from amtdesk.domain.errors import AccessDenied, Problem, RateLimited, Rejected, Unavailable, Uncertain
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.post import Post
from amtdesk.services.accounts import Access, Accounts
from amtdesk.services.changes import Changes
from amtdesk.services.office import Offices
from amtdesk.services.planning import Planning
from amtdesk.services.posts import Posts
from amtdesk.services.publisher import Publisher, Report
from amtdesk.store import attempts, deliveries, posts
from amtdesk.store.database import Database
from amtdesk.store.migrate import migrate
from amtdesk.system.secrets import MemorySecrets
from tests.builders import MORNING, Clock

KINDS = (
    {
        name: Kind(
            name,
            name.capitalize(),
            "note",
            (Field("password", "Passwort", secret=True),),
            frozenset({Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT}),
        )
        for name in ("plain", "repeatable")
    }
    | {
        "keeper": Kind(
            "keeper",
            "Keeper",
            "world",
            (Field("password", "Passwort", secret=True),),
            frozenset({Ability.PUBLISH, Ability.PICTURES, Ability.ALT_TEXT, Ability.SCHEDULE, Ability.EDIT})
            | {Ability.WITHDRAW, Ability.FIGURES},
            keeps_time=True,
        )
    }
    | {"manual": Kind("manual", "Von Hand", "hand", (), frozenset({Ability.PUBLISH}), by_hand=True)}
)


#: What the keeper's own scheduler takes.
SCHEDULES: Mapping[str, Any] = {"native_schedule": {"min_s": 300, "max_s": 2_592_000}, "schedule_multi_image": False}


class Died(BaseException):
    """The process is gone at this point; nothing of it runs any more."""


@dataclass(slots=True)
class Public:
    """One post that everybody sees (or will, from `at` on)."""

    number: str
    account_id: int
    token: str
    text: str
    pictures: tuple[str, ...]
    at: datetime
    scheduled: datetime | None = None
    #: so much later than it should the platform publishes what waits
    late: timedelta = timedelta()


@dataclass(slots=True)
class Platform:
    """All accounts of all kinds. `script` is consumed: (step, what happens there)."""

    now: Callable[[], datetime]
    public: list[Public] = field(default_factory=list)
    #: accepted, and visible a while later
    pending: list[Public] = field(default_factory=list)
    script: list[tuple[str, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    secrets: list[Mapping[str, str]] = field(default_factory=list)
    #: what the platform says to a rate limited call
    until: datetime | None = None
    limits: Mapping[str, object] = field(default_factory=dict)
    #: how long a renewed access lasts
    lasts: timedelta | None = None
    numbers: int = 0

    def open(self, account: Account, secrets: Mapping[str, str], keep: Callable[[str, str], None]) -> "FakeChannel":
        """The seam `open_channel` of `Accounts`."""
        self.secrets.append(secrets)
        self.happens("open")
        return FakeChannel(self, account, secrets, keep)

    def will(self, step: str, *whats: str) -> None:
        """The next calls of a step end like this."""
        self.script += [(step, what) for what in whats]

    def happens(self, step: str) -> str:
        """What the script says about this call; errors are raised."""
        self.calls.append(step)
        found = next((one for one in self.script if one[0] == step), None)
        if found is None:
            return ""
        self.script.remove(found)
        error = self._errors().get(found[1])
        if error is not None:
            raise error
        return found[1]

    def _errors(self) -> dict[str, BaseException]:
        return {
            "dies": Died(),
            "bug": KeyError("a bug of ours"),
            "offline": Unavailable(Problem.OFFLINE, "no way out"),
            "brakes": RateLimited("slow down", status=429, until=self.until),
            "refuses": Rejected(Problem.TEXT_TOO_LONG, "too long", status=422),
            "full": Rejected(Problem.REFUSED, "25 a day", status=422),
            "denies": AccessDenied(Problem.ACCESS_EXPIRED, "who are you", status=401),
            "silent": Uncertain(Problem.TIMED_OUT, "no answer"),
        }

    def passes(self) -> None:
        """What was accepted earlier appears when its time has come."""
        for one in [late for late in self.pending if late.at <= self.now()]:
            self.pending.remove(one)
            if not self._same_key(one):
                self.public.append(one)

    def _same_key(self, one: Public) -> bool:
        return one.number.startswith("r") and any(other.token == one.token for other in self.public)

    def of(self, account_id: int) -> list[Public]:
        """What is public or waits on one account."""
        self.passes()
        return [one for one in self.public if one.account_id == account_id]

    def shown(self, account_id: int) -> list[Public]:
        """What everybody sees on one account."""
        return [one for one in self.of(account_id) if one.scheduled is None or one.scheduled <= self.now()]


#: What happens after the platform has done what was asked: the answer is lost in one way or another.
LOST: dict[str, Callable[[], BaseException]] = {
    "accepts and dies": Died,
    "accepts and is silent": lambda: Uncertain(Problem.TIMED_OUT, "no answer"),
    "accepts and stumbles": lambda: KeyError("a bug of ours"),
}


class FakeChannel:
    """The account's channel: `repeatable` ones make no second post of one token."""

    def __init__(
        self, platform: Platform, account: Account, secrets: Mapping[str, str], keep: Callable[[str, str], None]
    ) -> None:
        self._platform = platform
        self._account = account
        self._keep = keep
        self.secrets = secrets
        self.repeatable = account.kind == "repeatable"

    def connect(self) -> Connection:
        self._platform.happens("connect")
        return Connection(name="Gemeinde Musterbach", settings={"found": "7"}, limits=self._platform.limits)

    def renew(self) -> datetime | None:
        self._platform.happens("renew")
        return self._platform.now() + self._platform.lasts if self._platform.lasts else None

    def rotate(self, value: str) -> None:
        """A secret that changed while talking to the platform."""
        self._keep("access", value)

    def upload(self, payload: Payload) -> list[str]:
        self._platform.happens("upload")
        return [picture.name for picture in payload.pictures]

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        how = self._platform.happens("publish")
        there = next((one for one in self._mine() if self.repeatable and one.token == payload.token), None)
        made = there or self._made(payload)
        if there is None:
            if how == "accepts slowly":
                made.at += timedelta(seconds=100)
                self._platform.pending.append(made)
                raise Uncertain(Problem.TIMED_OUT, "still at work")
            if how == "waits":
                made.scheduled = self._platform.now() + timedelta(seconds=30)
            self._platform.public.append(made)
        if how in LOST:
            raise LOST[how]()
        return Published(made.number, "", made.scheduled)

    def read_back(self, remote_id: str) -> Published | None:
        if self._platform.happens("read_back") == "gone":
            return None
        found = next((one for one in self._mine() if one.number == remote_id), None)
        if found is None:
            return None
        return self._as_published(found)

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        how = self._platform.happens("hand_over")
        made = self._made(payload)
        made.scheduled = None if how == "at once" else due
        self._platform.public.append(made)
        if how in LOST:
            raise LOST[how]()
        return self._as_published(made)

    def reschedule(self, remote_id: str, due: datetime) -> Published:
        how = self._platform.happens("reschedule")
        found = self._waiting(remote_id)
        found.scheduled = due
        if how in LOST:
            raise LOST[how]()
        return self._as_published(found)

    def cancel(self, remote_id: str) -> None:
        how = self._platform.happens("cancel")
        self._platform.public.remove(self._waiting(remote_id))
        if how in LOST:
            raise LOST[how]()

    def edit(self, remote_id: str, payload: Payload) -> Published:
        how = self._platform.happens("edit")
        found = next((one for one in self._mine() if one.number == remote_id), None)
        if found is None:
            raise Rejected(Problem.NOT_FOUND, remote_id, status=404)
        found.text = payload.text
        if how in LOST:
            raise LOST[how]()
        return self._as_published(found)

    def withdraw(self, remote_id: str) -> None:
        how = self._platform.happens("withdraw")
        for one in [one for one in self._mine() if one.number == remote_id]:
            self._platform.public.remove(one)
        if how in LOST:
            raise LOST[how]()

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        self._platform.happens("figures")
        there = {one.number: one for one in self._mine()}
        return {one: {Figure.VIEWS: 412, Figure.LIKES: 14} for one in remote_ids if one in there}

    def audience(self) -> Figures:
        self._platform.happens("audience")
        return {Figure.FOLLOWERS: 1203}

    def _waiting(self, remote_id: str) -> Public:
        found = next((one for one in self._mine() if one.number == remote_id), None)
        if found is None or found.scheduled is None or found.scheduled <= self._platform.now():
            raise Rejected(Problem.NOT_FOUND, remote_id, status=404)
        return found

    def _as_published(self, found: Public) -> Published:
        waits = found.scheduled and found.scheduled + found.late > self._platform.now()
        url = f"https://platform.example/{found.number}"
        return Published(found.number, url, found.scheduled if waits else None, found.text)

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:
        self._platform.happens("look_up")
        for one in self._mine():
            at_the_time = started - timedelta(minutes=2) <= one.at <= started + timedelta(minutes=15)
            if self.repeatable or self._account.kind == "keeper":
                same = one.token == payload.token
            else:
                same = one.text == payload.text and at_the_time
            if same:
                return self._as_published(one)
        return None

    def _mine(self) -> list[Public]:
        return self._platform.of(self._account.id)

    def _made(self, payload: Payload) -> Public:
        self._platform.numbers += 1
        number = f"{self._account.kind[0]}{self._platform.numbers}"
        names = tuple(picture.alt for picture in payload.pictures)
        return Public(number, self._account.id, payload.token, payload.text, names, self._platform.now())


class BreakableDatabase(Database):
    """Dies at a transaction: `dies_in` transactions from now, before or after it is committed."""

    dies_in: int | None = None
    dies_after_commit = False

    @contextmanager
    def writing(self) -> Iterator[Any]:
        last = self.dies_in == 0
        self.dies_in = None if self.dies_in in (None, 0) else self.dies_in - 1
        with super().writing() as connection:
            yield connection
            if last and not self.dies_after_commit:
                raise Died
        if last:
            raise Died


class Stage:
    """Services on a file in `folder`, on the scripted platform; `restart` is another process."""

    def __init__(self, folder: Path, clock: Clock | None = None, platform: Platform | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.clock = clock or Clock()
        self.platform = platform or Platform(self.clock)
        self.secrets = MemorySecrets()
        migrate(folder / "amtdesk.sqlite", keep=lambda reason: folder / f"{reason}.sqlite")
        self.start()

    def start(self) -> None:
        """Everything anew, as at the start of the program."""
        self.database = BreakableDatabase(self.folder / "amtdesk.sqlite")
        self.changes = Changes()
        self.offices = Offices(self.database, self.changes)
        facts: Mapping[str, Any] = {"max_chars": 500, "count_method": "graphemes", "max_images": 4}
        self.accounts = Accounts(
            self.database,
            self.changes,
            self.clock,
            self.secrets,
            self.platform.open,
            KINDS,
            lambda kind: ({**facts, **(SCHEDULES if kind == "keeper" else {})}, "2026-10-01"),
            "store",
        )
        self.posts = Posts(self.database, self.changes, self.clock, self.folder / "media")
        self.planning = Planning(self.database, self.changes, self.clock, self.accounts, self.offices)
        self.publisher = Publisher(
            self.database, self.changes, self.clock, self.accounts, self.folder / "media", self._turn
        )

    def restart(self) -> None:
        """The process died and the program was started again."""
        self.database.close()
        self.start()

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def _turn(self) -> Iterator[bool]:
        yield True

    def connect(self, kind: str = "plain", name: str = "Kanal") -> int:
        """Connect an account of a kind; returns its id."""
        secrets = {} if kind == "manual" else {"password": "geheim-geheim"}
        return self.accounts.add(Access(kind, name, "", {}, secrets), test=kind != "manual").id

    def draft(self, *account_ids: int, text: str = "Am Sonntag ist Herbstmarkt.", **values: Any) -> Post:
        """A kept draft, due in an hour."""
        due = values.pop("due", self.clock() + timedelta(hours=1))
        post = self.posts.draft("Europe/Berlin", due=due, account_ids=account_ids)
        return self.posts.save(replace(post, title="Herbstmarkt", text=text, **values))

    def planned(self, *account_ids: int, **values: Any) -> Delivery:
        """The delivery of a planned post on one account."""
        return self.planning.plan(self.draft(*account_ids, **values).id).deliveries[0]

    def run(self, **later: float) -> Report:
        """One pass of the publisher, some time later."""
        self.clock.on(**later)
        self.platform.passes()
        return self.publisher.run_due()

    def delivery(self, delivery: Delivery) -> Delivery:
        """As it stands now."""
        with self.database.reading() as connection:
            found = deliveries.get(connection, delivery.id)
        assert found is not None
        return found

    def every_delivery(self) -> list[Delivery]:
        """All there are."""
        with self.database.reading() as connection:
            return [one for post in posts.newest(connection, 1000) for one in post.deliveries]

    def log_of(self, delivery: Delivery) -> list[tuple[str, str]]:
        """(step, outcome) of its attempts."""
        with self.database.reading() as connection:
            return [(row.step, row.outcome) for row in attempts.of_delivery(connection, delivery.id)]


#: Midnight before the clocks go back, and before they go forward, in Musterbach.
BEFORE_WINTER = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
BEFORE_SUMMER = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)
__all__ = ["BEFORE_SUMMER", "BEFORE_WINTER", "MORNING", "Clock", "Died", "Platform", "Stage"]
