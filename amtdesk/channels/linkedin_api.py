"""Calls of LinkedIn's versioned REST interface (learn.microsoft.com/linkedin/marketing): headers, URNs, refusals."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.channels.oauth import Session
from amtdesk.domain.errors import AccessDenied, ChannelError, NotAllowed, Problem, RateLimited, Rejected, Unavailable

#: Each month has a version and lives for about a year.
VERSION = "202610"
#: When ours has died: a version that old is surely there, and young enough to live.
_MONTHS_BACK = 3
_POST = re.compile(r"urn:li:(?:share|ugcPost):\d{1,25}", re.ASCII)
_NAMED = re.compile(r"linkedin\.com/(?:feed/update/urn:li:|posts/[^/?]*-)(share|ugcPost)[:-](\d{1,25})(?!\d)", re.ASCII)
_COMMENT = re.compile(r"urn:li:comment:\((urn:li:(?:activity|share|ugcPost):\d{1,25}),(\d{1,25})\)", re.ASCII)


class Api:
    """LinkedIn's interface below one address."""

    def __init__(self, http: Http, session: Session, base: str, now: datetime) -> None:
        self._http = http
        self._session = session
        self._base = base
        self._now = now
        self._version = VERSION

    def call(self, method: str, path: str, *, finder: str = "", **options: Any) -> Answer:
        """One call; `path` as in `posts`, with its query. `finder` names LinkedIn's method where it is not plain."""
        answer = self._once(method, path, finder, options)
        if answer.status == 426 and self._version == VERSION:
            # nothing was done: a version that is gone is told before anything else
            self._version = _earlier(self._now)
            answer = self._once(method, path, finder, options)
        if answer.status == 426:
            raise self._http.refused(answer, verdict)
        if answer.status == 429:
            raise self._braked(answer)
        return answer

    def _once(self, method: str, path: str, finder: str, options: Mapping[str, Any]) -> Answer:
        headers = {"LinkedIn-Version": self._version, "X-Restli-Protocol-Version": "2.0.0"}
        if finder:
            headers["X-RestLi-Method"] = finder
        accept = (426, 429, *options.get("accept", ()))
        return self._session.call(method, f"{self._base}/rest/{path}", headers=headers, **{**options, "accept": accept})

    def _braked(self, answer: Answer) -> ChannelError:
        """The quota is that of a day of UTC."""
        error = self._http.refused(answer, verdict)
        if not isinstance(error, RateLimited) or error.until is not None:
            return error
        midnight = (self._now.astimezone(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return RateLimited(error.detail, status=error.status, until=midnight)


def encoded(urn: str) -> str:
    """A URN as part of a path or of a list."""
    return quote(urn, safe="")


def listed(urns: Iterable[str]) -> str:
    """`List(a,b)`, the marks of the list itself raw."""
    return f"List({','.join(map(encoded, urns))})"


def post_urn(remote_id: str) -> str:
    """Raises `NotAllowed` for anything but a post."""
    if not _POST.fullmatch(remote_id):
        raise NotAllowed(f"linkedin: id {remote_id!r}")
    return remote_id


def named_in(link: str) -> str:
    """The post an address leads to, or an empty text; that of an activity is not known by the interface of posts."""
    found = _NAMED.search(unquote(link))
    return f"urn:li:{found[1]}:{found[2]}" if found else ""


def is_post(remote_id: str) -> bool:
    """Whether the id is that of a post."""
    return _POST.fullmatch(remote_id) is not None


def comment_parts(remote_id: str) -> tuple[str, str]:
    """What a comment hangs under, and its number there. Raises `NotAllowed` for anything else."""
    found = _COMMENT.fullmatch(remote_id)
    if found is None:
        raise NotAllowed(f"linkedin: comment {remote_id!r}")
    return found.group(1), found.group(2)


def is_comment(remote_id: str) -> bool:
    """Whether the id is that of a comment."""
    return _COMMENT.fullmatch(remote_id) is not None


def named_post(answer: Answer) -> str:
    """The post a refusal names, or an empty text."""
    found = _POST.search(answer.text)
    return found[0] if found else ""


def elements(answer: Answer) -> list[dict[str, Any]]:
    """The rows of a list."""
    record = answer.record()
    found = record["elements"] or [] if "elements" in record else None
    if not isinstance(found, list):
        raise answer.unreadable()
    return [row for row in found if isinstance(row, dict)]


def moment(value: Any) -> datetime | None:
    """Milliseconds since 1970 as UTC, or None."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1e14:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is something else."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def verdict(answer: Answer) -> Verdict | None:
    """What LinkedIn means by a refusal."""
    said = answer.text
    if answer.status == 401:
        return AccessDenied, Problem.ACCESS_EXPIRED
    if answer.status == 403:
        return AccessDenied, Problem.PERMISSION_MISSING
    if answer.status == 426:
        return Rejected, Problem.OUTDATED
    if answer.status not in (400, 409, 422):
        return None
    for word, meant in _WORDS:
        if word in said:
            return meant
    return (Rejected, Problem.PICTURE_REFUSED) if answer.upload else None


_WORDS: tuple[tuple[str, Verdict], ...] = (
    ("DUPLICATE_POST", (Rejected, Problem.DUPLICATE)),
    ("FIELD_LENGTH_TOO_LONG", (Rejected, Problem.TEXT_TOO_LONG)),
    ("MEDIA_ASSET_WAITING_UPLOAD", (Unavailable, Problem.TIMED_OUT)),
    ("MEDIA_ASSET", (Rejected, Problem.PICTURE_REFUSED)),
)


def _earlier(now: datetime) -> str:
    months = now.year * 12 + now.month - 1 - _MONTHS_BACK
    return f"{months // 12}{months % 12 + 1:02}"
