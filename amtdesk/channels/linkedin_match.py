"""Posts as LinkedIn takes and shows them: what ours are made of, and telling whether one is ours."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from amtdesk.channels.linkedin_api import moment, part
from amtdesk.domain.channel import Payload
from amtdesk.domain.little_text import escape, same, unescape

#: A post of ours was made so long before or after its call began; clocks differ.
BEFORE = timedelta(minutes=2)
AFTER = timedelta(minutes=15)


def record(author: str, payload: Payload, urns: list[str]) -> dict[str, Any]:
    """The post; `urns` are those of its pictures, in order, or the one of its card."""
    post: dict[str, Any] = {
        "author": author,
        "commentary": escape(payload.text),
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    card = payload.card if not payload.pictures else None
    if card is not None:
        thumbnail = {"thumbnail": urns[0]} if urns else {}
        article = {"source": card.url, "title": card.title, "description": card.description, **thumbnail}
        # an empty text is refused
        post["content"] = {"article": {key: value for key, value in article.items() if value}}
        return post
    images = [{"id": urn, "altText": one.alt} for urn, one in zip(urns, payload.pictures, strict=bool(urns))]
    if images:
        post["content"] = {"media": images[0]} if len(images) == 1 else {"multiImage": {"images": images}}
    return post


def is_ours(post: Mapping[str, Any], payload: Payload, started: datetime, late: timedelta = AFTER) -> bool:
    """Same words, same number of pictures, made around `started`, at most `late` after it."""
    made = moment(post.get("createdAt")) or moment(post.get("publishedAt"))
    if made is None or not started - BEFORE <= made <= started + late:
        return False
    content = part(post, "content")
    several = part(content, "multiImage").get("images")
    pictures = len(several) if isinstance(several, list) else int("media" in content)
    return pictures == len(payload.pictures) and same(unescape(str(post.get("commentary") or "")), payload.text)
