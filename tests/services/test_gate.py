"""Nothing leaves while everything is held or a file waits for a person; asked where nothing can come in between."""

import pytest

from amtdesk.domain.delivery import State
from amtdesk.domain.errors import NotAllowed, Problem
from amtdesk.domain.post import Attached
from amtdesk.services.backups import RESTORED
from amtdesk.services.gate import Gate
from amtdesk.services.holding import Holding
from amtdesk.store import settings
from tests.services.platform import FakeChannel, Stage
from tests.services.test_pictures import photo, saved


@pytest.fixture
def gate(stage: Stage) -> Gate:
    return stage.publisher.gate


@pytest.fixture
def holding(stage: Stage) -> Holding:
    return Holding(stage.database, stage.changes, stage.clock, stage.planning, stage.offices)


def test_nothing_leaves_while_everything_is_held(stage: Stage, holding: Holding) -> None:
    delivery = stage.planned(stage.connect())
    holding.hold("Unfall auf der B27")
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.HELD
    assert "publish" not in stage.platform.calls


def test_a_hold_in_the_moment_of_the_claim_counts(stage: Stage, gate: Gate, holding: Holding) -> None:
    delivery = stage.planned(stage.connect())
    holding.hold("Unfall")
    with stage.database.writing() as connection, pytest.raises(NotAllowed):
        gate.check(connection, delivery)


def test_a_hold_while_pictures_are_uploaded_stops_the_final_call(
    stage: Stage, holding: Holding, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = stage.posts.take_picture(saved(photo(), "JPEG"), "foto.jpg")
    delivery = stage.planned(stage.connect(), pictures=(Attached(media, "Ein Bild"),))
    monkeypatch.setattr(FakeChannel, "upload", lambda *_: holding.hold("Unfall"))
    stage.run(hours=1)
    assert stage.delivery(delivery).state is State.HELD
    assert "publish" not in stage.platform.calls and stage.platform.of(delivery.account_id) == []


def test_a_restored_file_sends_nothing(stage: Stage, gate: Gate) -> None:
    delivery = stage.planned(stage.connect())
    with stage.database.writing() as connection:
        settings.put(connection, RESTORED, {"at": stage.clock().isoformat(), "from": "a.sqlite"})
    assert not gate.opens()
    assert stage.run(hours=1).frozen
    assert stage.delivery(delivery).state is State.PLANNED
    with stage.database.writing() as connection, pytest.raises(NotAllowed):
        gate.check(connection, delivery)


def test_what_the_clock_jumped_over_a_person_decides(stage: Stage, gate: Gate) -> None:
    account = stage.connect()
    before = stage.clock()
    jumped = stage.planned(account)
    later = stage.planned(account, due=before.replace(hour=20))
    after = stage.clock.on(hours=2)
    gate.set_aside(before, after)
    assert (stage.delivery(jumped).state, stage.delivery(jumped).problem) == (State.MISSED, Problem.CLOCK_SET)
    assert stage.delivery(later).state is State.PLANNED
