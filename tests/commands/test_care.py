"""amtdesk backup, restore and doctor as the IT calls them."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amtdesk.cli import main
from amtdesk.store.backup import verify
from tests.builders import desk_at, draft


@pytest.fixture
def office(tmp_path: Path) -> Path:
    desk = desk_at(tmp_path / "office")
    draft(desk, title="Herbstmarkt")
    desk.database.close()
    return tmp_path / "office"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_backup_is_made_verified_and_brought_to_another_folder(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, made = run(capsys, "backup", "--to", str(tmp_path / "there"), "--data", str(office))
    assert code == 0
    assert made["posts"] == 1
    assert verify(Path(made["path"])) is None
    assert verify(Path(made["second"])) is None
    code, every = run(capsys, "restore", "--list", "--data", str(office))
    assert code == 0
    assert [(one["path"], one["posts"]) for one in every] == [(made["path"], 1)]


def test_a_restore_says_what_was_lost_and_keeps_the_present_file(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "backup", "--data", str(office))
    main(["post", "add", "--title", "Danach", "--text", "Neuer Text", "--draft", "--data", str(office)])
    capsys.readouterr()
    code, done = run(capsys, "restore", "--data", str(office))
    assert code == 0
    assert done["lost"] == ["Danach"]
    assert Path(done["kept"]).exists()
    code, posts = run(capsys, "post", "list", "--data", str(office))
    assert [post["title"] for post in posts] == ["Herbstmarkt"]


def test_without_a_good_backup_nothing_is_changed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "restore", "--data", str(office))[0] == 1
    _, made = run(capsys, "backup", "--data", str(office))
    with Path(made["path"]).open("ab") as file:
        file.write(b"x")
    code, said = run(capsys, "restore", made["path"], "--data", str(office))
    assert (code, said["error"]) == (1, "backup_damaged")


def test_a_damaged_file_is_named_by_every_command_and_gives_its_texts(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "backup", "--data", str(office))
    path = office / "amtdesk.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 20_480 + whole[28_672:])
    code, said = run(capsys, "publish-due", "--data", str(office))
    assert (code, said["error"]) == (1, "database_damaged")
    code, said = run(capsys, "doctor", "--data", str(office))
    found = {check["name"]: check["ok"] for check in said["checks"]}
    assert code == 1
    assert (found["database"], found["backup"], found["backup_good"]) == (False, True, True)
    code, said = run(capsys, "restore", "--texts", str(tmp_path / "t.txt"), "--data", str(office))
    assert (code, said["texts"]) == (0, 1)
    assert "Rathausplatz" in (tmp_path / "t.txt").read_text(encoding="utf-8-sig")


def test_the_doctor_warns_of_a_cloud_folder_and_a_second_folder_that_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_at(tmp_path / "Dropbox")
    desk.safekeeping.set_second(tmp_path / "weg")
    desk.safekeeping.daily()
    desk.database.close()
    _, said = run(capsys, "doctor", "--data", str(tmp_path / "Dropbox"))
    found = {check["name"]: check for check in said["checks"]}
    assert "Cloud-Ordner" in found["local"]["words"]
    assert not found["second_folder"]["ok"]


def test_without_a_backup_a_young_file_has_a_hint_and_an_old_one_a_problem(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def check() -> tuple[bool, bool]:
        _, said = run(capsys, "doctor", "--data", str(office))
        found = next(one for one in said["checks"] if one["name"] == "backup")
        return found["ok"], found["hint"]

    file = sqlite3.connect(office / "amtdesk.sqlite")
    for days, expected in ((0, (True, True)), (4, (False, False))):
        created = datetime.now(UTC) - timedelta(days=days)
        file.execute("update post set created = ?", (f"{created:%Y-%m-%dT%H:%M:%SZ}",))
        file.commit()
        assert check() == expected
    file.execute("delete from post")
    file.commit()
    assert check() == (True, True)
    file.close()
