"""Finding Textbausteine as one types: by title, keywords and text; other endings and typing errors are forgiven."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from amtdesk.domain.folding import fold
from amtdesk.domain.stems import stem
from amtdesk.domain.textmodule import PLACEHOLDER, TextModule

#: What a word counts by the place where it stands.
TITLE, KEYWORD, TEXT, USAGE = 8, 6, 3, 1
#: What is left of that for a word found inside another one, by its stem, or only nearly.
WHOLE, BEGIN, INSIDE, STEMMED, NEARLY = 1.0, 0.9, 0.6, 0.5, 0.3
#: Shorter words (characters) are taken as typed: too many others are one letter away.
SHORTEST_WRONG = 4
_WORD = re.compile(r"\w+")


class Index:
    """Finds in the Textbausteine it was made of; at the same place those used most come first."""

    def __init__(self, modules: Sequence[TextModule]) -> None:
        self._modules = modules
        #: word → place of the Textbaustein → what the word counts there
        self._words: dict[str, dict[int, int]] = defaultdict(dict)
        for place, module in enumerate(modules):
            for text, counts in _fields(module):
                for word in _split(text):
                    at = self._words[word]
                    at[place] = max(at.get(place, 0), counts)
        self._stems: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._stems[stem(word)].append(word)
        #: words by what is left of them without one letter; made when someone mistypes
        self._near: dict[str, list[str]] = {}

    def find(self, query: str) -> list[TextModule]:
        """Those that have every word of the query, best first; all in their order when nothing was typed."""
        if not query.strip():
            return list(self._modules)
        wanted = _split(query)
        scores: dict[int, float] | None = None
        for word in wanted:
            found = self._places(word)
            scores = (
                found
                if scores is None
                else {place: scores[place] + value for place, value in found.items() if place in scores}
            )
        modules, found_scores = self._modules, scores or {}
        ranked = sorted(
            found_scores, key=lambda at: (-found_scores[at], not modules[at].favourite, -modules[at].uses, at)
        )
        return [modules[place] for place in ranked]

    def _places(self, wanted: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for word, at in self._words.items():
            if wanted in word:
                fit = WHOLE if word == wanted else BEGIN if word.startswith(wanted) else INSIDE
                _keep(found, at, fit)
        for word in self._stems.get(stem(wanted), ()):
            _keep(found, self._words[word], STEMMED)
        if not found and len(wanted) >= SHORTEST_WRONG:
            for word in self._almost(wanted):
                _keep(found, self._words[word], NEARLY)
        return found

    def _almost(self, wanted: str) -> set[str]:
        """Words one slip away: a letter too many, too few, another one, or two swapped."""
        if not self._near:
            near = defaultdict(list)
            for word in self._words:
                for left in _shortened(word):
                    near[left].append(word)
            self._near = dict(near)
        return {word for left in _shortened(wanted) for word in self._near.get(left, ())}


def _keep(found: dict[int, float], at: dict[int, int], fit: float) -> None:
    for place, counts in at.items():
        found[place] = max(found.get(place, 0.0), counts * fit)


def _fields(module: TextModule) -> Iterable[tuple[str, int]]:
    yield module.title, TITLE
    yield " ".join(module.keywords), KEYWORD
    for text in (module.text, module.text_familiar, module.text_short, module.text_short_familiar):
        yield text, TEXT
    yield f"{module.usage} {module.agree_with}", USAGE


@lru_cache(maxsize=16_384)
def _split(text: str) -> tuple[str, ...]:
    # remembered: after a change to one Textbaustein the index is made anew
    return tuple(dict.fromkeys(_WORD.findall(fold(PLACEHOLDER.sub(" ", text)))))


def _shortened(word: str) -> set[str]:
    if len(word) < SHORTEST_WRONG:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
