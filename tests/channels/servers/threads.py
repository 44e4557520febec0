"""Threads as it is documented: containers, publishing, conversations, a token that can be renewed without a secret."""

import http.client
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tests.channels.servers.graph import GraphServer, error, shown
from tests.channels.servers.loopback import Reply, Request

TOKEN, RENEWED, ME, HANDLE = "THAA-l0ng-l1ved", "THAA-ren3wed", "4711", "gemeinde.musterbach"
SCOPES = {
    "threads_basic",
    "threads_content_publish",
    "threads_read_replies",
    "threads_manage_replies",
    "threads_manage_insights",
    "threads_manage_mentions",
    "threads_delete",
}
_FORM = ("media_type", "text", "image_url", "alt_text", "is_carousel_item", "children", "reply_to_id", "reply_control")
_METRICS = {"views": 540, "likes": 12, "replies": 3, "reposts": 2, "quotes": 1, "shares": 1}


class ThreadsServer(GraphServer):
    """One account. `posts` and `answers` are public, newest first."""

    version = "v1.0"
    final_step = f"POST /v1.0/{ME}/threads_publish"
    upload_step = f"POST /v1.0/{ME}/threads"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.scopes = set(SCOPES)
        self.tokens = {TOKEN: "person"}
        self.containers: dict[str, dict[str, Any]] = {}
        self.posts: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.mentioning: list[dict[str, Any]] = []
        self.working = 0
        self.ends: tuple[str, str] | None = None
        #: it takes the token in a header, too
        self.takes_header = True
        self.is_ripe = True
        self.dead_metrics: set[str] = set()

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one["text"], one["_alts"]) for one in self.posts]

    def wrote(self, place: str, words: str, *, own: bool = False, who: str = "nutzer") -> str:
        """Somebody answers a post or an answer."""
        return self._answer(place, words, HANDLE if own else who, own=own)

    def respond(self, request: Request) -> Reply:
        if request.path == "/refresh_access_token":
            return self._refresh(request)
        return super().respond(request)

    def routes(self) -> list[tuple[str, str, Sequence[str], Sequence[str], Callable[..., Reply]]]:
        me, own = ("person",), f"(?:me|{ME})"
        return [
            ("GET", own, me, (), self._me),
            ("GET", f"{own}/threads_publishing_limit", me, (), self._quota),
            ("GET", f"{own}/threads_insights", me, (), self._followers),
            ("GET", f"{own}/threads", me, (), lambda asked, _: self._own(asked, self.posts)),
            ("GET", f"{own}/replies", me, (), self._replies),
            ("GET", f"{own}/mentions", me, (), self._mentions),
            ("POST", f"{ME}/threads", me, _FORM, self._container),
            ("POST", f"{ME}/threads_publish", me, ("creation_id",), self._publish),
            ("GET", r"(\d+)/conversation", me, (), self._conversation),
            ("GET", r"(\d+)/insights", me, (), self._insights),
            ("POST", r"(\d+)/manage_reply", me, ("hide",), self._hide),
            ("GET", r"(\d+)", me, (), self._node),
            ("DELETE", r"(\d+)", me, (), self._delete),
        ]

    # the access

    def _refresh(self, request: Request) -> Reply:
        token = request.headers.get("authorization", "").partition(" ")[2] if self.takes_header else ""
        token = token or request.query.get("access_token", "")
        if not token:
            return error(400, 100, "The parameter access_token is required")
        if token not in self.tokens:
            return error(400, 190, "Invalid OAuth access token", sub=463)
        if request.query.get("grant_type") != "th_refresh_token" or not self.is_ripe:
            return error(400, 100, "Session key is too young")
        self.tokens[RENEWED] = "person"
        return Reply(200, {"access_token": RENEWED, "token_type": "bearer", "expires_in": 5_183_944})

    def _me(self, request: Request, _given: dict[str, str]) -> Reply:
        whole = {"id": ME, "username": HANDLE, "name": "Gemeinde Musterbach"}
        return Reply(200, shown(whole, request.query.get("fields", "")))

    def _quota(self, _asked: Request, _given: dict[str, str]) -> Reply:
        config = {"quota_total": 250, "quota_duration": 86400}
        return self.needs("threads_content_publish") or Reply(200, {"data": [{"quota_usage": 3, "config": config}]})

    # publishing

    def _container(self, _asked: Request, given: dict[str, str]) -> Reply:
        refusal = self.needs("threads_content_publish")
        if refusal is not None:
            return refusal
        kind, children = given.get("media_type"), [one for one in given.get("children", "").split(",") if one]
        if kind == "CAROUSEL":
            if not 2 <= len(children) <= 20 or "image_url" in given:
                return error(400, 100, "Carousel needs 2 to 20 children")
            alts = tuple(self.containers[one].get("alt_text", "") for one in children)
        elif kind == "IMAGE":
            if not self._fetched(given["image_url"]):
                return error(400, 9004, "The media could not be fetched from this URI", sub=2207052)
            alts = (given.get("alt_text", ""),)
        elif kind == "TEXT" and given.get("text") and not {"image_url", "alt_text"} & set(given):
            alts = ()
        else:
            return error(400, 100, f"Invalid parameter media_type {kind}")
        if len(set(re.findall(r"https?://\S+", given.get("text", "")))) > 5:
            return error(400, 100, "THREADS_API__LINK_LIMIT_EXCEEDED")
        number = self.next()
        self.containers[number] = {**given, "_alts": alts, "_looks": self.working, "_children": children}
        return Reply(200, {"id": number})

    def _fetched(self, address: str) -> bool:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port or 80, timeout=5)
        connection.request("GET", parts.path)
        found = connection.getresponse()
        content = found.read()
        connection.close()
        return found.status == 200 and content[:4] in (b"\xff\xd8\xff\xe0", b"\x89PNG")

    def _publish(self, _asked: Request, given: dict[str, str]) -> Reply:
        container = self.containers.get(given["creation_id"])
        if container is None or container["_looks"] > 0 or container.get("is_carousel_item"):
            return error(400, 24, "The requested resource does not exist", sub=2207006)
        if container.get("_published"):
            return error(400, 100, "The container has been published already")
        container["_published"] = True
        if "reply_to_id" in container:
            refusal = self.needs("threads_manage_replies")
            return refusal or Reply(
                200, {"id": self._answer(container["reply_to_id"], container["text"], HANDLE, own=True)}
            )
        number = self.next()
        children = {"children": {"data": [{"id": one} for one in container["_children"]]}}
        self.posts.insert(
            0,
            {
                "id": number,
                "text": container.get("text", ""),
                "timestamp": self.stamp(),
                "permalink": f"https://www.threads.com/@{HANDLE}/post/{number}",
                "username": HANDLE,
                "_alts": container["_alts"],
                **(children if container["_children"] else {}),
            },
        )
        return Reply(200, {"id": number})

    # reading

    def _node(self, request: Request, _given: dict[str, str], number: str) -> Reply:
        fields = request.query.get("fields", "")
        if number in self.containers:
            return Reply(200, {"id": number, **self._status(self.containers[number])})
        found = next((one for one in [*self.posts, *self.answers, *self.mentioning] if one["id"] == number), None)
        if found is None:
            return error(400, 100, "Unsupported get request. Object with ID does not exist", sub=33)
        return Reply(200, shown(found, fields))

    def _status(self, container: dict[str, Any]) -> dict[str, str]:
        if container.get("_published"):
            return {"status": "PUBLISHED"}
        if container["_looks"] > 0:
            container["_looks"] -= 1
            return {"status": "IN_PROGRESS"}
        return {"status": self.ends[0], "error_message": self.ends[1]} if self.ends else {"status": "FINISHED"}

    def _own(self, request: Request, rows: list[dict[str, Any]]) -> Reply:
        since = int(request.query.get("since", "0"))
        assert not since or since >= 1_688_540_400, "Threads knows nothing older"
        above = {one["replied_to"]["id"] for one in self.answers}
        found = [
            {**one, "has_replies": one["id"] in above}
            for one in rows
            if datetime.fromisoformat(one["timestamp"]).timestamp() >= since
        ]
        return self.listed(request, found, "list")

    def _replies(self, request: Request, _given: dict[str, str]) -> Reply:
        return self.needs("threads_read_replies") or self._own(
            request, [one for one in self.answers if one["is_reply_owned_by_me"]]
        )

    def _mentions(self, request: Request, _given: dict[str, str]) -> Reply:
        return self.needs("threads_manage_mentions") or self._own(request, self.mentioning)

    def _conversation(self, request: Request, _given: dict[str, str], place: str) -> Reply:
        if not any(one["id"] == place for one in self.posts):
            return error(400, 100, "Unsupported get request. Object with ID does not exist", sub=33)
        assert request.query.get("reverse") == "true", request.query
        rows = [one for one in self.answers if one["root_post"]["id"] == place]
        return self.needs("threads_read_replies") or self.listed(request, rows, "list")

    def _answer(self, place: str, words: str, handle: str, *, own: bool) -> str:
        number = self.next()
        above = next((one for one in self.answers if one["id"] == place), None)
        row = {
            "id": number,
            "text": words,
            "username": handle,
            "permalink": f"https://www.threads.com/@{handle}/post/{number}",
            "timestamp": self.stamp(),
            "root_post": above["root_post"] if above else {"id": place},
            "replied_to": {"id": place},
            "is_reply": True,
            "is_reply_owned_by_me": own,
            "hide_status": "NOT_HUSHED",
        }
        self.answers.insert(0, row)
        return number

    def _hide(self, _asked: Request, given: dict[str, str], number: str) -> Reply:
        found = next((one for one in self.answers if one["id"] == number), None)
        if found is None:
            return error(400, 100, "Unsupported post request", sub=33)
        found["hide_status"] = "HIDDEN" if given["hide"] == "true" else "UNHUSHED"
        return self.needs("threads_manage_replies") or Reply(200, {"success": True})

    def _delete(self, _asked: Request, _given: dict[str, str], number: str) -> Reply:
        for place in (self.posts, self.answers):
            if any(one["id"] == number for one in place):
                place[:] = [one for one in place if one["id"] != number]
                return self.needs("threads_delete") or Reply(200, {"success": True, "deleted_id": number})
        return error(400, 100, "Unsupported delete request. Object with ID does not exist", sub=33)

    # figures

    def _insights(self, request: Request, _given: dict[str, str], _number: str) -> Reply:
        metrics = set(request.query["metric"].split(","))
        refusal = self.needs("threads_manage_insights")
        if refusal is not None or metrics - set(_METRICS) or metrics & self.dead_metrics:
            return refusal or error(400, 100, "(#100) metric must be one of the following values")
        rows = [{"name": one, "period": "lifetime", "values": [{"value": _METRICS[one]}]} for one in sorted(metrics)]
        return Reply(200, {"data": rows})

    def _followers(self, request: Request, _given: dict[str, str]) -> Reply:
        (name,) = request.query["metric"].split(",")
        row = {"name": name, "period": "day", "total_value": {"value": 321}}
        return self.needs("threads_manage_insights") or Reply(200, {"data": [row]})
