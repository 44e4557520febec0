"""Calls of Meta's Graph API, as Facebook, Instagram and Threads speak it (developers.facebook.com/docs/graph-api)."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from amtdesk.channels import addresses, graph_errors, moments
from amtdesk.channels.answer import Answer, until
from amtdesk.channels.http import Http
from amtdesk.domain.errors import AccessDenied, ChannelError, NotAllowed, Problem, RateLimited, Rejected
from amtdesk.domain.retry import LONGEST_WAIT

#: One version for all calls; Meta keeps each for about two years (graph-api/changelog).
VERSION = "v26.0"
BASE = "https://graph.facebook.com"
_REFUSALS = range(400, 600)
_TOKEN = re.compile(r"[\x21-\x7e]+")

Found = tuple[Answer, dict[str, Any]]


def root(typed: str, base: str = "", version: str = VERSION) -> str:
    """Where calls go: the platform, or the address the account was given, with the version."""
    return f"{addresses.base(typed or base or BASE)}/{version}"


class Graph:
    """Calls with the rights of one token. Paths are without the first slash: `me/accounts`, `<page>/feed`."""

    def __init__(self, http: Http, root: str, token: str, now: datetime) -> None:
        if not _TOKEN.fullmatch(token):
            raise AccessDenied(Problem.PASSWORD_WRONG, "token")
        http.hide(token)
        self.http = http
        self.root = root
        self.now = now
        self.token = token

    def other(self, token: str) -> "Graph":
        """The same place with the rights of another token."""
        return Graph(self.http, self.root, token, self.now)

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        final: bool = False,
        upload: bool = False,
    ) -> Answer:
        """One call; an `error` in the answer is a refusal whatever the status says. `upload`: pictures take longer."""
        answer = self.http.call(
            method,
            f"{self.root}/{path}",
            headers={"Authorization": f"Bearer {self.token}"},
            params=params,
            form=form,
            files=files,
            final=final,
            upload=upload or bool(files),
            accept=_REFUSALS,
        )
        fault = graph_errors.fault_of(answer)
        if answer.status < 400 and fault is None:
            return answer
        if answer.status == 429 or graph_errors.brakes(fault):
            raise RateLimited(answer.detail, status=answer.status, until=_until(answer, self.now))
        raise self.http.refused(answer, graph_errors.verdict)

    def get(self, path: str, fields: str = "", **params: str) -> Found:
        """One object with the named fields."""
        answer = self.call("GET", path, params={**({"fields": fields} if fields else {}), **params})
        return answer, answer.record()

    def find(self, path: str, fields: str) -> Found | None:
        """One object, or None when it is not there."""
        try:
            return self.get(path, fields)
        except Rejected as error:
            if error.problem is not Problem.NOT_FOUND:
                raise
            return None

    def post(self, path: str, *, final: bool = False, **form: str) -> Found:
        """Write something; what comes back is an object with an id, or with `success`."""
        answer = self.call("POST", path, form=form, final=final)
        return answer, answer.record()

    def delete(self, path: str) -> None:
        """Delete something; fine when it is gone already."""
        try:
            self.call("DELETE", path)
        except Rejected as error:
            if error.problem is not Problem.NOT_FOUND:
                raise

    def rows(self, path: str, fields: str, most: int, **params: str) -> Iterator[dict[str, Any]]:
        """The rows of a list over `most` pages; a page may be short, only without `next` it is the last."""
        wanted: dict[str, str] = {"fields": fields, **params}
        for _ in range(most):
            answer = self.call("GET", path, params=wanted)
            record = answer.record()
            found = record["data"] or [] if "data" in record else None
            if not isinstance(found, list):
                raise answer.unreadable()
            yield from (row for row in found if isinstance(row, dict))
            further = part(record, "paging").get("next")
            if not isinstance(further, str):
                return
            # the address itself holds the token, and is not followed
            query = dict(parse_qsl(urlsplit(further).query))
            wanted.update({name: one for name, one in query.items() if name in _PAGING})


#: What leads to the next page; everything else stays as it was asked.
_PAGING = frozenset({"after", "until", "since", "offset", "__paging_token"})


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is something else."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def inner(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The rows of a list inside an object."""
    found = part(record, name).get("data")
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def text(record: Mapping[str, Any], name: str) -> str:
    """A text inside an object, empty when there is none."""
    found = record.get(name)
    return found if isinstance(found, str) else ""


def moment(record: Mapping[str, Any], name: str) -> datetime | None:
    """A moment as Meta writes it: `2026-11-21T08:15:00+0000`, or seconds since 1970; UTC."""
    found = record.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        with suppress(OverflowError, ValueError, OSError):
            return datetime.fromtimestamp(found, UTC)
        return None
    return moments.read(found)


def seconds(at: datetime) -> str:
    """Seconds since 1970."""
    return str(int(at.timestamp()))


def node(remote_id: str) -> str:
    """An id as it may become part of an address. Raises `NotAllowed` for anything else."""
    if not re.fullmatch(r"\d{1,30}(?:_\d{1,30})?", remote_id, re.ASCII):
        raise NotAllowed(f"graph: id {remote_id!r}")
    return remote_id


def counted(value: Any) -> int | None:
    """A number that was told; what is missing is not nought."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _until(answer: Answer, now: datetime) -> datetime | None:
    """When Meta lets us in again: minutes, in the header of the use case (graph-api/overview/rate-limiting)."""
    with suppress(ValueError, AttributeError, TypeError, ChannelError):
        usage = json.loads(answer.headers.get("X-Business-Use-Case-Usage", "{}"))
        minutes = [one.get("estimated_time_to_regain_access") or 0 for rows in usage.values() for one in rows]
        longest = max((one for one in minutes if isinstance(one, int | float)), default=0)
        if longest > 0:
            return now + min(timedelta(minutes=min(longest, 1e6)), LONGEST_WAIT)
    return until(answer.headers, now)
