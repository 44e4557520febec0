"""Comments below the posts of a LinkedIn page (socialActions). Calls are rationed: 100 a day for one person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.linkedin_api import Api, comment_parts, elements, encoded, is_comment, moment, part
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.little_text import same
from amtdesk.domain.message import Batch, Message, OwnPost, Target

_SIZE, _PAGES = 50, 4
#: So many posts are looked at in one reading at most.
_AT_ONCE = 10
#: How old a post is, and how often it is looked at then; what is older comes once a day.
_PACE = ((timedelta(days=2), timedelta(minutes=30)), (timedelta(days=7), timedelta(hours=6)))
_DAILY = timedelta(hours=20)
#: LinkedIn does not say who somebody is.
SOMEBODY = "LinkedIn-Mitglied"
_GONE = (404, 410)


class Inbox:
    """Comments with the rights of one page."""

    def __init__(self, api: Api, page: str, now: datetime) -> None:
        self._api = api
        self._page = page
        self._now = now

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """Young posts often, old ones once a day; those that were not looked at for longest come first."""
        looked = {str(key): str(value) for key, value in dict(cursor.get("looked") or {}).items()}
        waiting = sorted(
            (post for post in posts if self._is_due(post, looked)), key=lambda post: looked.get(post.remote_id, "")
        )
        found: list[Message] = []
        for post in waiting[:_AT_ONCE]:
            found += self._below(post)
            looked[post.remote_id] = moments.write(self._now)
        known = {post.remote_id for post in posts}
        kept = {key: value for key, value in looked.items() if key in known}
        return Batch(tuple(found), {"looked": kept}, rests=bool(posts) and not waiting)

    def answer(self, payload: Payload, target: Target) -> Published:
        """One comment below another; LinkedIn has one level only."""
        above = target.thread if is_comment(target.thread) else target.parent
        entity, _number = comment_parts(above)
        comment = {
            "actor": self._page,
            "object": entity,
            "parentComment": above,
            "message": {"text": payload.text},
        }
        answer = self._api.call("POST", f"socialActions/{encoded(above)}/comments", json=comment, final=True)
        number = answer.headers.get("x-restli-id", "") or answer.id(answer.record())
        if not (number.isascii() and number.isdigit()):
            raise answer.unreadable()
        return _published(f"urn:li:comment:({entity},{number})")

    def read_back(self, remote_id: str) -> Published | None:
        """The comment, if it is there."""
        entity, number = comment_parts(remote_id)
        answer = self._api.call("GET", f"socialActions/{encoded(entity)}/comments/{number}", accept=_GONE)
        return None if answer.status in _GONE else _published(remote_id)

    def look_up(self, payload: Payload, target: Target) -> Published | None:
        """Our own answer with these words below that comment."""
        above = target.thread if is_comment(target.thread) else target.parent
        for row in self._pages(above):
            urn, text = row.get("commentUrn"), part(row, "message").get("text")
            if row.get("actor") == self._page and isinstance(urn, str) and same(str(text or ""), payload.text):
                return _published(urn)
        return None

    def delete(self, remote_id: str) -> None:
        """A comment below a post of ours; fine when it is gone."""
        entity, number = comment_parts(remote_id)
        path = f"socialActions/{encoded(entity)}/comments/{number}?actor={encoded(self._page)}"
        self._api.call("DELETE", path, accept=_GONE)

    def _is_due(self, post: OwnPost, looked: Mapping[str, str]) -> bool:
        last = moments.read(looked.get(post.remote_id))
        if last is None:
            return True
        age = self._now - post.published
        pace = next((often for young, often in _PACE if age < young), _DAILY)
        # a clock that was set back must not stop the looking
        return not timedelta() <= self._now - last < pace

    def _below(self, post: OwnPost) -> Iterator[Message]:
        for row in self._pages(post.remote_id):
            message = self._message(row, post, "")
            if message is None:
                continue
            yield message
            if part(row, "commentsSummary").get("aggregatedTotalComments") or row.get("_replies"):
                for reply in self._pages(message.remote_id):
                    below = self._message(reply, post, message.remote_id)
                    if below is not None:
                        yield below

    def _pages(self, urn: str) -> Iterator[dict[str, Any]]:
        for page in range(_PAGES):
            path = f"socialActions/{encoded(urn)}/comments?start={page * _SIZE}&count={_SIZE}"
            answer = self._api.call("GET", path, accept=_GONE)
            if answer.status in _GONE:
                return
            rows = elements(answer)
            yield from rows
            if len(rows) < _SIZE:
                return

    def _message(self, row: Mapping[str, Any], post: OwnPost, parent: str) -> Message | None:
        urn, text = row.get("commentUrn"), part(row, "message").get("text")
        created, changed = moment(part(row, "created").get("time")), moment(part(row, "lastModified").get("time"))
        if not isinstance(urn, str) or not is_comment(urn) or not isinstance(text, str) or created is None:
            return None
        actor = str(row.get("actor") or "")
        return Message(
            remote_id=urn,
            thread=parent or urn,
            text=text,
            created=created,
            parent=parent,
            author="" if actor == self._page else SOMEBODY,
            handle=actor,
            url=_link(urn),
            own=actor == self._page,
            edited=changed if changed and changed > created else None,
            post=post.remote_id,
            post_text=post.text[:500],
            post_url=post.url,
        )


def _link(urn: str) -> str:
    entity, _number = comment_parts(urn)
    return f"https://www.linkedin.com/feed/update/{entity}/?commentUrn={encoded(urn)}"


def _published(urn: str) -> Published:
    return Published(urn, _link(urn))
