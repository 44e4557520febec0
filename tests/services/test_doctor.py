"""Checks of connections: what was met, and where the way ends."""

from collections.abc import Iterable

import pytest

from amtdesk.domain.account import Standing
from amtdesk.domain.errors import Problem
from amtdesk.domain.reach import MEANT, Reach, Stop
from amtdesk.services.accounts import Access
from amtdesk.services.doctor import Doctor
from tests.services.platform import Stage

FAR = "https://town.example"


class Explored:
    """What was explored, and what is found."""

    def __init__(self, found: Reach) -> None:
        self.found = found
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def __call__(self, url: str, others: Iterable[str]) -> Reach:
        self.asked.append((url, tuple(others)))
        return self.found


def connected(stage: Stage, url: str = FAR) -> int:
    return stage.accounts.add(Access("plain", "", url, {}, {"password": "geheim-geheim"})).id


def test_a_connection_that_works_says_so_and_who_looks_in(stage: Stage) -> None:
    explored = Explored(Reach("town.example", inspected=True, issuer="Haus"))
    found = Doctor(stage.accounts, explored).check(connected(stage))
    assert found.error is None and found.found is not None and found.found.name == "Gemeinde Musterbach"
    assert found.reach == explored.found


@pytest.mark.parametrize("stop", list(Stop))
def test_a_platform_that_is_not_to_be_had_is_explained_by_the_way_there(stage: Stage, stop: Stop) -> None:
    account = connected(stage)
    stage.platform.will("connect", "offline")
    found = Doctor(stage.accounts, Explored(Reach("town.example", stop))).check(account)
    meant = MEANT.get(stop, Problem.OFFLINE)
    assert found.error is not None and found.error.problem is meant
    assert found.reach is not None and found.reach.stop is stop
    kept = stage.accounts.get(account)
    # after the next start the page says the same
    assert kept is not None and (kept.standing, kept.problem) == (Standing.READY, meant)


def test_a_refused_access_needs_no_look_at_the_network(stage: Stage) -> None:
    account, explored = connected(stage), Explored(Reach("x", Stop.BLOCKED))
    stage.platform.will("connect", "denies")
    found = Doctor(stage.accounts, explored).check(account)
    assert found.error is not None and found.error.problem is Problem.ACCESS_EXPIRED
    assert found.reach is None and explored.asked == []


def test_a_call_that_went_through_is_believed_more_than_a_look(stage: Stage) -> None:
    explored = Explored(Reach("town.example", Stop.NO_TLS, "proxy.example:8080"))
    found = Doctor(stage.accounts, explored).check(connected(stage))
    assert found.reach == Reach("town.example", proxy="proxy.example:8080")


def test_other_servers_are_asked_whether_there_is_a_network(stage: Stage) -> None:
    first, explored = connected(stage), Explored(Reach("x"))
    connected(stage, "https://other.example")
    Doctor(stage.accounts, explored).check(first)
    assert explored.asked == [(FAR, ("https://other.example",))]


def test_an_access_in_the_making_is_looked_at_too(stage: Stage) -> None:
    doctor = Doctor(stage.accounts, Explored(Reach("town.example", Stop.NAME_UNKNOWN)))
    found = doctor.way(Access("plain", "", FAR, {}, {}))
    assert found is not None and found.stop is Stop.NAME_UNKNOWN
    assert doctor.way(Access("plain", "", "", {}, {})) is None


def test_the_list_for_the_it(stage: Stage) -> None:
    connected(stage)
    doctor = Doctor(stage.accounts, Explored(Reach("x")))
    assert doctor.hosts(connected=True) == {"town.example": ("Plain",)}
    assert "town.example" in doctor.hosts(connected=False)
