"""LinkedIn's versioned REST interface as it is documented: strict about headers, encoding and fields."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.channels.servers.loopback import Reply, Request
from tests.channels.servers.oauth import GrantingServer, Grants

ORG = "urn:li:organization:123"
CLIENT, SECRET = "78abcdef", "marker-client-secret"
TOKEN = "marker-access-0001"
ENDS = 1_800_000_000
_LITTLE = re.compile(
    r"(?:[^\\|{}@\[\]()<>#*_~]|\\[\\|{}@\[\]()<>#*_~]|\{hashtag\|\\#\|(?:\\.|[^\\{}|])+\})*", re.DOTALL
)
_POST_FIELDS = {
    "author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor", "content",
}  # fmt: skip


class LinkedInServer(GrantingServer):
    """One member who administers pages. `posts` are the page's, newest first."""

    final_step = "POST /rest/posts"
    upload_step = "PUT /dms-uploads/"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.now = now
        self.grants = Grants(CLIENT, SECRET, refreshes=False, pkce=False)
        self.grants.seconds = 5_184_000
        self.posts: list[dict[str, Any]] = []
        self.images: dict[str, dict[str, Any]] = {}
        self.comments: dict[str, list[dict[str, Any]]] = {}
        self.pages = {ORG: "Gemeinde Musterbach"}
        self.role = "ADMINISTRATOR"
        self.denied: set[str] = set()
        self.versions = {"202610"}
        self.allows_twice = False
        self.ghost = ""
        self.image_states = ["AVAILABLE"]
        self.upload_at: str | None = None
        self.liked: list[str] = []
        self._number = 7000

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one["commentary"], tuple(image["altText"] for image in _images(one))) for one in self.posts]

    def respond(self, request: Request) -> Reply:
        if request.step == "POST /oauth/v2/accessToken":
            return self.grants.answer(request)
        if request.step == "POST /oauth/v2/introspectToken":
            return self._introspect(request)
        if not self.grants.good(request):
            return _error(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600)
        if request.path.startswith("/dms-uploads/"):
            return self._uploaded(request)
        if request.headers.get("linkedin-version") not in self.versions:
            return _error(426, "NONEXISTENT_VERSION", "Requested version is not active")
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            return _error(400, "ILLEGAL_ARGUMENT", "protocol version")
        path, _, query = request.target.removeprefix("/rest/").partition("?")
        # the words of a reaction's two-part name stand raw, its URNs do not
        name = re.sub(r"^(reactions/\()actor:([^,]*,)entity:", r"\1\2", path)
        if ":" in name or ":" in re.sub(r"\((?:timeRange|start)[^)]*\)", "", query):
            return _error(400, "ILLEGAL_ARGUMENT", "URNs are percent-encoded")
        for method, finder, pattern, answer in self._routes():
            found = re.fullmatch(pattern, path)
            if found and (method, finder) == (request.method, request.headers.get("x-restli-method", "")):
                return answer(request, *map(unquote, found.groups()))
        return _error(404, "RESOURCE_NOT_FOUND", f"No virtual resource found {request.method} {path}")

    def _routes(self) -> list[tuple[str, str, str, Callable[..., Reply]]]:
        comments = r"socialActions/([^/]+)/comments"
        return [
            ("GET", "FINDER", "organizationAcls", self._acls),
            ("GET", "", r"organizations/(\d+)", self._organization),
            ("POST", "", "images", self._begin),
            ("GET", "", r"images/([^/]+)", self._image),
            ("POST", "", "posts", self._post),
            ("GET", "FINDER", "posts", self._own),
            ("GET", "", r"posts/([^/]+)", self._one),
            ("POST", "PARTIAL_UPDATE", r"posts/([^/]+)", self._edit),
            ("DELETE", "DELETE", r"posts/([^/]+)", self._delete),
            ("GET", "", comments, self._comments),
            ("POST", "", comments, self._comment),
            ("GET", "", comments + r"/(\d+)", self._one_comment),
            ("DELETE", "", comments + r"/(\d+)", self._delete_comment),
            ("POST", "", "reactions", self._react),
            ("DELETE", "DELETE", r"reactions/\(actor:([^,]+),entity:([^,]+)\)", self._no_reaction),
            ("GET", "FINDER", "organizationalEntityShareStatistics", self._statistics),
            ("GET", "", r"networkSizes/([^/]+)", lambda *_: Reply(200, {"firstDegreeSize": 812})),
        ]

    def wrote(self, post: str, text: str, *, below: str = "", actor: str = "urn:li:person:jane") -> str:
        """Somebody comments; `below`: the comment it answers."""
        self._number += 1
        urn = f"urn:li:comment:(urn:li:activity:{post.rpartition(':')[2]},{self._number})"
        row: dict[str, Any] = {
            "id": str(self._number),
            "actor": actor,
            "commentUrn": urn,
            "created": {"time": int(self.now().timestamp() * 1000)},
            "lastModified": {"time": int(self.now().timestamp() * 1000)},
            "message": {"text": text},
        }
        if below:
            row["parentComment"] = below
            for one in self.comments[post]:
                if one["commentUrn"] == below:
                    one["commentsSummary"] = {"aggregatedTotalComments": 1}
        self.comments.setdefault(below or post, []).append(row)
        return urn

    def _introspect(self, request: Request) -> Reply:
        form = dict(parse_qsl(request.body.decode()))
        if set(form) != {"client_id", "client_secret", "token"} or form["client_secret"] != SECRET:
            return Reply(401, {"error": "invalid_client"})
        return Reply(200, {"active": form["token"] == self.grants.access, "expires_at": ENDS, "status": "active"})

    def _acls(self, request: Request) -> Reply:
        assert request.query["q"] == "roleAssignee" and request.query["state"] == "APPROVED"
        rows = [{"organization": urn, "role": self.role, "state": "APPROVED"} for urn in self.pages]
        return Reply(200, {"elements": [*rows, {"organization": "urn:li:organization:9", "role": "ANALYST"}]})

    def _organization(self, _request: Request, number: str) -> Reply:
        if "organizations" in self.denied:
            return _error(403, "ACCESS_DENIED", "Not enough permissions")
        name = self.pages[f"urn:li:organization:{number}"]
        return Reply(200, {"id": int(number), "localizedName": name, "vanityName": name.lower().replace(" ", "-")})

    def _begin(self, request: Request) -> Reply:
        if "images" in self.denied:
            return _error(403, "ACCESS_DENIED", "Not enough permissions to access: images.INITIALIZE_UPLOAD")
        assert request.query == {"action": "initializeUpload"}
        assert request.json() == {"initializeUploadRequest": {"owner": ORG}}
        urn = f"urn:li:image:C4E{len(self.images)}"
        self.images[urn] = {"bytes": b"", "states": list(self.image_states)}
        where = self.upload_at or f"{self.url}/dms-uploads/{urn.rpartition(':')[2]}"
        return Reply(200, {"value": {"uploadUrlExpiresAt": 1, "uploadUrl": where, "image": urn}})

    def _uploaded(self, request: Request) -> Reply:
        urn = f"urn:li:image:{request.path.rpartition('/')[2]}"
        if request.method != "PUT" or not request.body.startswith((b"\x89PNG", b"\xff\xd8")):
            return _error(400, "MEDIA_ASSET_PROCESSING_FAILED", "not an image")
        self.images[urn]["bytes"] = request.body
        return Reply(201)

    def _image(self, _request: Request, urn: str) -> Reply:
        states = self.images[urn]["states"]
        return Reply(200, {"id": urn, "status": states.pop(0) if len(states) > 1 else states[0]})

    def _post(self, request: Request) -> Reply:
        body = request.json()
        fault = self._fault_of(body)
        if fault is not None:
            return fault
        same = next((one for one in self.posts if one["commentary"] == body["commentary"]), None)
        named = self.ghost or (same["id"] if same else "")
        if named and not self.allows_twice:
            words = f"Content is a duplicate of {named}"
            errors = [{"code": "DUPLICATE_POST", "description": words}]
            return Reply(422, {"status": 422, "message": words, "errorDetails": {"inputErrors": errors}})
        self._number += 1
        urn = f"urn:li:share:{self._number}"
        made = int(self.now().timestamp() * 1000)
        self.posts.insert(0, {**body, "id": urn, "createdAt": made, "publishedAt": made})
        return Reply(201, b"", {"x-restli-id": urn})

    def _fault_of(self, body: dict[str, Any]) -> Reply | None:
        if set(body) - _POST_FIELDS or _POST_FIELDS - {"content"} - set(body) or body["author"] != ORG:
            return _error(422, "UNPROCESSABLE", f"fields {sorted(body)}")
        if not _LITTLE.fullmatch(body["commentary"]):
            return _error(422, "UNPROCESSABLE", "commentary is no little text")
        if len(body["commentary"]) > 3000:
            return _error(422, "FIELD_LENGTH_TOO_LONG", "ShareCommentary exceeded the maximum allowed")
        content = body.get("content", {})
        if "content" in body and (len(content) != 1 or set(content) - {"media", "multiImage", "article"}):
            return _error(422, "UNPROCESSABLE", "content")
        article = content.get("article")
        if article is not None and not self._is_article(article):
            return _error(422, "UNPROCESSABLE", "article")
        images = _images(body)
        if len(images) == 1 and "multiImage" in body["content"]:
            return _error(422, "UNPROCESSABLE", "multiImage takes two at least")
        if any(not self.images[one["id"]]["bytes"] for one in images):
            return _error(400, "MEDIA_ASSET_WAITING_UPLOAD", "not uploaded yet")
        return None

    def _is_article(self, article: dict[str, Any]) -> bool:
        thumbnail = article.get("thumbnail")
        ready = thumbnail is None or bool(self.images[thumbnail]["bytes"])
        known = {"source", "title"} <= set(article) <= {"source", "title", "description", "thumbnail"}
        return ready and known and all(article.values()) and len(article["title"]) < 400

    def _own(self, request: Request) -> Reply:
        if "posts" in self.denied:
            return _error(403, "ACCESS_DENIED", "Not enough permissions to access: posts.FINDER-author")
        assert request.query["q"] == "author" and request.query["author"] == ORG
        return Reply(200, {"elements": self.posts[: int(request.query["count"])], "paging": {"start": 0}})

    def _one(self, _request: Request, urn: str) -> Reply:
        found = next((one for one in self.posts if one["id"] == urn), None)
        return Reply(200, found) if found else _error(404, "RESOURCE_NOT_FOUND", "Not found")

    def _edit(self, request: Request, urn: str) -> Reply:
        found = next(one for one in self.posts if one["id"] == urn)
        changes = request.json()["patch"]["$set"]
        assert set(changes) == {"commentary"} and _LITTLE.fullmatch(changes["commentary"])
        found |= changes
        return Reply(204)

    def _delete(self, _request: Request, urn: str) -> Reply:
        self.posts = [one for one in self.posts if one["id"] != urn]
        return Reply(204)

    def _comments(self, request: Request, urn: str) -> Reply:
        if "comments" in self.denied:
            return _error(403, "ACCESS_DENIED", "Not enough permissions to access: partnerApiSocialActions")
        rows = self.comments.get(urn, [])
        start, count = int(request.query.get("start", "0")), int(request.query["count"])
        return Reply(200, {"elements": rows[start : start + count], "paging": {"start": start, "count": count}})

    def _comment(self, request: Request, above: str) -> Reply:
        body = request.json()
        if set(body) != {"actor", "object", "parentComment", "message"} or body["actor"] != ORG:
            return _error(400, "ILLEGAL_ARGUMENT", f"fields {sorted(body)}")
        if body["parentComment"] != above or body["object"] not in above or len(body["message"]["text"]) > 1250:
            return _error(400, "ILLEGAL_ARGUMENT", "parent")
        post = f"urn:li:share:{body['object'].rpartition(':')[2]}"
        if above not in [one["commentUrn"] for one in self.comments.get(post, [])]:
            return _error(404, "RESOURCE_NOT_FOUND", "a comment of the first level is wanted")
        urn = self.wrote(post, body["message"]["text"], below=above, actor=ORG)
        return Reply(201, {"id": urn.rpartition(",")[2].rstrip(")"), "commentUrn": urn})

    def _everything(self) -> list[dict[str, Any]]:
        return [one for rows in self.comments.values() for one in rows]

    def _one_comment(self, _request: Request, entity: str, number: str) -> Reply:
        urn = f"urn:li:comment:({entity},{number})"
        found = next((one for one in self._everything() if one["commentUrn"] == urn), None)
        return Reply(200, found) if found else _error(404, "RESOURCE_NOT_FOUND", "Not found")

    def _delete_comment(self, request: Request, entity: str, number: str) -> Reply:
        assert request.query == {"actor": ORG}
        reply = self._one_comment(request, entity, number)
        for rows in self.comments.values():
            rows[:] = [one for one in rows if one["commentUrn"] != f"urn:li:comment:({entity},{number})"]
        return reply if reply.status == 404 else Reply(204)

    def _react(self, request: Request) -> Reply:
        assert request.query == {"actor": ORG} and set(request.json()) == {"root", "reactionType"}
        if request.json()["root"] in self.liked:
            return _error(409, "CONFLICT", "already exists")
        self.liked.append(request.json()["root"])
        return Reply(201)

    def _no_reaction(self, _request: Request, actor: str, entity: str) -> Reply:
        assert actor == ORG
        if entity not in self.liked:
            return _error(404, "RESOURCE_NOT_FOUND", "no reaction")
        self.liked.remove(entity)
        return Reply(204)

    def _statistics(self, request: Request) -> Reply:
        if "statistics" in self.denied:
            return _error(403, "ACCESS_DENIED", "Not enough permissions")
        assert request.query["organizationalEntity"] == ORG
        counts = {"impressionCount": 310, "uniqueImpressionsCount": 250, "clickCount": 9, "likeCount": 4}
        rows = [{"organizationalEntity": ORG, "totalShareStatistics": counts}]
        if "shares" in request.query:
            assert "shares=List(urn%3Ali%3Ashare%3A" in request.target
            named = request.query["shares"].removeprefix("List(").removesuffix(")").split(",")
            rows = [{**rows[0], "share": urn} for urn in named if any(one["id"] == urn for one in self.posts)]
        return Reply(200, {"elements": rows, "paging": {"start": 0}})


def _images(post: dict[str, Any]) -> list[dict[str, Any]]:
    content = post.get("content", {})
    if "media" in content:
        return [content["media"]]
    found: list[dict[str, Any]] = content.get("multiImage", {}).get("images", [])
    return found


def _error(status: int, code: str, words: str, number: int = 100) -> Reply:
    return Reply(status, {"status": status, "code": code, "serviceErrorCode": number, "message": words})
