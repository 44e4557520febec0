"""What a platform answered: guarded JSON, and the one place where a status becomes an error."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from amtdesk.domain.errors import (
    AccessDenied,
    ChannelError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    Unavailable,
    Uncertain,
)
from amtdesk.domain.retry import LONGEST_WAIT

#: Characters of a raw answer that are kept.
LONGEST_DETAIL = 2_000
_LONGEST_ID = 1_000
#: A number above it is a moment (seconds since 1970), below it a number of seconds from now.
_EPOCH = 1_000_000_000

#: What a channel makes of a status: the kind of error and the problem, or None for the usual one.
Verdict = tuple[type[ChannelError], Problem]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, wholly read. Its errors are `Uncertain` when it answers an irreversible call."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    #: method and address, without query
    asked: str
    final: bool
    upload: bool
    redact: Callable[[str], str]

    @property
    def text(self) -> str:
        """The body as text; bytes that are no UTF-8 become U+FFFD."""
        return self.body.decode("utf-8-sig", "replace")

    @property
    def detail(self) -> str:
        """The raw answer for "Details kopieren", redacted."""
        kind = self.headers.get("Content-Type", "")
        location = self.headers.get("Location", "")
        # redacted before it is cut: half a secret would not be recognised
        lines = self.redact("\n".join(filter(None, (self.asked, f"{self.status} {kind}", location, self.text))))
        return lines[:LONGEST_DETAIL]

    def json(self) -> Any:
        """The decoded JSON; nothing else is believed, whatever the content type says."""
        try:
            return json.loads(self.text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise self.unreadable() from None

    def record(self) -> dict[str, Any]:
        """The answer as one JSON object."""
        found = self.json()
        if not isinstance(found, dict):
            raise self.unreadable()
        return found

    def rows(self) -> list[dict[str, Any]]:
        """The answer as a list of JSON objects; a broken row does not stop the others."""
        found = self.json()
        if not isinstance(found, list):
            raise self.unreadable()
        return [row for row in found if isinstance(row, dict)]

    def id(self, record: Mapping[str, Any], key: str = "id") -> str:
        """An id out of the answer, as text; a damaged one is refused, it would name another post or none."""
        value = record.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= _LONGEST_ID:
            raise self.unreadable()
        if "\ufffd" in value:
            raise self.unreadable()
        return value

    def made(self, record: Mapping[str, Any], named: Callable[[str], str], key: str = "id") -> str:
        """The id of what a call has made, by the platform's own shape of ids; in another nobody knows what was made.

        `named` raises `NotAllowed` or `Rejected` for what is no id: after the call that would tell that nothing was.
        """
        try:
            return named(self.id(record, key))
        except (NotAllowed, Rejected):
            raise self.unreadable() from None

    def code(self, key: str) -> str:
        """One word out of an error's JSON, or an empty one."""
        try:
            found = self.json()
        except ChannelError:
            return ""
        value = found.get(key) if isinstance(found, dict) else None
        return value if isinstance(value, str) else ""

    def unreadable(self) -> ChannelError:
        """The error for an answer nobody can read."""
        return self.broken(Problem.ANSWER_UNREADABLE)

    def broken(self, problem: Problem) -> ChannelError:
        """The platform may have done what was asked, but its answer does not say so."""
        return (Uncertain if self.final else Unavailable)(problem, self.detail, status=self.status)

    def error(self, now: datetime, verdict: Verdict | None) -> ChannelError:
        """The error for a status from 300 on; `verdict` is what the channel knows better."""
        limited = self.status == 429 or (self.status == 503 and "Retry-After" in self.headers)
        if limited:
            return RateLimited(self.detail, status=self.status, until=until(self.headers, now))
        kind, problem = verdict or self._usual()
        return kind(problem, self.detail, status=self.status)

    def _usual(self) -> Verdict:
        unknown = Uncertain if self.final else Unavailable
        status = self.status
        if status in (307, 308):
            # by their meaning nothing was done here
            return Unavailable, Problem.REDIRECTED
        if status < 400:
            return unknown, Problem.REDIRECTED
        if status >= 500:
            return unknown, Problem.SERVER_BROKEN
        if status == 413:
            return Rejected, Problem.PICTURE_TOO_LARGE if self.upload else Problem.REFUSED
        return _USUAL.get(status, (Rejected, Problem.REFUSED))


_USUAL: dict[int, Verdict] = {
    401: (AccessDenied, Problem.ACCESS_EXPIRED),
    403: (Rejected, Problem.PERMISSION_MISSING),
    404: (Rejected, Problem.NOT_FOUND),
    407: (Unavailable, Problem.PROXY),
    408: (Unavailable, Problem.TIMED_OUT),
    410: (Rejected, Problem.NOT_FOUND),
    425: (Unavailable, Problem.SERVER_BROKEN),
}


def until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when the platform wants to be left alone, 24 hours at most; None when it does not say."""
    for name in ("Retry-After", "RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset"):
        moment = _moment(headers.get(name, "").strip(), now)
        if moment is not None:
            return min(max(moment, now), now + LONGEST_WAIT)
    return None


def _moment(value: str, now: datetime) -> datetime | None:
    try:
        seconds = min(float(value), 1e11)
    except ValueError:
        return _date(value)
    if not seconds >= 0:
        return None
    if seconds >= _EPOCH:
        return datetime.fromtimestamp(seconds, UTC)
    return now + timedelta(seconds=seconds)


def _date(value: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(value)
        except (ValueError, TypeError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
