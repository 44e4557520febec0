"""The contract of a channel, and what all of them share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from amtdesk.channels.http import Http
from amtdesk.domain.account import Account
from amtdesk.domain.channel import Ability, Connection, Field, Kind, Payload, Published


@dataclass(frozen=True, slots=True)
class Tools:
    """What a channel is handed besides its account: it opens nothing by itself."""

    http: Http
    now: Callable[[], datetime]
    #: keeps a secret that changed (name, value), e.g. a rotated refresh token, before the old one is dropped
    keep_secret: Callable[[str, str], None]
    #: the folder of the Übungskanal
    practice: Path


class Channel:
    """One platform. Class attributes say what it is; methods only where it differs.

    Every method may raise the errors of `domain/errors.py`. `upload` and the reading ones may be repeated freely.
    `publish`, `hand_over` are the irreversible calls: `Unavailable` only when the request certainly never arrived,
    `Uncertain` whenever it may have.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    icon: ClassVar[str]
    introduction: ClassVar[str] = ""
    fields: ClassVar[tuple[Field, ...]] = ()
    abilities: ClassVar[frozenset[Ability]] = frozenset()
    by_hand: ClassVar[bool] = False

    def __init__(self, account: Account, secrets: Mapping[str, str], tools: Tools) -> None:
        self.account = account
        self.secrets = secrets
        self.tools = tools

    @classmethod
    def kind(cls) -> Kind:
        """The facts about this channel for window and rules."""
        return Kind(cls.name, cls.label, cls.icon, cls.fields, cls.abilities, cls.by_hand, cls.introduction)

    def connect(self) -> Connection:
        """Test the access for real, without publishing anything."""
        raise NotImplementedError

    def upload(self, payload: Payload) -> Any:
        """Bring the pictures to the platform; returns what `publish` needs. May be repeated."""
        return None

    def publish(self, payload: Payload, uploaded: Any) -> Published:
        """The one final call. The url may still be empty; `read_back` gives it."""
        raise NotImplementedError

    def read_back(self, remote_id: str) -> Published | None:
        """The published post as the platform shows it now, or None when it is not there."""
        raise NotImplementedError

    def look_up(self, payload: Payload, started: datetime) -> Published | None:
        """Find the post whose publishing began at `started` (UTC) and whose outcome is unknown; None: not found."""
        raise NotImplementedError

    def hand_over(self, payload: Payload, uploaded: Any, due: datetime) -> Published:
        """Give the post to the platform's own scheduler; what comes back says whether it is live already."""
        raise NotImplementedError

    def cancel(self, remote_id: str) -> None:
        """Take a handed-over post back before it is published."""
        raise NotImplementedError

    def withdraw(self, remote_id: str) -> None:
        """Delete a published post; fine when it is gone already."""
        raise NotImplementedError
