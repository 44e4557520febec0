"""The Kanal-Steckbriefe of this office."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from amtdesk.domain.profile import Profile
from amtdesk.domain.schedule import local
from amtdesk.domain.today import Today, with_profiles
from amtdesk.services.changes import Changes, Kind
from amtdesk.services.office import Offices
from amtdesk.store import profiles
from amtdesk.store.database import Database


class Profiles:
    """Reads and keeps what is written down about each channel."""

    def __init__(self, database: Database, changes: Changes, now: Callable[[], datetime], offices: Offices) -> None:
        self._database = database
        self._changes = changes
        self._now = now
        self._offices = offices

    def get(self, account_id: int) -> Profile:
        """That of one channel; an empty one where nothing was written down."""
        with self._database.reading() as connection:
            return profiles.get(connection, account_id)

    def every(self) -> dict[int, Profile]:
        """By account."""
        with self._database.reading() as connection:
            return profiles.every(connection)

    def keep(self, account_id: int, profile: Profile) -> None:
        """Keep it; people without a name are left out."""
        named = tuple(replace(one, name=one.name.strip()) for one in profile.holders if one.name.strip())
        with self._database.writing() as connection:
            profiles.put(connection, account_id, replace(profile, holders=named))
        self._changes.tell(Kind.ACCOUNTS)

    def on(self, today: Today) -> Today:
        """Heute with a line for each channel whose access nobody has looked at for a year."""
        day = self.today()
        return with_profiles(today, {key: one.checked for key, one in self.every().items() if one.to_check(day)})

    def today(self) -> date:
        """The day on the wall clock of the office."""
        return local(self._now(), self._offices.get().zone).date()
