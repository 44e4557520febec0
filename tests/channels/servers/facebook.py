"""A Facebook Page as it is documented: a person's token leads to the Page's own, which does everything else."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from tests.channels.servers.graph import GraphServer, error, shown
from tests.channels.servers.loopback import Reply, Request

TOKEN, PAGE_TOKEN, PAGE = "EAA-syst3m-us3r", "EAA-pag3-t0ken", "1122"
SCOPES = {
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "pages_manage_engagement",
    "pages_read_user_content",
    "read_insights",
}
_FEED = ("message", "link", "published", "scheduled_publish_time", "attached_media")
_PHOTO = ("source", "caption", "alt_text_custom", "published", "scheduled_publish_time", "temporary")
_METRICS = {"post_media_view": 540, "post_total_media_view_unique": 318, "post_clicks": 12, "page_follows": 900}


class FacebookServer(GraphServer):
    """One Page. `posts` in all states, newest first; `comments` below them and below what visitors wrote."""

    final_step = "POST /v26.0/1122/feed"
    upload_step = "POST /v26.0/1122/photos"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.scopes = set(SCOPES)
        self.tokens = {TOKEN: "person", PAGE_TOKEN: "page"}
        self.pages = [{"id": PAGE, "name": "Gemeinde Musterbach", "tasks": ["CREATE_CONTENT", "MODERATE", "ANALYZE"]}]
        self.tells_token = True
        self.expires = 0
        self.live = True
        self.posts: list[dict[str, Any]] = []
        self.photos: dict[str, dict[str, Any]] = {}
        self.comments: dict[str, list[dict[str, Any]]] = {}
        self.visitors: list[dict[str, Any]] = []
        self.tagged: list[dict[str, Any]] = []
        self.names_authors = True
        self.bad_links: set[str] = set()
        self.dead_metrics: set[str] = set()
        self.liked: list[str] = []
        #: whether a picture that is scheduled tells the post it belongs to
        self.tells_post = True

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (one["message"], tuple(photo["alt"] for photo in one["_photos"]))
            for one in self.posts
            if one["is_published"]
        ]

    def publish_due(self) -> None:
        """What Facebook's own clock does with what waits."""
        for post in self.posts:
            if not post["is_published"] and post["scheduled_publish_time"] <= self.now().timestamp():
                post["is_published"], post["created_time"] = True, self.stamp()

    def comment(self, place: str, words: str, *, name: str = "Jana", to: str = "", own: bool = False) -> str:
        """Somebody writes below a post."""
        author = {"id": PAGE, "name": "Gemeinde Musterbach"} if own else {"id": "77", "name": name}
        return self._comment(place, words, author, to)

    def routes(self) -> list[tuple[str, str, Sequence[str], Sequence[str], Callable[..., Reply]]]:
        both, page, post = ("person", "page"), ("page",), r"(\d+_\d+)"
        return [
            ("POST", "", both, ("batch", "include_headers"), self._batch),
            ("GET", "me/permissions", ("person",), (), self._permissions),
            ("GET", "me/accounts", ("person",), (), lambda asked, _: self.listed(asked, self.pages, "me/accounts")),
            ("GET", "me", page, (), self._me),
            ("GET", r"(\d+)", both, (), self._page),
            ("POST", f"{PAGE}/photos", page, _PHOTO, self._photo),
            ("POST", f"{PAGE}/feed", page, _FEED, self._feed),
            ("GET", f"{PAGE}/scheduled_posts", page, (), lambda asked, _: self._list(asked, waiting=True)),
            ("GET", f"{PAGE}/published_posts", page, (), lambda asked, _: self._list(asked, waiting=False)),
            ("GET", f"{PAGE}/visitor_posts", page, (), lambda asked, _: self._beside(asked, self.visitors)),
            ("GET", f"{PAGE}/tagged", page, (), lambda asked, _: self._beside(asked, self.tagged)),
            ("GET", r"[\d_]+/insights", page, (), self._insights),
            ("GET", f"{post}/comments", page, (), self._comments),
            ("POST", r"(\d+_\d+)/comments", page, ("message",), self._answer),
            ("POST", r"(\d+_\d+)/likes", page, (), self._like),
            ("DELETE", r"(\d+_\d+)/likes", page, (), self._like),
            ("GET", post, page, (), self._one),
            ("POST", post, page, ("message", "scheduled_publish_time", "is_hidden"), self._change),
            ("DELETE", r"([\d_]+)", page, (), self._delete),
        ]

    # the access

    def _batch(self, _asked: Request, given: dict[str, str]) -> Reply:
        if not self.tells_token:
            return error(400, 1, "Unknown batch")
        (one,) = json.loads(given["batch"])
        path, _, query = one["relative_url"].partition("?")
        assert (one["method"], path) == ("GET", "debug_token"), one
        assert dict(parse_qsl(query))["input_token"] in self.tokens
        facts = {"is_valid": True, "expires_at": self.expires, "scopes": sorted(self.scopes)}
        return Reply(200, [{"code": 200, "body": json.dumps({"data": facts})}])

    def _permissions(self, _asked: Request, _given: dict[str, str]) -> Reply:
        return Reply(200, {"data": [{"permission": one, "status": "granted"} for one in sorted(self.scopes)]})

    def _me(self, request: Request, _given: dict[str, str]) -> Reply:
        if "tasks" in request.query.get("fields", ""):
            return error(400, 100, "(#100) Tried accessing nonexisting field (tasks) on node type (Page)")
        return Reply(200, shown(self.pages[0], request.query.get("fields", "")))

    def _page(self, request: Request, _given: dict[str, str], number: str) -> Reply:
        found = next((one for one in self.pages if one["id"] == number), None)
        if found is None:
            return error(400, 100, "Unsupported get request. Object with ID does not exist", sub=33)
        whole = {**found, "access_token": PAGE_TOKEN, "followers_count": 900, "fan_count": 870}
        return Reply(200, shown(whole, request.query.get("fields", "")))

    # publishing

    def _photo(self, _asked: Request, given: dict[str, str]) -> Reply:
        refusal = self.needs("pages_manage_posts")
        if refusal is not None:
            return refusal
        if int(given.get("source") or 0) < 20:
            return error(400, 324, "Missing or invalid image file", sub=1366046)
        if not self.live:
            return error(403, 200, "(#200) Unpublished posts must be posted to a page as the page itself")
        number = self.next()
        self.photos[number] = {"alt": given.get("alt_text_custom", ""), "used": False}
        if "scheduled_publish_time" not in given:
            assert given["published"] == "false", "pictures are uploaded unseen"
            return Reply(200, {"id": number})
        made = self._post({**given, "message": given["caption"]}, [self.photos[number]])
        told = {"post_id": made.body["id"]} if made.status == 200 and self.tells_post else {}
        return made if made.status != 200 else Reply(200, {"id": number, **told})

    def _feed(self, _asked: Request, given: dict[str, str]) -> Reply:
        refusal = self.needs("pages_manage_posts")
        if refusal is not None:
            return refusal
        link = given.get("link", "")
        if link and "attached_media" in given:
            return error(400, 100, "link and attached_media cannot be used together")
        if link in self.bad_links:
            return error(400, 100, "(#100) The link could not be scraped", sub=1609005)
        media = json.loads(given.get("attached_media", "[]"))
        if any(set(one) != {"media_fbid"} or one["media_fbid"] not in self.photos for one in media):
            return error(400, 100, "(#100) Invalid attached_media")
        if len(media) > 1 and "scheduled_publish_time" in given:
            return error(500, 1, "An unknown error occurred")
        return self._post(given, [self.photos[one["media_fbid"]] for one in media])

    def _post(self, given: dict[str, str], photos: list[dict[str, Any]]) -> Reply:
        waits = "scheduled_publish_time" in given
        if waits:
            due = datetime.fromtimestamp(int(given["scheduled_publish_time"]), UTC)
            if given.get("published") != "false" or not timedelta(minutes=10) <= due - self.now() <= timedelta(30):
                return error(400, 100, "(#100) The specified scheduled publish time is invalid")
        if not given.get("message"):
            return error(400, 100, "(#100) Message or attachment needed")
        number = f"{PAGE}_{self.next()}"
        kind = [{"media_type": "album" if len(photos) > 1 else "photo"}] if photos else []
        post = {
            "id": number,
            "message": given["message"],
            "created_time": self.stamp(),
            "is_published": not waits,
            "permalink_url": f"https://www.facebook.com/musterbach/posts/{number}",
            "attachments": {"data": kind or [{"media_type": "link"}] * ("link" in given)},
            "_photos": photos,
            "_link": given.get("link"),
        }
        if waits:
            post["scheduled_publish_time"] = int(given["scheduled_publish_time"])
        self.posts.insert(0, post)
        return Reply(200, {"id": number})

    def _one(self, request: Request, _given: dict[str, str], number: str) -> Reply:
        found = self._find(number)
        if found is None:
            return error(400, 100, "Unsupported get request. Object with ID does not exist", sub=33)
        asked = request.query.get("fields", "")
        if "parent" in asked and found in self.posts:
            return error(400, 100, "(#100) Tried accessing nonexisting field (parent) on node type (Post)")
        if "is_published" in asked and found not in self.posts:
            return error(400, 100, "(#100) Tried accessing nonexisting field (is_published) on node type (Comment)")
        return Reply(200, shown(self._counted(found), asked))

    def _change(self, _asked: Request, given: dict[str, str], number: str) -> Reply:
        found = self._find(number)
        if found is None or not given:
            return error(400, 100, "Unsupported post request", sub=33)
        if "scheduled_publish_time" in given:
            if found.get("is_published") is not False:
                return error(400, 100, "(#100) The post is published already")
            found["scheduled_publish_time"] = int(given["scheduled_publish_time"])
        if "is_hidden" in given:
            found["is_hidden"] = given["is_hidden"] == "true"
        found["message"] = given.get("message", found["message"])
        return Reply(200, {"success": True})

    def _delete(self, _asked: Request, _given: dict[str, str], number: str) -> Reply:
        if number in self.photos:
            del self.photos[number]
            return Reply(200, {"success": True})
        found = self._find(number)
        if found is None:
            return error(400, 100, "Unsupported delete request. Object with ID does not exist", sub=33)
        for place in (self.posts, self.visitors, *self.comments.values()):
            place[:] = [one for one in place if one is not found]
        return Reply(200, {"success": True})

    # reading

    def _list(self, request: Request, *, waiting: bool) -> Reply:
        since = int(request.query.get("since", "0"))
        found = [
            self._counted(one)
            for one in self.posts
            if one["is_published"] is not waiting and (waiting or _at(one["created_time"]) >= since)
        ]
        return self.listed(request, found, "list")

    def _beside(self, request: Request, rows: list[dict[str, Any]]) -> Reply:
        return self.needs("pages_read_user_content") or self.listed(request, rows, "list")

    def _comments(self, request: Request, _given: dict[str, str], place: str) -> Reply:
        if self._find(place) is None:
            return error(400, 100, "Unsupported get request. Object with ID does not exist", sub=33)
        if not self.names_authors and re.search(r"\bfrom\b", request.query.get("fields", "")):
            return error(400, 100, "(#100) Missing permission for field from")
        assert request.query.get("order") == "reverse_chronological", request.query
        below = [*self.comments.get(place, [])]
        below += [one for rows in self.comments.values() for one in rows if one.get("parent", {}).get("id") == place]
        ordered = sorted(below, key=lambda one: _at(one["created_time"]), reverse=True)
        return self.needs("pages_read_engagement") or self.listed(request, ordered, "list")

    def _answer(self, _asked: Request, given: dict[str, str], place: str) -> Reply:
        refusal = self.needs("pages_manage_engagement")
        if refusal is not None:
            return refusal
        above = next((key for key, rows in self.comments.items() if any(one["id"] == place for one in rows)), None)
        me = {"id": PAGE, "name": "Gemeinde Musterbach"}
        return Reply(200, {"id": self._comment(above or place, given["message"], me, place if above else "")})

    def _comment(self, place: str, words: str, author: dict[str, str], to: str) -> str:
        number = f"{place.partition('_')[2]}_{self.next()}"
        row: dict[str, Any] = {
            "id": number,
            "message": words,
            "created_time": self.stamp(),
            "from": author,
            "permalink_url": f"https://www.facebook.com/{number}",
            "is_hidden": False,
        }
        if to:
            row["parent"] = {"id": to}
        self.comments.setdefault(place, []).append(row)
        return number

    def _like(self, asked: Request, _given: dict[str, str], number: str) -> Reply:
        if number not in {one["id"] for rows in self.comments.values() for one in rows}:
            return error(400, 100, "Unsupported request. Object does not exist")
        self.liked = [one for one in self.liked if one != number] + [number] * (asked.method == "POST")
        return self.needs("pages_manage_engagement") or Reply(200, {"success": True})

    def _insights(self, request: Request, _given: dict[str, str]) -> Reply:
        refusal = self.needs("read_insights")
        metrics = request.query["metric"].split(",")
        if refusal is not None or self.dead_metrics & set(metrics) or set(metrics) - set(_METRICS):
            return refusal or error(400, 100, "(#100) The value must be a valid insights metric")
        rows = [{"name": one, "period": "lifetime", "values": [{"value": _METRICS[one]}]} for one in metrics]
        return Reply(200, {"data": rows})

    def _find(self, number: str) -> dict[str, Any] | None:
        below = [one for rows in self.comments.values() for one in rows]
        everything = [*self.posts, *self.visitors, *self.tagged, *below]
        return next((one for one in everything if one["id"] == number), None)

    def _counted(self, post: dict[str, Any]) -> dict[str, Any]:
        below = self.comments.get(post["id"], [])
        counted = {"data": [], "summary": {"total_count": len(below)}}
        return {**post, "comments": counted, "reactions": {"data": [], "summary": {"total_count": 4}}}


def _at(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()
