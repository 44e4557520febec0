"""The counter that only counts what changed says what counting everything says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.channel import Count, Limits
from amtdesk.domain.counting import length
from amtdesk.ui.editor.tally import LONG, Tally

PIECES = st.sampled_from(
    ["Grüße", " ", "\n", ". ", ", ", "https://musterbach.example/markt?x=1", "@amt@social.example", "👩‍👩‍👧", "🇩🇪",
     "e", "\u0301", "u\u0308", "\u0600", "中", "!", "\u200d", "a" * (LONG + 1), "\r", ". \u0301"]
)  # fmt: skip


@pytest.mark.parametrize("count", list(Count))
@given(st.lists(PIECES, max_size=25))
def test_it_counts_as_the_rule_does(count: Count, parts: list[str]) -> None:
    text = "".join(parts).replace("\r", "")
    limits = Limits(count=count, characters=500)
    assert Tally().length(text, limits) == length(text, limits)


def test_a_keystroke_counts_only_its_own_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def noting(text: str, limits: Limits) -> object:
        counted.append(text)
        return length(text, limits)

    monkeypatch.setattr("amtdesk.ui.editor.tally.length", noting)
    tally, limits = Tally(), Limits(count=Count.MASTODON, characters=500)
    tally.length("Erster Absatz.\nZweiter", limits)
    counted.clear()
    tally.length("Erster Absatz.\nZweiter!", limits)
    assert counted == ["Zweiter!"]


def test_a_long_paragraph_is_counted_sentence_by_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def noting(text: str, limits: Limits) -> object:
        counted.append(text)
        return length(text, limits)

    monkeypatch.setattr("amtdesk.ui.editor.tally.length", noting)
    sentence = "Am Sonntag ist Herbstmarkt auf dem Rathausplatz. "
    tally, limits = Tally(), Limits(count=Count.X, characters=280)
    tally.length(sentence * 100, limits)
    counted.clear()
    tally.length(sentence * 50 + "x" + sentence * 50, limits)
    assert sum(map(len, counted)) < 2 * len(sentence)
