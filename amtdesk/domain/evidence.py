"""What speaks for which label, learnt from examples in milliseconds and in plain Python.

Two views are joined. How often traits occur under a label and how seldom elsewhere: complement naive Bayes (Rennie and
others, 2003, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers"). And which single examples the text
resembles most: cosine of the nearest ones. Each is brought to mean 0 and deviation 1 over all labels before they add.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

#: Smoothing of the counts, in examples.
SMOOTH = 0.3
#: So many of the nearest examples of a label count, each by this share of the one before it.
NEAREST, FADING = 8, 0.8
#: The rarer (examples lighter than a whole one) still resemble: their weight counts by this power.
LIGHTNESS = 0.3

Traits = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """One example: its traits, what it stands for, how much it counts (1: a whole sentence; below 0: against)."""

    label: str
    traits: Traits
    weight: float = 1.0


class Evidence:
    """An index of examples; more can be added, then only resemblance to them counts."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.labels = tuple(sorted({sample.label for sample in samples}))
        self._rarity = _rarity(samples)
        self._names: list[str] = []
        self._nearness: list[float] = []
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        mass: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for sample in samples:
            for trait, value in self._add(sample).items():
                mass[sample.label][trait] += value * sample.weight
        self._count(mass)

    def add(self, sample: Sample) -> None:
        """One more that others may resemble; its weight is the most it can bring."""
        if sample.label in self.labels:
            self._add(sample)

    def scores(self, traits: Traits) -> dict[str, float]:
        """How much speaks for each label; comparable within one text only."""
        unit = self._unit(traits)
        counted, near = _standard(self._bayes(unit)), _standard(self._resembling(unit))
        return {label: counted[label] + near[label] for label in self.labels}

    def shares(self, traits: Traits, label: str) -> dict[str, float]:
        """What each trait brings for this label; those that bring nothing are left out."""
        unit = self._unit(traits)
        found = {trait: value * self._bonus.get(trait, {}).get(label, 0.0) for trait, value in unit.items()}
        return {trait: share for trait, share in found.items() if share > 0}

    def _add(self, sample: Sample) -> dict[str, float]:
        number, unit = len(self._names), self._unit(sample.traits)
        self._names.append(sample.label)
        sign = -1.0 if sample.weight < 0 else 1.0
        self._nearness.append(sign * abs(sample.weight) ** LIGHTNESS)
        for trait, value in unit.items():
            self._postings[trait].append((number, value))
        return unit

    def _unit(self, traits: Traits) -> dict[str, float]:
        known = {trait: value * self._rarity[trait] for trait, value in traits.items() if trait in self._rarity}
        length = sqrt(sum(value * value for value in known.values())) or 1.0
        return {trait: value / length for trait, value in known.items()}

    def _count(self, mass: Mapping[str, Mapping[str, float]]) -> None:
        whole: defaultdict[str, float] = defaultdict(float)
        for counts in mass.values():
            for trait, value in counts.items():
                whole[trait] += value
        everything, extra = sum(whole.values()), SMOOTH * len(whole)
        #: for each trait what it brings for a label beyond what it brings for all
        self._bonus: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for label, counts in mass.items():
            for trait, value in counts.items():
                left = max(whole[trait] - value, 0.0)
                self._bonus[trait][label] = log((whole[trait] + SMOOTH) / (left + SMOOTH))
        self._offset = {
            label: log((everything - sum(counts.values()) + extra) / (everything + extra))
            for label, counts in mass.items()
        }

    def _bayes(self, unit: Traits) -> dict[str, float]:
        total = sum(unit.values())
        found = {label: total * offset for label, offset in self._offset.items()}
        for trait, value in unit.items():
            for label, bonus in self._bonus.get(trait, {}).items():
                found[label] += value * bonus
        return found

    def _resembling(self, unit: Traits) -> dict[str, float]:
        alike: defaultdict[int, float] = defaultdict(float)
        for trait, value in unit.items():
            for number, other in self._postings.get(trait, ()):
                alike[number] += value * other
        near: defaultdict[str, list[float]] = defaultdict(list)
        for number, cosine in alike.items():
            near[self._names[number]].append(cosine * self._nearness[number])
        return {label: _faded(near.get(label, ())) for label in self.labels}


def _rarity(samples: Sequence[Sample]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for sample in samples:
        seen.update(sample.traits.keys())
    return {trait: log((1 + len(samples)) / (1 + count)) + 1 for trait, count in seen.items()}


def _faded(cosines: Iterable[float]) -> float:
    """The nearest count, the farther the less; of those against only the strongest."""
    ordered = sorted(cosines, reverse=True)
    good = [one for one in ordered if one > 0][:NEAREST]
    bad = min([0.0, *ordered])
    return sum(one * FADING**rank for rank, one in enumerate(good)) + bad


def _standard(values: Mapping[str, float]) -> dict[str, float]:
    mean = sum(values.values()) / len(values)
    deviation = sqrt(sum((value - mean) ** 2 for value in values.values()) / len(values)) or 1.0
    return {label: (value - mean) / deviation for label, value in values.items()}
