"""Reasons and lists of YouTube."""

from typing import Any

import pytest

from amtdesk.channels.answer import Answer
from amtdesk.channels.youtube_api import part, reason


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error":{"errors":[{"reason":"quotaExceeded"}]}}', "quotaExceeded"),
        (b'{"error":{"errors":[]}}', ""),
        (b'{"error":"x"}', ""),
        (b"<html>", ""),
        (b"[]", ""),
    ],
)
def test_a_reason_out_of_anything(body: bytes, said: str) -> None:
    assert reason(Answer(403, {}, body, "GET x", False, False, str)) == said


@pytest.mark.parametrize("record", [None, [], {"a": 1}, {"a": {"b": []}}])
def test_what_is_not_there_is_empty(record: Any) -> None:
    assert part(record, "a", "b") == {}
