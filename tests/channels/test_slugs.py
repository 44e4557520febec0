"""Names of words and a mark."""

import pytest

from amtdesk.channels.slugs import mark, slug, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straßenfest am Müllerplatz!", "strassenfest-am-muellerplatz"),
        ("  – ", ""),
        ("🎉 Fest 🎉", "fest"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 60, "x" * 48),
        ("eins zwei drei " * 10, "eins-zwei-drei-eins-zwei-drei-eins-zwei-drei"),
    ],
)
def test_words_are_plain_and_cut_at_a_word(text: str, expected: str) -> None:
    assert words(text) == expected


def test_a_slug_is_the_same_for_every_attempt_and_differs_by_token() -> None:
    assert slug("Fest", "a") == slug("Fest", "a") == f"fest-{mark('a')}"
    assert slug("Fest", "a") != slug("Fest", "b")
    assert slug("", "a") == mark("a")
    assert len(mark("a")) == 12
