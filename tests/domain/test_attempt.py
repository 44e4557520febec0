"""One line in the log of a delivery."""

from datetime import UTC, datetime

from amtdesk.domain.attempt import Attempt
from amtdesk.domain.errors import Problem

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_an_outcome_is_a_word_a_problem_or_an_unknown_with_its_problem() -> None:
    accepted = Attempt(1, "publish", NOW, 12, "accepted")
    assert not accepted.unknown and accepted.problem is None
    refused = Attempt(1, "publish", NOW, 12, Problem.REFUSED.value, 422)
    assert not refused.unknown and refused.problem is Problem.REFUSED
    silent = Attempt(1, "publish", NOW, 12, f"unknown: {Problem.TIMED_OUT.value}")
    assert silent.unknown and silent.problem is Problem.TIMED_OUT
