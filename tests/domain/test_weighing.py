"""Need weighed word by word."""

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.weighing import WORDS, traits, weigh


def test_words_stand_for_themselves_for_their_neighbours_and_for_their_bits() -> None:
    found = traits("Es brennt im Keller?", situation=True, points=99)
    assert {"w:brennt", "n:es brennt", "s:es im", "b:_br", "b:nnt_", "b:brenn"} <= set(found)
    assert (found["#situation"], found["#points"], found["#question"]) == (1.0, 2.0, 1.0)


@given(st.text(), st.booleans(), st.integers())
def test_any_text_is_weighed_and_long_ones_weigh_no_more(text: str, situation: bool, points: int) -> None:
    found = traits(text, situation=situation, points=points)
    said = sum(value * value for trait, value in found.items() if trait[1] == ":")
    assert said <= WORDS**2 + 1e-6
    assert weigh(found, {}) == 0.0


def test_weights_add_up() -> None:
    found = traits("", situation=True, points=4)
    assert weigh(found, {"#always": -1.0, "#situation": 2.0, "#points": 0.5, "w:nie": 9.0}) == 1.5
