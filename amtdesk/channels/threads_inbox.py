"""What people write to a Threads account: answers below its posts, and mentions (docs/threads)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.graph import Graph, moment, node, part, seconds, text
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.message import Batch, Message, OwnPost, Source

_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
#: Answers to posts younger than this are asked for.
_YOUNG = timedelta(days=30)
_PAGES, _POSTS = 20, 4
#: So many known beginnings of conversations are remembered, and so many answers to answers climbed up.
_REMEMBERED, _STEPS = 2_000, 20
_FIELDS = "id,text,username,permalink,timestamp,root_post,replied_to,is_reply,is_reply_owned_by_me,hide_status"
_SHOWN = ("", "NOT_HUSHED", "UNHUSHED")


class Inbox:
    """Read with the rights of the account."""

    def __init__(self, graph: Graph, me: str, handle: str, now: datetime) -> None:
        self._graph = graph
        self._me = me
        self._handle = handle
        self._now = now
        #: the first answer of the conversation, by answer
        self._first: dict[str, str] = {}

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Answers since the last reading, with their conversations, and mentions."""
        last = moments.read(cursor.get("since"))
        since = (last or self._now - _FIRST) - _OVERLAP
        known = cursor.get("threads")
        self._first = dict(known) if isinstance(known, dict) else {}
        found: dict[str, Message] = {}
        for message in self._mentions(since):
            found[message.remote_id] = message
        for post in self._answered(posts):
            found |= {one.remote_id: one for one in self._conversation(post, since)}
        newest = max((one.created for one in found.values()), default=None)
        until = max(filter(None, (newest, last)), default=None)
        threads = dict(list(self._first.items())[-_REMEMBERED:])
        return Batch(tuple(found.values()), {"since": moments.write(until), "threads": threads} if until else {})

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """Each as it is now; its place in the conversation is known already."""
        shown: dict[str, Message | None] = {}
        for remote_id in remote_ids:
            found = self._graph.find(node(remote_id), _FIELDS)
            message = None if found is None else self._message(found[1], remote_id)
            if found is None or message is not None:
                shown[remote_id] = message
        return shown

    def _answered(self, posts: Sequence[OwnPost]) -> Iterator[OwnPost]:
        """Young posts with answers, also those made without this program."""
        listed = set()
        fields, since = "id,text,timestamp,permalink,has_replies", seconds(self._now - _YOUNG)
        for row in self._graph.rows(f"{self._me}/threads", fields, _POSTS, limit="50", since=since):
            remote_id, made = text(row, "id"), moment(row, "timestamp")
            listed.add(remote_id)
            if remote_id and row.get("has_replies") is not False:
                yield OwnPost(remote_id, text(row, "permalink"), text(row, "text")[:500], made or self._now)
        yield from (one for one in posts if one.remote_id not in listed)

    def _conversation(self, post: OwnPost, since: datetime) -> Iterator[Message]:
        try:
            path = f"{node(post.remote_id)}/conversation"
            rows = []
            for row in self._graph.rows(path, _FIELDS, _PAGES, limit="50", reverse="true"):
                rows.append(row)
                made = moment(row, "timestamp")
                if made is not None and made < since:
                    break
        except (Rejected, NotAllowed) as error:
            # a post that is gone stops no other
            if isinstance(error, Rejected) and error.problem is not Problem.NOT_FOUND:
                raise
            return
        above = {text(row, "id"): text(part(row, "replied_to"), "id") for row in rows}
        for row in rows:
            message = self._message(row, self._beginning(text(row, "id"), above, post.remote_id), post)
            if message is not None and message.created >= since:
                yield message

    def _beginning(self, remote_id: str, above: dict[str, str], post: str) -> str:
        """The first answer below the post, above this one; what was read earlier is known, else asked for."""
        one = remote_id
        for _ in range(_STEPS):
            if one in self._first:
                one = self._first[one]
                break
            if one not in above:
                found = self._graph.find(node(one), "id,replied_to")
                above[one] = text(part(found[1], "replied_to"), "id") if found else ""
            if above[one] in ("", post, one):
                break
            one = above[one]
        self._first[remote_id] = one
        return one

    def _mentions(self, since: datetime) -> Iterator[Message]:
        try:
            params = {"limit": "50", "since": seconds(since)}
            for row in self._graph.rows(f"{self._me}/mentions", _FIELDS, _PAGES, **params):
                message = self._message(row, text(row, "id"), source=Source.MENTION)
                if message is not None and message.created >= since and not message.own:
                    yield message
        except (Rejected, AccessDenied) as error:
            # not every access may see them
            if error.problem is Problem.ACCESS_EXPIRED:
                raise

    def _message(
        self, row: Mapping[str, Any], thread: str, post: OwnPost | None = None, source: Source = Source.COMMENT
    ) -> Message | None:
        remote_id, created = text(row, "id"), moment(row, "timestamp")
        if not remote_id or created is None:
            return None
        handle, parent = text(row, "username"), text(part(row, "replied_to"), "id")
        below = post.remote_id if post else text(part(row, "root_post"), "id")
        return Message(
            remote_id=remote_id,
            thread=thread,
            text=text(row, "text"),
            created=created,
            source=source,
            parent="" if parent == below or source is Source.MENTION else parent,
            author=handle,
            handle=handle,
            url=text(row, "permalink"),
            own=row.get("is_reply_owned_by_me") is True or bool(handle and handle == self._handle),
            hidden=text(row, "hide_status") not in _SHOWN,
            post=post.remote_id if post else "",
            post_text=post.text if post else "",
            post_url=post.url if post else "",
        )
