"""Instagram behind a Page as it is documented: pictures are fetched, containers published, comments below media."""

import http.client
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tests.channels.servers.facebook import FacebookServer
from tests.channels.servers.graph import error, shown
from tests.channels.servers.loopback import Reply, Request

ME, HANDLE = "1784", "gemeinde.musterbach"
SCOPES = {
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_contents",
    "instagram_manage_insights",
}
_MEDIA = ("image_url", "caption", "alt_text", "is_carousel_item", "media_type", "children")
_METRICS = {"views": 540, "reach": 318, "likes": 20, "comments": 3, "shares": 2, "saved": 5}
_GONE = (400, 100, "Unsupported get request. Object with ID does not exist")


class InstagramServer(FacebookServer):
    """One account. `media` are public, newest first; `containers` wait for the last step."""

    final_step = "POST /v26.0/1784/media_publish"
    upload_step = "POST /v26.0/1122/photos"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.scopes |= SCOPES
        self.pages[0]["instagram_business_account"] = {"id": ME, "username": HANDLE}
        self.media: list[dict[str, Any]] = []
        self.containers: dict[str, dict[str, Any]] = {}
        self.replies: list[dict[str, Any]] = []
        self.tags: list[dict[str, Any]] = []
        self.mentioned: list[dict[str, str]] = []
        #: looks until a container is ready
        self.working = 0
        #: what a container ends with instead of being ready
        self.ends: tuple[str, str] | None = None
        self.fetches = True
        #: posts in 24 hours; None: not told
        self.quota: int | None = 50
        self.files: dict[str, bytes] = {}

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one["caption"], one["_alts"]) for one in self.media]

    def wrote(self, media: str, words: str, *, to: str = "", own: bool = False) -> str:
        """Somebody writes below a post."""
        who = {"id": ME, "username": HANDLE} if own else {"id": "178", "username": "buergerin1"}
        return self._reply(media, words, who, to)

    def respond(self, request: Request) -> Reply:
        if request.path.startswith("/cdn/"):
            found = self.files.get(request.path.rpartition("/")[2])
            return Reply(200, found, {"Content-Type": "image/jpeg"}) if found else Reply(404)
        return super().respond(request)

    def routes(self) -> list[tuple[str, str, Sequence[str], Sequence[str], Callable[..., Reply]]]:
        page = ("page",)
        own: list[tuple[str, str, Sequence[str], Sequence[str], Callable[..., Reply]]] = [
            ("POST", f"{ME}/media", page, _MEDIA, self._container),
            ("POST", f"{ME}/media_publish", page, ("creation_id",), self._publish),
            ("GET", f"{ME}/media", page, (), self._listed_media),
            ("GET", f"{ME}/content_publishing_limit", page, (), self._limit),
            ("GET", f"{ME}/tags", page, (), lambda asked, _: self.listed(asked, self.tags, "list")),
            ("POST", f"{ME}/mentions", page, ("media_id", "message"), self._mention),
            ("GET", rf"(?:{ME}|\d+)/insights", page, (), self._numbers),
            ("GET", r"(\d+)/comments", page, (), self._below),
            ("GET", r"(\d+)/replies", page, (), self._below),
            ("POST", r"(\d+)/replies", page, ("message",), self._replied),
            ("POST", r"(\d+)", page, ("hide",), self._hide),
            ("GET", r"(1122|3344)", ("person", "page"), (), self._page),
            ("GET", r"(\d+)", page, (), self._node),
            ("DELETE", r"(\d+)", page, (), self._drop),
        ]
        return own + super().routes()

    # publishing

    def _container(self, _asked: Request, given: dict[str, str]) -> Reply:
        refusal = self.needs("instagram_content_publish")
        if refusal is not None:
            return refusal
        children = [one for one in given.get("children", "").split(",") if one]
        if given.get("media_type") == "CAROUSEL":
            if not 2 <= len(children) <= 10 or "image_url" in given:
                return error(400, 100, "Carousel needs 2 to 10 children", sub=2207028)
            if any(self.containers[one].get("is_carousel_item") != "true" for one in children):
                return error(400, 100, "Children must be carousel items", sub=2207028)
            alts = tuple(self.containers[one].get("alt_text", "") for one in children)
        elif "image_url" not in given or "media_type" in given:
            return error(400, 100, "The parameter image_url is required", sub=2207010)
        elif not self._fetched(given["image_url"]):
            return error(400, 9004, "The media could not be fetched from this URI", sub=2207052)
        else:
            alts = (given.get("alt_text", ""),)
        if len(given.get("caption", "")) > 2200:
            return error(400, 100, "The caption was too long", sub=2207010)
        number = self.next()
        self.containers[number] = {**given, "id": number, "_alts": alts, "_looks": self.working, "_children": children}
        return Reply(200, {"id": number})

    def _fetched(self, address: str) -> bool:
        """Meta's servers fetch the picture, and only JPEG will do."""
        if not self.fetches:
            return False
        parts = urlsplit(address)
        if parts.port == self.port:
            content = self.files.get(parts.path.rpartition("/")[2], b"")
        else:
            connection = http.client.HTTPConnection(str(parts.hostname), parts.port or 80, timeout=5)
            connection.request("GET", parts.path)
            content = connection.getresponse().read()
            connection.close()
        return content.startswith(b"\xff\xd8\xff")

    def _photo(self, asked: Request, given: dict[str, str]) -> Reply:
        reply = super()._photo(asked, given)
        if reply.status == 200:
            assert given.get("temporary") == "true", "only until Instagram has fetched it"
            start = asked.body.index(b"\xff\xd8\xff") if b"\xff\xd8\xff" in asked.body else 0
            self.files[reply.body["id"]] = asked.body[start:]
        return reply

    def _publish(self, _asked: Request, given: dict[str, str]) -> Reply:
        container = self.containers.get(given["creation_id"])
        if container is None or container.get("is_carousel_item"):
            return error(400, 24, "The requested resource does not exist", sub=2207006)
        if container["_looks"] > 0:
            return error(400, 9007, "Media ID is not available", sub=2207027)
        if container.get("_published"):
            return error(400, 9007, "Already published", sub=2207027)
        container["_published"] = True
        number = self.next()
        children = {"children": {"data": [{"id": one} for one in container["_children"]]}}
        self.media.insert(
            0,
            {
                "id": number,
                "caption": container.get("caption", ""),
                "timestamp": self.stamp(),
                "permalink": f"https://www.instagram.com/p/{number}/",
                "like_count": 20,
                "_alts": container["_alts"],
                **(children if container["_children"] else {}),
            },
        )
        return Reply(200, {"id": number})

    # reading

    def _limit(self, request: Request, _given: dict[str, str]) -> Reply:
        if self.quota is None:
            return error(400, 100, "(#100) Tried accessing nonexisting field (content_publishing_limit)")
        assert request.query["fields"] == "quota_usage,config"
        config = {"quota_total": self.quota, "quota_duration": 86400}
        return Reply(200, {"data": [{"quota_usage": len(self.media), "config": config}]})

    def _node(self, request: Request, given: dict[str, str], number: str) -> Reply:
        fields = request.query.get("fields", "")
        if number in self.containers:
            return Reply(200, {"id": number, **self._status(self.containers[number])})
        if number in self.photos:
            sizes = [{"width": 130, "source": "https://small.example/x"}]
            sizes += [{"width": 1080, "source": f"{self.url}/cdn/{number}"}]
            return Reply(200, {"id": number, "images": sizes})
        if number == ME:
            return Reply(200, shown({"id": ME, "followers_count": 412, "username": HANDLE}, fields))
        found = next((one for one in [*self.media, *self.replies] if one["id"] == number), None)
        if found is None:
            return super()._page(request, given, number)
        if found in self.replies:
            media = next(one for one in self.media if one["id"] == found["_media"])
            found = {**found, "media": {"id": media["id"], "permalink": media["permalink"]}}
        else:
            found = self._counted_media(found)
        return Reply(200, shown(found, fields))

    def _status(self, container: dict[str, Any]) -> dict[str, str]:
        if container.get("_published"):
            return {"status_code": "PUBLISHED", "status": "Published"}
        if container["_looks"] > 0:
            container["_looks"] -= 1
            return {"status_code": "IN_PROGRESS", "status": "In Progress"}
        if self.ends is not None:
            return {"status_code": self.ends[0], "status": self.ends[1]}
        return {"status_code": "FINISHED", "status": "Finished"}

    def _counted_media(self, media: dict[str, Any]) -> dict[str, Any]:
        return {**media, "comments_count": sum(one["_media"] == media["id"] for one in self.replies)}

    def _listed_media(self, request: Request, _given: dict[str, str]) -> Reply:
        return self.needs("instagram_basic") or self.listed(
            request, [self._counted_media(one) for one in self.media], "list"
        )

    def _below(self, request: Request, _given: dict[str, str], place: str) -> Reply:
        if not any(one["id"] == place for one in [*self.media, *self.replies]):
            return error(*_GONE, sub=33)
        if not self.names_authors and re.search(r"\bfrom\b|\busername\b", request.query.get("fields", "")):
            return error(400, 100, "(#100) from is withheld")
        first = [one for one in self.replies if place in (one["_media"], one.get("parent_id"))]
        if request.path.endswith("/comments"):
            first = [one for one in first if "parent_id" not in one]
        rows = [{**one, "replies": {"data": self._answers(one["id"])}} for one in reversed(first)]
        return self.needs("instagram_manage_comments") or self.listed(request, rows, "list")

    def _answers(self, number: str) -> list[dict[str, Any]]:
        return [{**one} for one in self.replies if one.get("parent_id") == number]

    def _replied(self, _asked: Request, given: dict[str, str], number: str) -> Reply:
        above = next((one for one in self.replies if one["id"] == number), None)
        if above is None or "parent_id" in above:
            return error(400, 100, "Replies to replies are not supported", sub=33)
        me = {"id": ME, "username": HANDLE}
        return Reply(200, {"id": self._reply(above["_media"], given["message"], me, number)})

    def _reply(self, media: str, words: str, who: dict[str, str], to: str) -> str:
        number = self.next()
        row = {
            "id": number,
            "text": words,
            "timestamp": self.stamp(),
            "username": who["username"],
            "from": who,
            "hidden": False,
            "_media": media,
        }
        self.replies.append({**row, **({"parent_id": to} if to else {})})
        return number

    def _mention(self, _asked: Request, given: dict[str, str]) -> Reply:
        self.mentioned.append(given)
        return Reply(200, {"id": self.next()})

    def _hide(self, request: Request, given: dict[str, str], number: str) -> Reply:
        found = next((one for one in self.replies if one["id"] == number), None)
        if found is None:
            return error(*_GONE, sub=33)
        found["hidden"] = given["hide"] == "true"
        return Reply(200, {"success": True})

    def _drop(self, request: Request, given: dict[str, str], number: str) -> Reply:
        for place in (self.media, self.replies):
            if any(one["id"] == number for one in place):
                place[:] = [one for one in place if one["id"] != number]
                return Reply(200, {"success": True})
        self.files.pop(number, None)
        return super()._delete(request, given, number)

    def _numbers(self, request: Request, _given: dict[str, str]) -> Reply:
        metrics = request.query["metric"].split(",")
        refusal = self.needs("instagram_manage_insights")
        if refusal is not None or set(metrics) - set(_METRICS) or self.dead_metrics & set(metrics):
            return refusal or error(400, 100, "(#100) metric must be one of the following values")
        rows = [{"name": one, "period": "lifetime", "values": [{"value": _METRICS[one]}]} for one in metrics]
        return Reply(200, {"data": rows})
