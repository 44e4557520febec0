"""Files that are whole."""

import os
from pathlib import Path

import pytest

from amtdesk.store import files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "ä.txt"
    files.write_whole(path, b"one")
    files.write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(path, b"new")
    with pytest.raises(OSError, match="No space"):
        files.copy_whole(path, tmp_path / "copy")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


def test_a_copy_tells_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(3_000_000))
    assert files.copy_whole(source, tmp_path / "copy") == files.sha256_of(source) == files.sha256_of(tmp_path / "copy")


def test_taking_away_what_is_not_there_is_fine(tmp_path: Path) -> None:
    files.discard(tmp_path / "nothing")
