"""Recognising that someone may come to harm."""

import pytest

from amtdesk.domain.urgency import Alarm, Knowledge, Sign, Situation, knowledge
from amtdesk.system import resources

ALARM = Alarm(Knowledge([Situation("Gas", [["gas*", "faule eier"], ["riech*", "stinkt"]], ["gaspreis*"])]))
SIGNS = [
    Sign("danger", 2, 1, ["eis"]),
    Sign("event", 2, 2, ["bricht", "knackt"]),
    Sign("calm", -1, 3, ["wann", "kostet"]),
]
POINTS = Alarm(Knowledge((), SIGNS, enough=4, enough_long=6))


@pytest.mark.parametrize("text", ["Es RIECHT nach Gas", "Gasgeruch! Stinkt wie die Pest", "riecht wie faule  Eier"])
def test_words_of_every_group_together_ring(text: str) -> None:
    assert ALARM.rings(text)


@pytest.mark.parametrize(
    "text", ["", "Gas", "Gas. Der Bus kam. Es riecht.", "Der Gaspreis stinkt mir, Gas ist teuer", "vergast riecht"]
)
def test_anything_less_does_not(text: str) -> None:
    assert not ALARM.rings(text)


def test_no_situations_no_alarm() -> None:
    assert not Alarm(Knowledge()).rings("Es brennt")


def test_the_shipped_situations_know_their_own_sentences() -> None:
    content = resources.json("content/eilig.json")
    alarm = Alarm(knowledge(content))
    missed = [one for one in content["saetze"] if not alarm.rings(one)]
    assert len(missed) <= len(content["saetze"]) // 20, missed


@pytest.mark.parametrize(
    ("text", "rings"),
    [
        ("Das Eis knackt", True),
        ("Eis, Eis, Eis", False),
        ("Wann knackt das Eis?", False),
        ("Das Eis knackt. Es bricht!", True),
        ("Das Eis ist gut. " + "Und so weiter. " * 9 + "Da knackt was.", False),
        ("Ich wollte nur sagen, " * 12 + "das Eis knackt", False),
        ("Ich wollte nur sagen, " * 12 + "das Eis knackt und bricht", True),
    ],
)
def test_signs_add_up_where_they_stand_together(text: str, rings: bool) -> None:
    assert POINTS.rings(text) is rings
