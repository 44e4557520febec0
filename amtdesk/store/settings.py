"""Settings as JSON by key."""

import json
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from amtdesk.store.rows import SettingRow

_ALL = select(SettingRow.key, SettingRow.value)


def get(connection: Connection, key: str, default: Any = None) -> Any:
    """The value kept for `key`, else `default`."""
    found = connection.execute(_ALL.where(SettingRow.key == key)).first()
    return default if found is None else json.loads(found.value)


def put(connection: Connection, key: str, value: Any) -> None:
    """Keep a JSON value."""
    row = insert(SettingRow).values(key=key, value=json.dumps(value, ensure_ascii=False))
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": row.excluded.value}))


def drop(connection: Connection, key: str) -> None:
    """Forget a value."""
    connection.execute(delete(SettingRow).where(SettingRow.key == key))
