"""What names a post in a line."""

from amtdesk.domain.title import first_words


def test_a_post_without_a_title_is_named_by_the_first_words_of_its_text() -> None:
    assert first_words(" Herbstmarkt ", "Text") == "Herbstmarkt"
    assert first_words("", "\n \nAm Sonntag\nist Markt") == "Am Sonntag"
    assert first_words("", "  ") == "Ohne Text"
    long = first_words("", "Wort " * 50)
    assert len(long) <= 82 and long.endswith("Wort …")
    assert first_words("", "x" * 500).endswith(" …")
