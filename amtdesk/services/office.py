"""The municipality's own settings."""

from typing import Any

from amtdesk.domain.settings import KEY, Office, from_json, to_json
from amtdesk.services.changes import Changes, Kind
from amtdesk.store import settings
from amtdesk.store.database import Database


class Offices:
    """Reads and keeps the office of this data directory."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    def get(self) -> Office:
        """The office as it stands."""
        with self._database.reading() as connection:
            return from_json(settings.get(connection, KEY, {}))

    def save(self, office: Office) -> None:
        """Keep it."""
        with self._database.writing() as connection:
            settings.put(connection, KEY, to_json(office))
        self._changes.tell(Kind.OFFICE)

    def change(self, **values: Any) -> Office:
        """Keep it with some values changed."""
        office = self.get()._replace(**values)
        self.save(office)
        return office

    def remember(self, key: str, value: Any) -> None:
        """Keep a small thing of the window (sizes, last page) that is no setting."""
        with self._database.writing() as connection:
            settings.put(connection, f"window.{key}", value)

    def recall(self, key: str, default: Any = None) -> Any:
        """What `remember` kept."""
        with self._database.reading() as connection:
            return settings.get(connection, f"window.{key}", default)
