"""Comments of a WordPress site: held and public ones, answers, moderation (REST reference, comments)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.plain import plain
from amtdesk.channels.wordpress_site import Site
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Batch, Message, Target

MARK = "comment:"
#: Moderation, edits and the site's own clock make old ones appear later.
_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
_PAGES = 50
_GONE = (404, 410)


def number(remote_id: str) -> str:
    """The site's own id of a comment. Raises `NotAllowed` for anything else."""
    found = remote_id.removeprefix(MARK)
    if not remote_id.startswith(MARK) or not (found.isascii() and found.isdigit()) or len(found) > 20:
        raise NotAllowed(f"wordpress: comment {remote_id!r}")
    return found


class Comments:
    """Comments with the rights of one user."""

    def __init__(self, site: Site, now: datetime) -> None:
        self._site = site
        self._now = now

    def read(self, cursor: Mapping[str, Any]) -> Batch:
        """Held and public ones since the last reading, oldest first."""
        since = (moments.read(cursor.get("since")) or self._now - _FIRST) - _OVERLAP
        rows = [row for status in ("hold", "approve") for row in self._list(status, since)]
        found = self._messages(rows)
        newest = max((one.created for one in found), default=None)
        until = max(filter(None, (newest, moments.read(cursor.get("since")))), default=None)
        return Batch(tuple(found), {"since": moments.write(until)} if until else {})

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """As they are now; what lies in the bin or was called spam is gone."""
        shown: dict[str, Message | None] = dict.fromkeys(remote_ids)
        wanted = [number(one) for one in remote_ids]
        for start in range(0, len(wanted), 100):
            piece = wanted[start : start + 100]
            params = {"include": ",".join(piece), "status": "all", "context": "edit", "per_page": "100"}
            rows = self._site.call("GET", "wp/v2/comments", params=params).rows()
            shown.update({one.remote_id: one for one in self._messages(rows) if one.remote_id in shown})
        return shown

    def answer(self, payload: Payload, target: Target) -> Published:
        """One comment below another; the same one again is found instead of doubled."""
        if not (target.post.isascii() and target.post.isdigit()):
            raise NotAllowed(f"wordpress: post {target.post!r}")
        there = self.look_up(payload, target)
        if there is not None:
            return there
        comment: dict[str, Any] = {
            "post": int(target.post),
            "parent": int(number(target.parent)),
            "content": escape(payload.text, quote=False),
        }
        answer = self._site.call("POST", "wp/v2/comments", json=comment, final=True)
        record = answer.record()
        return Published(MARK + answer.id(record), _link(record))

    def read_back(self, remote_id: str) -> Published | None:
        """A comment, if it is public or waits for moderation."""
        answer = self._site.call("GET", f"wp/v2/comments/{number(remote_id)}", params={"context": "edit"}, accept=_GONE)
        if answer.status in _GONE:
            return None
        record = answer.record()
        return Published(remote_id, _link(record)) if record.get("status") in ("approved", "hold") else None

    def look_up(self, payload: Payload, target: Target) -> Published | None:
        """Our own answer with these words below that comment."""
        params = {"parent": number(target.parent), "author": str(self._me()), "status": "all", "context": "edit"}
        for row in self._site.call("GET", "wp/v2/comments", params=params).rows():
            if _same(_words(row), payload.text) and isinstance(row.get("id"), int):
                return Published(f"{MARK}{row['id']}", _link(row))
        return None

    def set_status(self, remote_id: str, status: str) -> None:
        """`hold` hides it from visitors, `approve` shows it."""
        self._site.call("POST", f"wp/v2/comments/{number(remote_id)}", json={"status": status})

    def delete(self, remote_id: str) -> None:
        """Into the site's own bin; deleted where there is none."""
        path = f"wp/v2/comments/{number(remote_id)}"
        answer = self._site.call("DELETE", path, accept=(*_GONE, 501))
        if answer.status == 501:
            self._site.call("DELETE", path, params={"force": "true"}, accept=_GONE)

    def _list(self, status: str, since: datetime) -> Iterator[dict[str, Any]]:
        for page in range(1, _PAGES + 1):
            params = {
                "status": status,
                "context": "edit",
                # without a zone: the site compares with its own wall clock, the overlap covers the difference
                "after": since.strftime("%Y-%m-%dT%H:%M:%S"),
                "orderby": "date_gmt",
                "order": "asc",
                "per_page": "100",
                "page": str(page),
            }
            answer = self._site.call("GET", "wp/v2/comments", params=params)
            yield from answer.rows()
            if page >= int(answer.headers.get("X-WP-TotalPages", "1") or 1):
                return

    def _messages(self, rows: Sequence[Mapping[str, Any]]) -> list[Message]:
        known = {row["id"]: row for row in rows if isinstance(row.get("id"), int)}
        parents = {key: _parent(row) for key, row in known.items()}
        roots = {key: self._root(key, parents) for key in list(known)}
        posts, me = self._posts({str(row.get("post") or "") for row in known.values()} - {""}), self._me()
        return [one for key, row in known.items() if (one := _message(row, roots[key], posts, me)) is not None]

    def _root(self, key: int, parents: dict[int, int]) -> int:
        """The first comment of the conversation; parents that were read earlier are asked for."""
        seen = {key}
        while parents.get(key):
            key = parents[key]
            if key in seen:
                break
            seen.add(key)
            if key not in parents:
                answer = self._site.call("GET", f"wp/v2/comments/{key}", params={"context": "edit"}, accept=_GONE)
                parents[key] = 0 if answer.status in _GONE else _parent(answer.record())
        return key

    def _posts(self, ids: set[str]) -> dict[str, tuple[str, str]]:
        """Title and address of the posts they hang under."""
        found: dict[str, tuple[str, str]] = {}
        for row in self._include("wp/v2/posts", sorted(ids)):
            title = row.get("title")
            rendered = title.get("rendered") if isinstance(title, dict) else ""
            link = row.get("link")
            found[str(row.get("id"))] = (plain(str(rendered or "")), link if isinstance(link, str) else "")
        return found

    def _include(self, path: str, ids: list[str]) -> Iterator[dict[str, Any]]:
        for start in range(0, len(ids), 100):
            params = {"include": ",".join(ids[start : start + 100]), "per_page": "100", "_fields": "id,title,link"}
            yield from self._site.call("GET", path, params=params).rows()

    def _me(self) -> int:
        record = self._site.call("GET", "wp/v2/users/me", params={"_fields": "id"}).record()
        found = record.get("id")
        return found if isinstance(found, int) else 0


