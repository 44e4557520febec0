"""A light PDS: sessions with rotating tokens, blobs, and records that are put under a key of the caller's."""

import re
from datetime import UTC, datetime
from typing import Any

from tests.channels.servers.loopback import Loopback, Reply, Request

HANDLE, DID, PASSWORD = "musterbach.example", "did:plc:musterbach", "abcd-efgh-ijkl-mnop"
_POSTS = "app.bsky.feed.post"
_GATES = "app.bsky.feed.threadgate"
_LIKES = "app.bsky.feed.like"


class BlueskyServer(Loopback):
    """One account. Tokens are only good in their last shape; `expire` makes the access token old."""

    final_step = "POST /xrpc/com.atproto.repo.putRecord"
    upload_step = "POST /xrpc/com.atproto.repo.uploadBlob"

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, dict[str, Any]] = {}
        self.password = PASSWORD
        self.active = True
        self.access: str | None = None
        self.refresh: str | None = None
        self.handles = {"rathaus.example": "did:plc:rathaus"}
        self.logins = 0
        self.puts = 0
        #: what others wrote, by uri: author, record, indexedAt
        self.foreign: dict[str, dict[str, Any]] = {}
        self.made: list[dict[str, Any]] = []
        #: threadgates by the key of their post, each with the hash it has now
        self.gates: dict[str, dict[str, Any]] = {}
        self.gate_changes = 0
        self.likes: dict[str, dict[str, Any]] = {}
        self._blobs = 0
        self._tokens = 0

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (one["text"], tuple(image["alt"] for image in one.get("embed", {}).get("images", ())))
            for one in self.records.values()
        ]

    def expire(self) -> None:
        """The access token has grown old; the refresh token is still good."""
        self.access = None

    def revoke(self) -> None:
        """The app password was taken back."""
        self.access = self.refresh = None
        self.password = "another-password"

    def respond(self, request: Request) -> Reply:
        name = request.path.removeprefix("/xrpc/").rpartition(".")[2]
        if name == "createSession":
            return self._login(request.json())
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if name == "refreshSession":
            if bearer != self.refresh or not bearer:
                return _error(400, "ExpiredToken", "Token has been revoked")
            return self._session()
        if not bearer:
            return _error(401, "AuthMissing", "Authentication Required")
        if bearer != self.access:
            return _error(400, "ExpiredToken", "Token has expired")
        answer = getattr(self, f"_{name}", None)
        return answer(request) if answer else _error(501, "MethodNotImplemented", name)

    def write(self, text: str, at: datetime, *, parent: str = "", root: str = "", reason: str = "reply") -> str:
        """Somebody answers us, or names us."""
        uri = f"at://did:plc:jane/{_POSTS}/3k{len(self.foreign):04d}"
        record: dict[str, Any] = {"$type": _POSTS, "text": text, "createdAt": at.isoformat()}
        if parent:
            record["reply"] = {"root": {"uri": root or parent, "cid": "c"}, "parent": {"uri": parent, "cid": "c"}}
        author = {"did": "did:plc:jane", "handle": "jane.example", "displayName": "Jane"}
        self.foreign[uri] = {
            "uri": uri,
            "cid": f"cid{len(self.foreign)}",
            "author": author,
            "reason": reason,
            "record": record,
            "indexedAt": at.isoformat(),
        }
        return uri

    def _listNotifications(self, request: Request) -> Reply:
        rows = sorted(self.foreign.values(), key=lambda one: str(one["indexedAt"]), reverse=True)
        start = int(request.query.get("cursor", "0"))
        page = rows[start : start + int(request.query["limit"])]
        more = {"cursor": str(start + len(page))} if start + len(page) < len(rows) else {}
        return Reply(200, {"notifications": page, **more})

    def _listRecords(self, request: Request) -> Reply:
        if request.query.get("collection") == _GATES:
            return Reply(200, {"records": [self._gate(key) for key in self.gates]})
        rows = [{"uri": _uri(key), "cid": "bafyrei1", "value": one} for key, one in self.records.items()]
        return Reply(200, {"records": rows})

    def _gate(self, key: str) -> dict[str, Any]:
        uri = f"at://{DID}/{_GATES}/{key}"
        return {"uri": uri, "cid": f"gate{self.gate_changes}", "value": self.gates[key]}

    def _put_gate(self, body: dict[str, Any]) -> Reply:
        key, record = body["rkey"], body["record"]
        assert set(body) == {"repo", "collection", "rkey", "record", "swapRecord"}
        assert set(record) == {"$type", "post", "createdAt", "hiddenReplies"} and record["$type"] == _GATES
        assert record["post"] == _uri(key) and len(record["hiddenReplies"]) <= 300
        if body["swapRecord"] != (f"gate{self.gate_changes}" if key in self.gates else None):
            return _error(400, "InvalidSwap", "Record was at another version")
        self.gate_changes += 1
        self.gates[key] = record
        return Reply(200, self._gate(key))

    def _getProfile(self, request: Request) -> Reply:
        assert request.query == {"actor": DID}
        return Reply(200, {"did": DID, "handle": HANDLE, "followersCount": 812})

    def _getPosts(self, request: Request) -> Reply:
        own = {_uri(key): {"uri": _uri(key), "record": one, "likeCount": 3, "repostCount": 2, "quoteCount": 1,
                           "replyCount": 0} for key, one in self.records.items()}  # fmt: skip
        if request.query["uris"] in own:
            return Reply(200, {"posts": [own[request.query["uris"]]]})
        return Reply(200, {"posts": [one for uri, one in self.foreign.items() if uri == request.query["uris"]]})

    def _createRecord(self, request: Request) -> Reply:
        body = request.json()
        assert body["record"]["$type"] == body["collection"] and body["record"]["createdAt"]
        self.made.append(body)
        return Reply(200, {"uri": f"at://{DID}/{body['collection']}/1", "cid": "c"})

    def _login(self, body: dict[str, Any]) -> Reply:
        self.logins += 1
        if body != {"identifier": HANDLE, "password": self.password}:
            return _error(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session()

    def _session(self) -> Reply:
        self._tokens += 1
        self.access, self.refresh = f"access-token-{self._tokens}", f"refresh-token-{self._tokens}"
        service = [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.url}]
        return Reply(
            200,
            {
                "accessJwt": self.access,
                "refreshJwt": self.refresh,
                "did": DID,
                "handle": HANDLE,
                "didDoc": {"service": service},
                "active": self.active,
            },
        )

    def _uploadBlob(self, request: Request) -> Reply:
        if not request.headers["content-type"].startswith("image/") or not request.body:
            return _error(400, "InvalidRequest", "no picture")
        self._blobs += 1
        blob = {"$type": "blob", "ref": {"$link": f"bafkrei{self._blobs}"}}
        return Reply(200, {"blob": {**blob, "mimeType": request.headers["content-type"], "size": len(request.body)}})

    def _putRecord(self, request: Request) -> Reply:
        body = request.json()
        record = body["record"]
        if body["collection"] == _GATES:
            return self._put_gate(body)
        if body["collection"] == _LIKES:
            return self._put_like(body)
        assert set(body) == {"repo", "collection", "rkey", "record"}
        assert (body["repo"], body["collection"], record["$type"]) == (DID, _POSTS, _POSTS)
        datetime.fromisoformat(record["createdAt"]).astimezone(UTC)
        if len(record["text"]) > 300:
            return _error(400, "InvalidRequest", "Record/text must not be longer than 300 graphemes")
        if not _is_embed(record.get("embed")):
            return _error(400, "InvalidRequest", "Invalid app.bsky.feed.post record: Record/embed")
        self.puts += 1
        self.records[body["rkey"]] = record
        return Reply(200, {"uri": _uri(body["rkey"]), "cid": "bafyrei1"})

    def _getRecord(self, request: Request) -> Reply:
        key = request.query["rkey"]
        if request.query.get("collection") == _GATES:
            return Reply(200, self._gate(key)) if key in self.gates else _error(400, "RecordNotFound", "no gate")
        foreign = self.foreign.get(f"at://{request.query.get('repo', DID)}/{_POSTS}/{key}")
        if foreign is not None:
            return Reply(200, {"uri": foreign["uri"], "cid": foreign["cid"], "value": foreign["record"]})
        if key not in self.records:
            return _error(400, "RecordNotFound", f"Could not locate record: {_uri(key)}")
        return Reply(200, {"uri": _uri(key), "cid": "bafyrei1", "value": self.records[key]})

    def _put_like(self, body: dict[str, Any]) -> Reply:
        record = body["record"]
        assert set(body) == {"repo", "collection", "rkey", "record"} and body["repo"] == DID
        assert set(record) == {"$type", "subject", "createdAt"} and record["$type"] == _LIKES
        assert set(record["subject"]) == {"uri", "cid"} and re.fullmatch("[2-7a-j][2-7a-z]{12}", body["rkey"])
        self.likes[body["rkey"]] = record
        return Reply(200, {"uri": f"at://{DID}/{_LIKES}/{body['rkey']}", "cid": "bafyrei1"})

    def _deleteRecord(self, request: Request) -> Reply:
        if request.json()["collection"] == _LIKES:
            self.likes.pop(request.json()["rkey"], None)
            return Reply(200, {})
        self.records.pop(request.json()["rkey"], None)
        return Reply(200, {})

    def _resolveHandle(self, request: Request) -> Reply:
        did = self.handles.get(request.query["handle"])
        return Reply(200, {"did": did}) if did else _error(400, "InvalidRequest", "Unable to resolve handle")


def _is_embed(embed: dict[str, Any] | None) -> bool:
    """By the lexicons app.bsky.embed.images and app.bsky.embed.external."""
    if embed is None:
        return True
    if embed["$type"] == "app.bsky.embed.images":
        return set(embed) == {"$type", "images"} and 0 < len(embed["images"]) <= 4
    external = embed.get("external", {})
    known = {"uri", "title", "description"} <= set(external) <= {"uri", "title", "description", "thumb"}
    small = "thumb" not in external or external["thumb"]["size"] <= 1_000_000
    return embed["$type"] == "app.bsky.embed.external" and set(embed) == {"$type", "external"} and known and small


def _uri(key: str) -> str:
    return f"at://{DID}/{_POSTS}/{key}"


def _error(status: int, code: str, words: str) -> Reply:
    return Reply(status, {"error": code, "message": words})
