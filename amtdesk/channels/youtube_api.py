"""Calls of YouTube's Data API v3 (developers.google.com/youtube/v3/docs): quota, reasons, pages."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.http import Http
from amtdesk.channels.oauth import Session
from amtdesk.domain.errors import AccessDenied, ChannelError, Problem, RateLimited, Rejected

#: The quota of a day begins anew at midnight there.
_QUOTA_ZONE = "America/Los_Angeles"
_DAILY = ("quotaExceeded", "dailyLimitExceeded")
_BRAKES = ("rateLimitExceeded", "userRateLimitExceeded", *_DAILY)


class Api:
    """The interface below one address, with the rights of one account."""

    def __init__(self, http: Http, session: Session, base: str, now: datetime) -> None:
        self._http = http
        self._session = session
        self._base = base
        self._now = now

    def call(self, method: str, path: str, **options: Any) -> Answer:
        """One call; `path` as in `commentThreads`."""
        accept = (403, *options.get("accept", ()))
        answer = self._session.call(method, f"{self._base}/youtube/v3/{path}", **{**options, "accept": accept})
        if answer.status != 403:
            return answer
        said = reason(answer)
        if said in _BRAKES:
            raise RateLimited(answer.detail, status=403, until=self._midnight() if said in _DAILY else None)
        raise self._http.refused(answer, verdict)

    def items(self, path: str, params: Mapping[str, str], pages: int = 1) -> Iterator[dict[str, Any]]:
        """The rows of a list, page by page."""
        following: dict[str, str] = {}
        for _ in range(pages):
            answer = self.call("GET", path, params={**params, **following})
            record = answer.record()
            if "items" not in record and "kind" not in record:
                # an empty list may be left out, an answer that is none says of nothing that it is gone
                raise answer.unreadable()
            rows = record.get("items")
            yield from (row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict))
            token = record.get("nextPageToken")
            if not isinstance(token, str) or not token:
                return
            following = {"pageToken": token}

    def _midnight(self) -> datetime:
        there = self._now.astimezone(ZoneInfo(_QUOTA_ZONE))
        return (there + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def part(record: Any, *names: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is something else."""
    for name in names:
        record = record.get(name) if isinstance(record, dict) else None
    return record if isinstance(record, dict) else {}


def reason(answer: Answer) -> str:
    """Google's word for why something was refused."""
    try:
        errors = part(answer.record(), "error").get("errors")
    except ChannelError:
        return ""
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    return str(first.get("reason") or "")


def verdict(answer: Answer) -> Verdict | None:
    """What YouTube means by a refusal."""
    said = reason(answer)
    if said in _MEANT:
        return _MEANT[said]
    if answer.status == 403:
        return AccessDenied, Problem.PERMISSION_MISSING
    return None


_MEANT: dict[str, Verdict] = {
    "commentsDisabled": (Rejected, Problem.BY_HAND_ONLY),
    "commentTextTooLong": (Rejected, Problem.TEXT_TOO_LONG),
    "commentTextRequired": (Rejected, Problem.TEXT_EMPTY),
    "videoNotFound": (Rejected, Problem.NOT_FOUND),
    "commentNotFound": (Rejected, Problem.NOT_FOUND),
    "parentCommentNotFound": (Rejected, Problem.NOT_FOUND),
    "channelNotFound": (Rejected, Problem.NOT_FOUND),
    "channelClosed": (AccessDenied, Problem.ACCOUNT_BLOCKED),
    "channelSuspended": (AccessDenied, Problem.ACCOUNT_BLOCKED),
    "accountClosed": (AccessDenied, Problem.ACCOUNT_BLOCKED),
    "ineligibleAccount": (AccessDenied, Problem.ACCOUNT_BLOCKED),
}
