"""Replies and mentions on Bluesky (lexicons app.bsky.notification.listNotifications, app.bsky.feed.post#replyRef)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.answer import Answer
from amtdesk.channels.bluesky_gate import Gates
from amtdesk.channels.bluesky_session import Identity
from amtdesk.domain.errors import NotAllowed, Problem, Rejected
from amtdesk.domain.message import Batch, Message, OwnPost, Source, Target

POSTS = "app.bsky.feed.post"
_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
_PAGES, _SIZE, _AT_ONCE = 20, 100, 25
_REMEMBERED = 2_000
_REASONS = ["reply", "mention", "quote"]
_URI = re.compile(rf"at://(did:[a-z0-9:._%-]+)/{re.escape(POSTS)}/([a-zA-Z0-9._:~-]+)", re.IGNORECASE)

Call = Callable[..., Answer | None]


class Inbox:
    """What answers or names the account."""

    def __init__(self, call: Call, me: Identity, now: datetime) -> None:
        self._call = call
        self._me = me
        self._now = now
        self._hidden: set[str] | None = None

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Since the last reading, with our own replies, which answer them."""
        last = moments.read(cursor.get("since"))
        since = (last or self._now - _FIRST) - _OVERLAP
        threads: dict[str, str] = dict(cursor.get("threads") or {})
        texts = {one.remote_id: one for one in posts}
        notes = sorted(
            [*self._notifications(since), *self._own_replies(since)], key=lambda note: str(note["indexedAt"])
        )
        found = [one for note in notes if (one := self._shown(note, threads, texts)) is not None]
        newest = max((one.created for one in found), default=None)
        until = max(filter(None, (newest, last)), default=None)
        kept = dict(list(threads.items())[-_REMEMBERED:])
        return Batch(tuple(found), {"since": moments.write(until), "threads": kept} if until else {})

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """As the network shows them now."""
        shown: dict[str, Message | None] = dict.fromkeys(remote_ids)
        for start in range(0, len(remote_ids), _AT_ONCE):
            answer = self._call(
                "GET", "app.bsky.feed.getPosts", params={"uris": list(remote_ids[start : start + _AT_ONCE])}
            )
            if answer is None:
                continue
            posts = answer.record().get("posts")
            if not isinstance(posts, list):
                # it says of none that it is gone
                raise answer.unreadable()
            for post in posts:
                uri = post.get("uri") if isinstance(post, dict) else None
                if isinstance(uri, str) and uri in shown:
                    shown[uri] = self._shown(post, {uri: uri}, {})
        return shown

    def _shown(self, note: Mapping[str, Any], threads: dict[str, str], posts: Mapping[str, OwnPost]) -> Message | None:
        """A message, with whether we hid it; asked once, and only when there is one."""
        message = _message(note, self._me, threads, posts)
        if message is None or not message.post or message.own:
            return message
        if self._hidden is None:
            self._hidden = Gates(self._call, self._me, self._now).hidden()
        return replace(message, hidden=message.remote_id in self._hidden)

    def references(self, target: Target) -> dict[str, Any]:
        """Parent and root of an answer, each with the hash of what it says. Raises `Rejected` when it is gone."""
        found = _URI.fullmatch(target.parent)
        if found is None:
            raise NotAllowed(f"bluesky: {target.parent!r}")
        where = {"repo": found.group(1), "collection": POSTS, "rkey": found.group(2)}
        answer = self._call("GET", "com.atproto.repo.getRecord", params=where, accept_missing=True)
        if answer is None:
            raise Rejected(Problem.NOT_FOUND, target.parent)
        record = answer.record()
        parent = {"uri": answer.id(record, "uri"), "cid": answer.id(record, "cid")}
        root = _part(_part(record, "value"), "reply").get("root")
        return {"root": root if isinstance(root, dict) and root.get("cid") else parent, "parent": parent}

    def _notifications(self, since: datetime) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        page: dict[str, str] = {}
        for _ in range(_PAGES):
            params = {"reasons": _REASONS, "limit": str(_SIZE), **page}
            answer = self._call("GET", "app.bsky.notification.listNotifications", params=params)
            record = answer.record() if answer else {}
            told = record.get("notifications")
            rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
            found += [row for row in rows if row.get("reason") in _REASONS and isinstance(row.get("indexedAt"), str)]
            following = record.get("cursor")
            oldest = moments.read(rows[-1].get("indexedAt")) if rows else None
            if not isinstance(following, str) or oldest is None or oldest < since:
                break
            page = {"cursor": following}
        return found

    def _own_replies(self, since: datetime) -> list[dict[str, Any]]:
        params = {"repo": self._me.did, "collection": POSTS, "limit": str(_SIZE)}
        answer = self._call("GET", "com.atproto.repo.listRecords", params=params)
        rows = answer.record().get("records") if answer else None
        author = {"did": self._me.did, "handle": self._me.handle, "displayName": ""}
        found = []
        for row in rows if isinstance(rows, list) else ():
            value = _part(row, "value") if isinstance(row, dict) else {}
            created = moments.read(value.get("createdAt"))
            if value.get("reply") and created is not None and created >= since:
                found.append({**row, "record": value, "author": author, "indexedAt": value["createdAt"]})
        return found


def _message(
    note: Mapping[str, Any], me: Identity, threads: dict[str, str], posts: Mapping[str, OwnPost]
) -> Message | None:
    record, author = _part(note, "record"), _part(note, "author")
    uri, text = note.get("uri"), record.get("text")
    created = moments.read(note.get("indexedAt")) or moments.read(record.get("createdAt"))
    if not isinstance(uri, str) or _URI.fullmatch(uri) is None or not isinstance(text, str) or created is None:
        return None
    reply = _part(record, "reply")
    root, parent = str(_part(reply, "root").get("uri") or ""), str(_part(reply, "parent").get("uri") or "")
    ours = f"at://{me.did}/"
    if uri not in threads:
        # below a post of ours each branch is a conversation of its own
        threads[uri] = threads.get(parent) or (parent if parent and not parent.startswith(ours) else uri)
    post = root if root.startswith(ours) else ""
    own = posts.get(post)
    handle = str(author.get("handle") or "")
    return Message(
        remote_id=uri,
        thread=threads[uri],
        text=text,
        created=created,
        source=Source.COMMENT if post else Source.MENTION,
        parent=parent if parent != post else "",
        author=str(author.get("displayName") or handle),
        handle=str(author.get("did") or handle),
        url=f"https://bsky.app/profile/{handle or author.get('did')}/post/{uri.rpartition('/')[2]}",
        own=author.get("did") == me.did,
        post=post,
        post_text=own.text[:500] if own else "",
        post_url=own.url if own else "",
    )


def _part(record: Any, name: str) -> Mapping[str, Any]:
    found = record.get(name) if isinstance(record, dict) else None
    return found if isinstance(found, dict) else {}
