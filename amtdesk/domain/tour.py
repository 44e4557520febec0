"""A stop of the Rundgang: a group or page that is visited by hand."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stop:
    """One group or page. `rules`: with which account one goes there, and how one behaves."""

    id: int
    name: str
    url: str
    channel: str = ""
    rules: str = ""
    visited: datetime | None = None
    note: str = ""
