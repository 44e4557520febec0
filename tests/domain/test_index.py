"""Finding Textbausteine: endings, umlauts, typing errors, and quickly."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.index import Index
from amtdesk.domain.textmodule import TextModule
from amtdesk.system import resources

HOLE = TextModule("loch", "bau", "Schlagloch gemeldet", "Danke für den Hinweis zur Straße {{ort}}.", keywords=("Teer",))
BIN = TextModule("tonne", "abfall", "Tonne stehen geblieben", "Die Müllabfuhr kommt nach.", keywords=("Sperrmüll",))
LEAVES = TextModule("laub", "bau", "Laub auf Gehwegen", "Der Bauhof räumt die Straßen.", usage="nur im Herbst")
INDEX = Index([HOLE, BIN, LEAVES])


def ids(query: str) -> list[str]:
    return [one.id for one in INDEX.find(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["loch", "tonne", "laub"]),
        ("schlag", ["loch"]),
        ("STRASSE", ["loch", "laub"]),
        ("strassen", ["laub", "loch"]),
        ("Straße Hinweis", ["loch"]),
        ("muell", ["tonne"]),
        ("Müll", ["tonne"]),
        ("sperrmull", ["tonne"]),
        ("schalgloch", ["loch"]),
        ("Schlaglcoh", ["loch"]),
        ("gehwege", ["laub"]),
        ("herbst", ["laub"]),
        ("ort", []),
        ("Xylophon", []),
        ("%", []),
        ("tonne schlagloch", []),
    ],
)
def test_every_word_counts_and_slips_are_forgiven(query: str, found: list[str]) -> None:
    assert ids(query) == found


def test_at_the_same_place_favourites_and_those_used_most_come_first() -> None:
    often, loved = replace(HOLE, id="often", uses=9), replace(HOLE, id="loved", favourite=True)
    assert [one.id for one in Index([HOLE, often, loved]).find("schlagloch")] == ["loved", "often", "loch"]


def test_a_thousand_are_searched_while_one_types() -> None:
    shipped = resources.json("content/textbausteine.json")["bausteine"]
    texts = [word for one in shipped for word in one["text"].split()]
    many = [
        replace(
            HOLE, id=str(n), title=f"{texts[n % len(texts)]}{n} {texts[-n % len(texts)]}", text=shipped[n % 48]["text"]
        )
        for n in range(1000)
    ]
    index = Index(many)
    index.find("vertipptt")
    took = []
    for query in ("s", "st", "strasse", "termin bürgerbüro", "schalgloch", "mülltonne gemeldet"):
        began = time.process_time()
        index.find(query)
        took.append(time.process_time() - began)
    assert sorted(took)[len(took) // 2] < 0.03


@given(st.text(max_size=60))
def test_nothing_one_types_breaks_it(query: str) -> None:
    assert len(INDEX.find(query)) <= 3
