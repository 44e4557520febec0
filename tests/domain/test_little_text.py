"""LinkedIn's little text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.little_text import escape, same, unescape

MARKED = st.text(st.sampled_from("ab ä1_#＃\\|{}@[]()<>*~\n/:.") | st.characters(exclude_categories=["Cs"]))


@given(MARKED)
def test_what_is_escaped_reads_as_before(text: str) -> None:
    assert unescape(escape(text)) == text


@given(MARKED)
def test_nothing_is_left_raw(text: str) -> None:
    bare = escape(text)
    for char in (
        "\\\\",
        "\\|",
        "\\{",
        "\\}",
        "\\@",
        "\\[",
        "\\]",
        "\\(",
        "\\)",
        "\\<",
        "\\>",
        "\\#",
        "\\*",
        "\\_",
        "\\~",
    ):
        bare = bare.replace(char, "")
    assert not set(bare.replace("{hashtag|\\", "").replace("{hashtag||", "")) & set("@[]()<>*~#_")


@pytest.mark.parametrize(
    ("text", "commentary"),
    [
        ("Markt (8–13 Uhr)", r"Markt \(8–13 Uhr\)"),
        ("#Musterbach", r"{hashtag|\#|Musterbach}"),
        ("(#Markt_2026)", r"\({hashtag|\#|Markt\_2026}\)"),
        ("Haus #12", r"Haus \#12"),
        ("https://a.example/x_y#teil", r"https://a.example/x\_y\#teil"),
        ("a#b", r"a\#b"),
        ("@Rathaus", r"\@Rathaus"),
    ],
)
def test_known_texts(text: str, commentary: str) -> None:
    assert escape(text) == commentary


def test_mentions_of_others_read_as_names() -> None:
    assert unescape(r"Mit @[Stadt \(Muster\)](urn:li:organization:1)") == "Mit Stadt (Muster)"


def test_blanks_make_no_difference() -> None:
    assert same("Markt  am\nSamstag ", "Markt am Samstag")
    assert not same("Markt", "Märkt")
