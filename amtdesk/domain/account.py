"""A connected channel of the municipality."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from amtdesk.domain.delivery import Clock
from amtdesk.domain.errors import Problem

#: Among the settings: the name the platform shows.
CALLED = "called"


class Standing(StrEnum):
    """How the connection of an account stands."""

    READY = "ready"
    UNTESTED = "untested"
    RECONNECT = "reconnect"


class Account(NamedTuple):
    """One presence on one platform. `settings` holds what the form asked for; secrets are in the keyring only."""

    id: int
    kind: str
    name: str
    url: str
    settings: Mapping[str, str] = {}
    #: limits read from the platform itself, over those of resources/limits.json
    limits: Mapping[str, object] = {}
    standing: Standing = Standing.UNTESTED
    problem: Problem | None = None
    detail: str = ""
    checked: datetime | None = None
    removed: bool = False
    #: who is to hold the clock, as a person chose it; None: as is usual for the kind
    clock: Clock | None = None
