"""amtdesk job, as a process."""

import sys
from pathlib import Path

import pytest

from tests.commands.test_inbox import amtdesk


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the units of systemd")
def test_print_shows_what_would_be_registered_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "Amt & Söhne"
    code, files, _ = amtdesk(folder, "job", "print")
    assert code == 0 and sorted(name.rpartition(".")[2] for name in files) == ["service", "timer"]
    service = next(text for name, text in files.items() if name.endswith(".service"))
    assert f'"publish-due" "--data" "{folder}"' in service


def test_status_says_how_it_stands(tmp_path: Path) -> None:
    code, state, words = amtdesk(tmp_path, "job", "status")
    assert code == 0 and state["state"] in ("off", "absent") and words
