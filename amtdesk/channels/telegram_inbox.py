"""What is written in the discussion group of a Telegram channel, and to the bot itself (method getUpdates)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from amtdesk.channels.telegram_call import Bot
from amtdesk.channels.telegram_place import Place, comment
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Batch, Message, OwnPost, Source

_SIZE = 100
_REMEMBERED = 2_000
_KINDS = ["message", "edited_message"]
#: What is shown for a message without words.
_WORDLESS = {
    "photo": "[Bild]",
    "video": "[Video]",
    "animation": "[Animation]",
    "sticker": "[Sticker]",
    "voice": "[Sprachnachricht]",
    "audio": "[Tonaufnahme]",
    "document": "[Datei]",
    "poll": "[Umfrage]",
    "location": "[Standort]",
}


class Inbox:
    """Telegram keeps what is new for 24 hours and drops what was confirmed, hence confirmed only once it is kept."""

    def __init__(self, bot: Bot, settings: Mapping[str, str], posts: Sequence[OwnPost]) -> None:
        self._bot = bot
        self._channel = settings.get("chat_id", "")
        self._group = settings.get("group", "")
        self._name = settings.get("handle", "")
        self._me = settings.get("bot_id", "")
        self._posts = {str(number): post for post in posts for number in _messages_of(post)}
        self._threads: dict[str, str] = {}
        self._roots: dict[str, str] = {}

    def read(self, cursor: Mapping[str, Any]) -> Batch:
        """Up to a hundred at a time; the next reading goes on where this one ended."""
        self._threads = dict(cursor.get("threads") or {})
        self._roots = dict(cursor.get("roots") or {})
        seen = {one for one in cursor.get("seen") or () if isinstance(one, int)}
        rows = self._updates()
        kept = [row["update_id"] for row in rows if row["update_id"] in seen]
        if kept:
            rows = self._updates(max(kept) + 1)
        found = [one for row in rows if row["update_id"] not in seen and (one := self._message(row)) is not None]
        return Batch(
            tuple({one.remote_id: one for one in found}.values()),
            {
                "seen": [row["update_id"] for row in rows],
                "threads": _newest(self._threads),
                "roots": _newest(self._roots),
            },
        )

    def _updates(self, start: int | None = None) -> list[dict[str, Any]]:
        """After a quiet week the numbers begin anew somewhere: an offset is only what was just seen."""
        values: dict[str, Any] = {"limit": _SIZE, "timeout": 0, "allowed_updates": _KINDS}
        if start is not None:
            values["offset"] = start
        answer, rows = self._bot.call("getUpdates", values)
        if not isinstance(rows, list | None):
            raise answer.unreadable()
        return [row for row in rows or () if isinstance(row, dict) and isinstance(row.get("update_id"), int)]

    def _message(self, update: Mapping[str, Any]) -> Message | None:
        raw = _part(update, "message") or _part(update, "edited_message")
        chat, number, moment = _part(raw, "chat"), raw.get("message_id"), _moment(raw.get("date"))
        place, private = chat.get("id"), chat.get("type") == "private"
        if not isinstance(number, int) or not isinstance(place, int) or moment is None:
            return None
        if not private and str(place) != self._group:
            return None
        if raw.get("is_automatic_forward") is True:
            self._roots[str(number)] = _origin(raw)
            return None
        text = _words(raw)
        if not text or (private and text.startswith("/")):
            return None
        remote_id, (parent, post) = comment(place, number), self._above(raw, place)
        self._threads.setdefault(remote_id, self._threads.get(parent, parent) if parent else remote_id)
        own, author, handle = self._author(raw)
        known = self._posts.get(post)
        return Message(
            remote_id=remote_id,
            thread=self._threads[remote_id],
            text=text,
            created=moment,
            source=Source.PRIVATE if private else Source.COMMENT if post else Source.MENTION,
            parent=parent,
            author=author,
            handle=handle,
            url="" if private else self._url(number, post),
            own=own,
            edited=_moment(raw.get("edit_date")),
            post=known.remote_id if known else post,
            post_text=known.text[:500] if known else "",
            post_url=known.url if known else "",
        )

    def _above(self, raw: Mapping[str, Any], place: int) -> tuple[str, str]:
        """The message it answers, and the number of the channel's message all of it hangs under."""
        reply = _part(raw, "reply_to_message")
        if reply.get("is_automatic_forward") is True:
            return "", _origin(reply)
        post = self._roots.get(str(raw.get("message_thread_id") or ""), "")
        number = reply.get("message_id")
        return (comment(place, number) if isinstance(number, int) else ""), post

    def _author(self, raw: Mapping[str, Any]) -> tuple[bool, str, str]:
        """Whether it is ours, the name, and the number by which somebody can be banned."""
        sender = _part(raw, "sender_chat")
        if sender:
            number = str(sender.get("id") or "")
            return number in (self._channel, self._group), str(sender.get("title") or ""), number
        person = _part(raw, "from")
        number = str(person.get("id") or "")
        names = (person.get("first_name"), person.get("last_name"))
        return number == self._me, " ".join(str(name) for name in names if name), number

    def _url(self, number: int, post: str) -> str:
        if post and self._name:
            return f"https://t.me/{self._name}/{post}?comment={number}"
        return f"https://t.me/c/{self._group.removeprefix('-100')}/{number}"


def _messages_of(post: OwnPost) -> Iterable[int]:
    try:
        return Place.of(post.remote_id).messages
    except NotAllowed:
        # published by hand: its id is the link
        return [int(tail)] if (tail := post.url.rpartition("/")[2]).isascii() and tail.isdigit() else []


def _origin(forward: Mapping[str, Any]) -> str:
    """The number in the channel of a message that Telegram itself copied into the group."""
    number = _part(forward, "forward_origin").get("message_id") or forward.get("forward_from_message_id")
    return str(number) if isinstance(number, int) else ""


def _words(raw: Mapping[str, Any]) -> str:
    text = raw.get("text") or raw.get("caption")
    if isinstance(text, str) and text.strip():
        return text.strip()
    return next((shown for kind, shown in _WORDLESS.items() if raw.get(kind)), "")


def _moment(seconds: Any) -> datetime | None:
    """Unix time; a moment out of all calendars is none."""
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds < 1e11:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _newest(known: dict[str, str]) -> dict[str, str]:
    return dict(list(known.items())[-_REMEMBERED:])


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = record.get(name)
    return found if isinstance(found, dict) else {}
