"""Secrets of channels that are gone."""

import pytest

from amtdesk.domain.errors import Problem, SecretsUnavailable
from amtdesk.services.removal import Removal
from tests.services.platform import Stage
from tests.services.test_renewal import renewal, secrets_in


def locked(_key: str, _name: str) -> None:
    raise SecretsUnavailable(Problem.KEYRING_LOCKED)


def test_what_the_keyring_refused_to_forget_is_forgotten_when_it_is_open_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = stage.connect()
    with monkeypatch.context() as shut:
        shut.setattr(stage.secrets, "delete", locked)
        Removal(stage.database, stage.changes, stage.clock, stage.accounts).remove(account)
        assert stage.accounts.every() == [] and secrets_in(stage.secrets) == ["geheim-geheim"]
        renewal(stage).daily()
        assert secrets_in(stage.secrets) == ["geheim-geheim"]
    stage.restart()
    renewal(stage).daily()
    assert secrets_in(stage.secrets) == []
    asked: list[str] = []
    monkeypatch.setattr(stage.secrets, "delete", lambda key, _name: asked.append(key))
    renewal(stage).daily()
    assert asked == [], "what is forgotten is not asked for every day"


def test_one_that_is_connected_keeps_its_secrets(stage: Stage) -> None:
    stage.connect()
    renewal(stage).daily()
    assert secrets_in(stage.secrets) == ["geheim-geheim"]
