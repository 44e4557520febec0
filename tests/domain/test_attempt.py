"""One line in the log of a delivery."""

from contextvars import Context
from datetime import UTC, datetime
from threading import Thread

from amtdesk.domain.attempt import Attempt, hear, heard
from amtdesk.domain.errors import Problem

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_an_outcome_is_a_word_a_problem_or_an_unknown_with_its_problem() -> None:
    accepted = Attempt(1, "publish", NOW, 12, "accepted")
    assert not accepted.unknown and accepted.problem is None
    refused = Attempt(1, "publish", NOW, 12, Problem.REFUSED.value, 422)
    assert not refused.unknown and refused.problem is Problem.REFUSED
    silent = Attempt(1, "publish", NOW, 12, f"unknown: {Problem.TIMED_OUT.value}")
    assert silent.unknown and silent.problem is Problem.TIMED_OUT


def test_what_http_said_is_known_to_the_thread_that_heard_it_and_not_from_before() -> None:
    elsewhere: list[int | None] = []

    def listen() -> None:
        assert heard(100.0) is None
        hear(201, 100.5)
        assert heard(100.0) == 201
        assert heard(101.0) is None
        other = Thread(target=lambda: elsewhere.append(heard(100.0)))
        other.start()
        other.join()

    # whatever other tests heard
    Context().run(listen)
    assert elsewhere == [None]
