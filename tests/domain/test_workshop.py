"""From questions to Textbausteine."""

from dataclasses import replace
from typing import Any

import pytest

from amtdesk.domain.asked import Asked
from amtdesk.domain.workshop import Answer, Workshop, entries, from_json, questions, to_json

ONE = Workshop(
    "Freibad Saison", "Das Freibad öffnet am 1. Mai.", "", (Answer("Was kostet das?", "4 Euro.", "u", "Amt"),)
)


def test_pasted_lines_become_questions() -> None:
    pasted = (
        "1. Wann öffnet das Bad?\n- Was kostet es?\n\n  • wann oeffnet das BAD?\nWer \nWas passiert, wenn \n3 Euro?"
    )
    assert questions(pasted) == ["Wann öffnet das Bad?", "Was kostet es?", "3 Euro?"]
    assert len(questions("\n".join(map(str, range(100))))) == 60


def test_answers_stay_when_the_questions_change() -> None:
    changed = ONE.asking("Wo ist es?\nWas kostet das?")
    assert changed.answers == (Answer("Wo ist es?"), ONE.answers[0])
    assert changed.rest().answers == (Answer("Wo ist es?"),) and changed.rest().topic == "Freibad Saison"
    assert ONE.rest() == Workshop() and not Workshop().started and ONE.started


def test_what_comes_of_it() -> None:
    (entry,) = entries(ONE.asking("Wo ist es?\nWas kostet das?"))
    assert (entry.title, entry.text, entry.category) == ("Was kostet das?", "4 Euro.", "Freibad Saison")
    assert entry.questions == (Asked("Was kostet das?"),) and entry.keywords == ("freibad", "saison")
    assert entry.source_url == "u" and entry.agree_with == "Amt" and not entry.agreed
    (entry,) = entries(replace(ONE, shelf="Sport", answers=(Answer("x" * 300, "y"),)))
    assert entry.category == "Sport" and len(entry.title) == 120


def test_it_is_kept_and_comes_back() -> None:
    assert from_json(to_json(ONE)) == ONE


@pytest.mark.parametrize("kept", [None, 7, {}, {"step": "x"}, {"answers": 3, "step": 9}, {"answers": [None, {}]}])
def test_what_nobody_can_read_is_a_fresh_start(kept: Any) -> None:
    assert not from_json(kept).topic and from_json(kept).step <= 3
