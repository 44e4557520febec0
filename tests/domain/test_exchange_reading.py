"""Values of a file, and what is wrong with them."""

from typing import Any

import pytest

from amtdesk.domain.asked import Asked
from amtdesk.domain.exchange import Entry, Fault, Standing, compare
from amtdesk.domain.exchange_reading import clean, read


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"title": " ", "text": "x", "category": "c"}, Fault.TITLE_MISSING),
        ({"title": "t", "text": "\n", "category": "c"}, Fault.TEXT_MISSING),
        ({"title": "t", "text": "x"}, Fault.CATEGORY_MISSING),
        ({"title": "t", "text": "x", "category": "c", "id": "../böse"}, Fault.ID_WRONG),
        ({"title": "t", "text": "x", "category": "c", "agreed_on": "31.2.2026"}, Fault.DATE_WRONG),
        ({"title": "t", "text": "x", "category": "c", "review_months": "bald"}, Fault.NUMBER_WRONG),
        ({"title": "t", "text": "x", "category": "c", "review_months": 10**400}, Fault.NUMBER_WRONG),
        ({"title": "t", "text": "x", "category": "c", "review_months": True}, Fault.NUMBER_WRONG),
        ({"title": "t", "text": "x", "category": "c", "approval": "vielleicht"}, Fault.APPROVAL_UNKNOWN),
        ({"title": "t" * 201, "text": "x", "category": "c"}, Fault.TOO_LONG),
        ({"title": "t", "text": "x" * 10_001, "category": "c"}, Fault.TOO_LONG),
        ({"title": "t", "text": "x", "category": "c", "keywords": ["w"] * 3 + ["y" * 1001]}, Fault.TOO_LONG),
        ({"title": "t", "text": "x", "category": "c", "questions": [{"text": "y" * 1001}]}, Fault.TOO_LONG),
        ({"title": "t", "text": "x", "category": "c", "questions": "Wo?"}, Fault.VALUE_WRONG),
        ({"title": "t", "text": "x", "category": "c", "questions": [{"text": 7}]}, Fault.VALUE_WRONG),
        ({"title": ["t"], "text": "x", "category": "c"}, Fault.VALUE_WRONG),
        ({"title": "t", "text": "x", "category": "c", "keywords": {"a": 1}}, Fault.VALUE_WRONG),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, Any], fault: Fault) -> None:
    row = compare(read(2, values), None, "")
    assert row.standing is Standing.FAULTY and fault in row.faults


def test_what_the_file_cannot_keep_is_replaced() -> None:
    assert clean("a\0b\ud800c") == "a b\ufffdc"
    assert read(1, {"title": "zwei\nZeilen", "keywords": [" a ", "", "a"]}).entry == Entry(
        title="zwei Zeilen", keywords=("a",)
    )
    said = read(1, {"questions": ["Wo?", {"text": " Wo? ", "beitrag": "Markt"}, {}, "Wo?"], "words": ["a, b", "a"]})
    assert said.entry == Entry(questions=(Asked("Wo?"), Asked("Wo?", "Markt")), words=("a", "b"))
