"""Links, hashtags and mentions by their bytes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.channels.bluesky_facets import facets


def marked(text: str, handles: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """What is marked, cut out by bytes, and where it leads."""
    raw = text.encode()
    found = []
    for facet in facets(text, lambda handle: (handles or {}).get(handle)):
        words = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        feature: dict[str, Any] = facet["features"][0]
        found.append((words, feature.get("uri") or feature.get("tag") or feature["did"]))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grüße 🎉 https://a.example/ü.", [("https://a.example/ü", "https://a.example/ü")]),
        (
            "(siehe www.musterbach.example/markt)",
            [("www.musterbach.example/markt", "https://www.musterbach.example/markt")],
        ),
        (
            "(www.musterbach.example/Markt_(Ort))",
            [("www.musterbach.example/Markt_(Ort)", "https://www.musterbach.example/Markt_(Ort)")],
        ),
        ("musterbach.example/markt ohne http", []),
        ("#Müllerplatz und #Fest2026, #2026", [("#Müllerplatz", "Müllerplatz"), ("#Fest2026", "Fest2026")]),
        (
            "(#Fest) „#Markt“ #Herbst-Markt!",
            [("#Fest", "Fest"), ("#Markt", "Markt"), ("#Herbst-Markt", "Herbst-Markt")],
        ),
        ("C#Sprache & #", []),
        ("https://a.example/#anker", [("https://a.example/#anker", "https://a.example/#anker")]),
        ("https://www.a.example", [("https://www.a.example", "https://www.a.example")]),
        ("info@www.musterbach.example", []),
        ("#" + "x" * 65, []),
        ("", []),
    ],
)
def test_only_what_is_meant_is_marked(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


def test_a_mention_is_marked_when_somebody_has_the_name() -> None:
    handles = {"rathaus.example": "did:plc:1"}
    assert marked("Äh, @Rathaus.example und @niemand.example", handles) == [("@Rathaus.example", "did:plc:1")]
    assert marked("post@rathaus.example https://a.example/@rathaus.example", handles) == [
        ("https://a.example/@rathaus.example", "https://a.example/@rathaus.example")
    ]


def test_marks_stand_in_the_order_of_the_text() -> None:
    words = [one for one, _ in marked("#eins https://a.example #zwei www.b.example")]
    assert words == ["#eins", "https://a.example", "#zwei", "www.b.example"]


def test_a_lone_surrogate_moves_no_mark() -> None:
    found = facets("\ud83d #Fest", lambda _: None)
    assert found[0]["index"] == {"byteStart": 2, "byteEnd": 7}


PIECES = st.sampled_from(
    [
        "Grüße",
        "👨\u200d👩\u200d👧",
        "🇩🇪",
        "u\u0308",
        "日本",
        "#Müllerplatz",
        "#Fest2026",
        "https://a.example/ü?x=1",
        "www.musterbach.example/markt",
        "@rathaus.example",
    ]
)


@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", " 🎉 ", " ä "]))))
def test_whatever_stands_before_a_mark_it_is_cut_out_whole(pieces: list[tuple[str, str]]) -> None:
    found = marked("".join(piece + gap for piece, gap in pieces), {"rathaus.example": "did:plc:1"})
    meant = [piece for piece, _ in pieces if piece.startswith(("#", "http", "www", "@"))]
    assert [words for words, _ in found] == meant
