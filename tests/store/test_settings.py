"""Settings as JSON by key."""

from amtdesk.store import settings
from amtdesk.store.database import Database


def test_a_value_is_kept_replaced_and_forgotten(database: Database) -> None:
    with database.writing() as connection:
        assert settings.get(connection, "ton", "leise") == "leise"
        settings.put(connection, "ton", {"laut": ["ä", 1, None]})
        assert settings.get(connection, "ton") == {"laut": ["ä", 1, None]}
        settings.put(connection, "ton", False)
        assert settings.get(connection, "ton", True) is False
        settings.drop(connection, "ton")
        settings.drop(connection, "ton")
        assert settings.get(connection, "ton") is None
