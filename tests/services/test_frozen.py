"""A restored or copied file: nothing goes out until a person says so, and nothing goes out twice."""

from datetime import timedelta
from pathlib import Path

import pytest

from amtdesk.domain.delivery import State, Waits
from amtdesk.domain.errors import Problem, SecretsUnavailable
from amtdesk.domain.hold import Cause, Freeze
from amtdesk.services.backups import RESTORED
from amtdesk.services.frozen import Frozen
from amtdesk.store import settings
from amtdesk.system.secrets import MemorySecrets
from tests.services.platform import Public, Stage


class NoKeyring(MemorySecrets):
    def store_id(self, folder: Path) -> str | None:
        raise SecretsUnavailable(Problem.KEYRING_ABSENT, "none")

    def keep_store_id(self, folder: Path, store_id: str) -> None:
        raise SecretsUnavailable(Problem.KEYRING_ABSENT, "none")


def frozen(stage: Stage, keyring: MemorySecrets | None, place: str = "PC-12/data") -> Frozen:
    return Frozen(stage.database, stage.changes, stage.clock, keyring, stage.folder, "store", place)


def restored(stage: Stage) -> None:
    with stage.database.writing() as connection:
        settings.put(connection, RESTORED, {"at": stage.clock().isoformat(), "from": "amtdesk-2026-10-13.sqlite"})


def test_a_new_file_is_at_home_and_stays_so(stage: Stage) -> None:
    keyring = MemorySecrets()
    stage.planned(stage.connect())
    for _ in range(2):
        one = frozen(stage, keyring)
        one.look()
        assert one.freeze() is None
    assert keyring.store_id(stage.folder) == "store"


def test_a_keyring_that_was_emptied_stops_nothing_on_the_same_computer(stage: Stage) -> None:
    frozen(stage, MemorySecrets()).look()
    stage.planned(stage.connect())
    one = frozen(stage, MemorySecrets())
    one.look()
    assert one.freeze() is None


def test_a_copy_on_another_computer_stands_still_until_someone_confirms(stage: Stage) -> None:
    frozen(stage, MemorySecrets()).look()
    delivery = stage.planned(stage.connect())
    other = frozen(stage, keyring := MemorySecrets(), "PC-13/data")
    other.look()
    assert other.freeze() == Freeze(Cause.COPIED, stage.clock())
    assert stage.run(hours=1).frozen and stage.delivery(delivery).state is State.PLANNED
    other.confirm()
    assert other.freeze() is None and keyring.store_id(stage.folder) == "store"
    other.look()
    assert other.freeze() is None


def test_a_post_on_two_channels_waits_as_one(stage: Stage) -> None:
    one, other = stage.connect(), stage.connect()
    stage.planned(one, other)
    stage.planned(one, due=stage.clock() + timedelta(days=2))
    assert frozen(stage, None).waiting() == (0, 2)
    stage.clock.on(days=1)
    assert frozen(stage, None).waiting() == (1, 1)


def test_a_file_put_in_the_place_of_another_stands_still(stage: Stage) -> None:
    keyring = MemorySecrets()
    keyring.keep_store_id(stage.folder, "another")
    stage.planned(stage.connect())
    one = frozen(stage, keyring)
    one.look()
    assert one.freeze() is not None


def test_an_empty_new_file_in_the_place_of_another_is_no_copy(stage: Stage) -> None:
    keyring = MemorySecrets()
    keyring.keep_store_id(stage.folder, "another")
    one = frozen(stage, keyring)
    one.look()
    assert one.freeze() is None and keyring.store_id(stage.folder) == "store"


def test_without_a_keyring_nothing_is_stopped_but_said(stage: Stage) -> None:
    one = frozen(stage, NoKeyring())
    one.look()
    assert one.freeze() is None and one.keyring_problem is Problem.KEYRING_ABSENT
    restored(stage)
    assert one.freeze() is not None
    one.confirm()
    assert one.freeze() is None
    assert frozen(stage, None).keyring_problem is None


@pytest.mark.parametrize("kind", ["plain", "repeatable"])
@pytest.mark.parametrize("is_out", [True, False])
def test_what_fell_due_meanwhile_is_looked_up_first(stage: Stage, kind: str, is_out: bool) -> None:
    delivery = stage.planned(stage.connect(kind))
    restored(stage)
    at = delivery.due
    if is_out:
        text = "Am Sonntag ist Herbstmarkt."
        stage.platform.public.append(Public("p9", delivery.account_id, delivery.token, text, (), at))
    stage.run(days=2)
    one = frozen(stage, MemorySecrets())
    assert one.freeze() == Freeze(Cause.RESTORED, at.replace(hour=6, minute=30), "amtdesk-2026-10-13.sqlite")
    one.confirm()
    found = stage.delivery(delivery)
    assert (found.state, found.waits) == (State.UNCERTAIN, Waits.LOOK_UP)
    for _ in range(3):
        stage.run(seconds=61)
    found = stage.delivery(delivery)
    assert found.state is (State.PUBLISHED if is_out else State.MISSED)
    assert found.remote_id == ("p9" if is_out else None)
    assert "publish" not in stage.platform.calls


def test_what_the_platform_was_given_after_the_copy_is_found_there(stage: Stage) -> None:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock().replace(hour=18))
    restored(stage)
    text = "Am Sonntag ist Herbstmarkt."
    waits = Public("k9", delivery.account_id, delivery.token, text, (), stage.clock(), delivery.due)
    stage.platform.public.append(waits)
    frozen(stage, None).confirm()
    stage.run(seconds=1)
    found = stage.delivery(delivery)
    assert (found.state, found.remote_id) == (State.HANDED_OVER, "k9")
    assert "hand_over" not in stage.platform.calls


def test_what_lies_ahead_and_is_not_there_is_planned_as_before(stage: Stage) -> None:
    delivery = stage.planned(stage.connect("keeper"), due=stage.clock().replace(hour=18))
    restored(stage)
    frozen(stage, None).confirm()
    for _ in range(4):
        stage.run(seconds=61)
    assert stage.delivery(delivery).state is State.HANDED_OVER
    assert stage.platform.calls.count("hand_over") == 1
