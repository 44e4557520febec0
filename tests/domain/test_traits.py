"""What a comment shows of itself."""

import pytest

from amtdesk.domain.traits import READ, Reader

READER = Reader({"muell", "tonne", "fest", "wein"})


def test_words_parts_and_the_post_are_apart() -> None:
    traits = READER.read("Die Mülltonne", "Weinfest am Samstag")
    assert traits["w:mulltonn"] == 1.0
    assert 0 < traits["w:tonn"] < 1
    assert "p:wein" in traits and "w:wein" not in traits
    assert "n:die mulltonn" in traits


def test_a_typo_keeps_most_bits() -> None:
    right, wrong = (
        {trait for trait in READER.read(word) if trait.startswith("b:")} for word in ("Laterne", "Latterne")
    )
    assert len(right & wrong) >= 4


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Ruft an: 0171 2345678", "#phone"),
        ("DE12 5001 0517 0648 4898 90", "#account"),
        ("erika@beispiel.de", "#mail"),
        ("Gartenstraße 14", "#address"),
        ("Wo?", "#question"),
        ("@Lisa schau", "#named"),
        ("👍👍", "#wordless"),
    ],
)
def test_marks_are_seen(text: str, mark: str) -> None:
    assert mark in READER.read(text)


def test_nothing_is_nothing_and_a_novel_is_cut() -> None:
    assert READER.read("") == {}
    assert READER.read("Müll " * 100_000) == READER.read("Müll " * (READ // 5))


def test_a_word_knows_its_traits() -> None:
    assert {"w:tonn", "p:tonn", "b:_mue"} <= READER.of_word("muelltonne")
