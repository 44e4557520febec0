"""The Übungskanal: writes posts into a folder of this computer, clearly marked, and nothing leaves it."""

import json
import logging
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from amtdesk.channels import moments, practice_inbox
from amtdesk.channels.base import Channel
from amtdesk.channels.slugs import slug
from amtdesk.domain.channel import Ability, Card, Connection, Payload, Published
from amtdesk.domain.errors import NotAllowed, Problem, Rejected, Unavailable
from amtdesk.domain.link import host_of
from amtdesk.domain.message import Batch, Message, OwnPost, Target

log = logging.getLogger(__name__)

_PAGE, _FACTS = "beitrag.html", "beitrag.json"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
_MARK = "ÜBUNG – nicht veröffentlicht"
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}"
    ".mark{background:#ffe08a;color:#000;padding:.5em 1em;font-weight:bold}"
    ".text{white-space:pre-wrap;overflow-wrap:anywhere}img{max-width:100%;height:auto}"
    ".link{border:1px solid #999;border-radius:4px;padding:.5em 1em;overflow-wrap:anywhere}"
)


class Practice(Channel):
    """One folder per post, named after its token: a second attempt finds the first."""

    name: ClassVar[str] = "practice"
    label: ClassVar[str] = "Übungskanal"
    icon: ClassVar[str] = "note"
    introduction: ClassVar[str] = (
        "Zum Üben und Einarbeiten: Beiträge werden nur auf diesem Computer abgelegt. Nichts verlässt das Haus, ein "
        "Zugang ist nicht nötig."
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.ALT_TEXT,
            Ability.WITHDRAW,
            Ability.EDIT,
            Ability.READ,
            Ability.ANSWER,
            Ability.HIDE,
            Ability.DELETE,
            Ability.LIKE,
        }
    )
    repeatable: ClassVar[bool] = True

    def connect(self) -> Connection:
        """Whether the folder can be written to."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(error) from None
        return Connection(name=self.label, abilities=self.abilities)

    def publish(self, payload: Payload, uploaded: Any) -> Published:  # noqa: ARG002
        """Written aside and then renamed: the post is there as a whole or not at all."""
        name = slug(payload.title or payload.text, payload.token)
        there = self.read_back(name)
        if there is not None:
            return there
        draft = self._folder / f".{uuid4().hex}"
        try:
            draft.mkdir(parents=True)
            self._write(draft, payload)
            draft.replace(self._folder / name)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            there = self.read_back(name)
            if there is not None:
                return there
            raise _unwritable(error) from None
        if payload.target is not None:
            self._remember(name, payload, payload.target)
        return self._published(name)

    def read(self, cursor: Mapping[str, Any], posts: Sequence[OwnPost]) -> Batch:  # noqa: ARG002
        """Everything in the folder; it is never much."""
        return Batch(tuple(practice_inbox.read(self._folder)))

    def recheck(self, remote_ids: Sequence[str]) -> Mapping[str, Message | None]:
        """As they lie there now."""
        return {remote_id: practice_inbox.get(self._folder, remote_id) for remote_id in remote_ids}

    def hide(self, remote_id: str, *, hidden: bool) -> None:
        """Mark it as hidden."""
        found = practice_inbox.get(self._folder, remote_id)
        if found is None:
            raise Rejected(Problem.NOT_FOUND, remote_id)
        practice_inbox.write(self._folder, replace(found, hidden=hidden))

    def delete(self, remote_id: str) -> None:
        """Take it out of the folder."""
        practice_inbox.remove(self._folder, remote_id)

    def like(self, remote_id: str, *, liked: bool = True) -> None:  # noqa: ARG002
        """Nobody sees it; only what is there can be liked."""
        if practice_inbox.get(self._folder, remote_id) is None:
            raise Rejected(Problem.NOT_FOUND, remote_id)

    def _remember(self, name: str, payload: Payload, target: Target) -> None:
        own = Message(
            name, target.thread, payload.text, self.tools.now(), parent=target.parent, own=True, post=target.post
        )
        try:
            practice_inbox.write(self._folder, own)
        except OSError:
            log.exception("the answer is there, only its place in the conversation is not")

    def read_back(self, remote_id: str) -> Published | None:
        """The folder, if its page is there."""
        return self._published(remote_id) if (self._folder_of(remote_id) / _PAGE).is_file() else None

    def look_up(self, payload: Payload, started: datetime, due: datetime | None = None) -> Published | None:  # noqa: ARG002
        """By the token in the folder's name."""
        return self.read_back(slug(payload.title or payload.text, payload.token))

    def edit(self, remote_id: str, payload: Payload) -> Published:
        """Write the page anew where it lies."""
        folder = self._folder_of(remote_id)
        if not (folder / _PAGE).is_file():
            raise Rejected(Problem.NOT_FOUND, remote_id)
        try:
            self._write(folder, payload)
        except OSError as error:
            raise _unwritable(error) from None
        return self._published(remote_id)

    def withdraw(self, remote_id: str) -> None:
        """Delete the folder."""
        try:
            shutil.rmtree(self._folder_of(remote_id))
        except FileNotFoundError:
            return
        except OSError as error:
            raise _unwritable(error) from None

    @property
    def _folder(self) -> Path:
        return self.tools.practice

    def _folder_of(self, remote_id: str) -> Path:
        if not re.fullmatch(r"[a-z0-9-]+", remote_id, re.ASCII):
            raise NotAllowed(f"practice: id {remote_id!r}")
        return self._folder / remote_id

    def _published(self, name: str) -> Published:
        return Published(name, (self._folder_of(name) / _PAGE).resolve().as_uri())

    def _write(self, folder: Path, payload: Payload) -> None:
        names = [f"bild-{n}.{_ENDINGS.get(one.mime, 'bin')}" for n, one in enumerate(payload.pictures, 1)]
        alts = [picture.alt for picture in payload.pictures]
        for name, picture in zip(names, payload.pictures, strict=True):
            _save(folder / name, picture.content)
        facts = {
            "hinweis": _MARK,
            "title": payload.title,
            "text": payload.text,
            "language": payload.language,
            "token": payload.token,
            "written": moments.write(self.tools.now()),
            "pictures": [{"file": name, "alt": alt} for name, alt in zip(names, alts, strict=True)],
        }
        card = payload.card
        shown = f"linkbild.{_ENDINGS.get(card.picture.mime, 'bin')}" if card is not None and card.picture else ""
        if card is not None and card.picture is not None:
            _save(folder / shown, card.picture.content)
        below = _card(card, shown) if card is not None else ""
        page = _page(payload, list(zip(names, alts, strict=True)), below)
        _save(folder / _FACTS, json.dumps(facts, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
        _save(folder / _PAGE, page.encode("utf-8", "replace"))


def _card(card: Card, picture: str) -> str:
    shown = f'<img src="{escape(picture)}" alt=""><br>' if picture else ""
    words = (f"<b>{escape(card.title)}</b>", escape(card.description), f"<small>{escape(host_of(card.url))}</small>")
    return f'<p class="link">{shown}{"<br>".join(filter(None, words))}</p>\n'


def _page(payload: Payload, pictures: list[tuple[str, str]], below: str) -> str:
    figures = "".join(f'<p><img src="{escape(name)}" alt="{escape(alt)}"></p>\n' for name, alt in pictures)
    return (
        f'<!doctype html>\n<html lang="{escape(payload.language)}">\n<meta charset="utf-8">\n'
        f"<title>{_MARK}: {escape(payload.title)}</title>\n<style>{_STYLE}</style>\n"
        f'<p class="mark">{_MARK}</p>\n<h1>{escape(payload.title)}</h1>\n'
        f'<p class="text">{escape(payload.text)}</p>\n{figures}{below}</html>\n'
    )


def _save(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(error: OSError) -> Unavailable:
    return Unavailable(Problem.UNEXPECTED, f"{type(error).__name__}: {error.strerror}")
