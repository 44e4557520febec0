"""The one background thread."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from amtdesk.services import worker as module
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.worker import Worker
from tests.builders import MORNING, Clock


@pytest.fixture
def news() -> list[Kind]:
    return []


def worker(tasks: list[Callable[[], object]], news: list[Kind]) -> Worker:
    changes = Changes()
    changes.listen(news.append)
    return Worker(tasks, changes, Clock())


def test_it_runs_at_once_when_poked_and_stops(news: list[Kind]) -> None:
    ran = threading.Semaphore(0)
    made = worker([ran.release], news)
    made.start()
    assert ran.acquire(timeout=30)
    made.poke()
    assert ran.acquire(timeout=30)
    assert made.stop()
    assert not ran.acquire(blocking=False)


def test_it_runs_by_itself(news: list[Kind], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.01)
    ran = threading.Semaphore(0)
    made = worker([ran.release], news)
    made.start()
    assert all(ran.acquire(timeout=30) for _ in range(3))
    assert made.stop()


def test_a_task_that_fails_stops_neither_the_others_nor_the_thread(
    news: list[Kind], caplog: pytest.LogCaptureFixture
) -> None:
    ran = threading.Semaphore(0)
    broken = [True]

    def fails() -> None:
        if broken:
            raise ValueError("broken")

    made = worker([fails, ran.release], news)
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        made._once()
        made._once()
        assert made.pulse is not None and not made.pulse.ok
        assert news == [Kind.WORKER], "the same trouble is told once"
        broken.clear()
        made._once()
    assert made.pulse.ok
    assert news == [Kind.WORKER] * 2
    assert all(ran.acquire(blocking=False) for _ in range(3))


def test_stopping_waits_for_the_task_under_way_but_not_for_ever(news: list[Kind]) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        may_end.wait(60)

    made = worker([long], news)
    made.start()
    assert begun.wait(30)
    assert not made.stop(patience=0.01)
    may_end.set()
    assert made.stop(patience=5)


def test_one_that_never_began_is_stopped(news: list[Kind]) -> None:
    assert worker([], news).stop()


class Watch:
    """A wall clock that can be set, beside true time that passes."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.wrong = timedelta()

    def wall(self) -> datetime:
        return MORNING + timedelta(seconds=self.seconds - 1000) + self.wrong

    def steady(self) -> float:
        return self.seconds


def watched(watch: Watch, ran: list[str], jumps: list[tuple[datetime, datetime]]) -> Worker:
    def jumped(before: datetime, after: datetime) -> None:
        ran.append("jump")
        jumps.append((before, after))

    return Worker([lambda: ran.append("task")], Changes(), watch.wall, jumped=jumped, steady_seconds=watch.steady)


def test_a_clock_set_forward_is_told_before_anything_runs() -> None:
    watch, ran, jumps = Watch(), [], []  # type: tuple[Watch, list[str], list[tuple[datetime, datetime]]]
    made = watched(watch, ran, jumps)
    watch.seconds += 15
    watch.wrong = timedelta(days=1)
    made._wait()
    assert made._clock_is_told()
    assert jumps == [(MORNING + timedelta(seconds=15), MORNING + timedelta(days=1, seconds=15))]
    watch.seconds += 15
    assert made._clock_is_told() and len(jumps) == 1, "told once"
    watch.wrong = timedelta()
    assert made._clock_is_told() and len(jumps) == 1, "set back, posts merely wait for their time"


def test_a_sleep_is_no_jump_and_ends_the_wait_at_once() -> None:
    watch, ran, jumps = Watch(), [], []  # type: tuple[Watch, list[str], list[tuple[datetime, datetime]]]
    made = watched(watch, ran, jumps)
    sleeping = iter([0.0, 0.0, 28_800.0])

    def slept() -> float:
        # the computer falls asleep while the worker waits
        watch.seconds += next(sleeping, 0.0)
        return watch.seconds

    made._steady = slept
    made._wait()
    assert made._clock_is_told() and jumps == []


def test_a_jump_that_cannot_be_noted_lets_nothing_run(caplog: pytest.LogCaptureFixture) -> None:
    watch = Watch()
    told: list[datetime] = []

    def fails(before: datetime, _after: datetime) -> None:
        told.append(before)
        if len(told) == 1:
            raise OSError("locked")

    made = Worker([], Changes(), watch.wall, jumped=fails, steady_seconds=watch.steady)
    watch.wrong = timedelta(hours=1)
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        assert not made._clock_is_told()
    assert made._clock_is_told() and len(told) == 2


def test_the_steady_clock_goes_on() -> None:
    first = module.steady()
    assert module.steady() >= first


def test_one_whose_thread_ended_begins_again_and_a_stopped_one_does_not(
    news: list[Kind], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _args: None)
    ran, broken = threading.Semaphore(0), [True]

    def task() -> None:
        if broken:
            raise SystemExit
        ran.release()

    made = worker([task], news)
    assert not made.revive(), "nobody began it"
    made.start()
    made._thread.join(30)
    broken.clear()
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        assert made.revive()
    assert ran.acquire(timeout=30)
    assert not made.revive()
    assert made.stop() and not made.revive()


def test_one_that_got_no_thread_begins_as_soon_as_there_is_one(
    news: list[Kind], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    ran = threading.Semaphore(0)
    made = worker([ran.release], news)
    with monkeypatch.context() as scarce, pytest.raises(RuntimeError):
        scarce.setattr(threading.Thread, "start", none_left)
        made.start()
    with caplog.at_level(logging.CRITICAL, "amtdesk"):
        assert made.revive()
    assert ran.acquire(timeout=30) and made.stop()


def test_a_watchdog_that_looks_while_it_is_started_begins_no_second_one(news: list[Kind]) -> None:
    made, found = worker([], news), []  # type: tuple[Worker, list[bool]]
    watchdog = threading.Thread(target=lambda: found.append(made.revive()))
    begin = made._thread.start

    def slowly() -> None:
        watchdog.start()
        watchdog.join(0.1)
        begin()

    made._thread.start = slowly  # type: ignore[method-assign]
    made.start()
    watchdog.join(30)
    assert found == [False]
    assert made.stop()


def test_it_says_how_long_the_run_under_way_takes() -> None:
    watch, found = Watch(), []  # type: tuple[Watch, list[float]]
    made = Worker([], Changes(), watch.wall, steady_seconds=watch.steady)

    def task() -> None:
        watch.seconds += 700
        found.append(made.busy_for())

    made._tasks = [task]
    made._once()
    assert found == [700.0] and made.busy_for() == 0.0
