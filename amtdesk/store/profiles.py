"""Kanal-Steckbriefe in the file."""

from sqlalchemy import Connection, select, update

from amtdesk.domain.profile import Profile, from_json, to_json
from amtdesk.store.rows import AccountRow


def every(connection: Connection) -> dict[int, Profile]:
    """By account, without those that were taken away."""
    query = select(AccountRow.id, AccountRow.profile).where(AccountRow.removed.is_(None))
    return {row.id: from_json(row.profile) for row in connection.execute(query)}


def get(connection: Connection, account_id: int) -> Profile:
    """That of one account; an empty one where nothing was written down."""
    kept = connection.scalar(select(AccountRow.profile).where(AccountRow.id == account_id))
    return from_json(kept or {})


def put(connection: Connection, account_id: int, profile: Profile) -> None:
    """Keep it."""
    connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(profile=to_json(profile)))
