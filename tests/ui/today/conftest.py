"""Posts in states a test cannot wait for, and a window that also starts rounds."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from amtdesk.domain.delivery import Delivery, State, Waits
from amtdesk.domain.errors import Problem
from amtdesk.services.desk import Desk
from amtdesk.store import deliveries
from amtdesk.ui.look import Look
from tests.builders import MORNING, draft, practice
from tests.ui.conftest import RecordingShell

SENDING: dict[str, Any] = {"attempts": 1, "started": MORNING - timedelta(minutes=30), "final": MORNING}
WAYS: dict[State, list[tuple[State, dict[str, Any]]]] = {
    State.PLANNED: [],
    State.MISSED: [(State.MISSED, {"problem": Problem.TOO_LATE.value})],
    State.HELD: [(State.HELD, {})],
    State.UNCERTAIN: [
        (State.SENDING, SENDING),
        (State.UNCERTAIN, {"problem": Problem.TIMED_OUT.value, "waits": Waits.PERSON.value, "looks": 2}),
    ],
    State.FAILED: [(State.SENDING, SENDING), (State.FAILED, {"problem": Problem.TEXT_TOO_LONG.value})],
    State.PUBLISHED: [
        (State.SENDING, SENDING),
        (State.PUBLISHED, {"ended": MORNING, "url": "https://musterbach.example/1", "remote_id": "1"}),
    ],
}

Deliver = Callable[..., Delivery]


class Window(RecordingShell):
    """Also ready (or not yet), starts rounds and connects channels."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.is_ready = True
        self.rounds = 0
        self.connected: list[str | None] = []

    def ready(self) -> bool:
        return self.is_ready

    def start_round(self) -> None:
        self.rounds += 1

    def connect_channel(self, kind: str | None = None) -> None:
        self.connected.append(kind)


@pytest.fixture
def shell(qtbot: QtBot, look: Look, desk: Desk) -> Iterator[Window]:
    window = Window(look, desk)
    qtbot.addWidget(window)
    yield window
    window.end()


@pytest.fixture
def deliver(desk: Desk) -> Deliver:
    """Makes a post with one delivery in a state; `account` is a new Übungskanal unless given."""

    def make(
        state: State,
        *,
        title: str = "Herbstmarkt",
        account: int | None = None,
        due: datetime = MORNING - timedelta(hours=1),
        first: State = State.PLANNED,
        **values: Any,
    ) -> Delivery:
        account = account or practice(desk)
        post = draft(desk, [account], title=title, due=MORNING + timedelta(hours=2))
        with desk.database.writing() as connection:
            key = deliveries.add(
                connection,
                post_id=post.id,
                account_id=account,
                state=first,
                due=due,
                zone="Europe/Berlin",
                token=f"{post.id:032x}",
                late_policy=post.late_policy,
                late_limit=30,
            )
            delivery = deliveries.get(connection, key)
            assert delivery is not None
            for after, given in WAYS.get(state, []):
                extra = values if after is state else {}
                delivery = deliveries.move(connection, delivery, after, **{**given, **extra})
        return delivery._replace()

    return make


def kept(desk: Desk, delivery: Delivery) -> Delivery:
    """The delivery as it stands in the file."""
    with desk.database.reading() as connection:
        found = deliveries.get(connection, delivery.id)
    assert found is not None
    return found
