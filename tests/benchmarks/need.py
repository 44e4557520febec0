"""Texts of need and harmless ones, by who wrote them, and how well an alarm tells them apart.

need_train.jsonl: comments by four writers who knew neither program nor each other, and by one (t5) who knew what was
missed of theirs; learnt from. need_test.jsonl: four sets by further strangers (a third of the harmless ones of test4
look alike on purpose); nothing was ever learnt from them, and nobody read them to make the program better.
"""
# ruff: noqa: E402

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.builders import desk_at

HERE = Path(__file__).parent
#: Writers of need_train.jsonl who saw nothing of the program; t5 is the one who chose what is learnt and how.
LEFT_OUT = ("t1", "t2", "t3", "t4")

Text = tuple[str, bool]


def house(need: Mapping[str, Any]) -> list[Text]:
    """Sentences of eilig.json, and as harmless ones the Beispielfragen and sprechweisen but those for need."""
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_at(Path(folder))
        known = desk.suggestions.known()
        desk.database.close()
    unclear = {need["baustein"], "kz-erstmeldung"}
    calm = {one.text for one in known if one.text and one.weight == 1 and one.label not in unclear}
    calm = (calm | set(need["harmlos"])) - set(need["saetze"])
    return [(text, True) for text in need["saetze"]] + [(text, False) for text in sorted(calm)]


def written(name: str, by: str) -> dict[str, list[Text]]:
    """The comments of a file, parted by its field `by`."""
    found: defaultdict[str, list[Text]] = defaultdict(list)
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        found[one[by]].append((one["text"], one["urgent"]))
    return dict(found)


def shares(texts: Iterable[Text], rings: Callable[[str], bool]) -> dict[str, Any]:
    """Which share of the urgent ones was found, and of the others falsely."""
    heard = [(urgent, rings(text)) for text, urgent in texts]
    urgent: Sequence[bool] = [rang for was, rang in heard if was]
    calm: Sequence[bool] = [rang for was, rang in heard if not was]
    return {
        "urgent": len(urgent),
        "found": round(sum(urgent) / max(1, len(urgent)), 3),
        "harmless": len(calm),
        "falsely": round(sum(calm) / max(1, len(calm)), 3),
    }
