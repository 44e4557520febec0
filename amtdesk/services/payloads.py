"""What goes out: frozen as JSON at the claim, rebuilt as bytes for the channel."""

import hashlib
import json
import logging
from dataclasses import asdict, astuple, replace
from pathlib import Path
from typing import Any

from amtdesk.domain import fit, marks
from amtdesk.domain.card import LARGEST_PICTURE
from amtdesk.domain.channel import Card, Limits, Payload, Picture
from amtdesk.domain.crop import Crop
from amtdesk.domain.delivery import Delivery
from amtdesk.domain.errors import Problem, Rejected
from amtdesk.domain.media import Media
from amtdesk.domain.message import Source, Target
from amtdesk.domain.post import Attached, Post
from amtdesk.domain.textmodule import unfilled
from amtdesk.services import pictures

log = logging.getLogger(__name__)


def freeze(post: Post, account_id: int) -> dict[str, Any]:
    """Title, text, language and pictures (by hash, with Bildbeschreibung and chosen part) as this channel gets them."""
    frozen: dict[str, Any] = {
        "title": composed(post.title),
        "text": composed(post.text_for(account_id)),
        "language": post.language,
        "pictures": [_frozen(one) for one in post.pictures],
    }
    card = post.card_for(account_id)
    if card is not None:
        frozen["card"] = {
            "url": card.url,
            "title": card.title.strip(),
            "description": card.description.strip(),
            "picture": _kept(card.picture) if card.picture is not None else None,
        }
    if post.target is not None:
        frozen["target"] = asdict(post.target)
    return frozen


def composed(words: str) -> str:
    """As they go out: without blanks around them, each letter in one piece."""
    return marks.composed(words).strip()


def _frozen(one: Attached) -> dict[str, Any]:
    found: dict[str, Any] = {**_kept(one.media), "alt": "" if one.decorative else composed(one.alt)}
    # looked at and left in the middle goes out like one nobody looked at
    if one.crop is not None and one.crop != Crop():
        found["crop"] = list(astuple(one.crop))
    return found


def as_text(frozen: dict[str, Any]) -> str:
    """The frozen payload as it stands in the file."""
    return json.dumps(frozen, ensure_ascii=False, sort_keys=True)


def digest(frozen: dict[str, Any]) -> str:
    """SHA-256 over the frozen payload; another text is another hash."""
    return hashlib.sha256(as_text(frozen).encode("utf-8", "surrogatepass")).hexdigest()


def payload(
    frozen: dict[str, Any], delivery: Delivery, folder: Path, limits: Limits, *, cards: bool = False
) -> Payload:
    """The payload with the bytes of its pictures, made small enough; `cards`: with the card of its link.

    Raises `Rejected` when a picture is gone or damaged, when there is no text, or one with an open placeholder.
    """
    if not frozen["text"]:
        raise Rejected(Problem.TEXT_EMPTY)
    left = unfilled(frozen["text"], frozen["title"], *(one["alt"] for one in frozen["pictures"]))
    if left is not None:
        raise Rejected(Problem.PLACEHOLDER_OPEN, left)
    shapes = [(one["width"], one["height"]) for one in frozen["pictures"]]
    each_takes = zip(frozen["pictures"], fit.each(shapes, limits), strict=True)
    built = _build(frozen, delivery, tuple(_picture(one, folder, takes) for one, takes in each_takes))
    return replace(built, card=_card(frozen["card"], folder, limits)) if cards and frozen.get("card") else built


def outline(frozen: dict[str, Any], delivery: Delivery) -> Payload:
    """The payload without bytes, enough to look a post up."""
    found = tuple(
        Picture(b"", one["mime"], one["width"], one["height"], one["alt"], one["name"]) for one in frozen["pictures"]
    )
    return _build(frozen, delivery, found)


def _build(frozen: dict[str, Any], delivery: Delivery, found: tuple[Picture, ...]) -> Payload:
    # its time is the one moment that is the same for every attempt
    target = frozen.get("target")
    return Payload(
        frozen["title"],
        frozen["text"],
        frozen["language"],
        delivery.token,
        found,
        created=delivery.due,
        target=Target(**{**target, "source": Source(target["source"])}) if target else None,
    )


def _kept(media: Media) -> dict[str, Any]:
    return {
        "media": media.id,
        "sha256": media.sha256,
        "mime": media.mime,
        "width": media.width,
        "height": media.height,
        "size": media.size,
        "name": media.name,
    }


def _card(frozen: dict[str, Any], folder: Path, limits: Limits) -> Card:
    """The card; one whose picture is gone goes without, a post never waits for it."""
    picture = None
    if frozen["picture"] is not None:
        most = min(limits.picture_bytes or LARGEST_PICTURE, LARGEST_PICTURE)
        # the shape that is asked of pictures is not asked of this one
        small = Limits(picture_types=limits.picture_types, picture_bytes=most, picture_pixels=limits.picture_pixels)
        try:
            picture = _picture({**frozen["picture"], "alt": ""}, folder, small)
        except Rejected as error:
            log.warning("a card goes without its picture: %s", error)
    return Card(frozen["url"], frozen["title"], frozen["description"], picture)


def _picture(one: dict[str, Any], folder: Path, limits: Limits) -> Picture:
    media = Media(one["media"], one["sha256"], one["mime"], one["width"], one["height"], one["size"], one["name"])
    content = pictures.load(folder, media)
    crop = Crop(*one["crop"]) if "crop" in one else None
    small, mime, width, height = pictures.for_channel(content, media.mime, limits, crop)
    return Picture(small, mime, width, height, one["alt"], one["name"])
