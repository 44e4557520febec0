"""Calls of X's API v2 (docs.x.com): two names of the same parameter, and what its refusals mean."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from amtdesk.channels.answer import Answer, Verdict
from amtdesk.channels.oauth import Session
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected, Unavailable

#: Milliseconds since 1970 at which X's ids begin; an id carries its moment.
_EPOCH = 1_288_834_974_657


class Api:
    """X's interface below one address, with the rights of one account."""

    def __init__(self, session: Session, base: str) -> None:
        self._session = session
        self._base = base

    def call(self, method: str, path: str, **options: Any) -> Answer:
        """One call; `path` as in `/2/tweets`."""
        return self._session.call(method, self._base + path, **options)

    def get(self, path: str, fields: str, params: Mapping[str, str] | None = None, **options: Any) -> Answer:
        """Reading posts with these fields; prose calls them `tweet.fields`, the specification `post.fields`."""
        given = dict(params or {})
        try:
            return self.call("GET", path, params={**given, "tweet.fields": fields}, **options)
        except Rejected as error:
            if error.status != 400 or "tweet.fields" not in error.detail:
                raise
        return self.call("GET", path, params={**given, "post.fields": fields}, **options)


def made(post_id: str) -> datetime | None:
    """The moment an id carries (UTC), or None."""
    if not re.fullmatch(r"\d{1,19}", post_id, re.ASCII):
        return None
    return datetime.fromtimestamp(((int(post_id) >> 22) + _EPOCH) / 1000, UTC)


def number(remote_id: str) -> str:
    """An id as part of an address. Raises `NotAllowed` for anything else."""
    if not re.fullmatch(r"\d{1,19}", remote_id, re.ASCII):
        raise NotAllowed(f"x: id {remote_id!r}")
    return remote_id


def rows(answer: Answer, name: str = "data") -> list[dict[str, Any]]:
    """The objects of a list in an answer; an empty page has no list at all."""
    found = answer.record().get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is something else."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


_WORDS: tuple[tuple[re.Pattern[str], Verdict], ...] = (
    (re.compile(r"duplicate content"), (Rejected, Problem.DUPLICATE)),
    (re.compile(r"too long|maximum length"), (Rejected, Problem.TEXT_TOO_LONG)),
    (re.compile(r"suspended|is locked|to protect our users"), (AccessDenied, Problem.ACCOUNT_BLOCKED)),
    (re.compile(r"mentioned|engag|reply to this conversation|quoted"), (Rejected, Problem.BY_HAND_ONLY)),
    (re.compile(r"media id|media_id|media type|unsupported image"), (Rejected, Problem.PICTURE_REFUSED)),
)


def verdict(answer: Answer) -> Verdict | None:
    """What X means by a refusal."""
    if answer.status == 402:
        return Unavailable, Problem.PAYMENT
    if answer.status not in (400, 403):
        return None
    said = f"{answer.code('detail')} {answer.text}".lower()
    meant = next((meant for pattern, meant in _WORDS if pattern.search(said)), None)
    if meant is not None:
        return meant
    if answer.status == 403:
        return AccessDenied, Problem.PERMISSION_MISSING
    return (Rejected, Problem.PICTURE_REFUSED) if answer.upload else None
