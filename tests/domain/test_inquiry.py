"""Anliegen: which step may follow which, and the number they go by."""

import pytest

from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.inquiry import LEADS_TO, SETTLED, STEPS, WAITING, Status, number, step


def test_every_status_has_its_steps_and_each_can_become_new_again() -> None:
    assert set(STEPS) == set(Status)
    assert all(Status.NEW in STEPS[status] for status in Status if status is not Status.NEW)
    assert SETTLED.isdisjoint(WAITING) and SETTLED | WAITING | {Status.NEW} == set(Status)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.REPORTED])
def test_what_is_open_or_waits_can_be_answered(status: Status) -> None:
    if status is not Status.CLOSED:
        assert step(status, Status.ANSWERED) is Status.ANSWERED


def test_what_was_not_taken_up_cannot_be_reported_as_done() -> None:
    for status in (Status.NEW, Status.WATCHED, Status.CLOSED):
        with pytest.raises(NotAllowed, match=f"{status.value} -> reported"):
            step(status, Status.REPORTED)


def test_decisions_lead_to_what_the_table_allows_from_new() -> None:
    for status in set(LEADS_TO.values()) - {Status.NEW, Status.REPORTED}:
        assert step(Status.NEW, status) is status


def test_numbers_count_per_year_and_grow_when_they_must() -> None:
    assert number(2026, 412) == "26-0412"
    assert number(2031, 10_412) == "31-10412"
