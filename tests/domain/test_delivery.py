"""The state table: what may follow what, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.delivery import (
    ENDED,
    PUBLIC,
    STEPS,
    Delivery,
    LatePolicy,
    State,
    may,
    overall,
    step,
)
from amtdesk.domain.errors import NotAllowed

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
STATES = st.sampled_from(State)


def delivery(**values: object) -> Delivery:
    known: dict[str, object] = {"state": State.PLANNED, "due": NOW, "zone": "Europe/Berlin", "token": "t"}
    return Delivery(1, 1, 1, **{**known, **values})  # type: ignore[arg-type]


@given(STATES, STATES)
def test_a_step_is_in_the_table_or_refused(before: State, after: State) -> None:
    if may(before, after):
        assert step(before, after) is after
    else:
        with pytest.raises(NotAllowed):
            step(before, after)


def test_every_state_has_its_steps() -> None:
    assert set(STEPS) == set(State)


def test_only_what_was_claimed_or_lies_with_the_platform_becomes_published() -> None:
    assert {before for before in State if may(before, State.PUBLISHED)} == {
        State.SENDING,
        State.HANDED_OVER,
        State.UNCERTAIN,
    }
    assert {before for before in State if may(before, State.SENDING)} <= {State.PLANNED}


def test_what_is_public_can_only_be_withdrawn() -> None:
    for state in PUBLIC:
        assert STEPS[state] == {State.WITHDRAWN}


def test_sending_ends_somewhere_and_never_as_missed() -> None:
    assert not may(State.SENDING, State.MISSED) and not may(State.SENDING, State.WITHDRAWN)


def test_from_every_state_a_person_gets_out() -> None:
    for state in State:
        reachable, edge = set(), [state]
        while edge:
            for after in STEPS[edge.pop()]:
                if after not in reachable:
                    reachable.add(after)
                    edge.append(after)
        assert State.WITHDRAWN in reachable
        if state is not State.WITHDRAWN and state not in PUBLIC:
            assert PUBLIC & reachable


@given(
    st.sampled_from(LatePolicy), st.integers(0, 500), st.timedeltas(timedelta(minutes=-600), timedelta(minutes=1200))
)
def test_late_is_what_the_policy_says(policy: LatePolicy, limit: int, late: timedelta) -> None:
    one = delivery(late_policy=policy, late_limit=limit)
    allowed = timedelta(minutes=max(limit if policy is LatePolicy.PUBLISH else 0, 2))
    assert one.too_late(NOW + late) == (late > allowed)


@given(st.lists(STATES, min_size=1, max_size=6))
def test_a_tile_shows_the_loudest_state_in_whatever_order(states: list[State]) -> None:
    shown = overall(states)
    assert shown.state in states and shown == overall(reversed(states))
    if State.FAILED in states:
        assert shown.state is State.FAILED and not shown.partly


def test_partly_is_said_when_nothing_louder_is_open() -> None:
    assert overall([State.PUBLISHED, State.PLANNED]).partly
    assert not overall([State.PUBLISHED, State.FAILED]).partly
    assert not overall([State.PUBLISHED, State.PUBLISHED]).partly
    assert not overall([State.PUBLISHED, State.SENDING]).partly


def test_ended_states_do_nothing_by_themselves() -> None:
    assert {State.PLANNED, State.SENDING, State.HANDED_OVER, State.UNCERTAIN, State.BY_HAND}.isdisjoint(ENDED)
