"""Recognising our own post among those that X shows."""

from typing import Any

import pytest

from amtdesk.channels.x_match import is_ours, sent, shown
from tests.channels.contract import NOW, payload

ID = str((int(NOW.timestamp() * 1000) - 1_288_834_974_657) << 22)


def post(text: str, **more: Any) -> dict[str, Any]:
    return {"id": ID, "text": text, "entities": {}, **more}


def test_short_links_are_what_they_lead_to() -> None:
    urls = [{"url": "https://t.co/a", "expanded_url": "https://www.musterbach.example/markt"}]
    assert shown(post("Markt &amp; mehr: https://t.co/a", entities={"urls": urls})) == sent(
        "Markt & mehr:  https://www.musterbach.example/markt/"
    )


def test_the_link_to_its_pictures_is_not_part_of_the_words() -> None:
    urls = [{"url": "https://t.co/p", "expanded_url": "https://x.com/a/photo/1", "media_key": "3_1"}]
    assert shown(post("Markt https://t.co/p", entities={"urls": urls})) == "Markt"


def test_a_long_post_is_read_whole() -> None:
    assert shown(post("Markt …", note_tweet={"text": "Markt am Samstag"})) == "Markt am Samstag"


@pytest.mark.parametrize("record", [{}, {"id": "x"}, {"id": ID, "text": 7}, {"id": ID, "entities": []}])
def test_what_is_damaged_is_not_ours(record: dict[str, Any]) -> None:
    assert not is_ours(record, payload(), NOW)
