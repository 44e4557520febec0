"""The one background thread."""

import logging
import threading
from collections.abc import Callable

import pytest

from amtdesk.services import worker as module
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.worker import Worker
from tests.builders import Clock


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
    assert ran.acquire(timeout=5)
    made.poke()
    assert ran.acquire(timeout=5)
    assert made.stop()
    assert not ran.acquire(blocking=False)


def test_it_runs_by_itself(news: list[Kind], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.01)
    ran = threading.Semaphore(0)
    made = worker([ran.release], news)
    made.start()
    assert all(ran.acquire(timeout=5) for _ in range(3))
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
        may_end.wait(10)

    made = worker([long], news)
    made.start()
    assert begun.wait(5)
    assert not made.stop(patience=0.01)
    may_end.set()
    assert made.stop(patience=5)


def test_one_that_never_began_is_stopped(news: list[Kind]) -> None:
    assert worker([], news).stop()
