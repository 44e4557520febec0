"""Telling whether a post that X shows is the one we sent: X puts short links of its own into the text."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from amtdesk.channels.x_api import made, part
from amtdesk.domain.channel import Payload
from amtdesk.domain.counting import URL

#: A post of ours was made so long before or after its call began; clocks differ.
BEFORE = timedelta(minutes=2)
AFTER = timedelta(minutes=15)
_ADDRESSED = re.compile(r"^(?:@\w+\s+)+", re.ASCII)
_SHORT = re.compile(r"https://t\.co/\w+", re.ASCII)


def is_ours(post: Mapping[str, Any], payload: Payload, started: datetime) -> bool:
    """Same words, same number of pictures, made around the time of the call."""
    moment = made(str(post.get("id") or ""))
    if moment is None or not started - BEFORE <= moment <= started + AFTER:
        return False
    pictures = part(post, "attachments").get("media_keys")
    # a platform that names no pictures says nothing about their number
    if isinstance(pictures, list) and len(pictures) != len(payload.pictures):
        return False
    if "entities" not in post:
        # without them nobody knows where its short links lead
        return shown(post) == sent(URL.sub("", payload.text))
    return shown(post) == sent(payload.text)


def shown(post: Mapping[str, Any]) -> str:
    """The words of a post in the form both sides are compared in."""
    whole = part(post, "note_tweet") or post
    text = unescape(str(whole.get("text") or ""))
    urls = part(whole, "entities").get("urls")
    for one in urls if isinstance(urls, list) else ():
        if not isinstance(one, dict):
            continue
        short, long = one.get("url"), one.get("unwound_url") or one.get("expanded_url")
        if isinstance(short, str) and isinstance(long, str) and short:
            # the link to its own pictures is not part of the words
            text = text.replace(short, "" if one.get("media_key") else str(one.get("expanded_url") or long))
    return _plain(_SHORT.sub("", text))


def sent(text: str) -> str:
    """The words we sent, in the same form."""
    return _plain(text)


def _plain(text: str) -> str:
    text = URL.sub(lambda found: found[0].partition("://")[2].rstrip("/").lower(), text)
    return " ".join(_ADDRESSED.sub("", unicodedata.normalize("NFC", text)).split())
