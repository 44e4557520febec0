"""What a channel remembers between two calls besides its secrets: short texts by name, kept in the file."""

from collections.abc import Iterator, MutableMapping

from amtdesk.store import settings
from amtdesk.store.database import Database


class Notebook(MutableMapping[str, str]):
    """The notes of one account. Each step is a transaction of its own."""

    def __init__(self, database: Database, account_id: int) -> None:
        self._database = database
        self._key = f"notes/{account_id}"

    def __getitem__(self, name: str) -> str:
        return self._all()[name]

    def __setitem__(self, name: str, value: str) -> None:
        with self._database.writing() as connection:
            kept = settings.get(connection, self._key, {})
            settings.put(connection, self._key, {**kept, name: value})

    def __delitem__(self, name: str) -> None:
        with self._database.writing() as connection:
            kept = settings.get(connection, self._key, {})
            del kept[name]
            settings.put(connection, self._key, kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, str]:
        with self._database.reading() as connection:
            return dict(settings.get(connection, self._key, {}))
