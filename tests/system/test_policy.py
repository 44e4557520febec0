"""What the IT department decided."""

import sys

import pytest

from amtdesk.system.policy import DATA_FOLDER, policy, switched_off


def test_names_of_the_system_are_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERNAME", "jmueller")
    kept = {DATA_FOLDER: r" D:\AmtDesk\$USERNAME "}
    assert policy(DATA_FOLDER, kept.get) == r"D:\AmtDesk\jmueller"


def test_nothing_decided_is_nothing() -> None:
    assert policy(DATA_FOLDER, {DATA_FOLDER: "  "}.get) is None
    assert policy(DATA_FOLDER, {}.get) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the registry")
def test_off_windows_nothing_is_decided() -> None:
    assert policy(DATA_FOLDER) is None


@pytest.mark.parametrize(("said", "off"), [("aus", True), ("AUS", True), ("0", True), ("an", False), (None, False)])
def test_no_is_written_in_many_ways(said: str | None, off: bool) -> None:
    assert switched_off(said) is off
