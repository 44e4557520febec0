"""Counts a text that changes by a keystroke: only pieces not seen before are counted again; no Qt in here."""

import re

from amtdesk.domain.channel import Count, Limits
from amtdesk.domain.counting import Length, length

#: Above this many characters a paragraph is cut at the ends of its sentences.
LONG = 400
# Between two plain letters nothing joins: no method of counting looks across such a space, a link ends before it.
_CUT = re.compile(r"(?<=[!,.:;?]) (?=[!-~])")

_Pieces = dict[str, tuple[int, int]]


class Tally:
    """Lengths of one text by several methods of counting. Gives what `domain.counting.length` gives."""

    def __init__(self) -> None:
        self._known: dict[tuple[Count, int | None], _Pieces] = {}
        self._text: str | None = None
        self._pieces: list[str] = []

    def length(self, text: str, limits: Limits) -> Length:
        """The length of `text` by the limits' own method."""
        if text is not self._text:
            self._text, self._pieces = text, _pieces(text)
        method = (limits.count, limits.url_length)
        known = self._known.get(method, {})
        fresh: _Pieces = {}
        # the line break or space between two pieces counts one by every method
        characters = size = len(self._pieces) - 1
        for piece in self._pieces:
            found = known.get(piece)
            if found is None:
                counted = length(piece, limits)
                found = (counted.characters, counted.size)
            fresh[piece] = found
            characters += found[0]
            size += found[1]
        # what is no longer in the text is forgotten
        self._known[method] = fresh
        return Length(characters, size)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for paragraph in text.split("\n"):
        if len(paragraph) <= LONG:
            pieces.append(paragraph)
        else:
            pieces.extend(_CUT.split(paragraph))
    return pieces
