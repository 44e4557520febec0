"""What people write on a Facebook Page: comments, posts of visitors, posts that mention it (docs/pages-api)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import graph_match, moments
from amtdesk.channels.graph import Graph, counted, moment, node, part, text
from amtdesk.channels.graph_comments import MARK, gathered, worth_asking
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.errors import AccessDenied, NotAllowed, Problem, Rejected
from amtdesk.domain.message import Batch, Message, OwnPost, Source, Target

_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
_PAGES, _POSTS = 20, 4
_COMMENT = "id,message,created_time,from,parent{id},permalink_url,is_hidden,attachment"
_POST = "id,message,created_time,from,permalink_url"
_COUNTED = "id,message,created_time,permalink_url,comments.filter(stream).limit(0).summary(true)"


@dataclass(frozen=True, slots=True)
class _Under:
    """What a comment hangs under: our post, or what a visitor wrote on the Page."""

    id: str
    text: str = ""
    url: str = ""
    visitor: bool = False


class Inbox:
    """Read with the rights of the Page."""

    def __init__(self, graph: Graph, page: str, now: datetime, ours: Collection[str] = ()) -> None:
        self._graph = graph
        self._page = page
        self._now = now
        self._ours = frozenset(ours)

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Comments since the last reading below young posts, and below older ones that got new comments."""
        last = moments.read(cursor.get("since"))
        since = (last or self._now - _FIRST) - _OVERLAP
        counts: dict[str, int] = {}
        places = list(self._talked_about(posts, cursor.get("counts"), counts))
        found: dict[str, Message] = {}
        for message in self._beside(since):
            found[message.remote_id] = message
            if message.source is Source.COMMENT:
                places.append(_Under(message.remote_id, visitor=True))
        for under in places:
            found |= {one.remote_id: one for one in self._comments(under, since)}
        return gathered(found, counts, last)

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """Each as it is now; its place in the conversation is known already."""
        shown: dict[str, Message | None] = {}
        for remote_id in remote_ids:
            is_comment = remote_id.startswith(MARK)
            found = self._graph.find(node(remote_id.removeprefix(MARK)), _COMMENT if is_comment else _POST)
            if found is None:
                shown[remote_id] = None
                continue
            message = self._comment(found[1], _Under("")) if is_comment else self._post(found[1], Source.MENTION)
            if message is not None:
                shown[remote_id] = message
        return shown

    def answer(self, payload: Payload, target: Target) -> Published:
        """Facebook has two levels: an answer to an answer stands below the first comment."""
        place = node(self._place(target).removeprefix(MARK))
        answer, record = self._graph.post(f"{place}/comments", final=True, message=payload.text)
        return Published(MARK + answer.made(record, node), "")

    def read_back(self, remote_id: str) -> Published | None:
        """A comment of ours."""
        found = self._graph.find(node(remote_id.removeprefix(MARK)), "id,permalink_url")
        return None if found is None else Published(remote_id, text(found[1], "permalink_url"))

    def look_up(self, payload: Payload, target: Target, started: datetime) -> Published | None:
        """Our own comment with these words below what was answered."""
        place = node(self._place(target).removeprefix(MARK))
        for row in self._newest(place, "id,message,created_time,from,permalink_url"):
            made = moment(row, "created_time")
            if made is not None and made < started - graph_match.BEFORE:
                return None
            theirs = part(row, "from").get("id") not in (None, self._page)
            fits = not theirs and graph_match.around(made, started)
            if fits and graph_match.same(text(row, "message"), payload.text):
                return Published(f"{MARK}{row.get('id')}", text(row, "permalink_url"))
        return None

    @staticmethod
    def _place(target: Target) -> str:
        return target.thread or target.parent

    # what there is to ask

    def _talked_about(self, posts: Sequence[OwnPost], known: Any, counts: dict[str, int]) -> Iterator[_Under]:
        """Posts with comments that may be new, also those made without this program."""
        listed = set()
        for row in self._graph.rows(f"{self._page}/published_posts", _COUNTED, _POSTS, limit="50"):
            remote_id, made = text(row, "id"), moment(row, "created_time")
            listed.add(remote_id)
            total = counted(part(part(row, "comments"), "summary").get("total_count"))
            counts[remote_id] = total or 0
            if worth_asking(remote_id, made, total, known, self._now):
                yield _Under(remote_id, text(row, "message")[:500], text(row, "permalink_url"))
        for post in posts:
            # the list is ranked and may leave some out
            if post.remote_id not in listed and not post.remote_id.startswith(MARK):
                yield _Under(post.remote_id, post.text[:500], post.url)

    def _beside(self, since: datetime) -> Iterator[Message]:
        """What stands on the Page itself, and elsewhere with its name; not every access may see it."""
        for place, source in (("visitor_posts", Source.COMMENT), ("tagged", Source.MENTION)):
            try:
                for row in self._graph.rows(f"{self._page}/{place}", _POST, _PAGES, limit="50"):
                    message = self._post(row, source)
                    if message is None:
                        continue
                    if message.created < since:
                        break
                    if not message.own:
                        yield message
            except (Rejected, AccessDenied) as error:
                if error.problem is Problem.ACCESS_EXPIRED:
                    raise

    def _comments(self, under: _Under, since: datetime) -> Iterator[Message]:
        try:
            for row in self._newest(node(under.id), _COMMENT):
                message = self._comment(row, under)
                if message is None:
                    continue
                if message.created < since:
                    return
                yield message
        except NotAllowed:
            # what is no number of theirs stops no other
            return
        except Rejected as error:
            # nor does a post that is gone
            if error.problem is not Problem.NOT_FOUND:
                raise

    def _newest(self, place: str, fields: str) -> Iterator[dict[str, Any]]:
        """The newest first; where Facebook refuses to name the authors, without them."""
        params = {"filter": "stream", "order": "reverse_chronological", "limit": "100"}
        rows = self._graph.rows(f"{place}/comments", fields, _PAGES, **params)
        try:
            first = next(rows, None)
        except (Rejected, AccessDenied) as error:
            if error.problem not in (Problem.REFUSED, Problem.PERMISSION_MISSING):
                raise
            bare = ",".join(one for one in fields.split(",") if one != "from")
            yield from self._graph.rows(f"{place}/comments", bare, _PAGES, **params)
            return
        if first is not None:
            yield first
            yield from rows

    # what comes back

    def _comment(self, row: Mapping[str, Any], under: _Under) -> Message | None:
        remote_id, created = text(row, "id"), moment(row, "created_time")
        if not remote_id or created is None:
            return None
        above = text(part(row, "parent"), "id")
        parent = f"{MARK}{above}" if above else ""
        message = Message(
            remote_id=MARK + remote_id,
            thread=parent or MARK + remote_id,
            text=text(row, "message") or _attached(row),
            created=created,
            parent=parent,
            author=text(part(row, "from"), "name"),
            handle=text(part(row, "from"), "id"),
            url=text(row, "permalink_url"),
            own=text(part(row, "from"), "id") == self._page or MARK + remote_id in self._ours,
            hidden=row.get("is_hidden") is True,
        )
        if under.visitor:
            # the conversation began with what the visitor wrote
            return replace(message, thread=under.id, parent=parent or under.id)
        return replace(message, post=under.id, post_text=under.text, post_url=under.url)

    def _post(self, row: Mapping[str, Any], source: Source) -> Message | None:
        remote_id, created = text(row, "id"), moment(row, "created_time")
        if not remote_id or created is None:
            return None
        author = part(row, "from")
        return Message(
            remote_id=remote_id,
            thread=remote_id,
            text=text(row, "message"),
            created=created,
            source=source,
            author=text(author, "name"),
            handle=text(author, "id"),
            url=text(row, "permalink_url"),
            own=text(author, "id") == self._page,
        )


def _attached(row: Mapping[str, Any]) -> str:
    """A comment may be nothing but a picture or a sticker."""
    return "[Bild oder Aufkleber]" if part(row, "attachment") else ""
