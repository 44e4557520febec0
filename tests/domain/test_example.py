"""Beispielfragen and choices as material to learn from."""

from amtdesk.domain.example import SILENCE, Saying, Sort, choice, examples_of
from amtdesk.domain.textmodule import TextModule


def test_words_are_one_example_each_and_posts_stand_apart() -> None:
    words = Saying(1, "m", Sort.WORDS, "Lampe, Licht, ").examples()
    assert [one.text.strip() for one in words] == ["Lampe", "Licht"]
    [post] = Saying(1, "m", Sort.POST, "", "Weinfest").examples()
    assert (post.text, post.post) == ("", "Weinfest") and post.weight < 1
    [question] = Saying(1, "m", Sort.QUESTION, "Wo?", "Weinfest").examples()
    assert question.weight == 1


def test_a_textbaustein_without_questions_still_says_something() -> None:
    own, text = examples_of(TextModule("m", "k", "Freibad", "Es öffnet am {{datum}}.", keywords=("baden",)))
    assert own.text == "Freibad baden"
    assert "datum" not in text.text and text.weight < own.weight


def test_of_a_comment_only_words_stay_without_order_names_and_numbers() -> None:
    made = choice("@Uschi Müller2 wohnt Weg 7, 0171 23456, ruft an erika@x.de", "Der Post", "da", ["da", "zu"])
    assert made.words == "an ruft weg wohnt"
    assert made.refused == ("zu",)


def test_needing_no_answer_refuses_nothing() -> None:
    # what was offered may have been right all the same: she only saw no need
    assert choice("schön", "", SILENCE, ["lo-danke"]).refused == ()
