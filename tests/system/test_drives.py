"""Room and writability."""

from pathlib import Path

from amtdesk.system.drives import free_space, writable


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
