"""Words of a German text as citizens write it, brought to their stems."""

import re
from functools import cache, lru_cache
from typing import Any

from amtdesk.domain.folding import fold

#: A word nobody says: longer ones (characters) are cut.
LONGEST = 60
_WORD = re.compile(r"[a-z0-9]+")


@cache
def _stemmer() -> Any:
    # loaded with the first text: the library knows 30 languages and nobody needs it before the first paint
    from snowballstemmer.german_stemmer import GermanStemmer

    return GermanStemmer


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a folded word; Straße, Strasse and Straßen have one. ae, oe, ue count as umlauts."""
    # one for each word: it keeps the word it works at, and two threads may ask at once
    return str(_stemmer()().stemWord(word)) if len(word) <= LONGEST else word[:LONGEST]


def words(text: str) -> list[str]:
    """Folded words in their order; a single letter is none."""
    return [word for word in _WORD.findall(fold(text)) if len(word) > 1]
