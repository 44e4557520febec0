"""X's API v2 as it is documented: strict about paths, fields and tokens; short links, ids that carry the time."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from tests.channels.servers.loopback import Reply, Request
from tests.channels.servers.multipart import parts
from tests.channels.servers.oauth import GrantingServer, Grants

ME, HANDLE, CLIENT = "4711", "musterbach", "bXktY2xpZW50"
SCOPES = "tweet.read tweet.write users.read media.write tweet.moderate.write offline.access"
USERS = [{"id": "77", "username": "jane", "name": "Jane"}, {"id": ME, "username": HANDLE, "name": "Musterbach"}]
_URL = re.compile(r"https?://\S+")


class XServer(GrantingServer):
    """One account. `posts` are everybody's, newest first."""

    final_step = "POST /2/tweets"
    upload_step = "POST /2/media/upload"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.now = now
        self.grants = Grants(CLIENT)
        self.grants.scope = SCOPES
        self.posts: list[dict[str, Any]] = []
        self.media: dict[str, str] = {}
        self.hidden: dict[str, bool] = {}
        #: who shows what they write to friends only
        self.closed: set[str] = set()
        #: what the parameter is called this year
        self.fields = "tweet.fields"
        self.knows_clicks = True
        self.has_credit = True
        self.tells_entities = True
        self._number = 0

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        own = [one for one in self.posts if one["author_id"] == ME]
        return [(one["_sent"], tuple(self.media[key] for key in one["_media"])) for one in own]

    def respond(self, request: Request) -> Reply:
        if request.step == "POST /2/oauth2/token":
            return self.grants.answer(request)
        if not self.grants.good(request):
            return _error(401, "Unauthorized", "Unauthorized")
        if not self.has_credit:
            return _error(402, "CreditsDepleted", "Your enrolled account does not have any credits")
        for method, pattern, answer in self._routes():
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                return answer(request, *found.groups())
        return _error(404, "Not Found Error", "Not Found")

    def wrote(self, text: str, *, to: str = "", author: str = "77") -> str:
        """Somebody writes to us, or we do on the platform itself."""
        return str(self._add(text, author, to)["id"])

    def _routes(self) -> list[tuple[str, str, Callable[..., Reply]]]:
        return [
            ("GET", "/2/users/me", self._myself),
            ("POST", "/2/media/upload", self._upload),
            ("POST", "/2/media/metadata", self._describe),
            ("POST", "/2/tweets", self._post),
            ("GET", "/2/tweets", self._several),
            ("GET", r"/2/tweets/(\d+)", self._one),
            ("DELETE", r"/2/tweets/(\d+)", self._delete),
            ("PUT", r"/2/tweets/(\d+)/hidden", self._hide),
            ("GET", rf"/2/users/{ME}/(mentions|tweets)", self._timeline),
        ]

    def _myself(self, request: Request) -> Reply:
        if set(request.query) - {"user.fields"}:
            return _invalid(request)
        me: dict[str, Any] = {"id": ME, "username": HANDLE, "name": "Gemeinde Musterbach"}
        if "public_metrics" in request.query.get("user.fields", ""):
            me["public_metrics"] = {"followers_count": 812, "tweet_count": 3}
        return Reply(200, {"data": me})

    def _upload(self, request: Request) -> Reply:
        found = parts(request)
        if set(found) != {"media", "media_category"} or found["media_category"].content != b"tweet_image":
            return _error(400, "Invalid Request", "One or more parameters to your request was invalid.")
        self._number += 1
        number = str(10**15 + self._number)
        self.media[number] = ""
        return Reply(200, {"data": {"id": number, "media_key": f"3_{number}", "expires_after_secs": 86400}})

    def _describe(self, request: Request) -> Reply:
        body = request.json()
        if set(body) != {"id", "metadata"} or body["id"] not in self.media:
            return _error(400, "Invalid Request", "One or more parameters to your request was invalid.")
        self.media[body["id"]] = body["metadata"]["alt_text"]["text"]
        return Reply(200, {"data": {"id": body["id"]}})

    def _post(self, request: Request) -> Reply:
        body = request.json()
        if set(body) - {"text", "media", "reply"} or not isinstance(body.get("text"), str):
            return _error(400, "Invalid Request", f"unknown fields {sorted(body)}")
        if len(_URL.sub("x" * 23, body["text"])) > 280:
            return _error(403, "Forbidden", "Your Tweet text is too long. For more information, visit …")
        to = body.get("reply", {}).get("in_reply_to_tweet_id", "")
        asked = next((one for one in self.posts if one["id"] == to), None)
        if to and (asked is None or f"@{HANDLE}" not in asked["_sent"]):
            words = "Reply to this conversation is not allowed because you have not been mentioned or engaged by it."
            return _error(403, "Forbidden", words)
        if not to and any(one["_sent"] == body["text"] and one["author_id"] == ME for one in self.posts):
            return _error(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        pictures = body.get("media", {}).get("media_ids", [])
        if any(one not in self.media for one in pictures):
            return _error(400, "Invalid Request", "Your media IDs are invalid.")
        made = self._add(body["text"], ME, to, pictures)
        return Reply(201, {"data": {"id": made["id"], "text": made["text"], "edit_history_tweet_ids": [made["id"]]}})

    def _several(self, request: Request) -> Reply:
        if set(request.query) - {"ids", self.fields, "expansions", "user.fields"}:
            return _invalid(request)
        wanted, ids = request.query[self.fields], request.query["ids"].split(",")
        if len(ids) > 100:
            return _invalid(request)
        if "non_public_metrics" in wanted and not self.knows_clicks:
            return _error(403, "Field Authorization Error", "non_public_metrics")
        found = []
        for one in self.posts:
            if one["id"] in ids and one["author_id"] not in self.closed:
                shown = _shown(one)
                shown["public_metrics"] = {
                    "retweet_count": 2, "quote_count": 1, "reply_count": 4, "like_count": 5, "impression_count": 310,
                    "bookmark_count": 0,
                }  # fmt: skip
                if "non_public_metrics" in wanted:
                    shown["non_public_metrics"] = {"url_link_clicks": 9, "engagements": 20}
                found.append(shown)
        known, given = {one["id"] for one in self.posts}, {one["id"] for one in found}
        errors = [_unseen(one, there=one in known) for one in ids if one not in given]
        record = {"data": found, "includes": {"users": USERS}, "errors": errors}
        return Reply(200, {name: rows for name, rows in record.items() if rows})

    def _one(self, request: Request, number: str) -> Reply:
        if set(request.query) - {self.fields}:
            return _invalid(request)
        found = next((one for one in self.posts if one["id"] == number), None)
        if found is None:
            return Reply(200, {"errors": [{"title": "Not Found Error", "resource_id": number, "type": "…not-found"}]})
        return Reply(200, {"data": _shown(found)})

    def _delete(self, _request: Request, number: str) -> Reply:
        there = any(one["id"] == number for one in self.posts)
        self.posts = [one for one in self.posts if one["id"] != number]
        return Reply(200, {"data": {"deleted": there}})

    def _hide(self, request: Request, number: str) -> Reply:
        assert set(request.json()) == {"hidden"}
        self.hidden[number] = request.json()["hidden"]
        return Reply(200, {"data": {"hidden": self.hidden[number]}})

    def _timeline(self, request: Request, which: str) -> Reply:
        allowed = {"start_time", "max_results", "expansions", "user.fields", "pagination_token", "exclude", self.fields}
        size = int(request.query.get("max_results", "10"))
        if set(request.query) - allowed or not 5 <= size <= 100:
            return _invalid(request)
        start = datetime.fromisoformat(request.query.get("start_time", "2006-01-01T00:00:00Z"))
        found = [one for one in self.posts if one["_made"] >= start]
        if which == "tweets":
            found = [one for one in found if one["author_id"] == ME]
        else:
            found = [one for one in found if one["author_id"] != ME and f"@{HANDLE}" in one["_sent"]]
        begin = int(request.query.get("pagination_token", "p0")[1:])
        page = found[begin : begin + size]
        meta: dict[str, Any] = {"result_count": len(page)}
        if begin + size < len(found):
            meta["next_token"] = f"p{begin + size}"
        shown = [_shown(one) for one in page]
        if not self.tells_entities:
            shown = [{key: value for key, value in one.items() if key != "entities"} for one in shown]
        return Reply(200, {"data": shown, "includes": {"users": USERS}, "meta": meta} if page else {"meta": meta})

    def _add(self, text: str, author: str, to: str = "", pictures: list[str] | None = None) -> dict[str, Any]:
        self._number += 1
        moment = self.now() + timedelta(milliseconds=self._number)
        number = str((int(moment.timestamp() * 1000) - 1_288_834_974_657) << 22)
        above = next((one for one in self.posts if one["id"] == to), None)
        urls = [
            {"url": f"https://t.co/{place}x{number[-6:]}", "expanded_url": found}
            for place, found in enumerate(_URL.findall(text))
        ]
        shown = text
        for one in urls:
            shown = shown.replace(one["expanded_url"], one["url"])
        for key in pictures or ():
            short = f"https://t.co/m{key[-4:]}"
            shown += f" {short}"
            urls.append({"url": short, "expanded_url": f"https://x.com/{HANDLE}/photo/1", "media_key": f"3_{key}"})
        if to and author == ME:
            shown = f"@jane {shown}"
        post: dict[str, Any] = {
            "id": number,
            "text": escape(shown, quote=False),
            "author_id": author,
            "conversation_id": above["conversation_id"] if above else number,
            "created_at": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "entities": {"urls": urls},
            "_sent": text,
            "_media": list(pictures or ()),
            "_made": moment,
        }
        if above:
            post["referenced_tweets"] = [{"type": "replied_to", "id": to}]
            post["in_reply_to_user_id"] = above["author_id"]
        if pictures:
            post["attachments"] = {"media_keys": [f"3_{key}" for key in pictures]}
        self.posts.insert(0, post)
        return post


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not name.startswith("_")}


def _unseen(number: str, *, there: bool) -> dict[str, str]:
    """X answers 200 and says of each post why it does not show it."""
    title, kind = (
        ("Authorization Error", "not-authorized-for-resource") if there else ("Not Found Error", "resource-not-found")
    )
    return {"resource_id": number, "title": title, "type": f"https://api.x.com/2/problems/{kind}"}


def _invalid(request: Request) -> Reply:
    unknown = ", ".join(sorted(request.query))
    return _error(400, "Invalid Request", f"The query parameters [{unknown}] are not all known")


def _error(status: int, title: str, words: str) -> Reply:
    kind = "https://api.x.com/2/problems/about"
    return Reply(status, {"title": title, "detail": words, "type": kind, "status": status})
