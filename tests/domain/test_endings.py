"""Accesses that end soon, on Heute."""

from datetime import UTC, datetime, timedelta

import pytest

from amtdesk.domain.account import Account, Standing
from amtdesk.domain.endings import with_endings
from amtdesk.domain.today import Line, Section, Step

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
FIRST = Line(Section.FIRST, Step.EDIT, "Fest")
TODAY = Line(Section.TODAY, Step.LOOK, "Markt")
DONE = Line(Section.DONE, Step.LOOK, "Gestern")


def account(days: float | None, **values: object) -> Account:
    settings = {} if days is None else {"expires": (NOW + timedelta(days=days)).isoformat()}
    return Account(7, "linkedin", "LinkedIn", "", settings, **values)  # type: ignore[arg-type]


def lines(one: Account) -> list[tuple[Section, str]]:
    found = with_endings((FIRST, TODAY, DONE), {7: one}, NOW, "Europe/Berlin")
    return [(line.section, line.words) for line in found]


USUAL = [(Section.FIRST, "Fest"), (Section.TODAY, "Markt"), (Section.DONE, "Gestern")]


@pytest.mark.parametrize("days", [None, 15, 60])
def test_far_ends_are_not_spoken_of(days: float | None) -> None:
    assert lines(account(days)) == USUAL


@pytest.mark.parametrize("days", [14, 8])
def test_two_weeks_before_it_is_said_quietly(days: float) -> None:
    assert lines(account(days)) == [*USUAL[:2], (Section.SOON, "LinkedIn"), USUAL[2]]


@pytest.mark.parametrize("days", [7, 2, 1, 0.1, -3])
def test_a_week_before_it_comes_first(days: float) -> None:
    assert lines(account(days)) == [USUAL[0], (Section.FIRST, "LinkedIn"), *USUAL[1:]]


def test_one_that_is_lost_or_gone_has_its_line_already() -> None:
    assert lines(account(1, standing=Standing.RECONNECT)) == USUAL
    assert lines(account(1, removed=True)) == USUAL
