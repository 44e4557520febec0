"""A picture kept in the data directory: upright, without metadata, named by its own hash."""

from dataclasses import dataclass

#: Pixels a picture may have to be opened at all; above that it is a mistake or an attack.
MOST_PIXELS = 50_000_000
#: Long side after attaching; no platform of ours shows more.
LONG_SIDE = 2048


@dataclass(frozen=True, slots=True)
class Media:
    """One kept picture; `sha256` names its file."""

    id: int
    sha256: str
    mime: str
    width: int
    height: int
    size: int
    name: str
