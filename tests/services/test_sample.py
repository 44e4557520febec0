"""The sample office: every state is there to be seen, and nothing of it leaves this computer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtdesk.domain.delivery import State
from amtdesk.services import sample
from amtdesk.services.desk import Desk
from amtdesk.store import glance
from amtdesk.system import resources
from tests.builders import MORNING, Clock, desk_at


def filled(folder: Path, now: datetime = MORNING) -> Desk:
    desk = desk_at(folder, Clock(now), practice_only=True)
    sample.fill(desk, resources.json("sample/posts.json"), lambda name: resources.content(f"sample/{name}"))
    return desk


def test_all_kinds_of_states_are_there(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk")
    states = {delivery.state for post in desk.posts.newest(500) for delivery in post.deliveries}
    stages = {post.overall.state for post in desk.posts.newest(500)}
    # what is being sent stands in no file that a program has just opened
    assert states == set(State) - {State.DRAFT, State.AWAITING_APPROVAL, State.APPROVED, State.SENDING}
    assert {State.DRAFT, State.AWAITING_APPROVAL, State.APPROVED} <= stages
    assert desk.offices.get().sample
    assert desk.glance().urgent > 0


@pytest.mark.parametrize(
    "now",
    [
        MORNING,
        datetime(2026, 10, 17, 22, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
def test_nothing_is_due_without_having_reached_its_state(tmp_path: Path, now: datetime) -> None:
    desk = filled(tmp_path / "desk", now)
    for post in desk.posts.newest(500):
        for delivery in post.deliveries:
            assert delivery.state is not State.PLANNED or delivery.due > now
    assert desk.publisher.run_due().reached.get(State.PUBLISHED) is None


def test_what_is_planned_for_the_website_waits_there_as_with_a_real_one(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk")
    website = next(one.id for one in desk.accounts.every() if one.name == "Website")

    def planned() -> list[State]:
        found = [one for post in desk.posts.newest(500) for one in post.deliveries if one.account_id == website]
        return [one.state for one in found if one.due > desk.now()]

    assert State.PLANNED in planned()
    desk.publisher.run_due()
    assert set(planned()) == {State.HANDED_OVER}
    assert set(desk.publisher.run_due().reached) <= {State.HANDED_OVER}


def test_what_is_planned_goes_to_this_computer_only(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk")
    clock: Clock = desk.now  # type: ignore[assignment]
    desk.publisher.run_due()
    moment = desk.publisher.next_moment()
    assert moment is not None
    clock.now = moment
    report = desk.publisher.run_due()
    assert report.reached[State.PUBLISHED]
    urls = [d.url for p in desk.posts.newest(500) for d in p.deliveries if d.id in report.reached[State.PUBLISHED]]
    assert all(url and url.startswith("file://") for url in urls)


def test_first_screen_and_calendar_agree(tmp_path: Path) -> None:
    desk = filled(tmp_path / "desk")
    shown = glance.read(desk.database.path, MORNING)
    found = {post.id: post for post in desk.posts.newest(500)}
    assert shown.lines
    for line in shown.lines:
        for delivery in line.deliveries:
            assert found[line.post_id].states[delivery.account_id] is line.state
