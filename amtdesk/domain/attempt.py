"""One line in the log of a delivery: what was tried, when, and what came of it."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from amtdesk.domain.errors import Problem

#: So many lines are kept of one delivery, the youngest.
KEPT = 50
_UNKNOWN = "unknown: "
#: (monotonic seconds, HTTP status) of the last answer this thread heard
_HEARD: ContextVar[tuple[float, int] | None] = ContextVar("heard", default=None)


def hear(status: int, at: float) -> None:
    """Note what HTTP said, and when (monotonic seconds): so a call that went well brings its status to the log."""
    _HEARD.set((at, status))


def heard(since: float) -> int | None:
    """The last HTTP status of this thread since `since` (monotonic seconds); None for a channel without HTTP."""
    last = _HEARD.get()
    return last[1] if last is not None and last[0] >= since else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """`outcome` is a word of the publisher (accepted, found, …), a `Problem`, or `unknown: ` and a `Problem`."""

    number: int
    step: str
    #: when it began, aware UTC
    started: datetime
    #: how long it took
    milliseconds: int | None
    outcome: str
    #: what HTTP said, where there was an answer
    status: int | None = None
    #: the raw answer, redacted
    detail: str = ""

    @property
    def unknown(self) -> bool:
        """Whether it may have reached the platform all the same."""
        return self.outcome.startswith(_UNKNOWN)

    @property
    def problem(self) -> Problem | None:
        """What went wrong, if something did."""
        word = self.outcome.removeprefix(_UNKNOWN)
        return Problem(word) if word in set(Problem) else None
