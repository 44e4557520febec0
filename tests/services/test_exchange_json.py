"""JSON with a version, from this program and from elsewhere."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtdesk.domain.asked import Asked
from amtdesk.domain.exchange import MOST_ROWS, NAMES, Fault, FileRefused, Refusal, compare
from amtdesk.services import exchange_csv, exchange_json
from amtdesk.services.exchange_text import decode
from amtdesk.system import resources
from tests.services.test_exchange_csv import ASKED, ONE, WORDS


def test_a_file_comes_back_as_it_was() -> None:
    content = exchange_json.write([ONE], date(2026, 10, 14))
    value = json.loads(content)
    assert (value["format"], value["version"], value["stand"]) == ("amtdesk-textbausteine", 1, "2026-10-14")
    (row,) = exchange_json.rows(content.decode())
    assert row.entry == ONE and row.line == 1 and not row.faults


@given(ASKED, WORDS)
def test_any_beispielfrage_comes_back_with_its_post(questions: tuple[Asked, ...], words: tuple[str, ...]) -> None:
    entry = replace(ONE, questions=questions, words=words)
    (row,) = exchange_json.rows(exchange_json.write([entry], date(2026, 10, 14)).decode())
    assert row.entry == entry


def test_the_stock_of_the_program_can_be_read_too() -> None:
    content = resources.json("content/textbausteine.json")
    rows = exchange_json.rows(json.dumps(content))
    assert len(rows) == len(content["bausteine"]) and not any(row.faults for row in rows)
    assert rows[0].entry.category == content["kategorien"][0]["titel"]


def test_a_bare_list_and_values_of_the_wrong_kind() -> None:
    deep = "[" * 200 + "]" * 200
    text = f'[{{"titel": "a", "text": {deep}}}, 7, {{"titel": "\\ud800\\u0000", "text": "b", "arten": [1]}}]'
    rows = exchange_json.rows(text)
    assert [row.faults for row in rows] == [(Fault.VALUE_WRONG,)] * 3
    assert rows[2].entry.title == "\ufffd"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", Refusal.BROKEN),
        ("[" * 100_000, Refusal.BROKEN),
        ('[{"titel": ' + "9" * 5000 + "}]", Refusal.BROKEN),
        ('"text"', Refusal.NO_COLUMNS),
        ('{"bausteine": {"a": 1}}', Refusal.NO_COLUMNS),
        ('{"format": "amtdesk-textbausteine", "version": 2, "bausteine": [{}]}', Refusal.NEWER),
        ('{"bausteine": []}', Refusal.EMPTY),
        (json.dumps([{}] * (MOST_ROWS + 1)), Refusal.TOO_MANY),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        exchange_json.rows(text)
    assert refused.value.reason is reason


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from([exchange_json.KEYS[name] for name in NAMES]), _VALUES), max_size=3))
def test_any_values_are_taken_or_refused_with_a_reason(values: list[dict[str, object]]) -> None:
    try:
        rows = exchange_json.rows(json.dumps(values))
    except FileRefused:
        return
    for row in rows:
        found = compare(row, None, "Musterbach")
        assert found.faults or (found.entry.title.strip() and found.entry.text.strip())
        json.dumps([found.entry.title, found.entry.text], ensure_ascii=False).encode()


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: b"Titel;Text\n" + text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text, _ = decode(content)
        read = exchange_json.rows if text.lstrip()[:1] in ("{", "[") else exchange_csv.rows
        read(text)
    except FileRefused:
        pass
