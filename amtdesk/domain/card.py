"""The card below a link: what a page says of itself, and to which link of a text it belongs.

Open Graph (ogp.me): og:title, og:description, og:image; else the title and the description of the page.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from amtdesk.domain.marks import URL
from amtdesk.domain.media import Media

#: Characters; LinkedIn takes 400 for the title and 4,086 for the description, nobody shows that many.
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 300
#: Bytes of its picture (lexicon app.bsky.embed.external).
LARGEST_PICTURE = 1_000_000
_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")
_PICTURES = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkCard:
    """The card of a post as she left it; `shown` False: she wants none."""

    url: str
    title: str
    description: str = ""
    picture: Media | None = None
    shown: bool = True

    @property
    def says_nothing(self) -> bool:
        """Whether the page was silent or said nothing of itself: only the name of its host stands here."""
        return self.title == host(self.url) and not self.description and self.picture is None

    def belongs_to(self, text: str) -> bool:
        """Whether it is to go out with this text: it is wanted and made for its first link."""
        return self.shown and bool(self.title.strip()) and first_link(text) == self.url


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; empty where it says nothing. `picture` is an address."""

    title: str
    description: str
    picture: str


def first_link(text: str) -> str:
    """The first address of a text if it is an encrypted one; empty for none."""
    found = URL.search(text)
    link = str(found.group()) if found else ""
    return link if link.lower().startswith("https://") else ""


def host(link: str) -> str:
    """The host as the card shows it; empty for what is no address."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page by the charset it names, else UTF-8; what does not fit becomes U+FFFD."""
    named = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    inside = _CHARSET.search(body[:4096])
    charset = named.group(1) if named else inside.group(1).decode("ascii") if inside else "utf-8"
    try:
        return body.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", "replace")


def read(markup: str, url: str) -> Page:
    """What the page at `url` says of itself. Never raises, however broken the page is."""
    parser = _Head()
    # declarations nobody can read end the parser; what came before counts
    with suppress(AssertionError, ValueError):
        parser.feed(markup)
    told = parser.told
    picture = _first(told, _PICTURES)
    return Page(
        _line(_first(told, _TITLES) or parser.title, LONGEST_TITLE),
        _line(_first(told, _DESCRIPTIONS), LONGEST_DESCRIPTION),
        _joined(url, picture.strip()) if picture.strip() else "",
    )


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: dict[str, str] = {}
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        elif tag in ("body", "svg"):
            # drawings have titles, too
            self._in_title = False
        if tag == "meta":
            given = {name: value or "" for name, value in attrs}
            name = (given.get("property") or given.get("name") or "").strip().lower()
            if name and given.get("content", "").strip():
                self.told.setdefault(name, given["content"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if name in told), "")


def _line(text: str, most: int) -> str:
    """On one line and not too long, cut at a word."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…" if " " in plain[:most] else plain[:most]


def _joined(url: str, other: str) -> str:
    try:
        return urljoin(url, other)
    except ValueError:
        return ""
