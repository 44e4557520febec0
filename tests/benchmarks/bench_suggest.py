"""How good suggestions are, and how fast; prints JSON (shares from 0 to 1, milliseconds).

Run: python -m tests.benchmarks.bench_suggest [--comments FILE.json …] [--folds 5] [--misses]

Three looks. `comments`: comments nobody learnt from, each file by itself. `examples`: the shipped Beispielfragen by
cross-validation; a fold is asked while the others are known (harder than life: each was written to differ).
`known`: the same examples asked while all are known; the distance to `examples` is what is learnt by heart.
"""
# ruff: noqa: E402

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from amtdesk.domain.example import SILENCE, Example
from amtdesk.domain.suggestion import Advice, Suggester
from amtdesk.domain.urgency import Alarm, knowledge
from amtdesk.system import resources
from tests.builders import desk_at

OWN = Path(__file__).with_name("comments.json")
Ask = Callable[[str, str], Advice]


def figures(comments: Sequence[dict[str, Any]], ask: Ask, misses: bool) -> dict[str, Any]:
    """Hits among three and first, silence where none is needed, urgent ones found and falsely found."""
    times, rows = [], []
    for one in comments:
        begun = time.perf_counter()
        advice = ask(one["text"], one["post"])
        times.append((time.perf_counter() - begun) * 1000)
        rows.append((one, [found.module_id for found in advice.suggestions], advice.urgent))
    needed = [(one, found) for one, found, _ in rows if one["needs_reply"]]
    if misses:
        for one, found, urgent in rows:
            if (set(one["expected"]).isdisjoint(found) and (one["expected"] or found)) or one["urgent"] != urgent:
                print(one["id"], one["expected"], found, urgent, one["text"][:90], file=sys.stderr)
    return {
        "comments": len(rows),
        "top3": _share(bool(set(one["expected"]) & set(found)) for one, found in needed),
        "top1": _share(found[:1] == one["expected"][:1] for one, found in needed),
        "top1_any_expected": _share(bool(set(one["expected"]) & set(found[:1])) for one, found in needed),
        "silence": _share(not found for one, found, _ in rows if not one["needs_reply"]),
        "urgent_recall": _share(urgent for one, _, urgent in rows if one["urgent"]),
        "urgent_false": _share(urgent for one, _, urgent in rows if not one["urgent"]),
        "ms_median": round(statistics.median(times), 2),
        "ms_worst": round(max(times), 2),
    }


def crossed(known: Sequence[Example], alarm: Alarm, emergency: str, folds: int) -> dict[str, Any]:
    """The four figures of whole sentences, each asked while its fold is unknown, and while all are known."""
    whole = [one for one in known if one.weight == 1 and one.text]
    random.Random(1).shuffle(whole)
    rest = [one for one in known if one.weight != 1 or not one.text]
    found: dict[str, Any] = {}
    for name, parts in (("examples", folds), ("known", 1)):
        sums = []
        for part in range(parts):
            asked = whole[part::parts]
            hidden = {id(one) for one in asked} if parts > 1 else set()
            suggester = Suggester([*rest, *(one for one in whole if id(one) not in hidden)], alarm, emergency)
            sums.append(figures([_comment(one) for one in asked], suggester.advise, misses=False))
        keys = ("top3", "top1", "silence", "urgent_false")
        found[name] = {key: round(statistics.mean(one[key] for one in sums), 3) for key in keys}
    return found


def _comment(one: Example) -> dict[str, Any]:
    expected = [one.label] if one.label != SILENCE else []
    urgent = False
    return {"text": one.text, "post": one.post, "expected": expected, "needs_reply": bool(expected), "urgent": urgent}


def _share(values: Any) -> float:
    every = [bool(value) for value in values]
    return round(sum(every) / len(every), 3) if every else 0.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--comments", nargs="*", type=Path, default=[], metavar="FILE.json")
    options.add_argument("--folds", type=int, default=5)
    options.add_argument("--misses", action="store_true", help="print what was missed")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder))
        begun = time.perf_counter()
        desk.suggestions.advise("Hallo")
        result: dict[str, Any] = {"index_ms": round((time.perf_counter() - begun) * 1000)}
        for path in (OWN, *wanted.comments):
            comments = json.loads(path.read_text(encoding="utf-8"))
            result[path.stem] = figures(comments, desk.suggestions.advise, wanted.misses)
        need = resources.json("content/eilig.json")
        known = desk.suggestions.known()
        desk.database.close()
    emergency = need["baustein"]
    everyday = [one for one in known if one.label != emergency]
    weights = resources.json("content/eilig_gewichte.json")
    result |= crossed(everyday, Alarm(knowledge(need, weights)), emergency, wanted.folds)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
