"""Which Textbausteine fit a comment, offline and explained, or honestly none; and whether somebody may come to harm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from amtdesk.domain.evidence import Evidence, Sample
from amtdesk.domain.example import SILENCE, Choice, Example
from amtdesk.domain.stems import words
from amtdesk.domain.traits import READ, Reader
from amtdesk.domain.urgency import Alarm

#: At most so many are offered.
MOST = 3
#: Silence must lead by so much (deviations) before it wins: a question overlooked costs more than a look too many.
DOUBT = 1.5
#: And the more, the longer the comment is: so much for each word beyond these.
DOUBT_PER_WORD, SHORT = 0.2, 6
#: So much less speaks for the emergency text while no alarm rings: it is offered, but not first.
HELD_BACK = 1.0
#: What a choice of hers counts as an example, and one offered that she did not take.
TAKEN, REFUSED = 4.0, -0.2
#: How sharp scores part: with 1 the first would have it all.
SHARPNESS = 0.6
#: A word is named as a reason when it brings at least this share of the strongest one.
TELLING = 0.35


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One Textbaustein that fits; `score` from 0 to 1, `words` the words of the comment or its post that say so."""

    module_id: str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to answer with, best first; none when nothing fits. `urgent`: someone may come to harm."""

    suggestions: tuple[Suggestion, ...] = ()
    urgent: bool = False


class Suggester:
    """Knows the examples; asking takes a few milliseconds.

    `emergency` is the Textbaustein for people in need.
    """

    def __init__(self, examples: Sequence[Example], alarm: Alarm, emergency: str = "") -> None:
        spoken = (f"{one.text} {one.post}" for one in examples)
        self._reader = Reader({word for text in spoken for word in words(text)})
        read = self._reader.read
        self._evidence = Evidence([Sample(one.label, read(one.text, one.post), one.weight) for one in examples])
        self._alarm = alarm
        self._emergency = emergency if emergency in self._evidence.labels else ""

    def advise(self, text: str, post: str = "") -> Advice:
        """The three best, or none."""
        traits = self._reader.read(text, post)
        answer = self._alarm.rings(text)
        urgent = answer is not None
        scores = self._evidence.scores(traits)
        silent = scores.pop(SILENCE, float("-inf"))
        if self._emergency and not urgent:
            scores[self._emergency] -= HELD_BACK
        ranked = sorted(scores, key=lambda label: -scores[label])[:MOST]
        if answer in scores:
            ranked = [answer, *(label for label in ranked if label != answer)][:MOST]
        elif not ranked or silent > scores[ranked[0]] + _doubt(text):
            return Advice(urgent=urgent)
        shares = {label: exp(SHARPNESS * value) for label, value in scores.items()}
        whole = sum(shares.values()) + exp(SHARPNESS * silent)
        found = (Suggestion(one, shares[one] / whole, self._reasons(one, traits, text, post)) for one in ranked)
        return Advice(tuple(one for one in found if one.words or one.module_id == answer), urgent)

    def learn(self, choice: Choice) -> None:
        """Let what she took count for comments that resemble this one."""
        traits = self._reader.read(choice.words, choice.post_words)
        self._evidence.add(Sample(choice.taken, traits, TAKEN))
        for label in choice.refused:
            self._evidence.add(Sample(label, traits, REFUSED))

    def _reasons(self, label: str, traits: Mapping[str, float], text: str, post: str) -> tuple[str, ...]:
        """The words that bring most, as the citizen wrote them."""
        shares = self._evidence.shares(traits, label)
        weights: dict[str, float] = {}
        for source, prefixes in ((text, ("w:", "b:")), (post, ("p:",))):
            for word in dict.fromkeys(_as_written(source)):
                own = {one for one in self._reader.of_word("".join(words(word))) if one.startswith(prefixes)}
                weights[word] = max(weights.get(word, 0.0), sum(shares.get(one, 0.0) for one in own))
        # a question mark or a picture is no reason anybody would name
        shown = {mark: place for mark, place in self._reader.marks(text).items() if len(place) > MOST}
        weights.update({place: shares[mark] for mark, place in shown.items() if mark in shares})
        best = sorted(weights, key=lambda word: -weights[word])[:MOST]
        return tuple(word for word in best if weights[word] > 0 and weights[word] >= TELLING * weights[best[0]])


def _doubt(text: str) -> float:
    """By how much silence must lead: who writes at length wants something."""
    return DOUBT + DOUBT_PER_WORD * max(0, len(text.split()) - SHORT)


def _as_written(text: str) -> list[str]:
    cut = "".join(char if char.isalnum() else " " for char in text[:READ])
    return [word.lower() for word in cut.split() if len(word) > 2 and not word.isdigit()]
