"""Who mentions an account of X, and what the account answered (timelines of API v2)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.x_api import Api, made, part, rows
from amtdesk.domain.message import Batch, Message, OwnPost, Source

#: Reading a post again within a day costs nothing, hence no longer overlap.
_OVERLAP = timedelta(hours=24)
_FIRST = timedelta(days=7)
_PAGES, _SIZE = 8, 100
_REMEMBERED = 2_000
_FIELDS = "author_id,conversation_id,created_at,in_reply_to_user_id,referenced_tweets"


class Inbox:
    """Mentions of the account with the number `me`, named `handle`."""

    def __init__(self, api: Api, me: str, handle: str, now: datetime) -> None:
        self._api = api
        self._me = me
        self._handle = handle
        self._now = now

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Since the last reading. X takes only whole seconds."""
        last = moments.read(cursor.get("since"))
        since = last - _OVERLAP if last else self._now - _FIRST
        threads: dict[str, str] = dict(cursor.get("threads") or {})
        own = {one.remote_id: one for one in posts}
        found: dict[str, Message] = {}
        people: dict[str, tuple[str, str]] = {self._me: (self._handle, "")}
        pages = [*self._pages("mentions", since, people), *self._pages("tweets", since, people)]
        for row in sorted(pages, key=lambda row: int(row["id"])):
            message = self._message(row, people, threads, own)
            if message is not None:
                found[message.remote_id] = message
        newest = max((one.created for one in found.values()), default=None)
        until = max(filter(None, (newest, last)), default=None)
        kept = dict(list(threads.items())[-_REMEMBERED:])
        return Batch(tuple(found.values()), {"since": moments.write(until), "threads": kept} if until else {})

    def _pages(self, timeline: str, since: datetime, people: dict[str, tuple[str, str]]) -> Iterator[dict[str, Any]]:
        params = {
            "start_time": since.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "max_results": str(_SIZE),
            "expansions": "author_id",
            "user.fields": "username,name",
        }
        for _ in range(_PAGES):
            answer = self._api.get(f"/2/users/{self._me}/{timeline}", _FIELDS, params)
            for user in part(answer.record(), "includes").get("users") or ():
                if isinstance(user, dict):
                    people[str(user.get("id"))] = (str(user.get("username") or ""), str(user.get("name") or ""))
            yield from (row for row in rows(answer) if made(str(row.get("id") or "")) is not None)
            following = part(answer.record(), "meta").get("next_token")
            if not isinstance(following, str) or not following:
                return
            params["pagination_token"] = following

    def _message(
        self,
        row: Mapping[str, Any],
        people: Mapping[str, tuple[str, str]],
        threads: dict[str, str],
        posts: Mapping[str, OwnPost],
    ) -> Message | None:
        remote_id, created = str(row["id"]), made(str(row["id"]))
        author, root = str(row.get("author_id") or ""), str(row.get("conversation_id") or row["id"])
        parent = _replied_to(row)
        own = author == self._me
        if created is None or (own and (not parent or row.get("in_reply_to_user_id") == self._me)):
            # a post of ours, or one that goes on where it ended
            return None
        post = posts.get(root)
        threads.setdefault(remote_id, threads.get(parent) or (parent if parent and parent != root else remote_id))
        handle, name = people.get(author, ("", ""))
        return Message(
            remote_id=remote_id,
            thread=threads[remote_id],
            text=unescape(str(row.get("text") or "")),
            created=created,
            source=Source.COMMENT if post else Source.MENTION,
            parent="" if parent == root and post else parent,
            author=name or handle,
            handle=handle,
            url=f"https://x.com/{handle or 'i'}/status/{remote_id}",
            own=own,
            hidden=None,
            post=post.remote_id if post else "",
            post_text=post.text[:500] if post else "",
            post_url=post.url if post else "",
        )


def _replied_to(row: Mapping[str, Any]) -> str:
    found = row.get("referenced_tweets")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and one.get("type") == "replied_to":
            return str(one.get("id") or "")
    return ""
