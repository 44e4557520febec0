"""What a comment shows of itself: stems, parts of compounds, bits of words (for typos and dialect), marks, its post."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from amtdesk.domain.compounds import SHORTEST, parts
from amtdesk.domain.stems import LONGEST, stem, words

#: So much of a comment is read (characters).
READ = 4_000
#: What each kind of trait weighs beside a stem.
PART, BIT, PAIR, POST = 0.7, 0.5, 0.5, 1.4
_BIT_LENGTH = 4
#: What it weighs that nothing is asked, and that it is said in so few words.
STATEMENT, REMARK, FEW = 0.8, 1.2, 4
_ASKING = {
    *("wann", "wo", "wie", "wer", "was", "warum", "wieso", "weshalb", "wohin", "woher", "welche", "welcher", "welches"),
    *("wieviel", "kann", "darf", "muss", "gibt", "gibts", "bitte", "wos", "wia", "wat", "wenn", "hilfe"),
}
#: Marks that no word tells: how much they weigh, and how they look.
_MARKS = (
    ("#phone", 1.5, re.compile(r"\b0\d{2,5}[ /-]{0,3}\d{3,}")),
    ("#account", 1.5, re.compile(r"\bDE\d\d[ \d]{10,}")),
    ("#mail", 1.5, re.compile(r"\S@[\w.-]+\.[a-z]{2,}")),
    ("#address", 1.0, re.compile(r"(?:str(?:aße|asse|\.)|weg|gasse|ring|platz|allee) +\d", re.IGNORECASE)),
    ("#link", 0.7, re.compile(r"https?://|www\.", re.IGNORECASE)),
    ("#named", 0.7, re.compile(r"(?:^|\s)@\w")),
    ("#question", 0.3, re.compile(r"\?")),
    ("#picture", 0.4, re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")),
)
_WORDLESS = re.compile(r"[^\W\d_]{3}")


class Reader:
    """Reads texts against the folded words the office knows."""

    def __init__(self, known: Iterable[str]) -> None:
        # stems and whole words: the stemmer makes "weinf" of Weinfest
        self._known = {form: stem(word) for word in known for form in (word, stem(word)) if len(form) >= SHORTEST}

    def read(self, text: str, post: str = "") -> dict[str, float]:
        """Traits of a comment and of the post it hangs under, with their weights."""
        text, post = text[:READ], post[:READ]
        spoken = words(text)
        traits = dict.fromkeys(self._bits(spoken), BIT)
        _gather(traits, self._stems(spoken), "w:", 1.0)
        traits.update(dict.fromkeys((f"n:{one} {two}" for one, two in pairwise(map(stem, spoken))), PAIR))
        traits.update({mark: weight for mark, weight, look in _MARKS if look.search(text)})
        if text and not _WORDLESS.search(text):
            traits["#wordless"] = 2.0
        if spoken and "?" not in text and not _ASKING.intersection(spoken):
            traits["#statement"] = STATEMENT
            if len(spoken) <= FEW:
                traits["#remark"] = REMARK
        _gather(traits, self._stems(words(post)), "p:", POST)
        return traits

    def marks(self, text: str) -> dict[str, str]:
        """For each mark what shows it, as written."""
        found = ((mark, look.search(text[:READ])) for mark, _, look in _MARKS)
        return {mark: place.group().strip() for mark, place in found if place}

    def of_word(self, word: str) -> set[str]:
        """The traits one folded word brings, in the comment or in the post."""
        own = {stem(word), *self._parts(word)}
        return {*self._bits([word]), *(f"w:{each}" for each in own), *(f"p:{each}" for each in own)}

    def _stems(self, spoken: Iterable[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        for word in dict.fromkeys(spoken):
            found[stem(word)] = 1.0
            for part in self._parts(word):
                found.setdefault(part, PART)
        return found

    def _parts(self, word: str) -> set[str]:
        if len(word) > LONGEST:
            return set()
        return {self._known[part] for form in (word, stem(word)) for part in parts(form, self._known)}

    def _bits(self, spoken: Iterable[str]) -> Iterator[str]:
        for word in spoken:
            edged = f"_{word[:LONGEST]}_"
            for at in range(len(edged) - _BIT_LENGTH + 1):
                yield "b:" + edged[at : at + _BIT_LENGTH]


def _gather(traits: dict[str, float], stems: Mapping[str, float], prefix: str, weight: float) -> None:
    for one, share in stems.items():
        traits[prefix + one] = weight * share
