"""Mentions and conversations on Mastodon (documentation: docs.joinmastodon.org/methods/notifications, statuses)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.answer import Answer
from amtdesk.channels.plain import plain
from amtdesk.domain.message import Batch, Message, Source

_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
_PAGES, _SIZE = 20, 80
#: So many known beginnings of conversations are remembered between two readings.
_REMEMBERED = 2_000

Call = Callable[..., Answer]


class Inbox:
    """What mentions the account, with the conversations around it."""

    def __init__(self, call: Call, me: str, now: datetime) -> None:
        self._call = call
        self._me = me
        self._now = now

    def read(self, cursor: Mapping[str, Any]) -> Batch:
        """Mentions since the last reading, and our own replies, which answer them."""
        last = moments.read(cursor.get("since"))
        since = (last or self._now - _FIRST) - _OVERLAP
        known = dict(cursor.get("threads") or {})
        statuses = [*self._mentions(since), *self._own_replies(since)]
        found: dict[str, Message] = {}
        for status in statuses:
            place = known.get(str(status.get("id"))) or self._place(status)
            message = _message(status, self._me, place)
            if message is not None:
                found[message.remote_id] = message
                known[message.remote_id] = place
        newest = max((one.created for one in found.values()), default=None)
        until = max(filter(None, (newest, last)), default=None)
        threads = dict(list(known.items())[-_REMEMBERED:])
        return Batch(tuple(found.values()), {"since": moments.write(until), "threads": threads} if until else {})

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """Each as its server shows it now."""
        shown: dict[str, Message | None] = {}
        for remote_id in remote_ids:
            answer = self._call("GET", f"/api/v1/statuses/{remote_id}", accept=(404, 410))
            if answer.status in (404, 410):
                shown[remote_id] = None
                continue
            # its place in the conversation is known already
            message = _message(answer.record(), self._me, {"thread": remote_id})
            if message is not None:
                shown[remote_id] = message
        return shown

    def _mentions(self, since: datetime) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        below = ""
        for _ in range(_PAGES):
            params: dict[str, Any] = {
                "types[]": ["mention"],
                "limit": str(_SIZE),
                **({"max_id": below} if below else {}),
            }
            rows = self._call("GET", "/api/v1/notifications", params=params).rows()
            found += [row["status"] for row in rows if isinstance(row.get("status"), dict)]
            below = str(rows[-1].get("id") or "") if rows else ""
            if not below or (moments.read(rows[-1].get("created_at")) or since) < since:
                break
        return found

    def _own_replies(self, since: datetime) -> list[dict[str, Any]]:
        params = {"exclude_reblogs": "true", "limit": "40"}
        rows = self._call("GET", f"/api/v1/accounts/{self._me}/statuses", params=params).rows()
        return [
            row
            for row in rows
            if row.get("in_reply_to_id")
            and row.get("in_reply_to_account_id") != self._me
            and (moments.read(row.get("created_at")) or since) >= since
        ]

    def _place(self, status: Mapping[str, Any]) -> dict[str, str]:
        """The conversation begins with the first status of somebody else; below a post of ours, that is its post."""
        own_id = str(status.get("id") or "")
        if not status.get("in_reply_to_id"):
            return {"thread": own_id}
        answer = self._call("GET", f"/api/v1/statuses/{own_id}/context", accept=(404, 410))
        chain = answer.record().get("ancestors") if answer.status == 200 else []
        chain = [one for one in chain if isinstance(one, dict)] if isinstance(chain, list) else []
        foreign = next((one for one in chain if _author_id(one) != self._me), None)
        place = {"thread": str((foreign or status).get("id") or own_id)}
        if chain and _author_id(chain[0]) == self._me:
            place["post"] = str(chain[0].get("id") or "")
            place["post_text"] = plain(str(chain[0].get("content") or ""))[:500]
            place["post_url"] = str(chain[0].get("url") or "")
        return place


def _author_id(status: Mapping[str, Any]) -> str:
    account = status.get("account")
    return str(account.get("id") or "") if isinstance(account, dict) else ""


def _message(status: Mapping[str, Any], me: str, place: Mapping[str, str]) -> Message | None:
    remote_id, created = status.get("id"), moments.read(status.get("created_at"))
    account = status.get("account")
    if not isinstance(remote_id, str) or created is None or not isinstance(account, dict):
        return None
    warning = plain(str(status.get("spoiler_text") or ""))
    words = plain(str(status.get("content") or ""))
    reply = status.get("in_reply_to_id")
    direct = status.get("visibility") == "direct"
    return Message(
        remote_id=remote_id,
        thread=place.get("thread") or remote_id,
        text=f"{warning}\n\n{words}" if warning else words,
        created=created,
        source=Source.PRIVATE if direct else Source.COMMENT if place.get("post") else Source.MENTION,
        parent=str(reply) if isinstance(reply, str) and reply != place.get("post") else "",
        author=str(account.get("display_name") or account.get("acct") or ""),
        handle=str(account.get("acct") or ""),
        url=str(status.get("url") or ""),
        own=_author_id(status) == me,
        edited=moments.read(status.get("edited_at")),
        post=place.get("post", ""),
        post_text=place.get("post_text", ""),
        post_url=place.get("post_url", ""),
    )
