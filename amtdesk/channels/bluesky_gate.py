"""Hiding replies below our own posts on Bluesky (lexicon app.bsky.feed.threadgate): a list beside each post."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.answer import Answer
from amtdesk.channels.bluesky_session import Identity
from amtdesk.domain.errors import NotAllowed, Problem, Rejected, Unavailable

GATES = "app.bsky.feed.threadgate"
_POST = re.compile(r"at://(did:[a-z0-9:._%-]+)/app\.bsky\.feed\.post/([a-zA-Z0-9._:~-]+)", re.IGNORECASE)
#: So many a gate may hide (lexicon).
MOST = 300
_SIZE = "100"

Call = Callable[..., Answer | None]


class Gates:
    """The gates of one account."""

    def __init__(self, call: Call, me: Identity, now: datetime) -> None:
        self._call = call
        self._me = me
        self._now = now

    def hidden(self) -> set[str]:
        """All replies that are hidden below our newest posts."""
        params = {"repo": self._me.did, "collection": GATES, "limit": _SIZE}
        answer = self._call("GET", "com.atproto.repo.listRecords", params=params)
        rows = answer.record().get("records") if answer else None
        return {
            uri for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)
            for uri in _uris(row.get("value"))
        }  # fmt: skip

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Put a reply on the list of the post it hangs under, or take it off.

        Raises `Rejected`: with `NOT_FOUND` when it is gone, with `BY_HAND_ONLY` below a post of somebody else.
        """
        root = self._root(remote_id)
        found = _POST.fullmatch(root)
        if found is None or found.group(1) != self._me.did:
            raise Rejected(Problem.BY_HAND_ONLY, root)
        for _again in range(2):
            if self._change(root, found.group(2), remote_id, hidden=hidden):
                return
        raise Unavailable(Problem.SERVER_BROKEN, "threadgate: swapped twice")

    def _change(self, root: str, key: str, remote_id: str, *, hidden: bool) -> bool:
        """Read, change, put if nobody did meanwhile; False: somebody did."""
        where = {"repo": self._me.did, "collection": GATES, "rkey": key}
        answer = self._call("GET", "com.atproto.repo.getRecord", params=where, accept_missing=True)
        there = answer.record() if answer else {}
        value = there.get("value")
        gate: dict[str, Any] = dict(value) if isinstance(value, dict) else {"$type": GATES, "post": root}
        gate.setdefault("createdAt", moments.write(self._now))
        listed = [uri for uri in _uris(gate) if uri != remote_id]
        gate["hiddenReplies"] = [*listed, remote_id][-MOST:] if hidden else listed
        body = {**where, "record": gate, "swapRecord": answer.id(there, "cid") if answer else None}
        try:
            self._call("POST", "com.atproto.repo.putRecord", json=body)
        except Rejected as error:
            if "InvalidSwap" not in error.detail:
                raise
            return False
        return True

    def _root(self, remote_id: str) -> str:
        found = _POST.fullmatch(remote_id)
        if found is None:
            raise NotAllowed(f"bluesky: {remote_id!r}")
        where = {"repo": found.group(1), "collection": "app.bsky.feed.post", "rkey": found.group(2)}
        answer = self._call("GET", "com.atproto.repo.getRecord", params=where, accept_missing=True)
        if answer is None:
            raise Rejected(Problem.NOT_FOUND, remote_id)
        record: Any = answer.record()
        for name in ("value", "reply", "root", "uri"):
            record = record.get(name) if isinstance(record, dict) else None
        return record if isinstance(record, str) else remote_id


def _uris(gate: Any) -> list[str]:
    listed = gate.get("hiddenReplies") if isinstance(gate, dict) else None
    return [uri for uri in (listed if isinstance(listed, list) else ()) if isinstance(uri, str)]
