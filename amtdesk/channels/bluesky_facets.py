"""Links, hashtags and mentions of a Bluesky post, marked by UTF-8 byte offset (lexicon app.bsky.richtext.facet)."""

from collections.abc import Callable, Iterator
from typing import Any

import regex

from amtdesk.domain.counting import URL, graphemes
from amtdesk.domain.marks import REST

_BARE = regex.compile(rf"(?<![\w@/.:-])www\.{REST}", regex.IGNORECASE)
_TAG = regex.compile(r"(?<![^\s(\[„“\"‚'])[#＃](?P<tag>[\p{L}\p{N}\p{M}_]+(?:-[\p{L}\p{N}\p{M}_]+)*)")
_MENTION = regex.compile(r"(?<![\w@/.])@(?P<handle>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*)", regex.I)
#: Graphemes of a hashtag (lexicon).
_LONGEST_TAG = 64


def facets(text: str, did_of: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """All facets of the text in order. `did_of` gives the identity behind a handle; without one it stays plain text."""
    taken: list[tuple[int, int]] = []
    found: list[dict[str, Any]] = []
    for start, end, feature in _features(text, did_of):
        if feature is None or any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        index = {"byteStart": _size(text[:start]), "byteEnd": _size(text[:end])}
        found.append({"index": index, "features": [feature]})
    return sorted(found, key=lambda facet: facet["index"]["byteStart"])


def _features(text: str, did_of: Callable[[str], str | None]) -> Iterator[tuple[int, int, dict[str, str] | None]]:
    links = list(URL.finditer(text))
    for link in links:
        yield *link.span(), _link(link.group(0))
    for link in _BARE.finditer(text):
        yield *link.span(), _link(f"https://{link.group(0)}")
    for tag in _TAG.finditer(text):
        yield *tag.span(), _hashtag(tag["tag"])
    for mention in _MENTION.finditer(text):
        if any(link.start() <= mention.start() < link.end() for link in links):
            continue
        did = did_of(mention["handle"].lower())
        yield *mention.span(), {"$type": "app.bsky.richtext.facet#mention", "did": did} if did else None


def _link(address: str) -> dict[str, str]:
    return {"$type": "app.bsky.richtext.facet#link", "uri": address}


def _hashtag(tag: str) -> dict[str, str] | None:
    if tag.isdigit() or graphemes(tag) > _LONGEST_TAG:
        return None
    return {"$type": "app.bsky.richtext.facet#tag", "tag": tag}


def _size(text: str) -> int:
    # the same replacement as in `Http`, or offsets would be wrong behind a lone surrogate
    return len(text.encode("utf-8", "replace"))
