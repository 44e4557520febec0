"""What a post costs, before it goes out."""

import pytest

from amtdesk.domain.channel import Kind, Limits, Price
from amtdesk.domain.checks import Target
from amtdesk.domain.cost import Cost, costs
from amtdesk.domain.post import Post, Variant

PRICED = Limits(price=Price(0.015, 0.2))


def target(limits: Limits = PRICED, *, by_hand: bool = False) -> Target:
    return Target(1, "@musterbach", Kind("x", "X", "brand-x", (), frozenset(), by_hand=by_hand), limits)


def post(text: str, own: str | None = None) -> Post:
    return Post(0, "", text, variants=(Variant(1, own),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wochenmarkt", Cost("X", 0.015, False)),
        ("Wochenmarkt https://www.musterbach.example/markt", Cost("X", 0.2, True)),
        ("Wochenmarkt www.musterbach.example", Cost("X", 0.015, False)),
    ],
)
def test_a_link_costs_more(text: str, expected: Cost) -> None:
    assert costs(post(text), [1], {1: target()}) == [expected]


def test_the_text_of_the_channel_counts() -> None:
    assert costs(post("https://a.example", "Ohne"), [1], {1: target()}) == [Cost("X", 0.015, False)]


def test_what_is_free_by_hand_or_not_chosen_costs_nothing() -> None:
    assert costs(post("Text"), [1], {1: target(Limits())}) == []
    assert costs(post("Text"), [1], {1: target(by_hand=True)}) == []
    assert costs(post("Text"), [], {1: target()}) == []
    assert costs(post("Text"), [2], {1: target()}) == []
