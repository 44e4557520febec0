"""Counting characters the way each platform counts them.

Mastodon: documentation of statuses (URLs count 23, remote mentions without their host). Bluesky: lexicon
app.bsky.feed.post (300 graphemes and 3,000 bytes). X: twitter-text configuration v3. Threads: emoji by UTF-8 bytes.
"""

from dataclasses import dataclass

import regex

from amtdesk.domain.channel import Count, Limits
from amtdesk.domain.little_text import escape
from amtdesk.domain.marks import BARE, composed
from amtdesk.domain.marks import URL as URL

GRAPHEME = regex.compile(r"\X")
REMOTE_MENTION = regex.compile(r"(?<![\w/])(@[\w.-]*\w)@[\w.-]+\w")
EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3")
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is for one channel: characters by its own count, and bytes in UTF-8."""

    characters: int
    size: int

    def excess(self, limits: Limits) -> int:
        """How many characters too many (at least 1 when only the bytes are too many), else 0."""
        over = max(0, self.characters - limits.characters) if limits.characters is not None else 0
        if not over and limits.text_bytes is not None and self.size > limits.text_bytes:
            # by the bytes its characters take on average, rounded up
            return -(-(self.size - limits.text_bytes) * self.characters // self.size)
        return over

    def share(self, limits: Limits) -> float:
        """How much of the limit is used, 0 where there is none; above 1 it is too long."""
        shares = [0.0]
        if limits.characters:
            shares.append(self.characters / limits.characters)
        if limits.text_bytes:
            shares.append(self.size / limits.text_bytes)
        return max(shares)


def length(text: str, limits: Limits) -> Length:
    """The length of `text` by the limits' own method of counting."""
    text = composed(text)
    size = len(text.encode("utf-8", "replace"))
    match limits.count:
        case Count.NONE | Count.GRAPHEMES | Count.BLUESKY:
            return Length(graphemes(text), size)
        case Count.MASTODON:
            return Length(mastodon(text, limits.url_length or 23), size)
        case Count.X:
            return Length(x(text), size)
        case Count.THREADS:
            return Length(threads(text), size)
        case Count.LINKEDIN:
            return Length(linkedin(text), size)
        case Count.UTF16:
            return Length(utf16(text), size)


def graphemes(text: str) -> int:
    """Characters as a person counts them."""
    # a text of plain letters has as many graphemes as letters; the expression costs 50 times as much
    if text.isascii() and "\r" not in text:
        return len(text)
    return len(GRAPHEME.findall(text))


def utf16(text: str) -> int:
    """UTF-16 units; the safe upper bound for Facebook, Instagram, LinkedIn, Telegram."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def linkedin(text: str) -> int:
    """UTF-16 units of the text as it is sent: marks with their backslash, hashtags as templates."""
    return utf16(escape(text))


def mastodon(text: str, url_length: int = 23) -> int:
    """Graphemes, each URL as `url_length`, `@user@host` as `@user`."""
    shortened, urls = URL.subn("", text)
    count: int = urls
    return graphemes(REMOTE_MENTION.sub(r"\1", shortened)) + count * url_length


def x(text: str) -> int:
    """Weighted length by twitter-text's configuration v3: URL (also a bare one) 23, emoji 2, Latin 1, the rest 2."""
    shortened, urls = URL.subn(" ", text)
    shortened, bare = BARE.subn(" ", shortened)
    # each left a space behind, lest what stands around it grows together
    total: int = (urls + bare) * 22
    for cluster in GRAPHEME.findall(shortened):
        if EMOJI.search(cluster):
            total += 2
        else:
            total += sum(1 if any(low <= ord(char) <= high for low, high in _X_LIGHT) else 2 for char in cluster)
    return total


def threads(text: str) -> int:
    """Code points, but emoji by their UTF-8 bytes."""
    return sum(
        len(cluster.encode("utf-8", "replace")) if EMOJI.search(cluster) else len(cluster)
        for cluster in GRAPHEME.findall(text)
    )
