"""Comments below the videos of a YouTube channel: public and held ones, answers, moderation."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels import moments
from amtdesk.channels.youtube_api import Api, part
from amtdesk.domain.channel import Payload, Published
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Batch, Message, OwnPost, Target

_OVERLAP = timedelta(hours=48)
_FIRST = timedelta(days=30)
_PAGES, _AT_ONCE = 5, 50
_REMEMBERED = 500
_ID = re.compile(r"[\w-]{5,80}(?:\.[\w-]{5,80})?", re.ASCII)
#: Moderation hides by putting back into the queue.
HELD = "heldForReview"


def comment_id(remote_id: str) -> str:
    """Raises `NotAllowed` for anything but a comment's id."""
    if not _ID.fullmatch(remote_id):
        raise NotAllowed(f"youtube: comment {remote_id!r}")
    return remote_id


class Inbox:
    """Comments with the rights of the channel `me`."""

    def __init__(self, api: Api, me: str, now: datetime) -> None:
        self._api = api
        self._me = me
        self._now = now
        self._titles: dict[str, str] = {}

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """What was written or changed since the last reading; threads of a month are gone through for new answers."""
        last = moments.read(cursor.get("since"))
        since = (last or self._now - _FIRST) - _OVERLAP
        self._titles = dict(cursor.get("titles") or {})
        rows = [
            (row, held)
            for held in (False, True)
            for thread in self._threads(held=held)
            for row in self._thread(thread, since)
        ]
        self._name({str(part(row, "snippet").get("videoId") or "") for row, _held in rows})
        own = {video: post for post in posts if (video := video_of(post.url))}
        found = [one for row, held in rows if (one := self._message(row, held, own)) is not None]
        newest = max((one.created for one in found), default=None)
        until = max(filter(None, (newest, last)), default=None)
        titles = dict(list(self._titles.items())[-_REMEMBERED:])
        unique = {one.remote_id: one for one in found}
        return Batch(tuple(unique.values()), {"since": moments.write(until), "titles": titles} if until else {})

    def recheck(self, remote_ids: Sequence[str]) -> dict[str, Message | None]:
        """As they are now. What waits for review is in no list but its own."""
        shown: dict[str, Message | None] = dict.fromkeys(remote_ids)
        ids = [comment_id(one) for one in remote_ids]
        for start in range(0, len(ids), _AT_ONCE):
            params = {"part": "snippet", "id": ",".join(ids[start : start + _AT_ONCE]), "textFormat": "plainText"}
            for row in self._api.items("comments", params):
                message = self._message(row, False, {})
                if message is not None and message.remote_id in shown:
                    shown[message.remote_id] = message
        if None in shown.values():
            for thread in self._threads(held=True):
                message = self._message(part(thread, "snippet", "topLevelComment"), True, {})
                if message is not None and message.remote_id in shown:
                    shown[message.remote_id] = message
        return shown

    def answer(self, payload: Payload, target: Target) -> Published:
        """One comment below the first of the thread; YouTube has one level only."""
        snippet = {"parentId": _top(target), "textOriginal": payload.text}
        answer = self._api.call("POST", "comments", params={"part": "snippet"}, json={"snippet": snippet}, final=True)
        return self._published(answer.made(answer.record(), comment_id), target.post)

    def read_back(self, remote_id: str) -> Published | None:
        """The comment, if it is there."""
        params = {"part": "snippet", "id": comment_id(remote_id)}
        row = next(self._api.items("comments", params), None)
        return None if row is None else self._published(remote_id, str(part(row, "snippet").get("videoId") or ""))

    def look_up(self, payload: Payload, target: Target, since: datetime) -> Published | None:
        """Our own answer with these words in that thread, written since then."""
        for row in self._replies(_top(target)):
            snippet = part(row, "snippet")
            made = moments.read(snippet.get("publishedAt"))
            ours = part(snippet, "authorChannelId").get("value") == self._me
            if ours and made is not None and made >= since and _same(_words(snippet), payload.text):
                return self._published(comment_id(str(row.get("id"))), target.post)
        return None

    def moderate(self, remote_id: str, status: str) -> None:
        """`heldForReview` hides it, `published` shows it, `rejected` deletes it for good."""
        params = {"id": comment_id(remote_id), "moderationStatus": status}
        self._api.call("POST", "comments/setModerationStatus", params=params)

    def delete(self, remote_id: str) -> None:
        """A comment of our own; fine when it is gone."""
        self._api.call("DELETE", "comments", params={"id": comment_id(remote_id)}, accept=(404,))

    def _threads(self, *, held: bool) -> Iterator[dict[str, Any]]:
        """Of the last month, the youngest first."""
        params = {
            "part": "snippet,replies",
            "allThreadsRelatedToChannelId": self._me,
            "order": "time",
            "maxResults": "100",
            "textFormat": "plainText",
            **({"moderationStatus": HELD} if held else {}),
        }
        for thread in self._api.items("commentThreads", params, _PAGES):
            made = moments.read(part(thread, "snippet", "topLevelComment", "snippet").get("publishedAt"))
            if made is not None and made < self._now - _FIRST - _OVERLAP:
                return
            yield thread

    def _thread(self, thread: Mapping[str, Any], since: datetime) -> Iterator[dict[str, Any]]:
        """The comments of a thread that are new or changed; all answers, where the list cuts them short."""
        snippet, top = part(thread, "snippet"), dict(part(thread, "snippet", "topLevelComment"))
        replies = part(thread, "replies").get("comments")
        known = [row for row in replies if isinstance(row, dict)] if isinstance(replies, list) else []
        total = snippet.get("totalReplyCount")
        if isinstance(total, int) and total > len(known) and isinstance(top.get("id"), str):
            known = list(self._replies(comment_id(top["id"])))
        for row in (top, *known):
            inside = part(row, "snippet")
            changed = moments.read(inside.get("updatedAt")) or moments.read(inside.get("publishedAt"))
            if changed is not None and changed >= since:
                yield {**row, "snippet": {"videoId": snippet.get("videoId"), **inside}}

    def _replies(self, top: str) -> Iterator[dict[str, Any]]:
        params = {"part": "snippet", "parentId": top, "maxResults": "100", "textFormat": "plainText"}
        return self._api.items("comments", params, _PAGES)

    def _name(self, videos: Iterable[str]) -> None:
        unknown = sorted(video for video in videos if video and video not in self._titles)
        for start in range(0, len(unknown), _AT_ONCE):
            params = {"part": "snippet", "id": ",".join(unknown[start : start + _AT_ONCE])}
            for row in self._api.items("videos", params):
                self._titles[str(row.get("id"))] = str(part(row, "snippet").get("title") or "")

    def _message(self, row: Mapping[str, Any], held: bool, posts: Mapping[str, OwnPost]) -> Message | None:
        snippet, remote_id = part(row, "snippet"), row.get("id")
        created, changed = moments.read(snippet.get("publishedAt")), moments.read(snippet.get("updatedAt"))
        if not isinstance(remote_id, str) or not _ID.fullmatch(remote_id) or created is None:
            return None
        video, top = str(snippet.get("videoId") or ""), remote_id.partition(".")[0]
        author, post = str(part(snippet, "authorChannelId").get("value") or ""), posts.get(video)
        return Message(
            remote_id=remote_id,
            thread=top,
            text=_words(snippet),
            created=created,
            parent=top if top != remote_id else "",
            author=str(snippet.get("authorDisplayName") or ""),
            handle=author,
            url=_link(video, remote_id),
            own=author == self._me,
            hidden=held or snippet.get("moderationStatus") == HELD,
            edited=changed if changed and changed > created else None,
            post=video,
            post_text=post.text[:500] if post else self._titles.get(video, ""),
            post_url=_watch(video),
        )

    def _published(self, remote_id: str, video: str) -> Published:
        return Published(remote_id, _link(video, remote_id))


def video_of(address: str) -> str:
    """The id of a video in an address of YouTube, or an empty text."""
    found = re.search(r"(?:v=|youtu\.be/|/shorts/|/live/|/video/|/embed/)([\w-]{11})(?![\w-])", address, re.ASCII)
    return found[1] if found else ""


def _top(target: Target) -> str:
    return comment_id(target.parent).partition(".")[0]


def _watch(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}" if video else ""


def _link(video: str, remote_id: str) -> str:
    return f"{_watch(video)}&lc={remote_id}" if video else ""


def _words(snippet: Mapping[str, Any]) -> str:
    found = snippet.get("textOriginal") or snippet.get("textDisplay")
    return found if isinstance(found, str) else ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
