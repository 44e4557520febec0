"""A Telegram channel, by a bot that is its administrator (core.telegram.org/bots/api)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from amtdesk.channels import addresses
from amtdesk.channels.answer import Answer
from amtdesk.channels.base import Channel
from amtdesk.channels.telegram_call import ADMINISTRATORS, Bot
from amtdesk.channels.telegram_inbox import Inbox
from amtdesk.channels.telegram_place import Place, chat_and_message, comment, is_comment
from amtdesk.domain.channel import Ability, Connection, Field, Payload, Picture, Published
from amtdesk.domain.counting import utf16
from amtdesk.domain.errors import (
    AccessDenied,
    ChannelError,
    NotAllowed,
    Problem,
    RateLimited,
    Rejected,
    Unavailable,
    Uncertain,
)
from amtdesk.domain.figures import Figure, Figures
from amtdesk.domain.message import Batch, OwnPost, Target

_BASE = "https://api.telegram.org"
#: Longer words do not fit below a picture and follow it as a message of their own.
CAPTION = 1024
#: So long the second of two messages waits when Telegram brakes.
_PATIENCE = timedelta(seconds=30)
#: What the bot may do in the group, by the words of its membership.
_IN_GROUP = {Ability.DELETE: "can_delete_messages", Ability.BLOCK: "can_restrict_members"}


class Telegram(Channel):
    """One channel. Nothing that was sent can be listed: what is uncertain only a person can see."""

    name: ClassVar[str] = "telegram"
    label: ClassVar[str] = "Telegram-Kanal"
    icon: ClassVar[str] = "brand-telegram"
    introduction: ClassVar[str] = (
        "Sie brauchen einen Bot: Den legen Sie in Telegram im Gespräch mit @BotFather in etwa zehn Minuten selbst an. "
        "Wer den Kanal verwaltet, macht den Bot dort zum Administrator, der Nachrichten senden, bearbeiten und löschen "
        "darf. Sollen Kommentare hierher kommen, nehmen Sie den Bot auch in die Diskussionsgruppe des Kanals auf."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("channel", "Name des Kanals", "Wie er in Telegram hinter t.me/ steht.", placeholder="@musterbach"),
        Field("token", "Token des Bots", "Steht in der Antwort von @BotFather.", secret=True),
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.PUBLISH, Ability.PICTURES, Ability.WITHDRAW, Ability.EDIT, Ability.READ, Ability.ANSWER}
        | {Ability.DELETE, Ability.BLOCK, Ability.LIKE, Ability.FIGURES}
    )
    kept_secrets: ClassVar[tuple[str, ...]] = ()
    minutes: ClassVar[int] = 10
    guide: ClassVar[str] = "verbinden-telegram"
    hosts: ClassVar[tuple[str, ...]] = ("api.telegram.org",)
    composer: ClassVar[str] = "https://t.me/share/url?url={link}&text={text}"
    link_hosts: ClassVar[tuple[str, ...]] = ("t.me", "telegram.me")
    reads_links: ClassVar[bool] = True

    def connect(self) -> Connection:
        """Who the bot is, and what it may do in the channel and in its discussion group."""
        with self.connecting():
            me = self._bot.record("getMe")
            chat = self._bot.record("getChat", {"chat_id": self._typed})
            rights = self._bot.record("getChatMember", {"chat_id": chat.get("id"), "user_id": me.get("id")})
            if rights.get("status") not in ADMINISTRATORS or not _may(rights, "can_post_messages"):
                raise AccessDenied(Problem.PERMISSION_MISSING, "can_post_messages")
            missing = self._missing(me, chat)
        for ability, word in ((Ability.EDIT, "can_edit_messages"), (Ability.WITHDRAW, "can_delete_messages")):
            if not _may(rights, word):
                missing[ability] = word
        group = chat.get("linked_chat_id")
        return Connection(
            name=str(chat.get("title") or self._typed),
            settings={
                "chat_id": str(chat.get("id")),
                "handle": str(chat.get("username") or ""),
                "bot_id": str(me.get("id")),
                "group": str(group) if isinstance(group, int) else "",
            },
            abilities=self.abilities - set(missing),
            missing=missing,
        )

    def publish(self, payload: Payload, uploaded: Any) -> Published:  # noqa: ARG002
        """One message; long words with pictures are two, and a first one without its second is taken back."""
        if payload.target is not None:
            return self._answer(payload, payload.target)
        if not payload.pictures:
            return self._published(Place(text=self._say(payload.text)))
        if utf16(payload.text) <= CAPTION:
            return self._published(Place(self._show(payload.pictures, payload.text)))
        place = Place(self._show(payload.pictures, ""))
        try:
            text = self._say_after(payload.text)
        except (Unavailable, AccessDenied, Rejected) as error:
            self._take_back(place, error)
            raise
        return self._published(Place(place.pictures, text))

    def read_back(self, remote_id: str) -> Published | None:
        """Bots cannot read channels. Changing nothing about a message tells whether it is there (as practised)."""
        if is_comment(remote_id):
            chat, number = chat_and_message(remote_id)
            return Published(remote_id, self._link(chat, number)) if self._is_there(chat, number) else None
        place = Place.of(remote_id)
        return self._published(place) if self._is_there(self._chat, place.first) else None

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """Telegram shows a bot nothing of what is there: somebody has to look."""
        return None

    def withdraw(self, remote_id: str) -> None:
        """Delete all its messages; those that are gone are skipped."""
        if is_comment(remote_id):
            self.delete(remote_id)
            return
        self._bot.call("deleteMessages", {"chat_id": self._chat, "message_ids": Place.of(remote_id).messages})

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Other words; where they stand stays. Too long for below a picture is refused."""
        place = Place.of(remote_id)
        if place.text is not None:
            self._change("editMessageText", {"message_id": place.text, "text": payload.text})
        elif utf16(payload.text) > CAPTION:
            raise Rejected(Problem.TEXT_TOO_LONG, f"caption: {CAPTION}")
        else:
            self._change("editMessageCaption", {"message_id": place.first, "caption": payload.text})
        return self._published(place)

    # the discussion group

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:
        """What was written below our posts and to the bot."""
        return Inbox(self._bot, self.account.settings, posts).read(cursor)

    def delete(self, remote_id: str) -> None:
        """A message of the group."""
        chat, number = chat_and_message(remote_id)
        self._bot.call("deleteMessages", {"chat_id": chat, "message_ids": [number]})

    def block(self, handle: str) -> None:
        """Out of the group for good; people and channels are banned differently."""
        if not re.fullmatch(r"-?\d{1,20}", handle, re.ASCII) or not self.setting("group"):
            raise NotAllowed(f"telegram: {handle!r}")
        group, number = int(self.setting("group")), int(handle)
        if number < 0:
            self._bot.call("banChatSenderChat", {"chat_id": group, "sender_chat_id": number})
        else:
            self._bot.call("banChatMember", {"chat_id": group, "user_id": number})

    def like(self, remote_id: str, *, liked: bool = True) -> None:
        """A thumb; no reaction at all takes it back."""
        chat, number = chat_and_message(remote_id)
        thumb = [{"type": "emoji", "emoji": "👍"}] if liked else []
        self._bot.call("setMessageReaction", {"chat_id": chat, "message_id": number, "reaction": thumb})

    # figures

    def figures(self, remote_ids: Sequence[str]) -> Mapping[str, Figures]:
        """Telegram tells bots nothing about single posts."""
        return {one: {} for one in remote_ids}

    def audience(self) -> Figures:
        """How many follow the channel."""
        _answer, count = self._bot.call("getChatMemberCount", {"chat_id": self._chat})
        return {Figure.FOLLOWERS: count} if isinstance(count, int) else {}

    # calls

    @property
    def _bot(self) -> Bot:
        return Bot(self.tools.http, addresses.base(self.address or _BASE), self.secret("token"), self.tools.now())

    @property
    def _typed(self) -> str:
        """The channel as the interface wants it: `@name` or its number."""
        typed = re.sub(r"^(https?://)?(t|telegram)\.me/", "", self.setting("channel")).strip("/@ ")
        if not re.fullmatch(r"\w{3,64}|-\d{5,20}", typed, re.ASCII):
            raise Rejected(Problem.ADDRESS_WRONG, typed)
        return typed if typed.startswith("-") else f"@{typed}"

    @property
    def _chat(self) -> str:
        return self.setting("chat_id") or self._typed

    def _missing(self, me: Mapping[str, Any], chat: Mapping[str, Any]) -> dict[Ability, str]:
        """What the bot may not do about comments; without a discussion group there are none."""
        about = (Ability.READ, Ability.ANSWER, Ability.LIKE, *_IN_GROUP)
        group = chat.get("linked_chat_id")
        if not isinstance(group, int):
            return dict.fromkeys(about, "linked_chat_id")
        try:
            there = self._bot.record("getChatMember", {"chat_id": group, "user_id": me.get("id")})
        except (AccessDenied, Rejected):
            there = {}
        administrator = there.get("status") in ADMINISTRATORS
        if not administrator and there.get("status") != "member":
            return dict.fromkeys(about, "member")
        missing = {ability: word for ability, word in _IN_GROUP.items() if not (administrator and _may(there, word))}
        if not administrator and me.get("can_read_all_group_messages") is not True:
            missing[Ability.READ] = "can_read_all_group_messages"
        return missing

    def _say(self, text: str) -> int:
        values = {"chat_id": self._chat, "text": text}
        answer, message = self._bot.call("sendMessage", values, final=True)
        return _number(answer, message)

    def _say_after(self, text: str) -> int:
        """The words after their pictures; braked for a moment they wait, for the pictures are public."""
        try:
            return self._say(text)
        except RateLimited as error:
            wait = error.until - self.tools.now() if error.until else _PATIENCE
            if wait > _PATIENCE:
                raise
        self.tools.http.pause(wait.total_seconds())
        return self._say(text)

    def _show(self, pictures: Sequence[Picture], caption: str) -> tuple[int, ...]:
        names = [f"p{number}" for number in range(1, len(pictures) + 1)]
        files = {
            name: (f"bild-{name[1:]}.{_ending(one)}", one.content, one.mime)
            for name, one in zip(names, pictures, strict=True)
        }
        words_below = {"caption": caption} if caption else {}
        if len(pictures) == 1:
            values: dict[str, Any] = {"chat_id": self._chat, **words_below}
            answer, message = self._bot.call("sendPhoto", values, {"photo": files["p1"]}, final=True)
            return (_number(answer, message),)
        media = [{"type": "photo", "media": f"attach://{name}"} for name in names]
        media[0] |= words_below
        answer, album = self._bot.call("sendMediaGroup", {"chat_id": self._chat, "media": media}, files, final=True)
        if not isinstance(album, list) or len(album) != len(pictures):
            raise answer.unreadable()
        return tuple(_number(answer, message) for message in album)

    def _take_back(self, place: Place, reason: ChannelError) -> None:
        """Pictures without their words are no post. If they stay, nobody may send them a second time unasked."""
        try:
            self._bot.call("deleteMessages", {"chat_id": self._chat, "message_ids": place.messages})
        except ChannelError:
            raise Uncertain(reason.problem, reason.detail, status=reason.status) from None

    def _answer(self, payload: Payload, target: Target) -> Published:
        chat, asked = chat_and_message(target.parent)
        values = {"chat_id": chat, "text": payload.text, "reply_parameters": {"message_id": asked}}
        answer, message = self._bot.call("sendMessage", values, final=True)
        number = _number(answer, message)
        return Published(comment(chat, number), self._link(chat, number))

    def _is_there(self, chat: str | int, number: int) -> bool:
        """Only a clear word means that it is gone; its number was told us by Telegram itself."""
        try:
            self._bot.call("editMessageReplyMarkup", {"chat_id": chat, "message_id": number})
        except Rejected as error:
            return error.problem is not Problem.NOT_FOUND
        return True

    def _change(self, method: str, values: Mapping[str, Any]) -> None:
        try:
            self._bot.call(method, {"chat_id": self._chat, **values})
        except Rejected as error:
            if "message is not modified" not in error.detail:
                raise

    def _published(self, place: Place) -> Published:
        name = self.setting("handle") or ("" if self._chat.startswith("-") else self._chat.removeprefix("@"))
        url = f"https://t.me/{name}/{place.first}" if name else self._link(int(self._chat), place.first)
        return Published(str(place), url)

    @staticmethod
    def _link(chat: int, number: int) -> str:
        return f"https://t.me/c/{str(chat).removeprefix('-100')}/{number}"


def _may(rights: Mapping[str, Any], word: str) -> bool:
    return rights.get("status") == "creator" or rights.get(word) is True


def _number(answer: Answer, message: Any) -> int:
    number = message.get("message_id") if isinstance(message, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        raise answer.unreadable()
    return number


def _ending(picture: Picture) -> str:
    return {"image/jpeg": "jpg"}.get(picture.mime, picture.mime.rpartition("/")[2])
