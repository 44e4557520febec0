"""Sending without a window: the state is the operating system's, waking follows the plan."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from amtdesk.domain.job import JobState, Registered
from amtdesk.services.jobs import EARLIER
from tests import builders
from tests.builders import MORNING, Clock


class Timer:
    """An operating system's timer that keeps what it is told."""

    def __init__(self, *, can_wake: bool = True) -> None:
        self.can_wake = can_wake
        self.registered = Registered.OFF
        self.waking: list[datetime | None] = []

    def state(self) -> Registered:
        return self.registered

    def register(self) -> None:
        self.registered = Registered.ON

    def unregister(self) -> None:
        self.registered = Registered.OFF

    def wake_at(self, moment: datetime | None) -> None:
        self.waking.append(moment)

    def files(self) -> Mapping[str, str]:
        return {"x": "y"}


@pytest.fixture
def timer() -> Timer:
    return Timer()


def test_what_the_system_says_is_true(tmp_path: Path, timer: Timer) -> None:
    desk = builders.desk_at(tmp_path, timer=timer)
    assert desk.jobs.state() == JobState(Registered.OFF, can_wake=True)
    assert desk.jobs.switch_on(wake=True) == JobState(Registered.ON, can_wake=True, wakes=True)
    timer.registered = Registered.OFF
    assert desk.jobs.state().registered is Registered.OFF, "somebody removed it there"
    assert desk.jobs.switch_off() == JobState(Registered.OFF, can_wake=True)
    assert desk.jobs.files() == {"x": "y"}
    desk.database.close()


def test_the_computer_wakes_before_the_next_post_and_only_for_that(tmp_path: Path, timer: Timer) -> None:
    clock = Clock()
    desk = builders.desk_at(tmp_path, clock, timer=timer)
    account = builders.practice(desk)
    due = MORNING + timedelta(hours=5)
    post = builders.draft(desk, [account], due=due)
    desk.planning.plan(post.id)
    desk.jobs.follow()
    assert timer.waking == [], "not asked for"
    desk.jobs.switch_on(wake=True)
    assert timer.waking == [due - EARLIER]
    desk.jobs.follow()
    assert len(timer.waking) == 1, "nothing changed"
    later = MORNING + timedelta(hours=9)
    desk.planning.move(post.id, later)
    desk.jobs.follow()
    assert timer.waking[-1] == later - EARLIER
    desk.jobs.switch_on(wake=False)
    assert timer.waking[-1] is None
    desk.database.close()


def test_where_nothing_can_wake_nothing_is_tried(tmp_path: Path) -> None:
    timer = Timer(can_wake=False)
    desk = builders.desk_at(tmp_path, timer=timer)
    assert desk.jobs.switch_on(wake=True) == JobState(Registered.ON)
    assert [one for one in timer.waking if one] == []
    desk.database.close()
