"""Pictures known to the file; their bytes lie beside it, named by hash."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from amtdesk.domain.media import Media
from amtdesk.store.rows import MediaRow

_COLUMNS = select(
    MediaRow.id, MediaRow.sha256, MediaRow.mime, MediaRow.width, MediaRow.height, MediaRow.size, MediaRow.name
)


def add(
    connection: Connection, now: datetime, *, sha256: str, mime: str, width: int, height: int, size: int, name: str
) -> Media:
    """The picture with this hash, made known if it is new."""
    row = insert(MediaRow).values(sha256=sha256, mime=mime, width=width, height=height, size=size, name=name, added=now)
    connection.execute(row.on_conflict_do_nothing(index_elements=["sha256"]))
    return Media(*connection.execute(_COLUMNS.where(MediaRow.sha256 == sha256)).one())


def get(connection: Connection, media_id: int) -> Media | None:
    """One picture."""
    row = connection.execute(_COLUMNS.where(MediaRow.id == media_id)).first()
    return Media(*row) if row else None
