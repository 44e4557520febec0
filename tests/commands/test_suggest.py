"""amtdesk suggest, as a process."""

import json
from pathlib import Path

from tests.commands.test_inbox import amtdesk


def test_one_comment_under_its_post(tmp_path: Path) -> None:
    comment, post = tmp_path / "kommentar.txt", tmp_path / "beitrag.txt"
    comment.write_text("Parkplätze?", encoding="utf-8-sig")
    post.write_text("Weinfest am Samstag", encoding="utf-8")
    code, found, _ = amtdesk(tmp_path / "a", "suggest", "--text-file", str(comment), "--post-file", str(post))
    assert code == 0
    assert set(found) == {"id", "suggestions", "urgent"} and found["urgent"] is False
    assert "va-info" in [one["id"] for one in found["suggestions"]]
    assert set(found["suggestions"][0]) == {"id", "score", "words"}


def test_many_at_once(tmp_path: Path) -> None:
    batch = tmp_path / "viele.json"
    rows = [
        {"id": "1", "text": "Hilfe, hier riecht es nach Gas", "channel": "facebook", "post": ""},
        {"id": "2", "text": "👍", "channel": "facebook"},
    ]
    batch.write_text(json.dumps(rows), encoding="utf-8")
    code, found, _ = amtdesk(tmp_path / "a", "suggest", "--batch", str(batch))
    assert code == 0
    assert [one["id"] for one in found] == ["1", "2"]
    assert found[0]["urgent"] and found[1]["suggestions"] == []


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    code, _, words = amtdesk(tmp_path / "a", "suggest", "--text-file", str(tmp_path / "fehlt.txt"))
    assert code == 1 and "gibt es nicht" in words
    batch = tmp_path / "falsch.json"
    batch.write_text('{"id": 1}', encoding="utf-8")
    code, _, words = amtdesk(tmp_path / "a", "suggest", "--batch", str(batch))
    assert code == 2 and "Liste von Kommentaren" in words
