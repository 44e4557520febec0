"""The job of the operating system that sends while no window is open."""

from dataclasses import dataclass
from enum import StrEnum

#: It looks for due posts this often.
EVERY_MINUTES = 5


class Registered(StrEnum):
    """How the job stands, as the operating system says."""

    ON = "on"
    OFF = "off"
    #: it is there, but switched off or made for another folder or an older place of the program
    OTHER = "other"
    #: this computer has no such thing
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class JobState:
    """The true state; `wakes` is what the office chose, `can_wake` whether this computer could."""

    registered: Registered
    can_wake: bool = False
    wakes: bool = False
