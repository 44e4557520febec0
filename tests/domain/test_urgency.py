"""Recognising that someone may come to harm."""

import pytest

from amtdesk.domain.urgency import Alarm, Situation, situations
from amtdesk.system import resources

ALARM = Alarm([Situation("Gas", [["gas*", "faule eier"], ["riech*", "stinkt"]], ["gaspreis*"])])


@pytest.mark.parametrize("text", ["Es RIECHT nach Gas", "Gasgeruch! Stinkt wie die Pest", "riecht wie faule  Eier"])
def test_words_of_every_group_together_ring(text: str) -> None:
    assert ALARM.rings(text)


@pytest.mark.parametrize(
    "text", ["", "Gas", "Gas. Der Bus kam. Es riecht.", "Der Gaspreis stinkt mir, Gas ist teuer", "vergast riecht"]
)
def test_anything_less_does_not(text: str) -> None:
    assert not ALARM.rings(text)


def test_no_situations_no_alarm() -> None:
    assert not Alarm([]).rings("Es brennt")


def test_the_shipped_situations_know_their_own_sentences() -> None:
    content = resources.json("content/eilig.json")
    alarm = Alarm(situations(content))
    missed = [one for one in content["saetze"] if not alarm.rings(one)]
    assert len(missed) <= len(content["saetze"]) // 20, missed
