"""Beispielfragen as lines, and back."""

from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.asked import LONGEST, Asked, asked, asked_in, from_line, pasted, sayings, words_in, words_of
from amtdesk.domain.example import Saying, Sort

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(["a||b", "\\", "|", "\\|| "])


@given(TEXTS, TEXTS)
def test_any_question_comes_back_from_its_line(text: str, post: str) -> None:
    one = asked(text, post)
    assert from_line(one.line) == one
    assert "\n" not in one.line


def test_pasted_lines_lose_bullets_and_doubles_and_may_name_the_post() -> None:
    lines = "- Wann kommt ihr?\n\n2) WANN KOMMT IHR?\nWo?\tMarkt am Samstag\n|| Weinfest\n  Wo ?\r\n3 Euro?"
    assert pasted(lines) == [
        Asked("Wann kommt ihr?"),
        Asked("Wo?", "Markt am Samstag"),
        Asked("", "Weinfest"),
        Asked("Wo ?"),
        Asked("3 Euro?"),
    ]
    assert len(asked("x" * 2_000).text) == LONGEST


def test_what_is_kept_is_questions_posts_and_words() -> None:
    wanted = [Asked("Wo?"), Asked("Wo?", "Markt"), Asked("", "Weinfest")]
    kept = sayings("m", wanted, ("Licht", "Lampe"))
    assert [one.sort for one in kept] == [Sort.QUESTION, Sort.QUESTION, Sort.POST, Sort.WORDS]
    assert all(one.own for one in kept)
    assert asked_in(kept) == wanted and words_in(kept) == ("Licht", "Lampe")
    assert words_in([*kept, Saying(0, "m", Sort.WORDS, "Lampe, Birne")]) == ("Licht", "Lampe", "Birne")
    assert sayings("m", [], ()) == []
    assert words_of(" a ,, b  c,a") == ("a", "b c")
