"""What arrives at the Übungskanal: one JSON file per comment in a folder of this computer."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from amtdesk.channels import moments
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Message, Source

FOLDER = "eingang"


def write(practice: Path, message: Message) -> None:
    """Lay a comment into the folder, as a citizen would."""
    folder = practice / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    facts = {
        "id": message.remote_id,
        "thread": message.thread,
        "parent": message.parent,
        "source": message.source.value,
        "author": message.author,
        "text": message.text,
        "created": moments.write(message.created),
        "hidden": message.hidden,
        "own": message.own,
        "post": message.post,
        "post_text": message.post_text,
    }
    path = _path(practice, message.remote_id)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def read(practice: Path) -> Iterator[Message]:
    """All that lie there; a file that is no comment is passed over."""
    for path in sorted((practice / FOLDER).glob("*.json")):
        message = _message(path)
        if message is not None:
            yield message


def get(practice: Path, remote_id: str) -> Message | None:
    """One of them, None when it is gone."""
    return _message(_path(practice, remote_id))


def remove(practice: Path, remote_id: str) -> None:
    """Take it out of the folder."""
    _path(practice, remote_id).unlink(missing_ok=True)


def _path(practice: Path, remote_id: str) -> Path:
    if not re.fullmatch(r"[a-z0-9-]+", remote_id, re.ASCII):
        raise NotAllowed(f"practice: id {remote_id!r}")
    return practice / FOLDER / f"{remote_id}.json"


def _message(path: Path) -> Message | None:
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Message(
            remote_id=str(facts["id"]),
            thread=str(facts.get("thread") or facts["id"]),
            text=str(facts["text"]),
            created=datetime.fromisoformat(facts["created"]),
            source=Source(facts.get("source", "comment")),
            parent=str(facts.get("parent", "")),
            author=str(facts.get("author", "")),
            own=bool(facts.get("own")),
            hidden=bool(facts.get("hidden")),
            post=str(facts.get("post", "")),
            post_text=str(facts.get("post_text", "")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
