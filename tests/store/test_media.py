"""Pictures known to the file."""

from datetime import UTC, datetime

from amtdesk.store import media
from amtdesk.store.database import Database

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_the_same_picture_is_known_once(database: Database) -> None:
    with database.writing() as connection:
        first = media.add(connection, NOW, sha256="a", mime="image/png", width=8, height=6, size=10, name="Markt.png")
        again = media.add(connection, NOW, sha256="a", mime="image/png", width=8, height=6, size=10, name="kopie.png")
        other = media.add(connection, NOW, sha256="b", mime="image/png", width=8, height=6, size=10, name="b.png")
    assert first == again and first.name == "Markt.png" and other.id != first.id
    with database.reading() as connection:
        assert media.get(connection, first.id) == first and media.get(connection, 99) is None
