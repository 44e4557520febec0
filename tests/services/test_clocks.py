"""The worker's own thread through nights of the clock change, sleep, clocks that are set, and other zones."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from amtdesk.domain.delivery import Delivery, LatePolicy, State
from amtdesk.domain.errors import Problem
from amtdesk.domain.schedule import local, moment
from amtdesk.services.worker import Worker
from amtdesk.ui import texts
from tests.services.platform import MORNING, Platform, Stage

BERLIN = "Europe/Berlin"


class Wall:
    """The clock on the wall and true time beside it; it can be set, true time cannot."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.passed = 0.0
        self.wrong = timedelta()

    def __call__(self) -> datetime:
        return self.true() + self.wrong

    def true(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    def steady(self) -> float:
        return self.passed


class Office:
    """A desk whose worker runs in its thread; each step waits until it has looked at everything once more."""

    def __init__(self, folder: Path, start: datetime) -> None:
        self.wall = Wall(start)
        self.stage = Stage(folder, self.wall, Platform(self.wall.true))  # type: ignore[arg-type]
        self.account = self.stage.connect()
        self.looked = threading.Semaphore(0)
        publisher = self.stage.publisher
        self.worker = Worker(
            [publisher.run_due, self.looked.release],
            self.stage.changes,
            self.wall,
            publisher.next_moment,
            jumped=publisher.gate.set_aside,
            steady_seconds=self.wall.steady,
        )
        self.worker.start()
        assert self.looked.acquire(timeout=30)

    def passes(self, **time_: float) -> None:
        """True time passes: the program waits, or the computer sleeps."""
        self.wall.passed += timedelta(**time_).total_seconds()
        self._look()

    def is_set(self, **by: float) -> None:
        """Somebody sets the clock."""
        self.wall.wrong += timedelta(**by)
        self._look()

    def _look(self) -> None:
        for _ in range(2):
            while self.looked.acquire(blocking=False):
                pass
            self.worker.poke()
            assert self.looked.acquire(timeout=30)

    def planned(self, due: datetime, text: str = "Am Sonntag ist Herbstmarkt.", **values: object) -> Delivery:
        """The delivery of a post planned for a moment."""
        return self.stage.planned(self.account, text=text, due=due, **values)

    def state(self, delivery: Delivery) -> State:
        return self.stage.delivery(delivery).state

    @property
    def out(self) -> list[str]:
        """What everybody sees, in the order in which it went out."""
        return [one.text for one in self.stage.platform.public]


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[list[Office]]:
    made: list[Office] = []
    yield made
    for one in made:
        assert one.worker.stop()
        one.stage.close()


@pytest.fixture
def office(tmp_path: Path, offices: list[Office]) -> Office:
    offices.append(Office(tmp_path / "office", MORNING))
    return offices[0]


# the two nights


def test_half_past_two_twice_is_two_moments(tmp_path: Path, offices: list[Office]) -> None:
    night = datetime(2026, 10, 25, 2, 30)
    offices.append(office := Office(tmp_path / "office", moment(night, BERLIN) - timedelta(hours=1)))
    first = office.planned(moment(night, BERLIN), "Sommerzeit")
    second = office.planned(moment(night, BERLIN, second=True), "Winterzeit")
    office.passes(minutes=59)
    assert office.out == []
    office.passes(minutes=2)
    assert office.out == ["Sommerzeit"]
    office.passes(minutes=58)
    assert office.out == ["Sommerzeit"], "the same time on the wall, and an hour too early"
    office.passes(minutes=2)
    assert office.out == ["Sommerzeit", "Winterzeit"]
    assert office.state(first) is office.state(second) is State.PUBLISHED
    assert texts.clock(first.due, BERLIN) == texts.clock(second.due, BERLIN) == "2:30 Uhr"


def test_half_past_two_that_does_not_exist_is_half_past_three(tmp_path: Path, offices: list[Office]) -> None:
    night = datetime(2027, 3, 28, 2, 30)
    offices.append(office := Office(tmp_path / "office", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)))
    delivery = office.planned(moment(night, BERLIN))
    assert texts.clock(delivery.due, BERLIN) == "3:30 Uhr"
    office.passes(minutes=59)
    assert office.out == []
    office.passes(minutes=2)
    assert office.state(delivery) is State.PUBLISHED


