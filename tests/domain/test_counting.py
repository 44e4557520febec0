"""Characters counted the way each platform counts them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.channel import Count, Limits
from amtdesk.domain.counting import Length, graphemes, length, linkedin, mastodon, threads, utf16, x

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
LINK = "https://www.musterbach.de/aktuelles/2026/herbstmarkt-auf-dem-rathausplatz?id=1#oben"


@pytest.mark.parametrize(
    ("text", "as_people", "as_mastodon", "as_x", "as_utf16", "as_threads"),
    [
        ("", 0, 0, 0, 0, 0),
        ("Grüße", 5, 5, 5, 5, 5),
        ("u\u0308", 1, 1, 1, 1, 1),
        ("😀", 1, 1, 2, 2, 4),
        (FAMILY, 1, 1, 2, 11, 25),
        ("🇩🇪", 1, 1, 2, 4, 8),
        ("–„“", 3, 3, 3, 3, 3),
        ("日本", 2, 2, 4, 2, 2),
        (LINK, len(LINK), 23, 23, len(LINK), len(LINK)),
        (f"Siehe {LINK}.", len(LINK) + 7, 30, 30, len(LINK) + 7, len(LINK) + 7),
        ("@rathaus@social.example hallo", 29, 14, 29, 29, 29),
    ],
)
def test_each_platform_has_its_own_count(
    text: str, as_people: int, as_mastodon: int, as_x: int, as_utf16: int, as_threads: int
) -> None:
    nfc = unicodedata.normalize("NFC", text)
    assert (graphemes(nfc), mastodon(nfc), x(nfc), utf16(nfc), threads(nfc)) == (
        as_people,
        as_mastodon,
        as_x,
        as_utf16,
        as_threads,
    )


def test_linkedin_counts_its_own_marks_with_their_backslash() -> None:
    assert linkedin("Markt (Samstag) Nr. #1") == 22 + 3
    assert linkedin("#Musterbach") == len(r"{hashtag|\#|Musterbach}")
    assert linkedin("😀_") == 4


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        # facts of twitter-text, conformance/validate.yml, section "lengths" (github.com/twitter/twitter-text,
        # Apache-2.0); where those count plain characters, the weight of configuration v3 is meant here
        ("This is a test.", 15),
        ("http://test.com", 23),
        ("https://test.com", 23),
        ("test.com", 23),
        ("Test https://test.com test https://test.com test.com test", 86),
        ("\U00010000\U0010ffff", 4),
        ("저찀쯿쿿", 8),
        ("H\U0001f431☺", 5),
        ("の" * 140, 280),
        ("\U0001f431" * 140, 280),
    ],
)
def test_x_counts_as_twitter_text_does(text: str, weight: int) -> None:
    assert x(text) == weight


ANY = st.text(alphabet=st.characters(exclude_categories=()))


@given(ANY, st.sampled_from(Count))
def test_any_text_can_be_counted_and_more_text_is_never_shorter_in_bytes(text: str, count: Count) -> None:
    limits = Limits(count=count)
    found = length(text, limits)
    assert found.characters >= 0 and found.excess(limits) == 0 and found.share(limits) == 0
    assert length(text + " ende", limits).size >= found.size


@given(ANY)
def test_counts_are_ordered(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    assert graphemes(normal) <= len(normal) <= utf16(normal)


@given(st.integers(0, 400), st.integers(1, 300))
def test_the_excess_is_what_must_be_cut(characters: int, limit: int) -> None:
    limits = Limits(count=Count.GRAPHEMES, characters=limit)
    assert length("a" * characters, limits).excess(limits) == max(0, characters - limit)


def test_bytes_alone_can_be_too_many() -> None:
    limits = Limits(count=Count.BLUESKY, characters=300, text_bytes=3000)
    assert length(FAMILY * 200, limits).excess(limits) > 0
    assert Length(10, 3001).excess(limits) == 1
    assert Length(150, 3000).share(limits) == 1.0


def test_a_mastodon_server_says_how_long_its_links_are() -> None:
    assert length(LINK, Limits(count=Count.MASTODON, url_length=30)).characters == 30


@given(st.text(min_size=1, max_size=30), st.integers(1, 200))
def test_who_cuts_what_is_too_many_bytes_cuts_enough_of_a_text_all_alike(word: str, limit: int) -> None:
    word = unicodedata.normalize("NFC", word)[:1]
    limits = Limits(count=Count.GRAPHEMES, text_bytes=limit)
    text = word * 100
    over = length(text, limits).excess(limits)
    if graphemes(text) == 100:
        assert length(text[: 100 - over], limits).excess(limits) == 0
