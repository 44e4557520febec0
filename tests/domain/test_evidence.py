"""What speaks for which label."""

import pytest

from amtdesk.domain.evidence import Evidence, Sample

SAMPLES = [
    Sample("lamp", {"lamp": 1, "dark": 1, "the": 1}),
    Sample("lamp", {"light": 1, "dark": 1}),
    Sample("bin", {"bin": 1, "full": 1, "the": 1}),
    Sample("dog", {"dog": 1, "full": 1}),
    Sample("bin", {"rubbish": 1, "the": 1}),
]


def best(evidence: Evidence, *traits: str) -> str:
    scores = evidence.scores(dict.fromkeys(traits, 1.0))
    return max(scores, key=lambda label: scores[label])


def test_traits_lead_to_their_label() -> None:
    evidence = Evidence(SAMPLES)
    assert best(evidence, "dark") == "lamp"
    assert best(evidence, "rubbish", "the", "never-seen") == "bin"


def test_nothing_known_speaks_for_nobody() -> None:
    assert set(Evidence(SAMPLES).scores({"never-seen": 1.0}).values()) == {0.0}


def test_what_only_one_label_has_is_its_share() -> None:
    shares = Evidence(SAMPLES).shares({"dark": 1.0, "the": 1.0, "bin": 1.0}, "lamp")
    assert shares["dark"] > shares.get("the", 0.0)
    assert "bin" not in shares


def test_one_more_example_counts_for_what_resembles_it() -> None:
    evidence = Evidence(SAMPLES)
    before = evidence.scores({"full": 1.0})["lamp"]
    evidence.add(Sample("lamp", {"full": 1.0}))
    assert evidence.scores({"full": 1.0})["lamp"] > before
    evidence.add(Sample("unknown", {"full": 1.0}))
    assert "unknown" not in evidence.labels


def test_a_hundred_refusals_count_as_one() -> None:
    once, often = Evidence(SAMPLES), Evidence(SAMPLES)
    once.add(Sample("bin", {"full": 1.0}, -0.2))
    for _ in range(100):
        often.add(Sample("bin", {"full": 1.0}, -0.2))
    assert once.scores({"full": 1.0}) == pytest.approx(often.scores({"full": 1.0}))
    assert once.scores({"full": 1.0})["bin"] < Evidence(SAMPLES).scores({"full": 1.0})["bin"]
