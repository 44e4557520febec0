"""An office one passes things on to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """One office."""

    id: int
    name: str
    email: str = ""
    phone: str = ""
    note: str = ""
