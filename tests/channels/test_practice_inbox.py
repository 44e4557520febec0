"""What arrives at the Übungskanal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtdesk.channels import practice_inbox
from amtdesk.domain.errors import NotAllowed
from amtdesk.domain.message import Message, Source

ONE = Message("a1", "a1", "Schön 😍", datetime(2026, 10, 14, 6, tzinfo=UTC), Source.MENTION, author="Jana", hidden=True)


def test_what_is_laid_in_is_read_and_can_be_taken_out(tmp_path: Path) -> None:
    assert list(practice_inbox.read(tmp_path)) == []
    practice_inbox.write(tmp_path, ONE)
    assert list(practice_inbox.read(tmp_path)) == [ONE] and practice_inbox.get(tmp_path, "a1") == ONE
    practice_inbox.remove(tmp_path, "a1")
    practice_inbox.remove(tmp_path, "a1")
    assert practice_inbox.get(tmp_path, "a1") is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "x"}', '{"id": "x", "text": "y", "created": "gestern"}'])
def test_a_file_that_is_no_comment_is_passed_over(tmp_path: Path, content: str) -> None:
    practice_inbox.write(tmp_path, ONE)
    (tmp_path / practice_inbox.FOLDER / "b.json").write_text(content)
    assert list(practice_inbox.read(tmp_path)) == [ONE]


def test_no_id_leads_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        practice_inbox.remove(tmp_path, "../amtdesk")
