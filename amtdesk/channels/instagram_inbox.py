"""What people write to an Instagram account: comments, and posts that mention it (docs/instagram-platform)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import graph_match, moments
from amtdesk.channels.graph import Graph, counted, inner, moment, node, part, text
from amtdesk.channels.graph_comments import MARK, gathered, worth_asking
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.message import Batch, Message, OwnPost, Source, Target

_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
_PAGES, _POSTS = 20, 4
#: Meta may withhold who wrote something, and then refuses the whole list.
_WHO = ("username,from{id,username},", "username,", "")
_BARE = "id,text,timestamp,hidden,parent_id,"


class Inbox:
    """Read with the rights of the Page behind the account."""

    def __init__(self, graph: Graph, me: str, handle: str, now: datetime, ours: Collection[str] = ()) -> None:
        self._graph = graph
        self._me = me
        self._handle = handle
        self._now = now
        self._ours = frozenset(ours)

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Comments since the last reading below young posts, and below older ones that got new comments."""
        last = moments.read(cursor.get("since"))
        since = (last or self._now - _FIRST) - _OVERLAP
        counts: dict[str, int] = {}
        found: dict[str, Message] = {}
        for post in self._talked_about(posts, cursor.get("counts"), counts):
            found |= {one.remote_id: one for one in self._comments(post) if one.created >= since}
        found |= {one.remote_id: one for one in self._mentions(since)}
        return gathered(found, counts, last)

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """Comments as they are now; foreign posts cannot be asked for."""
        shown: dict[str, Message | None] = {}
        for remote_id in remote_ids:
            if not remote_id.startswith(MARK):
                continue
            found = self._graph.find(node(remote_id.removeprefix(MARK)), f"{_BARE}username")
            message = None if found is None else self._message(found[1])
            if found is None or message is not None:
                shown[remote_id] = message
        return shown

    def answer(self, payload: Payload, target: Target) -> Published:
        """Instagram has two levels: an answer to an answer stands below the first comment."""
        if target.source is Source.MENTION:
            path, form = f"{self._me}/mentions", {"media_id": node(target.parent), "message": payload.text}
        else:
            path, form = f"{self._place(target)}/replies", {"message": payload.text}
        answer = self._graph.call("POST", path, form=form, final=True)
        return Published(MARK + answer.made(answer.record(), node), "")

    def read_back(self, remote_id: str) -> Published | None:
        """A comment of ours; Instagram has no addresses for comments, only for posts."""
        found = self._graph.find(node(remote_id.removeprefix(MARK)), "id,media{permalink}")
        return None if found is None else Published(remote_id, text(part(found[1], "media"), "permalink"))

    def look_up(self, payload: Payload, target: Target, started: datetime) -> Published | None:
        """Our own answer with these words below the comment; below foreign posts nobody can look."""
        if target.source is Source.MENTION:
            return None
        for row in self._listed(f"{self._place(target)}/replies", _BARE):
            theirs = text(row, "username") not in ("", self._handle) and not self._is_own(row)
            fits = not theirs and graph_match.around(moment(row, "timestamp"), started)
            if fits and graph_match.same(text(row, "text"), payload.text):
                return self.read_back(f"{MARK}{node(text(row, 'id'))}")
        return None

    @staticmethod
    def _place(target: Target) -> str:
        return node((target.thread or target.parent).removeprefix(MARK))

    def _talked_about(self, posts: Sequence[OwnPost], known: Any, counts: dict[str, int]) -> Iterator[OwnPost]:
        """Posts with comments that may be new, also those made without this program."""
        listed = set()
        fields = "id,caption,timestamp,permalink,comments_count"
        for row in self._graph.rows(f"{self._me}/media", fields, _POSTS, limit="50"):
            remote_id, made = text(row, "id"), moment(row, "timestamp")
            total = counted(row.get("comments_count"))
            listed.add(remote_id)
            counts[remote_id] = total or 0
            if worth_asking(remote_id, made, total, known, self._now):
                yield OwnPost(remote_id, text(row, "permalink"), text(row, "caption")[:500], made or self._now)
        yield from (one for one in posts if one.remote_id not in listed and not one.remote_id.startswith(MARK))

    def _comments(self, post: OwnPost) -> Iterator[Message]:
        """All of a post: below an old comment there may be a new answer."""
        try:
            for row in self._listed(f"{node(post.remote_id)}/comments", _BARE, nested=True):
                first = self._message(row, post)
                if first is None:
                    continue
                yield first
                for below in inner(row, "replies"):
                    answer = self._message({"parent_id": row["id"], **below}, post)
                    if answer is not None:
                        yield answer
        except (Rejected, NotAllowed) as error:
            # a post that is gone stops no other
            if isinstance(error, Rejected) and error.problem is not Problem.NOT_FOUND:
                raise

    def _listed(self, path: str, fields: str, *, nested: bool = False) -> Iterator[dict[str, Any]]:
        """With the names of those who wrote, where Meta gives them."""
        for who in _WHO:
            wanted = fields + who
            replies = f"replies.limit(50){{{wanted.rstrip(',')}}}" if nested else ""
            rows = self._graph.rows(path, (wanted + replies).rstrip(","), _PAGES, limit="50")
            try:
                first = next(rows, None)
            except (Rejected, AccessDenied) as error:
                if not who or error.problem not in (Problem.REFUSED, Problem.PERMISSION_MISSING):
                    raise
                continue
            if first is not None:
                yield first
                yield from rows
            return

    def _mentions(self, since: datetime) -> Iterator[Message]:
        try:
            for row in self._graph.rows(f"{self._me}/tags", "id,caption,timestamp,permalink,username", 3, limit="50"):
                remote_id, created = text(row, "id"), moment(row, "timestamp")
                if not remote_id or created is None or created < since:
                    continue
                handle = text(row, "username")
                yield Message(
                    remote_id=remote_id,
                    thread=remote_id,
                    text=text(row, "caption"),
                    created=created,
                    source=Source.MENTION,
                    author=handle,
                    handle=handle,
                    url=text(row, "permalink"),
                )
        except (Rejected, AccessDenied) as error:
            # comments are read all the same
            if error.problem is Problem.ACCESS_EXPIRED:
                raise

    def _message(self, row: Mapping[str, Any], post: OwnPost | None = None) -> Message | None:
        remote_id, created = text(row, "id"), moment(row, "timestamp")
        if not remote_id or created is None:
            return None
        above = text(row, "parent_id")
        handle = text(row, "username") or text(part(row, "from"), "username")
        return Message(
            remote_id=MARK + remote_id,
            thread=f"{MARK}{above or remote_id}",
            text=text(row, "text"),
            created=created,
            parent=f"{MARK}{above}" if above else "",
            author=handle,
            handle=handle,
            # comments have no address of their own
            url=post.url if post else "",
            own=self._is_own(row),
            hidden=row.get("hidden") is True,
            post=post.remote_id if post else "",
            post_text=post.text if post else "",
            post_url=post.url if post else "",
        )

    def _is_own(self, row: Mapping[str, Any]) -> bool:
        named = bool(self._handle) and text(row, "username") == self._handle
        noted = f"{MARK}{text(row, 'id')}" in self._ours
        return named or noted or text(part(row, "from"), "id") == self._me
