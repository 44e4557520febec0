"""Whether someone may come to harm, told by words.

Situations are told by words that stand together, signs are each worth points; both are data with a date. By themselves
they miss what nobody thought of, so both are weighed together with the words of the text (`weighing`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amtdesk.domain.folding import fold
from amtdesk.domain.weighing import traits, weigh

#: So much of a comment is looked at (characters).
LOOKED_AT = 4_000
#: Words that are looked at together, and from how many on a comment is long.
TOGETHER, LONG = 28, 40
#: Fewer words are too few to be weighed: then the rules alone decide.
FEW = 4
#: By so much less a text need weigh that tells of a situation.
A_SITUATION = 1.0
_END = re.compile(r"[.!?;:\n]+")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Situation:
    """One kind of need. Of each group of `together` a term must stand there, and none of `unless`.

    A term is a folded word or several in a row; `*` stands for any letters.
    """

    name: str
    together: Sequence[Sequence[str]]
    unless: Sequence[str] = ()
    #: the Textbaustein that comes first then; empty: the one for every need
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Terms of one sort: each brings `points`, at most `most` of them. Points below 0 speak against need."""

    name: str
    points: int
    most: int
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What need is told by. Without weights `enough` points ring, in a long comment `enough_long`."""

    answer: str = ""
    situations: Sequence[Situation] = ()
    signs: Sequence[Sign] = ()
    enough: int = 1
    enough_long: int = 1
    #: what is over or made up: no situation beside such a term
    told: Sequence[str] = ()
    #: who laughs is not in need; looked for in the text as written
    cheerful: Sequence[str] = ()
    #: of the traits in `weighing`; from `rings_from` on it rings
    weights: Mapping[str, float] = field(default_factory=dict)
    rings_from: float = 0.0


def knowledge(content: Mapping[str, Any], weights: Mapping[str, Any]) -> Knowledge:
    """That of `content/eilig.json` and `content/eilig_gewichte.json`."""
    return Knowledge(
        content["baustein"],
        [Situation(one["lage"], one["alle"], one["ausser"], one.get("baustein", "")) for one in content["lagen"]],
        [Sign(one["art"], one["punkte"], one["hoechstens"], one["worte"]) for one in content["zeichen"]],
        content["genug"],
        content["genug_lang"],
        content["erzaehlt"],
        content["heiter"],
        weights["gewichte"],
        weights["ab"],
    )


class Alarm:
    """Rings for texts that tell of need."""

    def __init__(self, known: Knowledge) -> None:
        self._situations: list[tuple[list[re.Pattern[str]], re.Pattern[str] | None, str]] = [
            ([_any(group) for group in one.together], _any(one.unless) if one.unless else None, one.answer)
            for one in known.situations
        ]
        self._answer = known.answer
        self._signs = [(one.points, one.most, _any(one.terms)) for one in known.signs]
        self._told = _any(known.told) if known.told else None
        self._cheerful = known.cheerful
        self._weights, self._rings_from = known.weights, known.rings_from
        self._enough, self._enough_long = known.enough, known.enough_long

    def rings(self, text: str) -> str | None:
        """The Textbaustein that comes first (empty: none is known), or None: no need is told of."""
        if any(sign in text[:LOOKED_AT].lower() for sign in self._cheerful):
            return None
        sentences = _sentences(text)
        told = self._situation(sentences)
        if self._weights and sum(map(len, sentences)) >= FEW:
            least = self._rings_from - (A_SITUATION if told is not None else 0.0)
            rings = weigh(self._traits(text, sentences, told), self._weights) >= least
        else:
            enough = self._enough_long if sum(map(len, sentences)) > LONG else self._enough
            rings = told is not None or self._most_points(sentences) >= enough
        return (told or self._answer) if rings else None

    def traits(self, text: str) -> dict[str, float]:
        """What is weighed of a text; for learning the weights."""
        sentences = _sentences(text)
        return self._traits(text, sentences, self._situation(sentences))

    def _traits(self, text: str, sentences: Sequence[Sequence[str]], told: str | None) -> dict[str, float]:
        points = self._most_points(sentences)
        enough = self._enough_long if sum(map(len, sentences)) > LONG else self._enough
        return traits(text, situation=told is not None or points >= enough, points=points)

    def _situation(self, sentences: Sequence[Sequence[str]]) -> str | None:
        """The answer to the first situation that is told of; None: to none."""
        for words in _pairs(sentences):
            if self._told and self._told.search(words):
                continue
            for groups, unless, answer in self._situations:
                if all(group.search(words) for group in groups) and not (unless and unless.search(words)):
                    return answer or self._answer
        return None

    def _most_points(self, sentences: Sequence[Sequence[str]]) -> int:
        return max((self._points(words) for words in _stretches(sentences)), default=0)

    def _points(self, words: str) -> int:
        return sum(points * min(most, len(set(terms.findall(words)))) for points, most, terms in self._signs)


def _sentences(text: str) -> list[list[str]]:
    return [spoken for one in _END.split(text[:LOOKED_AT]) if (spoken := _WORD.findall(fold(one)))]


def _any(terms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all; by their first letters, or each word would be tried against hundreds."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for term in terms:
        first, rest = (term[:1], term[1:]) if term[:1] != "*" else ("", term)
        by_letter[re.escape(first)].append(r"\w*".join(re.escape(piece) for piece in rest.split("*")))
    groups = (f"{first}(?:{'|'.join(rests)})" for first, rests in by_letter.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def _pairs(sentences: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each two sentences in a row, single blanks between the words."""
    for at in range(max(1, len(sentences) - 1)):
        yield " ".join(word for one in sentences[at : at + 2] for word in one)


def _stretches(sentences: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each two short sentences in a row; long ones in overlapping pieces."""
    for at, first in enumerate(sentences):
        both = [*first, *(sentences[at + 1] if at + 1 < len(sentences) else ())]
        if len(both) <= TOGETHER:
            yield " ".join(both)
        else:
            step = TOGETHER // 2
            yield from (
                " ".join(first[begin : begin + TOGETHER]) for begin in range(0, max(1, len(first) - step), step)
            )