def _message(row: Mapping[str, Any], root: int, posts: Mapping[str, tuple[str, str]], me: int) -> Message | None:
    created = moments.read(row.get("date_gmt"))
    if created is None:
        return None
    post = str(row.get("post") or "")
    title, link = posts.get(post, ("", ""))
    parent = _parent(row)
    author = row.get("author_name")
    return Message(
        remote_id=f"{MARK}{row['id']}",
        thread=f"{MARK}{root}",
        text=_words(row),
        created=created,
        parent=f"{MARK}{parent}" if parent else "",
        author=plain(author) if isinstance(author, str) else "",
        url=_link(row),
        own=bool(me) and row.get("author") == me,
        hidden=row.get("status") not in ("approved", "approve"),
        post=post,
        post_text=title,
        post_url=link,
    )


def _words(row: Mapping[str, Any]) -> str:
    content = row.get("content")
    rendered = content.get("rendered") if isinstance(content, dict) else ""
    return plain(str(rendered or ""))


def _parent(row: Mapping[str, Any]) -> int:
    found = row.get("parent")
    return found if isinstance(found, int) else 0


def _link(row: Mapping[str, Any]) -> str:
    link = row.get("link")
    return link if isinstance(link, str) else ""


#: WordPress turns quotes, dashes and dots into typographic ones.
_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "…": "."})


def _same(shown: str, sent: str) -> bool:
    return _bare(shown) == _bare(sent)


def _bare(words: str) -> str:
    bare = "".join(words.translate(_TYPOGRAPHY).split())
    return bare.replace("...", ".").replace("--", "-").replace("--", "-")
