"""The clock of the Community-Runde: counts down, can pause, and never counts the sleep of the computer."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

#: Between two ticks more than this is sleep, not work (seconds).
LONGEST_TICK = 5.0


class RoundClock(NamedTuple):
    """Seconds left of a round. `last` is the monotonic time of the last tick, None while it stands."""

    length: float
    used: float = 0.0
    last: float | None = None

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return self.last is not None

    @property
    def started(self) -> bool:
        """Whether a round is under way, counting or paused."""
        return self.running or self.used > 0

    @property
    def left(self) -> int:
        """Whole seconds left, never below 0."""
        return max(0, round(self.length - self.used))

    @property
    def up(self) -> bool:
        """Whether the time is up; nothing is cut off then."""
        return self.used >= self.length

    def start(self, now: float) -> "RoundClock":
        """Counting from `now` (monotonic seconds)."""
        return self if self.running else self._replace(last=now)

    def tick(self, now: float) -> "RoundClock":
        """The clock at `now`; a gap longer than `LONGEST_TICK` was sleep and does not count."""
        if self.last is None:
            return self
        gap = now - self.last
        return self._replace(used=self.used + (gap if 0 <= gap <= LONGEST_TICK else 0.0), last=now)

    def pause(self, now: float) -> "RoundClock":
        """Standing still with what was used until `now`."""
        return self.tick(now)._replace(last=None)

    def reset(self) -> "RoundClock":
        """Full again and standing."""
        return RoundClock(self.length)

    def longer(self, seconds: float) -> "RoundClock":
        """The same with more time from what is left now."""
        return self._replace(length=max(self.length, self.used) + seconds)


class Round(NamedTuple):
    """One round. `seconds` is what the clock counted; `figures` are numbers by name, as in the closing stamp."""

    id: int
    started: datetime
    ended: datetime | None = None
    seconds: int = 0
    seen_until: datetime | None = None
    figures: Mapping[str, Any] = MappingProxyType({})
