"""YouTube's Data API v3 as it is documented: strict about parameters and bodies; one channel with its comments."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.channels.servers.loopback import Reply, Request
from tests.channels.servers.oauth import GrantingServer, Grants

ME, CLIENT, SECRET = "UCmusterbach", "123.apps.googleusercontent.com", "marker-client-secret"
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
VIDEO = "dQw4w9WgXcQ"
_LISTS = {
    "channels": {"part", "mine"},
    "videos": {"part", "id"},
    "comments": {"part", "id", "parentId", "maxResults", "textFormat", "pageToken"},
    "commentThreads": {
        "part", "allThreadsRelatedToChannelId", "order", "maxResults", "textFormat", "moderationStatus", "pageToken",
    },
}  # fmt: skip


class YouTubeServer(GrantingServer):
    """`comments` in the order they were written; `part=replies` shows but one answer of a thread."""

    final_step = "POST /youtube/v3/comments"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.now = now
        self.grants = Grants(CLIENT, SECRET, rotates=False)
        self.grants.scope = SCOPE
        self.grants.seconds = 3600
        self.comments: dict[str, dict[str, Any]] = {}
        self.status: dict[str, str] = {}
        self.has_channel = True
        self.may_read = True
        self.hides_followers = False
        self.page = 100
        self._number = 0

    @property
    def public(self) -> list[str]:
        return [one["snippet"]["textOriginal"] for one in self.comments.values()]

    def respond(self, request: Request) -> Reply:
        if request.step == "POST /token":
            return self.grants.answer(request)
        if not self.grants.good(request):
            return _error(401, "authError", "Invalid Credentials")
        name = request.path.removeprefix("/youtube/v3/")
        if request.method == "GET" and name in _LISTS:
            if set(request.query) - _LISTS[name] or "part" not in request.query:
                return _error(400, "invalidParameter", f"{sorted(request.query)}")
            lists = {"channels": self._channels, "videos": self._videos, "comments": self._list}
            return lists.get(name, self._list_threads)(request)
        steps = {"POST comments": self._insert, "DELETE comments": self._remove}
        steps["POST comments/setModerationStatus"] = self._moderate
        step = steps.get(f"{request.method} {name}")
        return step(request) if step else _error(404, "notFound", "Not Found")

    def wrote(self, text: str, *, below: str = "", author: str = "UCjane", held: bool = False, at: str = "") -> str:
        """Somebody comments; `below` is the first of a thread."""
        self._number += 1
        number = f"Ugx{self._number:05}"
        key = f"{below}.{number}" if below else number
        moment = at or self.now().isoformat().replace("+00:00", "Z")
        snippet: dict[str, Any] = {
            "authorDisplayName": "@musterbach" if author == ME else "@jane",
            "authorChannelId": {"value": author},
            "textDisplay": text,
            "textOriginal": text,
            "videoId": VIDEO,
            "publishedAt": moment,
            "updatedAt": moment,
        }
        if below:
            snippet["parentId"] = below
        self.comments[key] = {"id": key, "snippet": snippet}
        self.status[key] = "heldForReview" if held else "published"
        return key

    def _channels(self, request: Request) -> Reply:
        if not self.has_channel:
            return Reply(200, {"items": []})
        row: dict[str, Any] = {"id": ME}
        if "snippet" in request.query["part"]:
            row["snippet"] = {"title": "Gemeinde Musterbach"}
        if "statistics" in request.query["part"]:
            row["statistics"] = {
                "subscriberCount": "812", "viewCount": "9", "hiddenSubscriberCount": self.hides_followers,
            }  # fmt: skip
        return Reply(200, {"items": [row]})

    def _videos(self, request: Request) -> Reply:
        ids = request.query["id"].split(",")
        row = {
            "id": VIDEO,
            "snippet": {"title": "Bürgerversammlung"},
            "statistics": {"viewCount": "310", "likeCount": "4"},
        }
        return Reply(200, {"items": [row] if VIDEO in ids else []})

    def _list_threads(self, request: Request) -> Reply:
        if not self.may_read:
            return _error(403, "insufficientPermissions", "Insufficient Permission")
        wanted = request.query.get("moderationStatus", "published")
        found = [one for key, one in reversed(self.comments.items()) if "." not in key and self.status[key] == wanted]
        return self._page(request, [self._thread(one) for one in found])

    def _thread(self, top: dict[str, Any]) -> dict[str, Any]:
        below = self._below(top["id"])
        thread: dict[str, Any] = {
            "id": top["id"],
            "snippet": {
                "channelId": ME,
                "videoId": VIDEO,
                "totalReplyCount": len(below),
                "topLevelComment": top,
            },
        }
        if below:
            thread["replies"] = {"comments": below[-1:]}
        return thread

    def _below(self, key: str) -> list[dict[str, Any]]:
        return [one for name, one in self.comments.items() if name.startswith(f"{key}.")]

    def _list(self, request: Request) -> Reply:
        if ("id" in request.query) == ("parentId" in request.query):
            return _error(400, "missingRequiredParameter", "id or parentId")
        if "parentId" in request.query:
            return self._page(request, self._below(request.query["parentId"]))
        ids = request.query["id"].split(",")
        shown = [one for key, one in self.comments.items() if key in ids and self.status[key] == "published"]
        return Reply(200, {"items": shown})

    def _page(self, request: Request, rows: list[dict[str, Any]]) -> Reply:
        size = min(self.page, int(request.query.get("maxResults", "20")))
        start = int(request.query.get("pageToken", "0"))
        body: dict[str, Any] = {"items": rows[start : start + size]}
        if start + size < len(rows):
            body["nextPageToken"] = str(start + size)
        return Reply(200, body)

    def _insert(self, request: Request) -> Reply:
        body = request.json()
        if request.query != {"part": "snippet"} or set(body) != {"snippet"}:
            return _error(400, "badRequest", "body")
        snippet = body["snippet"]
        if set(snippet) != {"parentId", "textOriginal"}:
            return _error(400, "badRequest", "snippet")
        if not snippet["textOriginal"].strip():
            return _error(400, "commentTextRequired", "empty")
        if len(snippet["textOriginal"]) > 10_000:
            return _error(400, "commentTextTooLong", "too long")
        if "." in snippet["parentId"] or snippet["parentId"] not in self.comments:
            return _error(404, "parentCommentNotFound", "the parent is no top-level comment")
        return Reply(200, self.comments[self.wrote(snippet["textOriginal"], below=snippet["parentId"], author=ME)])

    def _remove(self, request: Request) -> Reply:
        if self.comments.pop(request.query["id"], None) is None:
            return _error(404, "commentNotFound", "Not found")
        return Reply(204)

    def _moderate(self, request: Request) -> Reply:
        if set(request.query) != {"id", "moderationStatus"} or request.body:
            return _error(400, "badRequest", "parameters")
        if request.query["id"] not in self.comments:
            return _error(404, "commentNotFound", "Not found")
        self.status[request.query["id"]] = request.query["moderationStatus"]
        return Reply(204)


def _error(status: int, reason: str, words: str) -> Reply:
    errors = [{"reason": reason, "domain": "youtube", "message": words}]
    return Reply(status, {"error": {"code": status, "message": words, "errors": errors}})
