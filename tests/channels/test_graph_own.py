"""Remembering which comments are ours."""

import pytest

from amtdesk.channels.graph_own import ours, remember
from amtdesk.domain.channel import Published


def test_the_youngest_are_remembered_once() -> None:
    notes: dict[str, str] = {}
    for number in [*range(600), 599]:
        remember(notes, Published(f"comment:{number}", ""))
    assert (len(ours(notes)), ours(notes)[0], ours(notes)[-1]) == (500, "comment:100", "comment:599")


@pytest.mark.parametrize("kept", ["x", "{}", "7"])
def test_damaged_notes_are_none(kept: str) -> None:
    assert ours({"answers": kept}) == []
