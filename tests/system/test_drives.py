"""Room and writability."""

from pathlib import Path

import pytest

from amtdesk.domain.errors import Problem
from amtdesk.system.drives import bad_place, free_space, writable


def test_free_space_is_told_also_for_a_folder_not_yet_made(tmp_path: Path) -> None:
    room = free_space(tmp_path)
    assert room is not None
    assert room > 0
    assert free_space(tmp_path / "later" / "deeper") is not None


def test_a_folder_that_takes_files_is_left_empty(tmp_path: Path) -> None:
    assert writable(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_none_takes_no_files(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not writable(tmp_path / "file")
    assert not writable(tmp_path / "absent")


@pytest.mark.parametrize(
    ("trace", "folder"),
    [
        (".sync_0a1b2c.db", "Firma/Daten"),
        ("._sync_0a1b2c.db", "Firma"),
        (".dropbox.cache", "Ablage/x/y"),
        ("", "Nextcloud/AmtDesk"),
        ("", "OneDrive - Gemeinde Musterbach/AmtDesk"),
    ],
)
def test_a_folder_that_a_cloud_program_copies_is_a_bad_place(tmp_path: Path, trace: str, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    if trace:
        (tmp_path / Path(folder).parts[0] / trace).touch()
    assert bad_place(place, {}) is Problem.FILE_SYNCHRONISED


def test_what_onedrive_says_is_believed(tmp_path: Path) -> None:
    assert bad_place(tmp_path / "x", {"OneDriveCommercial": str(tmp_path)}) is Problem.FILE_SYNCHRONISED
    assert bad_place(tmp_path / "x", {"OneDrive": str(tmp_path / "y"), "OneDriveConsumer": ""}) is None
    assert bad_place(tmp_path, {}) is None