@pytest.mark.parametrize("night", [date(2026, 10, 25), date(2027, 3, 28)])
def test_nine_o_clock_on_another_day_stays_nine_o_clock(tmp_path: Path, offices: list[Office], night: date) -> None:
    day_before, day_after = night - timedelta(days=1), night + timedelta(days=1)
    nine = moment(datetime(day_before.year, day_before.month, day_before.day, 9), BERLIN)
    offices.append(office := Office(tmp_path / "office", nine - timedelta(hours=1)))
    delivery = office.planned(nine)
    office.stage.planning.move_to_day(delivery.post_id, day_after)
    due = office.stage.delivery(delivery).due
    assert local(due).strftime("%Y-%m-%d %H:%M") == f"{day_after} 09:00"
    assert due - nine != timedelta(days=2)
    office.passes(seconds=(due - office.wall()).total_seconds() - 1)
    assert office.out == []
    office.passes(seconds=2)
    assert office.state(delivery) is State.PUBLISHED


@pytest.mark.parametrize("start", [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)])
def test_late_is_counted_in_minutes_that_passed(tmp_path: Path, offices: list[Office], start: datetime) -> None:
    offices.append(office := Office(tmp_path / "office", start))
    just, over = office.planned(start + timedelta(minutes=10), "a"), office.planned(start + timedelta(minutes=5), "b")
    office.passes(minutes=39)
    assert (office.state(just), office.state(over)) == (State.PUBLISHED, State.MISSED)


# sleep


def test_asleep_across_its_time_for_a_while_it_goes_out_on_waking(office: Office) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=10))
    office.passes(minutes=35)
    assert office.state(delivery) is State.PUBLISHED
    assert len(office.out) == 1


@pytest.mark.parametrize(
    ("policy", "state"),
    [
        (LatePolicy.PUBLISH, State.MISSED),
        (LatePolicy.ASK, State.MISSED),
        (LatePolicy.LAPSE, State.WITHDRAWN),
    ],
)
def test_asleep_over_the_night_nothing_of_yesterday_goes_out(office: Office, policy: LatePolicy, state: State) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=10), late_policy=policy)
    office.passes(hours=16)
    assert office.state(delivery) is state
    assert office.out == []
    assert office.stage.delivery(delivery).problem is Problem.TOO_LATE


# clocks that are set


@pytest.mark.parametrize("back", [{"hours": -3}, {"days": -1}, {"minutes": -5}])
def test_set_back_after_it_went_out_it_does_not_go_out_again(office: Office, back: dict[str, float]) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=10))
    office.passes(minutes=11)
    office.is_set(**back)
    office.passes(minutes=30)
    office.passes(hours=25)
    assert office.state(delivery) is State.PUBLISHED
    assert len(office.out) == 1


def test_set_back_before_its_time_it_waits_for_the_time_on_the_wall(office: Office) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=10))
    office.is_set(hours=-1)
    office.passes(minutes=30)
    assert office.state(delivery) is State.PLANNED
    office.passes(minutes=41)
    assert office.state(delivery) is State.PUBLISHED


@pytest.mark.parametrize("ahead", [{"hours": 3}, {"days": 400}, {"minutes": 20}])
def test_set_forward_nothing_goes_out_by_that_alone(office: Office, ahead: dict[str, float]) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=10))
    later = office.planned(MORNING + timedelta(days=500), "Nächstes Jahr")
    office.is_set(**ahead)
    assert office.state(delivery) is State.MISSED
    assert office.stage.delivery(delivery).problem is Problem.CLOCK_SET
    assert (office.state(later), office.out) == (State.PLANNED, [])
    office.is_set(**{unit: -number for unit, number in ahead.items()})
    office.stage.planning.retry(delivery.id)
    office.passes(seconds=20)
    assert office.state(delivery) is State.PUBLISHED


def test_a_correction_of_seconds_is_nothing_to_speak_of(office: Office) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=1))
    office.is_set(seconds=40)
    assert office.state(delivery) is State.PLANNED
    office.passes(seconds=21)
    assert office.state(delivery) is State.PUBLISHED


# zones


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a running program cannot change here")
def test_the_zone_of_the_computer_moves_no_post(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = office.planned(MORNING + timedelta(minutes=10))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        office.passes(minutes=9)
        assert office.out == []
        assert texts.clock(office.stage.delivery(delivery).due, delivery.zone) == "8:40 Uhr"
        office.passes(minutes=2)
        assert office.state(delivery) is State.PUBLISHED
    finally:
        monkeypatch.undo()
        time.tzset()
