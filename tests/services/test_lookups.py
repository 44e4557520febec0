"""What became of a delivery whose outcome is unknown; the whole way is in test_publisher.py."""

from datetime import timedelta

import pytest

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.services.lookups import LookUps
from amtdesk.services.outcomes import Outcomes
from tests.services.platform import Died, Stage


def look_ups(stage: Stage) -> LookUps:
    outcomes = Outcomes(stage.database, stage.changes, stage.clock)
    return LookUps(stage.database, stage.changes, stage.accounts, outcomes)


def died(stage: Stage, how: str) -> Delivery:
    """A delivery in the middle of which the process ended."""
    stage.platform.will("publish", how)
    delivery = stage.planned(stage.connect())
    with pytest.raises(Died):
        stage.run(hours=1)
    stage.restart()
    return stage.delivery(delivery)


def test_after_a_crash_nobody_looks_before_the_server_is_done(stage: Stage) -> None:
    delivery = died(stage, "accepts and dies")
    assert delivery.state is State.SENDING
    assert look_ups(stage).recover(delivery) is State.UNCERTAIN
    found = stage.delivery(delivery)
    assert found.final is not None
    assert (found.waits, found.next_try, found.problem) == (
        Waits.LOOK_UP,
        found.final + timedelta(seconds=120),
        Problem.PROGRAM_ENDED,
    )
    assert look_ups(stage).look(found) is None
    assert "look_up" not in stage.platform.calls
    stage.clock.on(seconds=120)
    assert look_ups(stage).look(found) is State.PUBLISHED


def test_with_a_known_id_the_look_is_at_once(stage: Stage) -> None:
    delivery = died(stage, "accepts and dies")
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET remote_id = 'p1'")
    look_ups(stage).recover(stage.delivery(delivery))
    assert look_ups(stage).look(stage.delivery(delivery)) is State.PUBLISHED
    assert "look_up" not in stage.platform.calls


def test_a_clock_set_back_after_the_crash_does_not_put_the_look_off(stage: Stage) -> None:
    delivery = died(stage, "accepts and dies")
    stage.clock.on(hours=-5)
    look_ups(stage).recover(delivery)
    assert stage.delivery(delivery).next_try == stage.clock() + timedelta(seconds=120)


def test_what_waits_for_a_person_is_left_alone(stage: Stage) -> None:
    delivery = died(stage, "dies")
    for seconds in (1, 120, 60):
        stage.run(seconds=seconds)
    found = stage.delivery(delivery)
    assert found.waits is Waits.PERSON
    calls = len(stage.platform.calls)
    assert look_ups(stage).look(found) is None
    assert len(stage.platform.calls) == calls


def test_a_row_without_its_payload_becomes_a_question(stage: Stage) -> None:
    delivery = died(stage, "dies")
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET payload = NULL")
    for seconds in (1, 120, 60):
        stage.run(seconds=seconds)
    assert stage.delivery(delivery).waits is Waits.PERSON


def test_a_broken_payload_becomes_a_question_and_stops_nobody(stage: Stage) -> None:
    delivery = died(stage, "dies")
    with stage.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET payload = '{broken'")
    other = stage.planned(delivery.account_id, text="anderer", due=stage.clock() + timedelta(minutes=1))
    for seconds in (60, 120, 60):
        stage.run(seconds=seconds)
    assert stage.delivery(other).state is State.PUBLISHED
    assert stage.delivery(delivery).waits is Waits.PERSON
