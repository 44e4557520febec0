"""What Meta's platforms have in common: the version in the path, a token in the header, errors with codes, pages."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from tests.channels.servers.loopback import Loopback, Reply, Request
from tests.channels.servers.multipart import parts

VERSION = "v26.0"


class GraphServer(Loopback):
    """Subclasses have `routes`: method, path without version, who may ask, fields it takes, answer."""

    version = VERSION

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.now = now
        #: rows on one page of a list
        self.page_size = 25
        #: permissions of the token
        self.scopes: set[str] = set()
        # far from the numbers of pages and accounts
        self._number = 70_000

    #: token → who it belongs to
    tokens: dict[str, str]

    def respond(self, request: Request) -> Reply:
        """Order of the real thing: version, token, path, fields."""
        version, _, path = request.path.lstrip("/").partition("/")
        if version != self.version:
            return error(400, 2635, f"You are calling a deprecated version: {version}")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if "access_token" in request.query or scheme != "Bearer":
            return error(400, 2500, "An active access token must be used to query information.", "OAuthException")
        who = self.tokens.get(token)
        if who is None:
            return error(401, 190, "Invalid OAuth access token - Cannot parse access token", sub=467)
        for method, pattern, allowed, fields, answer in self.routes():
            found = re.fullmatch(pattern, path)
            if found is None or method != request.method:
                continue
            if who not in allowed:
                return error(400, 100, f"Tried accessing nonexisting field on node type for {who}")
            given = body(request)
            unknown = set(given) - set(fields)
            if unknown or (method == "POST" and request.query):
                return error(400, 100, f"Invalid parameter: {sorted(unknown)} {request.query}")
            reply: Reply = answer(request, given, *found.groups())
            return reply
        return error(400, 100, f"Unknown path components: /{path}", sub=0)

    def routes(self) -> list[tuple[str, str, Sequence[str], Sequence[str], Callable[..., Reply]]]:
        raise NotImplementedError

    def needs(self, *scopes: str) -> Reply | None:
        """The refusal when a permission is missing."""
        lacking = next((one for one in scopes if one not in self.scopes), None)
        return error(403, 200, f"(#200) Requires {lacking} permission to manage the object") if lacking else None

    def listed(self, request: Request, rows: Sequence[dict[str, Any]], path: str) -> Reply:
        """One page; the next one's address holds the token, as Meta's do."""
        start = int(request.query.get("after") or 0)
        most = min(self.page_size, int(request.query.get("limit") or 25))
        found = rows[start : start + most]
        record: dict[str, Any] = {"data": [shown(one, request.query.get("fields", "")) for one in found]}
        if start + most < len(rows):
            token = request.headers["authorization"].partition(" ")[2]
            after = str(start + most)
            record["paging"] = {
                "cursors": {"before": str(start), "after": after},
                "next": f"{self.url}/{self.version}/{path}?access_token={token}&limit={most}&after={after}&pretty=0",
            }
        return Reply(200, record)

    def next(self) -> str:
        self._number += 1
        return str(self._number)

    def stamp(self) -> str:
        return self.now().strftime("%Y-%m-%dT%H:%M:%S+0000")


def shown(record: dict[str, Any], fields: str) -> dict[str, Any]:
    """The id, and only the fields that were asked for."""
    wanted = {re.split(r"[.{]", one)[0] for one in _split(fields)} | {"id"}
    return {name: value for name, value in record.items() if name in wanted}


def _split(fields: str) -> list[str]:
    found, depth = [""], 0
    for sign in fields:
        depth += {"{": 1, "}": -1, "(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return found


def body(request: Request) -> dict[str, str]:
    """What was posted, from either kind of form; files as their content's length."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        return {
            name: str(len(part.content)) if part.filename else part.content.decode()
            for name, part in parts(request).items()
        }
    assert not request.body or kind == "application/x-www-form-urlencoded", kind
    return dict(parse_qsl(request.body.decode(), keep_blank_values=True))


def error(status: int, code: int, message: str, kind: str = "OAuthException", *, sub: int = 0, **more: Any) -> Reply:
    """As Meta writes errors."""
    fault: dict[str, Any] = {"message": message, "type": kind, "code": code, "fbtrace_id": "AbCdEf", **more}
    if sub:
        fault["error_subcode"] = sub
    return Reply(status, {"error": fault})
