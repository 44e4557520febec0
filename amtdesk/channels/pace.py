"""Keeping below a platform's limits: it tells with each answer how much of them is used; above 75 % we go slower.

Meta: graph-api/overview/rate-limiting. Mastodon, Bluesky, X: headers with a limit and what remains of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

#: From this share of a limit on there is a pause before each call, seconds at first and at the limit itself.
SLOW_FROM = 0.75
_FIRST, _LAST = 1.0, 5.0
#: Seconds of pauses altogether: afterwards others wait for this thread too long.
MOST = 60.0
_META = ("X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage")
_SHARES = ("call_count", "total_cputime", "total_time")
_REMAINING = ("X-RateLimit-", "RateLimit-", "X-Rate-Limit-")


class Pace:
    """The pace of the calls to one platform."""

    def __init__(self, pause: Callable[[float], None]) -> None:
        self._pause = pause
        self._used = 0.0
        self._paused = 0.0

    def hear(self, headers: Mapping[str, str]) -> None:
        """Note what an answer tells; one that tells nothing changes nothing."""
        told = list(_told(headers))
        if told:
            self._used = max(told)

    def keep(self) -> None:
        """Wait as long as what is used of the limit asks for."""
        if self._used < SLOW_FROM:
            return
        over = min((self._used - SLOW_FROM) / (1 - SLOW_FROM), 1.0)
        seconds = min(_FIRST + (_LAST - _FIRST) * over, MOST - self._paused)
        if seconds > 0:
            self._paused += seconds
            self._pause(seconds)


def _told(headers: Mapping[str, str]) -> Iterator[float]:
    """Shares up to 1 of all limits that are told; over the limit counts as at the limit."""
    for name in _META:
        if name in headers:
            yield from (one / 100 for one in _percents(headers[name]))
    for name in _REMAINING:
        limit, left = (_number(headers.get(f"{name}{end}", "")) for end in ("Limit", "Remaining"))
        if limit and left is not None:
            yield 1 - min(left, limit) / limit


def _percents(value: str) -> Iterator[float]:
    try:
        found: Any = json.loads(value)
    except (ValueError, RecursionError):
        return
    if not isinstance(found, dict):
        return
    # by use case there are rows for each account, without them the record itself
    rows = [one for rows in found.values() if isinstance(rows, list) for one in rows]
    for row in rows or [found]:
        if isinstance(row, dict):
            # no number is too large for JSON, but for a share it is
            yield from (min(row[key], 100) for key in _SHARES if isinstance(row.get(key), int | float))


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
