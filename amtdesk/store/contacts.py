"""Offices one passes things on to."""

from sqlalchemy import Connection, func, insert, select, update

from amtdesk.domain.contact import Contact
from amtdesk.store.inbox_rows import ContactRow

_COLUMNS = select(ContactRow.id, ContactRow.name, ContactRow.email, ContactRow.phone, ContactRow.note)


def every(connection: Connection) -> list[Contact]:
    """All of them in their order."""
    query = _COLUMNS.where(ContactRow.removed.is_(None)).order_by(ContactRow.position, ContactRow.id)
    return [Contact(*row) for row in connection.execute(query)]


def get(connection: Connection, contact_id: int) -> Contact | None:
    """One of them, also a removed one."""
    row = connection.execute(_COLUMNS.where(ContactRow.id == contact_id)).first()
    return Contact(*row) if row else None


def add(connection: Connection, name: str, email: str = "", phone: str = "", note: str = "") -> int:
    """One more at the end of the list."""
    position = connection.scalar(select(func.coalesce(func.max(ContactRow.position), 0) + 1))
    row = insert(ContactRow).values(name=name, email=email, phone=phone, note=note, position=position)
    return int(connection.execute(row).inserted_primary_key[0])  # type: ignore[index]


def change(connection: Connection, contact_id: int, **values: object) -> None:
    """Set columns of one."""
    connection.execute(update(ContactRow).where(ContactRow.id == contact_id).values(**values))
