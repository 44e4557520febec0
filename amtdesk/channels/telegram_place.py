"""Where a post of ours stands in a Telegram channel: one post may be several messages."""

import re
from dataclasses import dataclass

from amtdesk.domain.errors import NotAllowed

_POST = re.compile(r"p(\d{1,15}(?:,\d{1,15})*)(?:\+(\d{1,15}))?|(\d{1,15})", re.ASCII)
_COMMENT = re.compile(r"(-?\d{1,20}):(\d{1,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """The messages of a post: pictures in order, and the text where it has a message of its own.

    As text `412` (only words), `p411,412` (pictures, the words below the first) or `p411,412+413`.
    """

    pictures: tuple[int, ...] = ()
    text: int | None = None

    def __str__(self) -> str:
        pictures = f"p{','.join(map(str, self.pictures))}" if self.pictures else ""
        return f"{pictures}{'+' if pictures and self.text else ''}{self.text or ''}"

    @classmethod
    def of(cls, remote_id: str) -> "Place":
        """Raises `NotAllowed` for anything else."""
        found = _POST.fullmatch(remote_id)
        if found is None:
            raise NotAllowed(f"telegram: id {remote_id!r}")
        pictures, text, only = found.groups()
        return cls(tuple(map(int, pictures.split(","))) if pictures else (), int(text or only or 0) or None)

    @property
    def messages(self) -> list[int]:
        """All of them, as they stand in the channel."""
        return [*self.pictures, *([self.text] if self.text else [])]

    @property
    def first(self) -> int:
        """What a link leads to."""
        return self.messages[0]


def comment(chat: int, message: int) -> str:
    """The id of a message in a discussion group or a private chat."""
    return f"{chat}:{message}"


def is_comment(remote_id: str) -> bool:
    """Whether the id is that of a message outside the channel."""
    return _COMMENT.fullmatch(remote_id) is not None


def chat_and_message(remote_id: str) -> tuple[int, int]:
    """Chat and message of a comment. Raises `NotAllowed` for anything else."""
    found = _COMMENT.fullmatch(remote_id)
    if found is None:
        raise NotAllowed(f"telegram: comment {remote_id!r}")
    return int(found.group(1)), int(found.group(2))
