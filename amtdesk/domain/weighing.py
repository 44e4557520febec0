"""Whether a text tells of need, weighed word by word.

Logistic regression: each trait of the text has a weight that was learnt beforehand (`tests/benchmarks/learn_need.py`).
It joins what the situations and signs of `urgency` say with thousands of small hints that nobody could list by hand.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from math import sqrt

from amtdesk.domain.stems import LONGEST, stem, words

#: So much of a text is read (characters).
READ = 4_000
#: What each kind of trait weighs beside a stem: two words in a row, two with one between them, bits of words.
PAIR, AROUND, BIT = 0.7, 0.4, 0.3
#: So many letters have bits of words; short ones bear typing errors and dialect, long ones tell more.
BIT_LENGTHS = (3, 4, 5)
#: All words together, however many they are: a long comment tells no more of need than a short one.
WORDS = 4.0
#: Points of signs are taken between these.
FEWEST_POINTS, MOST_POINTS = -4, 8
_QUESTION = re.compile(r"\?")


def traits(text: str, *, situation: bool, points: int) -> dict[str, float]:
    """What is weighed of a text: its words, and what the rules say of it."""
    spoken = words(text[:READ])
    stems = [stem(word) for word in spoken]
    found: dict[str, float] = {}
    for word in spoken:
        edged = f"_{word[:LONGEST]}_"
        for bit in BIT_LENGTHS:
            found.update((f"b:{edged[at : at + bit]}", BIT) for at in range(len(edged) - bit + 1))
    found.update((f"s:{one} {other}", AROUND) for one, other in zip(stems, stems[2:], strict=False))
    found.update((f"n:{one} {other}", PAIR) for one, other in pairwise(stems))
    found.update((f"w:{one}", 1.0) for one in stems)
    length = sqrt(sum(value * value for value in found.values())) or 1.0
    unit = {trait: WORDS * value / length for trait, value in found.items()}
    unit["#always"] = 1.0
    unit["#situation"] = float(situation)
    unit["#points"] = max(FEWEST_POINTS, min(MOST_POINTS, points)) / 4
    unit["#question"] = float(bool(_QUESTION.search(text)))
    return unit


def weigh(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Above 0 need is likelier than not; traits without a weight say nothing."""
    return sum(value * weights.get(trait, 0.0) for trait, value in found.items())
