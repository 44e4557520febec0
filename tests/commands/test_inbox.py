"""amtdesk sync and amtdesk inbox, as a process each."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from amtdesk.channels import practice_inbox
from amtdesk.domain.delivery import State
from amtdesk.store import deliveries
from tests import builders
from tests.services.test_inbox import comment


def amtdesk(folder: Path, *arguments: str, text: str = "") -> tuple[int, Any, str]:
    """Exit code, JSON and the words for people."""
    done = subprocess.run(
        [sys.executable, "-m", "amtdesk", *arguments, "--json", "--data", str(folder)],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    desk = builders.desk_at(tmp_path)
    builders.practice(desk)
    desk.database.close()
    practice_inbox.write(tmp_path / "uebungskanal", comment("a1", "Wann ist das Bad offen?"))
    return tmp_path


def test_fetched_listed_answered_and_sent_without_a_window(folder: Path) -> None:
    code, found, _ = amtdesk(folder, "sync")
    assert code == 0 and len(found["new"]) == 1 and found["failed"] == {}
    code, rows, _ = amtdesk(folder, "inbox", "list")
    assert code == 0 and rows[0]["text"] == "Wann ist das Bad offen?" and rows[0]["status"] == "new"
    number = rows[0]["number"]
    code, answered, _ = amtdesk(folder, "inbox", "reply", number, "--text", "Ab 9 Uhr.")
    assert code == 0 and answered["status"] == "answered" and answered["sends"]
    code, shown, _ = amtdesk(folder, "inbox", "show", number)
    assert code == 0 and shown["answers"][0]["state"] == "planned"
    assert [entry["what"] for entry in shown["history"]] == ["answer"]
    assert amtdesk(folder, "inbox", "list")[1] == []
    assert amtdesk(folder, "sync")[1]["new"] == []


def test_taken_over_and_closed(folder: Path) -> None:
    code, one, _ = amtdesk(folder, "inbox", "capture", "--channel", "Telefon", text="Laterne flackert")
    assert code == 0 and one["text"] == "Laterne flackert"
    code, closed, _ = amtdesk(folder, "inbox", "close", str(one["id"]), "--reason", "doppelt")
    assert code == 0 and closed["status"] == "closed" and closed["reason"] == "doppelt"
    assert [row["status"] for row in amtdesk(folder, "inbox", "list", "--all")[1]] == ["closed"]


def test_what_is_not_there_or_must_not_leave_is_said(folder: Path) -> None:
    assert amtdesk(folder, "inbox", "show", "26-9999")[0] == 1
    _, one, _ = amtdesk(folder, "inbox", "capture", "--channel", "Telefon", "--text", "Frage?")
    code, refused, words = amtdesk(folder, "inbox", "reply", one["number"], "--text", "am {{tag}}")
    assert code == 1 and refused["error"] == "placeholder_open" and words
    assert amtdesk(folder, "inbox", "capture", "--channel", "x", "--text", "  ")[0] == 1
    assert amtdesk(folder, "inbox", "close", one["number"])[0] == 2


def test_an_answer_that_did_not_go_out_is_not_called_answered(folder: Path) -> None:
    number = amtdesk(folder, "sync")[1]["new"] and amtdesk(folder, "inbox", "list")[1][0]["number"]
    amtdesk(folder, "inbox", "reply", number, "--text", "Ab 9 Uhr.")
    desk = builders.desk_at(folder)
    with desk.database.writing() as connection:
        (delivery,) = deliveries.in_states(connection, [State.PLANNED])
        deliveries.move(connection, delivery, State.MISSED, problem="too_late")
    desk.database.close()
    code, rows, said = amtdesk(folder, "inbox", "list")
    assert code == 0 and len(rows) == 1 and "Antwort nicht gesendet" in said
    said = amtdesk(folder, "inbox", "show", number)[2]
    assert "Unsere Antwort: Ab 9 Uhr." in said and "nicht gesendet: " in said
