"""A light WordPress: discovery, one user with application password, media library, posts with slugs and a scheduler."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.channels.servers.loopback import LOGIN_PAGE, Loopback, Reply, Request
from tests.channels.servers.multipart import parts

USER, PASSWORD = "redaktion", "abcd EFGH ijkl MNOP qrst UVWX"
_FIELDS = {"title", "content", "status", "slug", "date_gmt", "featured_media", "alt_text"}


class WordPressServer(Loopback):
    """One site. `posts` in all states; `public` is what visitors see."""

    final_step = "POST /wp-json/wp/v2/posts"
    upload_step = "POST /wp-json/wp/v2/media"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.now = now
        self.posts: dict[str, dict[str, Any]] = {}
        self.media: dict[str, dict[str, Any]] = {}
        #: what lies in the library, by file name
        self.files: dict[str, bytes] = {}
        self.password = PASSWORD
        self.rights = {
            "publish_posts": True, "upload_files": True, "moderate_comments": True,
            "edit_published_posts": True, "delete_published_posts": True,
        }  # fmt: skip
        self.version = "7.0"
        self.gives_passwords = True
        self.comments: dict[int, dict[str, Any]] = {}
        self.sends_link = True
        self.has_nice_addresses = True
        self.is_wordpress = True
        self.has_bin = True
        self._number = 100

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (one["content"], tuple(re.findall(r'<img [^>]*alt="([^"]*)"', one["content"])))
            for one in self.posts.values()
            if one["status"] == "publish"
        ]

    def publish_due(self) -> None:
        """What the site's own clock does with what waits."""
        for post in self.posts.values():
            if (
                post["status"] == "future"
                and datetime.fromisoformat(post["date_gmt"]).replace(tzinfo=UTC) <= self.now()
            ):
                post["status"] = "publish"

    def respond(self, request: Request) -> Reply:
        if not self.is_wordpress:
            return Reply(200 if request.path == "/" else 404, LOGIN_PAGE, {"Content-Type": "text/html"})
        if request.path.startswith("/wp-content/uploads/"):
            found = self.files.get(request.path.rpartition("/")[2])
            return Reply(200, found, {"Content-Type": "image/jpeg"}) if found else Reply(404, LOGIN_PAGE)
        path = request.query.get("rest_route") or request.path.removeprefix("/wp-json")
        if request.path == "/" and "rest_route" not in request.query:
            root = "/wp-json/" if self.has_nice_addresses else "/?rest_route=/"
            link = {"Link": f'<{self.url}{root}>; rel="https://api.w.org/"'} if self.sends_link else {}
            meta = f'<meta name="generator" content="WordPress {self.version}" />' if self.version else ""
            return Reply(200, LOGIN_PAGE + meta.encode(), {"Content-Type": "text/html", **link})
        if request.path.startswith("/wp-json") and not self.has_nice_addresses:
            return Reply(404, LOGIN_PAGE, {"Content-Type": "text/html"})
        if path == "/":
            place = {"authorization": f"{self.url}/wp-admin/authorize-application.php"}
            ways = {"application-passwords": {"endpoints": place}} if self.gives_passwords else []
            spaces = ["oembed/1.0", "wp/v2"]
            return Reply(200, {"name": "Gemeinde Musterbach", "namespaces": spaces, "authentication": ways})
        basic = b64encode(f"{USER}:{self.password}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {basic}":
            if (request.method, path) == ("GET", "/wp/v2/posts"):
                details = {"status": {"code": "rest_forbidden_status", "message": "Status ist verboten."}}
                refusal = {"status": 400, "params": {"status": "Status ist verboten."}, "details": details}
                return Reply(400, {"code": "rest_invalid_param", "message": "Status", "data": refusal})
            return _error(401, "rest_not_logged_in", "Du bist derzeit nicht angemeldet.")
        return self._api(request, path.removeprefix("/wp/v2/"))

    def _api(self, request: Request, path: str) -> Reply:
        if path == "users/me":
            return Reply(200, {"id": 2, "name": "Redaktion", "capabilities": self.rights})
        place, _, number = path.partition("/")
        if place == "media":
            return self._media(request, number)
        if place == "comments":
            return self._comments(request, int(number or 0))
        if place != "posts":
            return _error(404, "rest_no_route", "Es wurde keine Route gefunden")
        if number and number not in self.posts:
            return _error(404, "rest_post_invalid_id", "Ungültige Beitrags-ID.")
        match request.method, bool(number):
            case "GET", False:
                return self._list(request)
            case "GET", True:
                return Reply(200, self.posts[number])
            case "DELETE", True:
                return self._delete(request, number)
            case _:
                return self._save(request, number)

    def _list(self, request: Request) -> Reply:
        if "include" in request.query:
            wanted = request.query["include"].split(",")
            return Reply(200, [{"id": int(key), "title": {"rendered": "Markt &amp; Fest"}} for key in wanted])
        slugs, states = request.query["slug"].split(","), request.query["status"].split(",")
        return Reply(200, [one for one in self.posts.values() if one["slug"] in slugs and one["status"] in states])

    def _save(self, request: Request, number: str) -> Reply:
        if not self.rights["publish_posts"]:
            return _error(403, "rest_cannot_publish", "Du darfst das nicht.")
        body = request.json()
        assert not set(body) - _FIELDS, body
        post = self.posts.get(number) or self._new(body)
        post.update(body)
        date = datetime.fromisoformat(post["date_gmt"]).replace(tzinfo=UTC)
        if post["status"] in ("publish", "future"):
            # as WordPress does: the date decides
            post["status"] = "future" if date > self.now() else "publish"
        post["link"] = f"{self.url}/{post['slug']}/" if post["status"] == "publish" else f"{self.url}/?p={post['id']}"
        return Reply(200 if number else 201, post)

    def _new(self, body: dict[str, Any]) -> dict[str, Any]:
        number = self._next()
        if any(one["slug"] == body["slug"] for one in self.posts.values()):
            body["slug"] += "-2"
        self.posts[str(number)] = {"id": number, "date_gmt": self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")}
        return self.posts[str(number)]

    def _delete(self, request: Request, number: str) -> Reply:
        post = self.posts[number]
        if request.query.get("force") == "true":
            return Reply(200, {"deleted": True, "previous": self.posts.pop(number)})
        if not self.has_bin:
            return _error(501, "rest_trash_not_supported", "Kein Papierkorb.")
        if post["status"] == "trash":
            return _error(410, "rest_already_trashed", "Schon im Papierkorb.")
        post.update(status="trash", slug=f"{post['slug']}__trashed")
        return Reply(200, post)

    def add_comment(
        self, text: str, *, parent: int = 0, author: int = 0, status: str = "approved", post: int = 7
    ) -> int:
        """What a visitor wrote."""
        number = self._next()
        self.comments[number] = {
            "id": number,
            "post": post,
            "parent": parent,
            "author": author,
            "author_name": "Jana &amp; Co",
            "date_gmt": self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "content": {"rendered": f"<p>{text}</p>\n"},
            "link": f"{self.url}/?p={post}#comment-{number}",
            "status": status,
        }
        return number

    def _comments(self, request: Request, number: int) -> Reply:
        if number and number not in self.comments:
            return _error(404, "rest_comment_invalid_id", "Ungültige Kommentar-ID.")
        match request.method, bool(number):
            case "GET", False:
                return self._list_comments(request.query)
            case "GET", True:
                return Reply(200, self.comments[number])
            case "DELETE", True:
                if self.comments[number]["status"] == "trash":
                    return _error(410, "rest_already_trashed", "Schon im Papierkorb.")
                self.comments[number]["status"] = "trash"
                return Reply(200, self.comments[number])
            case "POST", True:
                status = request.json()["status"]
                self.comments[number]["status"] = {"approve": "approved"}.get(status, status)
                return Reply(200, self.comments[number])
            case _:
                body = request.json()
                assert set(body) == {"post", "parent", "content"}, body
                if any(one["content"]["rendered"] == f"<p>{body['content']}</p>\n" for one in self.comments.values()):
                    return _error(409, "comment_duplicate", "Doppelter Kommentar wurde entdeckt.")
                new = self.add_comment(body["content"], parent=body["parent"], author=2, post=body["post"])
                return Reply(201, self.comments[new])

    def _list_comments(self, query: dict[str, str]) -> Reply:
        rows = [one for one in self.comments.values() if one["status"] != "trash"]
        if "include" in query:
            rows = [one for one in rows if str(one["id"]) in query["include"].split(",")]
        if "parent" in query:
            rows = [
                one for one in rows if (one["parent"], one["author"]) == (int(query["parent"]), int(query["author"]))
            ]
        if query["status"] != "all":
            wanted = {"approve": "approved"}.get(query["status"], query["status"])
            rows = [one for one in rows if one["status"] == wanted and one["date_gmt"] >= query["after"]]
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        pages = {"X-WP-TotalPages": str(-(-len(rows) // size))}
        return Reply(200, rows[(page - 1) * size : page * size], pages)

    def _media(self, request: Request, number: str) -> Reply:
        if request.method == "GET":
            return Reply(200, [one for one in self.media.values() if one["slug"] == request.query["slug"]])
        if request.method == "DELETE":
            if request.query.get("force") != "true":
                return _error(501, "rest_trash_not_supported", "Dateien haben keinen Papierkorb.")
            gone = self.media.pop(number, None)
            self.files.pop(str(gone["source_url"]).rpartition("/")[2] if gone else "", None)
            return Reply(200, {"deleted": True}) if gone else _error(404, "rest_post_invalid_id", "Ungültig.")
        if number:
            self.media[number].update(request.json())
            return Reply(200, self.media[number])
        found = parts(request)
        name = found["file"].filename or ""
        assert name.isascii(), name
        new = str(self._next())
        self.files[name] = found["file"].content
        self.media[new] = {
            "id": int(new),
            "slug": found["slug"].content.decode(),
            "alt_text": found["alt_text"].content.decode(),
            "source_url": f"{self.url}/wp-content/uploads/{name}",
        }
        return Reply(201, self.media[new])

    def _next(self) -> int:
        self._number += 1
        return self._number


def _error(status: int, code: str, words: str) -> Reply:
    return Reply(status, {"code": code, "message": words, "data": {"status": status}})
