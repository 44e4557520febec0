"""Foreign HTML as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.channels.plain import LONGEST, plain


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Danke!</p>", "Danke!"),
        ("<p>Eins<br>zwei</p><p>drei</p>", "Eins\nzwei\n\ndrei"),
        ("a &amp; b &lt;c&gt; &#8230;", "a & b <c> …"),
        ('<p><span class="h-card"><a href="https://x">@<span>gemeinde</span></a></span> wann?</p>', "@gemeinde wann?"),
        ("<script>alert(1)</script>x<style>y</style>", "x"),
        ("<img src=file:///c:/x onerror=x>Bild", "Bild"),
        ("", ""),
        ("<b>ungeschlossen", "ungeschlossen"),
        ("1 < 2 und 3 > 2", "1 < 2 und 3 > 2"),
    ],
)
def test_words_stay_and_markup_goes(html: str, words: str) -> None:
    assert plain(html) == words


@given(st.text())
def test_any_text_can_be_read(html: str) -> None:
    assert len(plain(html)) <= len(html) + 10


def test_a_huge_one_is_cut() -> None:
    assert len(plain("<p>" + "x" * 3_000_000)) <= LONGEST
