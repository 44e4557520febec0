"""Who mentions an account of X, and what the account answered (timelines of API v2)."""

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.answer import Answer
from amtdesk.channels.x_api import Api, made, number, part, rows
from amtdesk.domain.message import Batch, Message, OwnPost, Source

#: Reading a post again within a day costs nothing, hence no longer overlap.
_OVERLAP = timedelta(hours=24)
_FIRST = timedelta(days=7)
_PAGES, _SIZE = 8, 100
#: Each post of somebody else costs half a cent to look at, hence once a day.
_LOOK_AGAIN = timedelta(hours=20)
_NOTE = "looked at"
_REMEMBERED = 2_000
_FIELDS = "author_id,conversation_id,created_at,in_reply_to_user_id,referenced_tweets"
_WITH_AUTHORS = {"expansions": "author_id", "user.fields": "username,name"}

Looked = dict[str, Message | None]


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

    def recheck(self, remote_ids: Sequence[str]) -> Looked:
        """Each as it is now; what X does not let us see, as of an account that closed itself, is not known."""
        shown: Looked = {}
        for start in range(0, len(remote_ids), _SIZE):
            ids = ",".join(number(one) for one in remote_ids[start : start + _SIZE])
            answer = self._api.get("/2/tweets", _FIELDS, {"ids": ids, **_WITH_AUTHORS})
            people = {self._me: (self._handle, ""), **_people(answer)}
            for row in rows(answer):
                message = self._message(row, people, {}, {}) if made(str(row.get("id") or "")) else None
                if message is not None:
                    shown[message.remote_id] = message
            shown |= {str(one.get("resource_id")): None for one in rows(answer, "errors") if _is_gone(one)}
        return shown

    def _pages(self, timeline: str, since: datetime, people: dict[str, tuple[str, str]]) -> Iterator[dict[str, Any]]:
        params = {
            "start_time": since.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "max_results": str(_SIZE),
            **_WITH_AUTHORS,
        }
        for _ in range(_PAGES):
            answer = self._api.get(f"/2/users/{self._me}/{timeline}", _FIELDS, params)
            people |= _people(answer)
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


def once_a_day(
    remote_ids: Sequence[str], notes: MutableMapping[str, str], now: datetime, look: Callable[[list[str]], Looked]
) -> Looked:
    """What `look` shows of those that were not looked at today; what is asked for no more is forgotten."""
    try:
        noted = json.loads(notes.get(_NOTE, "{}"))
    except ValueError:
        noted = {}
    last = {str(key): moments.read(one) for key, one in noted.items()} if isinstance(noted, dict) else {}
    recent = {key: at for key, at in last.items() if at is not None and timedelta() <= now - at < _LOOK_AGAIN}
    due = [one for one in remote_ids if one not in recent]
    if not due:
        return {}
    shown = look(due)
    notes[_NOTE] = json.dumps({one: moments.write(recent.get(one, now)) for one in remote_ids})
    return shown


def _people(answer: Answer) -> dict[str, tuple[str, str]]:
    """Handle and name of who wrote, by number."""
    users = part(answer.record(), "includes").get("users")
    return {
        str(one.get("id")): (str(one.get("username") or ""), str(one.get("name") or ""))
        for one in (users if isinstance(users, list) else ())
        if isinstance(one, dict)
    }


def _is_gone(refused: Mapping[str, Any]) -> bool:
    return refused.get("title") == "Not Found Error" or str(refused.get("type")).endswith("/resource-not-found")


def _replied_to(row: Mapping[str, Any]) -> str:
    found = row.get("referenced_tweets")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and one.get("type") == "replied_to":
            return str(one.get("id") or "")
    return ""
