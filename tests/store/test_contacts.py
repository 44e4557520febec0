"""Offices in the file; most is tested through `services/contacts.py`."""

from sqlalchemy import Connection

from amtdesk.store import contacts
from tests.store.test_messages import NOW, connection

__all__ = ["connection"]


def test_a_removed_one_is_known_by_its_id_only(connection: Connection) -> None:
    key = contacts.add(connection, "Bauhof")
    contacts.change(connection, key, removed=NOW)
    assert contacts.every(connection) == [] and contacts.get(connection, 99) is None
    found = contacts.get(connection, key)
    assert found is not None and found.name == "Bauhof"
