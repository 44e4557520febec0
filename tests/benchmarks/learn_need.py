"""Learns the weights of `resources/content/eilig_gewichte.json` and prints how good they are on texts left out.

Run: python -m tests.benchmarks.learn_need [--write]

Sentences of need: `saetze` of eilig.json. Everything else speaks of none: its `harmlos`, the Beispielfragen and
sprechweisen of all Textbausteine but those for need and first alarms. Logistic regression by AdaGrad, in a fixed order:
the same texts give the same weights. tests/benchmarks/comments*.json are never learnt from.
"""
# ruff: noqa: E402

import argparse
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import exp, sqrt
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from amtdesk.domain.urgency import Alarm, knowledge
from amtdesk.domain.weighing import weigh
from amtdesk.system import resources
from tests.builders import desk_at

PLACE = ROOT / "resources" / "content" / "eilig_gewichte.json"
#: Passes over all texts, how fast is learnt, how strongly weights are held down, what a text of need counts.
PASSES, PACE, HELD_DOWN, NEED = 12, 0.3, 0.01, 8.0
#: Texts left out in turn; at most this share of harmless ones may ring.
FOLDS, MOST_FALSE = 5, 0.04
#: A trait of fewer texts is learnt by heart only; lighter weights are not kept.
FEWEST, LIGHTEST = 2, 0.2

Learnt = tuple[Mapping[str, float], bool]


def texts(need: Mapping[str, Sequence[str]]) -> list[tuple[str, bool]]:
    """All texts and whether they tell of need."""
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder))
        known = desk.suggestions.known()
        desk.database.close()
    unclear = {need["baustein"], "kz-erstmeldung"}
    calm = {one.text for one in known if one.text and one.weight == 1 and one.label not in unclear}
    calm = (calm | set(need["harmlos"])) - set(need["saetze"])
    return [(text, True) for text in need["saetze"]] + [(text, False) for text in sorted(calm)]


def common(samples: Sequence[Learnt]) -> list[Learnt]:
    """The same without traits that hardly any text has."""
    seen = Counter(trait for found, _ in samples for trait in found)
    return [
        ({trait: value for trait, value in found.items() if seen[trait] >= FEWEST}, urgent) for found, urgent in samples
    ]


def learnt(samples: Sequence[Learnt]) -> dict[str, float]:
    """The weights."""
    weights: defaultdict[str, float] = defaultdict(float)
    seen: defaultdict[str, float] = defaultdict(lambda: 1e-6)
    order = random.Random(0)
    turn = list(samples)
    for _ in range(PASSES):
        order.shuffle(turn)
        for found, urgent in turn:
            likely = 1 / (1 + exp(-max(-30.0, min(30.0, weigh(found, weights)))))
            wrong = (likely - urgent) * (NEED if urgent else 1.0)
            for trait, value in found.items():
                slope = wrong * value + HELD_DOWN * weights[trait]
                seen[trait] += slope * slope
                weights[trait] -= PACE * slope / sqrt(seen[trait])
    return dict(weights)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    wanted = options.parse_args()
    need = resources.json("content/eilig.json")
    alarm = Alarm(knowledge(need, {"gewichte": {}, "ab": 0.0}))
    samples = common([(alarm.traits(text), urgent) for text, urgent in texts(need)])
    random.Random(1).shuffle(samples)
    left_out = []
    for fold in range(FOLDS):
        weights = learnt([one for at, one in enumerate(samples) if at % FOLDS != fold])
        left_out += [(weigh(found, weights), urgent) for found, urgent in samples[fold::FOLDS]]
    calm = sorted((score for score, urgent in left_out if not urgent), reverse=True)
    start = round(calm[int(MOST_FALSE * len(calm))], 2)
    found = [score >= start for score, urgent in left_out if urgent]
    whole = learnt(samples)
    kept = {trait: round(whole[trait], 2) for trait in sorted(whole) if abs(whole[trait]) >= LIGHTEST}
    told = {"of_need": len(found), "harmless": len(calm), "rings_from": start, "weights": len(kept)}
    shares = {"found": sum(found) / len(found), "falsely": sum(one >= start for one in calm) / len(calm)}
    print(json.dumps({**told, **shares}, indent=2))
    if wanted.write:
        content = {
            "datei": PLACE.name,
            "titel": "Eilige Kommentare: was jedes Merkmal wiegt",
            "version": need["version"],
            "stand": need["stand"],
            "sprache": need["sprache"],
            "beschreibung": "Gelernt aus eilig.json von tests/benchmarks/learn_need.py; nicht von Hand zu ändern.",
            "ab": start,
            "gewichte": kept,
        }
        PLACE.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
