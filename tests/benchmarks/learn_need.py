"""Learns the weights of `resources/content/eilig_gewichte.json` and prints how good they are on writers left out.

Run: python -m tests.benchmarks.learn_need [--write]

Learnt from: all texts of `need` but the test sets. Logistic regression by AdaGrad, in a fixed order: the same texts
give the same weights. A trait counts the more, the more unlike its share of need is to that of the harmless texts.
From which weight on it rings is chosen on writers who were left out in turn.
"""
# ruff: noqa: E402

import argparse
import json
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from amtdesk.domain.urgency import A_SITUATION, Alarm, knowledge
from amtdesk.system import resources
from tests.benchmarks.need import LEFT_OUT, Text, house, written

PLACE = ROOT / "resources" / "content" / "eilig_gewichte.json"
#: Passes over all texts, how fast is learnt (and from which slope on slower), how strongly weights are held down.
PASSES, PACE, STEEP, HELD_DOWN = 15, 0.15, 0.01, 0.006
#: At most this share of the harmless texts of left-out writers may ring. About a third of those looks like need on
#: purpose, of what citizens write hardly an eighth: there fewer ring.
MOST_FALSE = 0.07
#: A trait of fewer texts is learnt by heart only; lighter weights are not kept.
FEWEST, LIGHTEST = 2, 0.05

Learnt = tuple[Mapping[str, float], bool]


def telling(samples: Sequence[Learnt]) -> dict[str, float]:
    """How much each trait counts: the root of how unlike its shares are; those of too few texts are missing."""
    seen: dict[str, list[int]] = {}
    for found, urgent in samples:
        for trait in found:
            seen.setdefault(trait, [0, 0])[urgent] += 1
    calm, need = (sum(one[kind] + 1 for one in seen.values()) for kind in (False, True))
    return {
        trait: 1.0 if trait[0] == "#" else sqrt(abs(log((times[True] + 1) / need / ((times[False] + 1) / calm))))
        for trait, times in seen.items()
        if sum(times) >= FEWEST
    }


def learnt(samples: Sequence[Learnt]) -> dict[str, float]:
    """The weights."""
    scale = telling(samples)
    places = {trait: at for at, trait in enumerate(scale)}
    turn = [
        ([(places[trait], value * scale[trait]) for trait, value in found.items() if trait in scale], urgent)
        for found, urgent in samples
    ]
    weights, seen = [0.0] * len(scale), [STEEP] * len(scale)
    order = random.Random(0)
    for _ in range(PASSES):
        order.shuffle(turn)
        for traits, urgent in turn:
            wrong = 1 / (1 + exp(-sum(weights[at] * value for at, value in traits))) - urgent
            for at, value in traits:
                slope = wrong * value + HELD_DOWN * weights[at]
                seen[at] += slope * slope
                weights[at] -= PACE * slope / sqrt(seen[at])
    return {trait: weights[at] * scale[trait] for trait, at in places.items()}


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What the alarm compares with the weight from which on it rings."""
    told = A_SITUATION if found["#situation"] else 0.0
    return told + sum(value * weights.get(trait, 0.0) for trait, value in found.items())


def left_out(samples: Mapping[str, Sequence[Learnt]]) -> dict[str, list[tuple[float, bool]]]:
    """The scores of the strangers' texts, each weighed by what was learnt from all other writers."""
    scores = {}
    for writer in LEFT_OUT:
        weights = learnt([one for name, rest in samples.items() if name != writer for one in rest])
        scores[writer] = [(score(found, weights), urgent) for found, urgent in samples[writer]]
    return scores


def share(scores: Iterable[float], least: float) -> float:
    """Which share of them rings."""
    rings = [one >= least for one in scores]
    return round(sum(rings) / len(rings), 3)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    wanted = options.parse_args()
    need = resources.json("content/eilig.json")
    alarm = Alarm(knowledge(need, {"gewichte": {}, "ab": 0.0}))
    texts: dict[str, list[Text]] = {"house": house(need), **written("need_train.jsonl", "writer")}
    samples = {name: [(alarm.traits(text), urgent) for text, urgent in one] for name, one in texts.items()}
    scores = left_out(samples)
    calm = sorted((value for one in scores.values() for value, urgent in one if not urgent), reverse=True)
    start = round(calm[int(MOST_FALSE * len(calm))], 2)
    told: dict[str, Any] = {}
    for writer, one in scores.items():
        parts = ([value for value, was in one if was is urgent] for urgent in (True, False))
        told[writer] = dict(zip(("found", "falsely"), (share(part, start) for part in parts), strict=True))
    whole = learnt([one for rest in samples.values() for one in rest])
    kept = {trait: round(whole[trait], 2) for trait in sorted(whole) if abs(whole[trait]) >= LIGHTEST}
    print(json.dumps({**told, "rings_from": start, "weights": len(kept)}, indent=2))
    if wanted.write:
        write(need, start, kept)


def write(need: Mapping[str, Any], start: float, kept: Mapping[str, float]) -> None:
    """The shipped file."""
    content = {
        "datei": PLACE.name,
        "titel": "Eilige Kommentare: was jedes Merkmal wiegt",
        "version": need["version"],
        "stand": need["stand"],
        "sprache": need["sprache"],
        "beschreibung": "Gelernt von tests/benchmarks/learn_need.py; nicht von Hand zu ändern.",
        "ab": start,
        "gewichte": kept,
    }
    PLACE.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
