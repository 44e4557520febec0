"""Kanal-Steckbriefe in the file."""

from amtdesk.domain.profile import Holder, Profile
from amtdesk.store import accounts, profiles
from amtdesk.store.database import Database


def test_each_channel_has_its_own(database: Database) -> None:
    profile = Profile(purpose="Kurze Nachrichten", holders=(Holder("Frau Muster", True),))
    with database.writing() as connection:
        one = accounts.add(connection, "mastodon", "Mastodon", "", {})
        other = accounts.add(connection, "notice", "Aushang", "", {})
        profiles.put(connection, one, profile)
    with database.reading() as connection:
        assert profiles.get(connection, one) == profile
        assert profiles.get(connection, other) == profiles.get(connection, 99) == Profile()
        assert profiles.every(connection) == {one: profile, other: Profile()}


def test_connecting_anew_leaves_it(database: Database) -> None:
    profile = Profile(purpose="Kurze Nachrichten")
    with database.writing() as connection:
        key = accounts.add(connection, "mastodon", "Mastodon", "", {})
        profiles.put(connection, key, profile)
        accounts.change(connection, key, settings={}, limits={}, name="Neu")
        assert profiles.get(connection, key) == profile
