"""Another computer or another folder is another place."""

from pathlib import Path

import pytest

from amtdesk.system import machine


def test_each_folder_and_computer_is_a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = machine.place(tmp_path)
    assert here == machine.place(tmp_path) != machine.place(tmp_path / "copy")
    monkeypatch.setattr(machine, "computer", lambda: "another")
    assert machine.place(tmp_path) != here
    assert str(tmp_path) not in here


def test_a_computer_without_an_id_goes_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "_LINUX", (tmp_path / "none",))
    monkeypatch.setattr(machine.socket, "gethostname", lambda: "pc-12")
    assert machine.computer() == "pc-12"
    (tmp_path / "none").write_text("4f1c\n", encoding="ascii")
    assert machine.computer() == "4f1c"


def test_a_session_is_a_number() -> None:
    assert machine.session() >= 0
