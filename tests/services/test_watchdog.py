"""No due delivery waits in silence: each cause has its alarm, and the network's return is used at once."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from amtdesk.domain.errors import Problem
from amtdesk.domain.today import Section, Step, Today
from amtdesk.services.accounts import Access
from amtdesk.services.holding import Holding
from amtdesk.services.watchdog import Watchdog
from amtdesk.services.worker import Worker
from amtdesk.store import attempts
from tests.services.platform import Died, Stage


class Net:
    """A network that is there or not."""

    def __init__(self) -> None:
        self.there = True
        self.asked: list[str] = []

    def __call__(self, url: str) -> bool:
        self.asked.append(url)
        return self.there


def watched(stage: Stage, net: Net | None = None) -> Watchdog:
    steady = stage.clock().timestamp
    worker = Worker([stage.publisher.run_due], stage.changes, stage.clock, steady_seconds=lambda: steady())
    return Watchdog(stage.database, stage.clock, worker, stage.publisher, stage.accounts, net or Net())


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        yield


def test_what_goes_its_way_raises_nothing(stage: Stage) -> None:
    dog = watched(stage)
    delivery = stage.planned(stage.connect())
    assert dog.check().problem is None
    stage.clock.now = delivery.due + timedelta(minutes=9)
    seen = dog.check()
    assert seen.problem is None and seen.waiting == () and seen.looked is None
    today = Today(stage.clock())
    assert dog.on(today) is today


def test_a_delivery_due_for_ten_minutes_is_said_on_heute(stage: Stage) -> None:
    dog = watched(stage)
    delivery = stage.planned(stage.connect())
    stage.clock.now = delivery.due + timedelta(minutes=11)
    seen = dog.check()
    assert (seen.problem, seen.waiting, seen.words, seen.since) == (
        Problem.OVERDUE,
        (delivery.id,),
        ("Herbstmarkt",),
        delivery.due,
    )
    line = dog.on(Today(stage.clock())).lines[0]
    assert (line.section, line.step, line.words, line.problem) == (
        Section.FIRST,
        Step.WATCH,
        "Herbstmarkt",
        Problem.OVERDUE,
    )
    stage.run()
    assert dog.check().problem is None


def test_one_that_says_sending_for_ten_minutes_counts_too(stage: Stage) -> None:
    stage.platform.will("publish", "dies")
    delivery = stage.planned(stage.connect())
    stage.clock.now = delivery.due
    with pytest.raises(Died):
        stage.run()
    stage.clock.on(minutes=11)
    assert watched(stage).check().waiting == (delivery.id,)


def test_while_everything_is_held_nothing_is_overdue(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    stage.clock.now = delivery.due + timedelta(minutes=11)
    Holding(stage.database, stage.changes, stage.clock, stage.planning, stage.offices).hold("Unwetter", "ka")
    assert watched(stage).check().problem is None


def test_a_run_that_hangs_is_said(stage: Stage) -> None:
    dog = watched(stage)
    worker = dog._worker
    worker._since = worker._steady() - 601
    assert dog.check().problem is None, "a long list may take that long"
    stage.clock.now = stage.planned(stage.connect()).due + timedelta(minutes=11)
    assert dog.check().problem is Problem.WORKER_STUCK
    stage.run()
    worker._since = worker._steady() - 1801
    assert dog.check().problem is Problem.WORKER_STUCK


def test_a_worker_that_ended_is_begun_again_and_said_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _args: None)

    def ends() -> None:
        if endings:
            endings.pop()
            raise SystemExit

    endings = [True]
    worker = Worker([ends], stage.changes, stage.clock)
    dog = Watchdog(stage.database, stage.clock, worker, stage.publisher, stage.accounts, Net())
    worker.start()
    worker._thread.join(30)
    assert dog.check().problem is Problem.WORKER_ENDED
    assert worker._thread.is_alive()
    assert dog.check().problem is None
    assert worker.stop()


def test_another_process_that_keeps_the_turn_is_named(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def taken() -> Iterator[bool]:
        yield False

    dog = watched(stage)
    delivery = stage.planned(stage.connect())
    monkeypatch.setattr(stage.publisher, "_turn", taken)
    stage.clock.now = delivery.due
    assert stage.run().busy
    stage.run(minutes=11)
    assert dog.check().problem is Problem.TURN_TAKEN
    monkeypatch.undo()
    stage.run()
    assert dog.check().problem is None


def test_entries_from_the_future_make_the_clock_suspect_until_somebody_knows_better(stage: Stage) -> None:
    dog = watched(stage)
    delivery = stage.planned(stage.connect())
    with stage.database.writing() as connection:
        attempts.log(connection, delivery, "publish", stage.clock() + timedelta(hours=1), 5, "accepted")
    assert dog.check().problem is Problem.CLOCK_BEHIND
    dog.believe_clock()
    assert dog.check().problem is None


def test_the_network_is_said_to_be_gone_and_back_within_one_look(stage: Stage) -> None:
    net = Net()
    dog = watched(stage, net)
    account = stage.accounts.add(Access("plain", "Kanal", "https://a.example", {}, {"password": "geheim"})).id
    delivery = stage.planned(account)
    assert not dog.check().offline and net.asked == [], "nobody is asked without a reason"
    stage.platform.will("publish", "offline")
    stage.clock.now = delivery.due
    stage.run()
    net.there = False
    assert dog.check().offline and net.asked == ["https://a.example"]
    assert stage.run(seconds=1).reached == {}, "it waits for its next try"
    net.there = True
    assert not dog.check().offline
    assert stage.run(seconds=1).reached != {}, "it goes out at once"


def test_the_operating_systems_word_counts(stage: Stage) -> None:
    net = Net()
    dog = watched(stage, net)
    stage.connect()
    assert dog.check(link=False).offline
    assert not dog.check(link=True).offline or net.asked == []


def test_what_depends_on_this_computer_is_named_before_it_is_left(stage: Stage) -> None:
    dog = watched(stage)
    account, hand = stage.connect(), stage.connect("manual", "Von Hand")
    stage.planned(account, due=stage.clock() + timedelta(minutes=40))
    stage.planned(hand, due=stage.clock() + timedelta(minutes=40))
    assert [one.words for one in dog.depending(timedelta(hours=1))] == ["Herbstmarkt"]
    assert dog.depending(timedelta(minutes=30)) == []
