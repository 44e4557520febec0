"""Mastodon's API as it is documented, strict about fields, headers, keys; other servers' habits to choose."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from tests.channels.servers.loopback import Loopback, Reply, Request
from tests.channels.servers.multipart import parts
from tests.channels.servers.oauth import Grants

TOKEN = "mast0don-t0ken"
_FIELDS = {
    "status",
    "media_ids",
    "sensitive",
    "spoiler_text",
    "visibility",
    "language",
    "scheduled_at",
    "in_reply_to_id",
}
_URL = re.compile(r"https?://\S+")
SCOPES = ["read", "write:statuses", "write:media", "write:favourites", "follow"]


class MastodonServer(Loopback):
    """One account on one server. `statuses` are public, newest first; `scheduled` wait."""

    final_step = "POST /api/v1/statuses"
    upload_step = "POST /api/v2/media"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.now = now
        self.statuses: list[dict[str, Any]] = []
        self.scheduled: list[dict[str, Any]] = []
        self.media: dict[str, dict[str, Any]] = {}
        self.token = TOKEN
        self.scopes = list(SCOPES)
        self.ignores_key = False
        self.ignores_schedule = False
        self.lacks_v2 = False
        self.tells_scopes = True
        #: looks until a picture is ready; -1: it never will be
        self.converting = 0
        self.longest = 500
        #: what others wrote to us: statuses, and the notifications of them, newest first
        self.foreign: dict[str, dict[str, Any]] = {}
        self.notifications: list[dict[str, Any]] = []
        self.blocked: list[str] = []
        self.liked: set[str] = set()
        #: scopes a server knows besides `read` and `write`
        self.knows_narrow = True
        self.apps: list[dict[str, Any]] = []
        self.grants: Grants | None = None
        self._keys: dict[str, dict[str, Any]] = {}
        self._number = 1000

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        """Text and Bildbeschreibungen of what everybody sees."""
        return [(one["_text"], tuple(m["description"] for m in one["media_attachments"])) for one in self.statuses]

    def respond(self, request: Request) -> Reply:
        if request.step == "POST /api/v1/apps":
            return self._register(request)
        if request.step == "POST /oauth/token":
            return self._grant(request)
        if request.headers.get("authorization") != f"Bearer {self.token}":
            if request.path.endswith("/instance"):
                return self._instance(request)
            return _error(401, "The access token is invalid")
        for method, pattern, answer in self._routes():
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                return answer(request, *found.groups())
        return _error(404, "Record not found")

    def publish_due(self) -> None:
        """What the server's own clock does with what waits."""
        for waiting in [one for one in self.scheduled if one["_due"] <= self.now()]:
            self.scheduled.remove(waiting)
            self._public(waiting["params"]["text"], waiting["media_attachments"])

    def _routes(self) -> list[tuple[str, str, Callable[..., Reply]]]:
        return [
            ("GET", "/api/v1/accounts/verify_credentials", lambda _: Reply(200, self._account())),
            ("GET", "/api/v1/apps/verify_credentials", self._app),
            ("GET", "/api/v[12]/instance", self._instance),
            ("POST", "/api/v2/media", self._upload),
            ("GET", r"/api/v1/media/(\w+)", self._media),
            ("POST", "/api/v1/statuses", self._post),
            ("GET", r"/api/v1/statuses/(\w+)", lambda _, number: self._one(self._everything(), number)),
            ("PUT", r"/api/v1/statuses/(\w+)", self._edit),
            ("GET", r"/api/v1/statuses/(\w+)/context", self._context),
            ("POST", r"/api/v1/statuses/(\w+)/(un)?favourite", self._favour),
            ("GET", "/api/v1/notifications", self._notifications),
            ("GET", "/api/v1/accounts/lookup", lambda asked: Reply(200, {"id": "77", "acct": asked.query["acct"]})),
            ("POST", r"/api/v1/accounts/(\w+)/block", self._block),
            ("DELETE", r"/api/v1/statuses/(\w+)", lambda _, number: self._delete(self.statuses, number)),
            ("GET", "/api/v1/accounts/7/statuses", self._list),
            ("GET", "/api/v1/scheduled_statuses", lambda _: Reply(200, [_shown(one) for one in self.scheduled])),
            ("GET", r"/api/v1/scheduled_statuses/(\w+)", lambda _, number: self._one(self.scheduled, number)),
            ("PUT", r"/api/v1/scheduled_statuses/(\w+)", self._move),
            ("DELETE", r"/api/v1/scheduled_statuses/(\w+)", lambda _, number: self._delete(self.scheduled, number)),
        ]

    def mention(self, text: str, *, to: str = "", visibility: str = "public", acct: str = "jane@other.example") -> str:
        """Somebody writes to us."""
        number = self._next()
        status = {
            "id": number,
            "created_at": self.now().isoformat().replace("+00:00", "Z"),
            "in_reply_to_id": to or None,
            "account": {"id": "77", "acct": acct, "display_name": "Jane"},
            "visibility": visibility,
            "url": f"https://other.example/@jane/{number}",
            "content": rendered(text),
            "spoiler_text": "",
            "media_attachments": [],
        }
        self.foreign[number] = status
        note = {"id": self._next(), "type": "mention", "created_at": status["created_at"], "status": status}
        self.notifications.insert(0, note)
        return number

    def _register(self, request: Request) -> Reply:
        body = request.json()
        if set(body) != {"client_name", "redirect_uris", "scopes"}:
            return _error(422, "Validation failed: Application name can't be blank")
        if ":" in body["scopes"] and not self.knows_narrow:
            return _error(422, "Validation failed: Scopes doesn't match configured on the server.")
        self.apps.append(body)
        number = str(len(self.apps))
        self.grants = Grants(f"client-{number}", f"marker-app-secret-{number}", refreshes=False)
        return Reply(200, {"id": number, "client_id": self.grants.client, "client_secret": self.grants.secret})

    def _grant(self, request: Request) -> Reply:
        if self.grants is None:
            return Reply(401, {"error": "invalid_client"})
        reply = self.grants.answer(request)
        if reply.status == 200:
            self.token, self.scopes = self.grants.access or "", self.apps[-1]["scopes"].split()
        return reply

    def _edit(self, request: Request, number: str) -> Reply:
        body = request.json()
        if set(body) - {"status", "language", "media_ids", "media_attributes"} or "media_ids" not in body:
            return _error(422, f"unknown fields: {sorted(body)}")
        found = next((one for one in self.statuses if one["id"] == number), None)
        if found is None:
            return _error(404, "Record not found")
        descriptions = {one["id"]: one["description"] for one in body.get("media_attributes", [])}
        pictures = [self.media[key] for key in body["media_ids"]]
        shown = [{**one, "description": descriptions.get(one["id"], one["description"])} for one in pictures]
        found |= {"_text": body["status"], "content": rendered(body["status"]), "media_attachments": shown}
        return Reply(200, _shown(found))

    def _everything(self) -> list[dict[str, Any]]:
        return [*self.statuses, *self.foreign.values()]

    def _context(self, _request: Request, number: str) -> Reply:
        by_id = {one["id"]: one for one in self._everything()}
        chain: list[dict[str, Any]] = []
        above = by_id[number].get("in_reply_to_id")
        while above and above in by_id:
            chain.insert(0, _shown(by_id[above]))
            above = by_id[above].get("in_reply_to_id")
        return Reply(200, {"ancestors": chain, "descendants": []})

    def _notifications(self, request: Request) -> Reply:
        assert request.query.get("types[]") == "mention", request.query
        below = int(request.query.get("max_id", "999999"))
        found = [one for one in self.notifications if int(one["id"]) < below]
        return Reply(200, found[: int(request.query["limit"])])

    def _block(self, _request: Request, number: str) -> Reply:
        self.blocked.append(number)
        return Reply(200, {"id": number, "blocking": True})

    def _account(self) -> dict[str, Any]:
        return {"id": "7", "username": "musterbach", "acct": "musterbach", "display_name": "Gemeinde Musterbach",
                "followers_count": 812}  # fmt: skip

    def _app(self, _request: Request) -> Reply:
        return Reply(200, {"name": "AmtDesk", "scopes": self.scopes}) if self.tells_scopes else _error(404, "Not found")

    def _instance(self, request: Request) -> Reply:
        if self.lacks_v2 and "v2" in request.path:
            return Reply(500, b"<h1>500</h1>", {"Content-Type": "text/html"})
        statuses = {"max_characters": self.longest, "max_media_attachments": 4, "characters_reserved_per_url": 23}
        media = {"description_limit": 1500, "image_size_limit": 16777216, "image_matrix_limit": 33177600}
        return Reply(200, {"configuration": {"statuses": statuses, "media_attachments": media}})

    def _upload(self, request: Request) -> Reply:
        found = parts(request)
        if set(found) - {"file", "description", "focus", "thumbnail"} or not found["file"].content:
            return _error(422, "Validation failed: File content type is invalid")
        number = self._next()
        description = found["description"].content.decode() if "description" in found else None
        self.media[number] = {
            "id": number,
            "type": "image",
            "url": f"{self.url}/m/{number}",
            "description": description,
        }
        return Reply(202 if self.converting else 200, self.media[number])

    def _media(self, _request: Request, number: str) -> Reply:
        if self.converting < 0:
            return _error(422, "Error processing thumbnail for uploaded media")
        if self.converting > 0:
            self.converting -= 1
            return Reply(206, {**self.media[number], "url": None})
        return Reply(200, self.media[number])

    def _post(self, request: Request) -> Reply:
        body, key = request.json(), request.headers.get("idempotency-key", "")
        fault = self._fault_of(body, key)
        if fault is not None:
            return fault
        if key in self._keys and not self.ignores_key:
            return Reply(200, _shown(self._keys[key]))
        pictures = [self.media[number] for number in body.get("media_ids", ())]
        if "scheduled_at" in body and not self.ignores_schedule:
            due = datetime.fromisoformat(body["scheduled_at"])
            if due - self.now() < timedelta(minutes=5):
                return _error(422, "Validation failed: Scheduled at The scheduled date must be in the future")
            made = self._waiting(body, key, due, pictures)
        else:
            made = self._public(body["status"], pictures)
            made |= {"in_reply_to_id": body.get("in_reply_to_id"), "visibility": body["visibility"]}
            made["in_reply_to_account_id"] = "77" if body.get("in_reply_to_id") else None
        self._keys[key] = made
        return Reply(200, _shown(made))

    def _fault_of(self, body: dict[str, Any], key: str) -> Reply | None:
        if not key:
            return _error(422, "this test wants an Idempotency-Key")
        if set(body) - _FIELDS:
            return _error(422, f"unknown fields: {sorted(set(body) - _FIELDS)}")
        asked = self.foreign.get(str(body.get("in_reply_to_id") or ""), {})
        if body.get("visibility") != asked.get("visibility", "public") or not re.fullmatch(
            "[a-z]{2}", body.get("language", "")
        ):
            return _error(422, "Validation failed: Language or visibility is invalid")
        if len(_URL.sub("x" * 23, body["status"])) > self.longest:
            return _error(422, f"Validation failed: Text character limit of {self.longest} exceeded")
        if "write:statuses" not in self.scopes and "write" not in self.scopes:
            return _error(403, "This action is outside the authorized scopes")
        return None

    def _public(self, text: str, pictures: list[dict[str, Any]]) -> dict[str, Any]:
        number = self._next()
        status = {
            "id": number,
            "created_at": self.now().isoformat().replace("+00:00", "Z"),
            "account": self._account(),
            "uri": f"{self.url}/users/musterbach/statuses/{number}",
            "url": f"{self.url}/@musterbach/{number}",
            "content": rendered(text),
            "media_attachments": pictures,
            "reblog": None,
            "replies_count": 1,
            "reblogs_count": 2,
            "favourites_count": 3,
            "quotes_count": 4,
            "_text": text,
        }
        self.statuses.insert(0, status)
        return status

    def _waiting(self, body: dict[str, Any], key: str, due: datetime, pictures: list[dict[str, Any]]) -> dict[str, Any]:
        status = {
            "id": self._next(),
            "scheduled_at": due.isoformat(),
            "params": {"text": body["status"], "media_ids": body.get("media_ids"), "idempotency": key},
            "media_attachments": pictures,
            "_due": due,
        }
        self.scheduled.append(status)
        return status

    def _one(self, place: list[dict[str, Any]], number: str) -> Reply:
        found = next((one for one in place if one["id"] == number), None)
        return Reply(200, _shown(found)) if found else _error(404, "Record not found")

    def _favour(self, _request: Request, number: str, back: str | None) -> Reply:
        reply = self._one(self._everything(), number)
        if reply.status == 200:
            self.liked = self.liked - {number} if back else self.liked | {number}
        return reply

    def _delete(self, place: list[dict[str, Any]], number: str) -> Reply:
        reply = self._one(place, number)
        place[:] = [one for one in place if one["id"] != number]
        return reply if reply.status == 404 or place is self.statuses else Reply(200, {})

    def _move(self, request: Request, number: str) -> Reply:
        if set(request.json()) != {"scheduled_at"}:
            return _error(422, "only the time can change")
        for one in self.scheduled:
            if one["id"] == number:
                one["_due"] = datetime.fromisoformat(request.json()["scheduled_at"])
                one["scheduled_at"] = one["_due"].isoformat()
        return self._one(self.scheduled, number)

    def _list(self, request: Request) -> Reply:
        below = int(request.query.get("max_id", "999999"))
        found = [one for one in self.statuses if not one["id"] or int(one["id"]) < below]
        return Reply(200, [_shown(one) for one in found[: min(40, int(request.query.get("limit", "20")))]])

    def _next(self) -> str:
        self._number += 1
        return str(self._number)


def rendered(text: str) -> str:
    """HTML as Mastodon makes it: links are shortened for the eye, hashtags and mentions become links."""
    html = escape(text, quote=False)
    html = _URL.sub(lambda found: _link(found.group(0)), html)
    html = re.sub(
        r"(?<![\w/\">])#(\w+)", r'<a href="/tags/\1" class="mention hashtag" rel="tag">#<span>\1</span></a>', html
    )
    html = re.sub(
        r"(?<![\w/])@(\w+)@[\w.]+",
        r'<span class="h-card"><a href="x" class="u-url mention">@<span>\1</span></a></span>',
        html,
    )
    return "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in re.split(r"\n\n+", html))


def _link(address: str) -> str:
    scheme, _, rest = address.partition("//")
    seen, hidden = rest[:30], rest[30:]
    shown = (
        f'<span class="ellipsis">{seen}</span><span class="invisible">{hidden}</span>'
        if hidden
        else f"<span>{seen}</span>"
    )
    return f'<a href="{address}" rel="nofollow noopener"><span class="invisible">{scheme}//</span>{shown}</a>'


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not name.startswith("_")}


def _error(status: int, words: str) -> Reply:
    return Reply(status, {"error": words})
