"""Her choices in the file."""

from datetime import UTC, datetime

import pytest

from amtdesk.domain.example import SILENCE, Choice
from amtdesk.store import choices, textmodules
from amtdesk.store.database import Database
from tests.store.test_textmodules import ONE, SHELVES

NOW = datetime(2026, 10, 14, tzinfo=UTC)


def test_the_youngest_come_back_in_order(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "KEPT", 3)
    made = [Choice(f"wort{at}", "", "tonne" if at else SILENCE, ("anders",)) for at in range(5)]
    with database.writing() as connection:
        textmodules.add_new(connection, SHELVES, [ONE])
        for one in made:
            choices.add(connection, one, NOW)
        assert choices.count(connection) == 3
        assert list(choices.youngest(connection, 2)) == made[3:]
        choices.forget(connection)
        assert choices.count(connection) == 0


def test_silence_comes_back_as_silence(database: Database) -> None:
    one = Choice("schoen", "bild", SILENCE)
    with database.writing() as connection:
        choices.add(connection, one, NOW)
        assert list(choices.youngest(connection, 9)) == [one]
