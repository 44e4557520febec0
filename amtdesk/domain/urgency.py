"""Whether someone may come to harm: situations, each told by words that stand together in one or two sentences.

What may happen is too manifold to be learnt from a hundred examples (recall 0.5 where this one finds 0.9), and a rule
says of itself why it rang.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amtdesk.domain.folding import fold

#: So much of a comment is looked at (characters).
LOOKED_AT = 4_000
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


def situations(content: Mapping[str, Any]) -> list[Situation]:
    """The situations of `content/eilig.json`."""
    return [Situation(one["lage"], one["alle"], one["ausser"]) for one in content["lagen"]]


class Alarm:
    """Rings for texts that tell of one of the situations."""

    def __init__(self, situations: Iterable[Situation]) -> None:
        self._situations = [
            ([_any(group) for group in one.together], _any(one.unless) if one.unless else None) for one in situations
        ]

    def rings(self, text: str) -> bool:
        """Whether it does."""
        for words in _stretches(text[:LOOKED_AT]):
            for groups, unless in self._situations:
                if all(group.search(words) for group in groups) and not (unless and unless.search(words)):
                    return True
        return False


def _any(terms: Iterable[str]) -> re.Pattern[str]:
    patterns = (r"\w*".join(re.escape(piece) for piece in term.split("*")) for term in terms)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def _stretches(text: str) -> Iterator[str]:
    """Each two sentences in a row, folded, single blanks between the words."""
    sentences = [" ".join(_WORD.findall(fold(one))) for one in _END.split(text)]
    sentences = [one for one in sentences if one]
    for at in range(max(1, len(sentences) - 1)):
        yield " ".join(sentences[at : at + 2])
