"""How well the shipped alarm tells need; prints JSON with sums only, so that no single comment is tuned to.

Run: python -m tests.benchmarks.bench_need

`test1` to `test4`: need_test.jsonl. The others are smaller and were looked at while the rules were written.
"""
# ruff: noqa: E402

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from amtdesk.domain.urgency import Alarm, knowledge
from amtdesk.system import resources
from tests.benchmarks.need import HERE, shares, written


def main() -> None:
    alarm = Alarm(knowledge(resources.json("content/eilig.json"), resources.json("content/eilig_gewichte.json")))
    sets = written("need_test.jsonl", "set")
    for name in ("comments.json", "comments_unseen.json"):
        comments = json.loads((HERE / name).read_text(encoding="utf-8"))
        sets[name] = [(one["text"], one["urgent"]) for one in comments]
    told = {name: shares(texts, lambda text: alarm.rings(text) is not None) for name, texts in sets.items()}
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
