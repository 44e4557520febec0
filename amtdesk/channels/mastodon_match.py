"""Telling whether a post that Mastodon shows is the one we sent: servers turn text into their own HTML."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit

from amtdesk.channels import moments
from amtdesk.domain.channel import Payload
from amtdesk.domain.counting import REMOTE_MENTION, URL

#: A post of ours was made so long before or after its call began; clocks differ.
BEFORE = timedelta(minutes=2)
AFTER = timedelta(minutes=15)
#: How much longer the HTML of a text can be: a link or hashtag brings a few hundred characters of its own.
_MORE, _MARKUP = 20, 4_000


def is_ours(status: Mapping[str, Any], payload: Payload, started: datetime) -> bool:
    """Same text, same number of pictures, made around the time of the call."""
    made = moments.read(status.get("created_at"))
    if made is None or not started - BEFORE <= made <= started + AFTER:
        return False
    if status.get("reblog"):
        return False
    pictures = status.get("media_attachments")
    if len(pictures if isinstance(pictures, list) else []) != len(payload.pictures):
        return False
    content = str(status.get("content") or "")
    # whatever is that much longer is somebody else's, and may take a parser minutes
    return len(content) <= _MORE * len(payload.text) + _MARKUP and shown(content) == sent(payload.text)


def sent(text: str) -> str:
    """The text we sent, in the form both sides are compared in."""
    return _plain(URL.sub(lambda found: _link(found.group(0)), text))


def shown(content: str) -> str:
    """The HTML of a status in the form both sides are compared in."""
    reader = _Text()
    reader.feed(content)
    reader.close()
    return _plain("".join(reader.pieces))


def _plain(text: str) -> str:
    text = REMOTE_MENTION.sub(r"\1", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _link(address: str) -> str:
    """Host and path: servers add slashes, drop the scheme, and encode differently."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower()
        if "xn--" in host:
            host = host.encode("ascii").decode("idna")
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    return host + unquote(f"{parts.path}{query}{anchor}").rstrip("/")


class _Text(HTMLParser):
    """Text with line breaks; a shortened link counts with its whole address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "p", "li", "div"):
            self.pieces.append("\n")
        if tag != "a":
            return
        values = dict(attrs)
        kinds = (values.get("class") or "").split() + (values.get("rel") or "").split()
        address = values.get("href") or ""
        if address and not {"mention", "hashtag", "tag"} & set(kinds):
            self._in_link = True
            self.pieces.append(_link(address))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._in_link = False
        elif tag == "p":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._in_link:
            self.pieces.append(data)
