"""Which installer put the program here."""

from pathlib import Path

import pytest

from amtdesk.system.installed import by_setup
from amtdesk.system.logon import Registry


class Kept(Registry):
    """A registry with one value."""

    def __init__(self, place: str | None) -> None:
        self._place = place

    def get(self, key: str, name: str) -> str | bytes | None:
        return self._place if key.endswith(r"Uninstall\AmtDesk") and name == "InstallLocation" else None


@pytest.mark.parametrize("program", ["AmtDesk.exe", "runtime/python.exe"])
def test_the_setup_says_which_folder_it_filled(tmp_path: Path, program: str) -> None:
    assert by_setup(str(tmp_path / program), Kept(str(tmp_path).upper()))
    assert by_setup(str(tmp_path / program), Kept(f'"{tmp_path}"'))


@pytest.mark.parametrize("place", [None, "", "C:/anderswo"])
def test_another_folder_is_somebody_elses(tmp_path: Path, place: str | None) -> None:
    assert not by_setup(str(tmp_path / "AmtDesk.exe"), Kept(place))


def test_off_windows_it_never_was() -> None:
    assert not by_setup()
