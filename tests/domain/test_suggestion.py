"""Suggestions from a handful of examples; how good they are with the shipped ones, says bench_suggest."""

import pytest

from amtdesk.domain.example import SILENCE, Example, choice
from amtdesk.domain.suggestion import MOST, Suggester
from amtdesk.domain.urgency import Alarm, Knowledge, Situation

EXAMPLES = [
    Example("lampe", "Die Laterne in unserer Straße ist kaputt"),
    Example("lampe", "Bei uns ist es dunkel, die Beleuchtung geht nicht"),
    Example("tonne", "Meine Mülltonne wurde nicht geleert"),
    Example("tonne", "Die Müllabfuhr kam nicht"),
    Example("fest", "Was kostet der Eintritt?", "Weinfest am Samstag"),
    Example("fest", "", "Konzert im Park", 0.5),
    Example("bus", "Der Schulbus kam zu spät"),
    Example("notruf", "Hier brennt es"),
    Example(SILENCE, "schön 😍"),
    Example(SILENCE, "👍"),
]


@pytest.fixture
def suggester() -> Suggester:
    return Suggester(
        EXAMPLES, Alarm(Knowledge("notruf", [Situation("Feuer", [["brennt"], ["haus", "huette"]])])), "notruf"
    )


def test_the_right_one_comes_first_with_its_reason(suggester: Suggester) -> None:
    advice = suggester.advise("Straßenlaterne defekt am Bach!!")
    assert advice.suggestions[0].module_id == "lampe"
    assert advice.suggestions[0].words[0] == "straßenlaterne"
    assert 0 < advice.suggestions[0].score <= 1
    assert len(advice.suggestions) <= MOST
    assert not advice.urgent


def test_a_short_question_lives_on_its_post(suggester: Suggester) -> None:
    [first, *_] = suggester.advise("Parkplätze?", "Weinfest im Hof").suggestions
    assert first.module_id == "fest"
    assert "weinfest" in first.words


@pytest.mark.parametrize("text", ["😍😍", "schön!", "", "qwertz zuiop"])
def test_silence_is_an_answer(suggester: Suggester, text: str) -> None:
    assert suggester.advise(text).suggestions == ()


def test_need_comes_first_whatever_else_fits(suggester: Suggester) -> None:
    advice = suggester.advise("Die Hütte neben der Mülltonne brennt")
    assert advice.urgent
    assert advice.suggestions[0].module_id == "notruf"


def test_what_she_took_counts_for_what_resembles_it(suggester: Suggester) -> None:
    asked = "Der Rufbus fährt nimmer"
    before = {one.module_id: one.score for one in suggester.advise(asked).suggestions}
    suggester.learn(choice(asked, "", "tonne", ["bus"]))
    after = {one.module_id: one.score for one in suggester.advise(asked).suggestions}
    assert after["bus"] < before["bus"]
    assert suggester.advise("Die Laterne in der Straße ist kaputt").suggestions[0].module_id == "lampe"


def test_without_an_emergency_text_the_alarm_still_rings() -> None:
    alone = Suggester(EXAMPLES[:4], Alarm(Knowledge("notruf", [Situation("Feuer", [["brennt"]])])))
    assert alone.advise("es brennt").urgent
