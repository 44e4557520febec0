"""Writing down how a delivery fares."""

import pytest

from amtdesk.domain.channel import Published
from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed, Problem, Uncertain
from amtdesk.services.changes import Kind
from amtdesk.services.outcomes import Outcomes, detail_of
from tests.services.platform import Stage


def outcomes(stage: Stage) -> Outcomes:
    return Outcomes(stage.database, stage.changes, stage.clock)


def test_an_end_is_dated_and_told(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    news: list[Kind] = []
    stage.changes.listen(news.append)
    outcomes(stage).end(delivery, State.MISSED, Problem.TOO_LATE, "x" * 5000)
    found = stage.delivery(delivery)
    assert (found.state, found.ended, found.problem, len(found.detail)) == (
        State.MISSED,
        stage.clock(),
        Problem.TOO_LATE,
        2000,
    )
    assert news == [Kind.DELIVERIES]


def test_what_has_not_ended_has_no_end(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    outcomes(stage).end(delivery, State.BY_HAND, None)
    assert stage.delivery(delivery).ended is None


def test_somebody_elses_step_counts(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    stage.planning.by_hand(delivery.id)
    with pytest.raises(NotAllowed):
        outcomes(stage).end(delivery, State.MISSED, None)
    with pytest.raises(NotAllowed):
        outcomes(stage).move_on(delivery, looks=3)
    outcomes(stage).wait(delivery, stage.clock(), Problem.OFFLINE, "")
    assert stage.delivery(delivery).problem is None


def test_a_step_the_table_does_not_know_is_refused(stage: Stage) -> None:
    delivery = stage.planned(stage.connect())
    with pytest.raises(NotAllowed):
        outcomes(stage).published(delivery, Published("1", "https://a.example/1"))
    assert stage.delivery(delivery).state is State.PLANNED


def test_details_of_foreign_errors_are_only_their_kind() -> None:
    assert detail_of(Uncertain(Problem.TIMED_OUT, "raw answer")) == "raw answer"
    assert detail_of(ValueError("with a token inside")) == "ValueError"


def test_the_log_has_status_and_duration(stage: Stage) -> None:
    from time import monotonic

    from amtdesk.store import attempts

    delivery = stage.planned(stage.connect())
    outcomes(stage).log(delivery, "publish", monotonic(), "unknown", Uncertain(Problem.TIMED_OUT, "raw", status=504))
    with stage.database.reading() as connection:
        row = attempts.of_delivery(connection, delivery.id)[0]
    assert (row.step, row.outcome, row.status, row.detail, row.started) == (
        "publish",
        "unknown",
        504,
        "raw",
        stage.clock(),
    )
    assert 0 <= row.milliseconds < 5000
