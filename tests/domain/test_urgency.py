"""Recognising that someone may come to harm."""

import pytest

from amtdesk.domain.urgency import Alarm, Knowledge, Sign, Situation, knowledge
from amtdesk.system import resources

ALARM = Alarm(Knowledge("notruf", [Situation("Gas", [["gas*", "faule eier"], ["riech*", "stinkt"]], ["gaspreis*"])]))
SIGNS = [
    Sign("danger", 2, 1, ["eis"]),
    Sign("event", 2, 2, ["bricht", "knackt"]),
    Sign("calm", -1, 3, ["wann", "kostet"]),
]
POINTS = Alarm(Knowledge("notruf", (), SIGNS, enough=4, enough_long=6))


def shipped() -> Alarm:
    return Alarm(knowledge(resources.json("content/eilig.json"), resources.json("content/eilig_gewichte.json")))


@pytest.mark.parametrize("text", ["Es RIECHT nach Gas", "Gasgeruch! Stinkt wie die Pest", "riecht wie faule  Eier"])
def test_words_of_every_group_together_ring(text: str) -> None:
    assert ALARM.rings(text) == "notruf"


@pytest.mark.parametrize(
    "text", ["", "Gas", "Gas. Der Bus kam. Es riecht.", "Der Gaspreis stinkt mir, Gas ist teuer", "vergast riecht"]
)
def test_anything_less_does_not(text: str) -> None:
    assert ALARM.rings(text) is None


def test_no_situations_no_alarm() -> None:
    assert Alarm(Knowledge()).rings("Es brennt") is None


def test_the_shipped_situations_know_their_own_sentences() -> None:
    content = resources.json("content/eilig.json")
    alarm = shipped()
    missed = [one for one in content["saetze"] if alarm.rings(one) is None]
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
    assert (POINTS.rings(text) is not None) is rings


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Überall Sirenen, was ist da los?", "kz-erstmeldung"),
        ("Probealarm? Warum gehen die Sirenen?", None),
        ("Ich habe keine Kraft mehr, verzeiht mir und lebt wohl", "kz-keinnotruf"),
        ("Wir wissen wo deine Familie wohnt", "ne-ausgeblendet"),
    ],
)
def test_some_situations_have_a_textbaustein_of_their_own(text: str, answer: str | None) -> None:
    assert shipped().rings(text) == answer


def test_who_tells_of_the_past_or_laughs_is_not_in_need() -> None:
    situations = [Situation("Gas", [["gas"], ["riecht"]])]
    alarm = Alarm(Knowledge("notruf", situations, told=["damals", "196*"], cheerful=["😂", "haha"]))
    assert alarm.rings("Es riecht nach Gas") == "notruf"
    for text in ("Damals: es riecht nach Gas", "1962 riecht Gas", "Es riecht nach Gas 😂", "HAHA, es riecht nach Gas"):
        assert alarm.rings(text) is None


def test_weights_decide_where_there_are_any() -> None:
    weights = {"#always": -2.0, "#situation": 0.5, "w:knall": 4.0}
    alarm = Alarm(Knowledge("notruf", [Situation("Gas", [["gas"]])], weights=weights))
    assert alarm.rings("Gas ist ein Stoff") is None
    assert alarm.rings("Da war ein Knall") == "notruf"
    # too few to be weighed
    assert alarm.rings("Gas") == "notruf"
    assert alarm.rings("Ein Knall") is None
    assert alarm.traits("Knall")["#always"] == 1.0
    helped = Alarm(Knowledge("notruf", [Situation("Gas", [["gas"]])], weights={**weights, "#situation": 1.5}))
    assert helped.rings("Gas ist ein Stoff") == "notruf"
