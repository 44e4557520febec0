"""Telegram's Bot API as it is documented: strict about methods, fields and rights; one channel with its group."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.channels.servers.loopback import Loopback, Reply, Request
from tests.channels.servers.multipart import parts

TOKEN = "4711:marker-t0ken_of-the-bot"
BOT, CHANNEL, GROUP = 4711, -1001234567890, -1009876543210
NAME = "musterbach"
SENT = 1_795_244_400
#: Each method, the fields it must have and those it may have.
_METHODS: dict[str, tuple[set[str], set[str]]] = {
    "getMe": (set(), set()),
    "getChat": ({"chat_id"}, set()),
    "getChatMember": ({"chat_id", "user_id"}, set()),
    "getChatMemberCount": ({"chat_id"}, set()),
    "sendMessage": ({"chat_id", "text"}, {"parse_mode", "link_preview_options", "reply_parameters"}),
    "sendPhoto": ({"chat_id", "photo"}, {"caption", "parse_mode"}),
    "sendMediaGroup": ({"chat_id", "media"}, {"reply_parameters"}),
    "editMessageText": ({"chat_id", "message_id", "text"}, set()),
    "editMessageCaption": ({"chat_id", "message_id", "caption"}, set()),
    "editMessageReplyMarkup": ({"chat_id", "message_id"}, {"reply_markup"}),
    "deleteMessages": ({"chat_id", "message_ids"}, set()),
    "getUpdates": (set(), {"offset", "limit", "timeout", "allowed_updates"}),
    "setMessageReaction": ({"chat_id", "message_id", "reaction"}, {"is_big"}),
    "banChatMember": ({"chat_id", "user_id"}, {"revoke_messages"}),
    "banChatSenderChat": ({"chat_id", "sender_chat_id"}, set()),
}


class TelegramServer(Loopback):
    """`messages` are those of the channel and the group by (chat, number); `updates` wait to be confirmed."""

    def __init__(self) -> None:
        super().__init__()
        self.access: str | None = TOKEN
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.updates: list[dict[str, Any]] = []
        self.rights = {"can_post_messages": True, "can_edit_messages": True, "can_delete_messages": True}
        self.status = "administrator"
        self.group: int | None = GROUP
        self.group_status = "administrator"
        self.group_rights = {"can_delete_messages": True, "can_restrict_members": True}
        self.reads_all = False
        self.username: str | None = NAME
        self.banned: list[int] = []
        self.liked: list[int] = []
        self._number = 410
        self._update = 500

    @property
    def final_step(self) -> str:
        return f"POST /bot{TOKEN}/sendMessage"

    def step(self, method: str) -> str:
        return f"POST /bot{TOKEN}/{method}"

    @property
    def public(self) -> list[tuple[str, tuple[str, ...]]]:
        """Words and number of pictures of what stands in the channel, newest first."""
        found = [one for (chat, _), one in self.messages.items() if chat == CHANNEL]
        return [(one.get("text") or one.get("caption") or "", ()) for one in reversed(found)]

    def respond(self, request: Request) -> Reply:
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", request.path)
        if found is None or found.group(2) not in _METHODS or request.method != "POST":
            return _error(404, "Not Found")
        if found.group(1) != self.access:
            return _error(401, "Unauthorized") if ":" in found.group(1) else _error(404, "Not Found")
        values, files = _values(request)
        needed, allowed = _METHODS[found.group(2)]
        given = set(values) | (set(files) & {"photo"})
        if not needed <= given <= needed | allowed or request.query:
            return _error(400, f"Bad Request: fields {sorted(given)}")
        return self._respond_to(found.group(2), values, files)

    def _respond_to(self, method: str, values: dict[str, Any], files: dict[str, bytes]) -> Reply:
        if "chat_id" in values:
            chat = self._chat(values["chat_id"])
            if chat is None:
                return _error(400, "Bad Request: chat not found")
            values = {**values, "chat_id": chat}
        answers: dict[str, Callable[[dict[str, Any], dict[str, bytes]], Reply]] = {
            "getMe": self._me,
            "getChat": self._about,
            "getChatMember": self._member,
            "getChatMemberCount": lambda _values, _files: _ok(812),
            "sendMessage": self._send,
            "sendPhoto": self._photo,
            "sendMediaGroup": self._album,
            "deleteMessages": self._delete,
            "getUpdates": self._updates,
            "setMessageReaction": self._react,
            "banChatMember": self._ban,
            "banChatSenderChat": self._ban,
        }
        return answers.get(method, self._edit)(values, files)

    def _chat(self, given: Any) -> int | None:
        known: dict[Any, int] = {f"@{NAME}": CHANNEL, str(CHANNEL): CHANNEL, CHANNEL: CHANNEL}
        known |= {GROUP: GROUP, str(GROUP): GROUP, 9: 9}
        return known.get(given)

    def _me(self, _values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        me = {"id": BOT, "is_bot": True, "first_name": "AmtDesk", "username": "amtdesk_bot"}
        return _ok({**me, "can_read_all_group_messages": self.reads_all})

    def _about(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        chat: dict[str, Any] = {"id": values["chat_id"], "title": "Gemeinde Musterbach", "type": "channel"}
        if self.username:
            chat["username"] = self.username
        if self.group:
            chat["linked_chat_id"] = self.group
        return _ok(chat)

    def _member(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        if values["chat_id"] == CHANNEL:
            return _ok({"status": self.status, "user": {"id": BOT}, **self.rights})
        return _ok({"status": self.group_status, "user": {"id": BOT}, **self.group_rights})

    def _send(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        if not isinstance(values["text"], str) or not values["text"].strip():
            return _error(400, "Bad Request: message text is empty")
        if len(values["text"].encode("utf-16-le")) // 2 > 4096:
            return _error(400, "Bad Request: message is too long")
        reply = values.get("reply_parameters")
        if reply and (values["chat_id"], reply["message_id"]) not in self.messages:
            return _error(400, "Bad Request: message to be replied not found")
        return self._may_post(values) or _ok(self._add(values["chat_id"], text=values["text"], reply=reply))

    def _photo(self, values: dict[str, Any], files: dict[str, bytes]) -> Reply:
        if len(values.get("caption", "").encode("utf-16-le")) // 2 > 1024:
            return _error(400, "Bad Request: message caption is too long")
        if not files["photo"].startswith((b"\x89PNG", b"\xff\xd8")):
            return _error(400, "Bad Request: IMAGE_PROCESS_FAILED")
        caption = values.get("caption", "")
        return self._may_post(values) or _ok(self._add(values["chat_id"], caption=caption, photo=[{}]))

    def _album(self, values: dict[str, Any], files: dict[str, bytes]) -> Reply:
        media = values["media"]
        names = [one["media"].removeprefix("attach://") for one in media]
        if not 2 <= len(media) <= 10 or names != list(files) or any(one["type"] != "photo" for one in media):
            return _error(400, "Bad Request: wrong file identifier/HTTP URL specified")
        made = [self._add(values["chat_id"], caption=one.get("caption", ""), photo=[{}]) for one in media]
        return self._may_post(values) or _ok(made)

    def _may_post(self, values: dict[str, Any]) -> Reply | None:
        if values["chat_id"] == CHANNEL and not self.rights["can_post_messages"]:
            return _error(400, "Bad Request: need administrator rights in the channel chat")
        return None

    def _edit(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        message = self.messages.get((values["chat_id"], values["message_id"]))
        if message is None:
            return _error(400, "Bad Request: message to edit not found")
        changed = {name: values[name] for name in ("text", "caption") if name in values}
        if any(name not in message for name in changed):
            return _error(400, "Bad Request: there is no text in the message to edit")
        if all(message[name] == value for name, value in changed.items()):
            return _error(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        message |= changed
        return _ok(message)

    def _delete(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        assert 1 <= len(values["message_ids"]) <= 100
        for number in values["message_ids"]:
            self.messages.pop((values["chat_id"], number), None)
        return _ok(True)

    def _react(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        if (values["chat_id"], values["message_id"]) not in self.messages:
            return _error(400, "Bad Request: message to react not found")
        assert values["reaction"] in ([], [{"type": "emoji", "emoji": "👍"}])
        others = [one for one in self.liked if one != values["message_id"]]
        self.liked = [*others, values["message_id"]] if values["reaction"] else others
        return _ok(True)

    def _ban(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        self.banned.append(values.get("user_id") or values["sender_chat_id"])
        return _ok(True)

    def _updates(self, values: dict[str, Any], _files: dict[str, bytes]) -> Reply:
        if "offset" in values:
            self.updates = [one for one in self.updates if one["update_id"] >= values["offset"]]
        return _ok(self.updates[: values["limit"]])

    def _add(self, chat: int, **content: Any) -> dict[str, Any]:
        self._number += 1
        reply = content.pop("reply", None)
        message = {
            "message_id": self._number,
            "date": SENT,
            "chat": {"id": chat, "type": "channel" if chat == CHANNEL else "supergroup"},
            **content,
        }
        if reply:
            message["_to"] = reply["message_id"]
        self.messages[chat, self._number] = message
        return message

    # what people do

    def forwarded(self, post: int) -> int:
        """Telegram itself copies a post of the channel into the group."""
        message = self._add(GROUP, text="", is_automatic_forward=True)
        message["forward_origin"] = {"type": "channel", "chat": {"id": CHANNEL}, "message_id": post}
        self._tell(message)
        return int(message["message_id"])

    def wrote(self, text: str, to: int | None = None, root: int | None = None, **more: Any) -> int:
        """Somebody writes into the group, below another message; `root` is the copied post."""
        message = self._add(GROUP, text=text)
        message["from"] = {"id": 9, "is_bot": False, "first_name": "Jane", "last_name": "Doe"}
        if to is not None:
            message["reply_to_message"] = self.messages[GROUP, to]
        if root is not None:
            message["message_thread_id"] = root
        message |= more
        self._tell(message)
        return int(message["message_id"])

    def changed(self, number: int, text: str) -> None:
        """Somebody edits what they wrote."""
        message = {**self.messages[GROUP, number], "text": text, "edit_date": SENT + 60}
        self._tell(message, "edited_message")

    def _tell(self, message: dict[str, Any], kind: str = "message") -> None:
        self._update += 1
        self.updates.append({"update_id": self._update, kind: message})


def _values(request: Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return request.json(), {}
    found = parts(request)
    files = {name: one.content for name, one in found.items() if one.filename}
    values: dict[str, Any] = {name: one.content.decode() for name, one in found.items() if not one.filename}
    if "media" in values:
        values["media"] = json.loads(values["media"])
    return values, files


def _ok(result: Any) -> Reply:
    return Reply(200, {"ok": True, "result": result})


def _error(status: int, words: str) -> Reply:
    return Reply(status, {"ok": False, "error_code": status, "description": words})
