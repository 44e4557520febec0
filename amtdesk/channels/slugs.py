"""Names made of readable words and a short mark of the delivery's token."""

import re
from hashlib import sha256

from amtdesk.domain.folding import fold

_OTHER = re.compile(r"[^a-z0-9]+")


def mark(token: str) -> str:
    """Twelve letters that stand for the token."""
    return sha256(token.encode()).hexdigest()[:12]


def words(text: str, longest: int = 48) -> str:
    """The first words of a text in a-z, 0-9 and hyphens, cut at a word."""
    folded = _OTHER.sub("-", fold(text)).strip("-")
    if len(folded) <= longest:
        return folded
    return folded[: longest + 1].rpartition("-")[0] or folded[:longest]


def slug(text: str, token: str) -> str:
    """The name of the post with this token; the same for every attempt."""
    return f"{words(text)}-{mark(token)}".lstrip("-")
