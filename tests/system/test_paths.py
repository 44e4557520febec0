"""Where data lies."""

import stat
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from amtdesk.system.paths import Paths, is_unc, on_remote_mount, remote, synchronised

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home/eva rw shared:2 - nfs4 server:/home rw
31 30 8:2 / /home/eva/lokal rw - ext4 /dev/sdb1 rw
32 22 0:41 / /mnt/Freigabe\\040Rathaus rw - cifs //rathaus/alle rw
33 22 0:42 / /mnt/ssh rw master:1 - fuse.sshfs eva@host: rw
34 22 0:43 / /mnt/stick rw - fuseblk /dev/sdc1 rw
a line that is none
"""


def test_the_folder_asked_for_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMTDESK_DATA", str(tmp_path / "environment"))
    assert Paths.find(str(tmp_path / "asked")).data == tmp_path / "asked"
    assert Paths.find().data == tmp_path / "environment"


def test_without_a_wish_it_is_the_local_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMTDESK_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = Paths.find().data
    assert found.name == "AmtDesk"
    if sys.platform == "linux":
        assert found == tmp_path / "AmtDesk"


def test_everything_lies_in_one_folder(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    assert paths.database == tmp_path / "amtdesk.sqlite"
    assert paths.lock.parent == tmp_path
    assert {paths.media.name, paths.practice.name, paths.backups.name, paths.logs.name} == {
        "media",
        "uebungskanal",
        "sicherungen",
        "logs",
    }


def test_folders_are_made_for_this_user_alone_also_twice(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "Jörg Müller" / "Daten")
    paths.make()
    paths.make()
    assert paths.media.is_dir()
    assert paths.backups.is_dir()
    if sys.platform != "win32":
        assert stat.S_IMODE(paths.data.stat().st_mode) == 0o700
        assert stat.S_IMODE(paths.logs.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/eva/AmtDesk", True),
        ("/home/eva/lokal/AmtDesk", False),
        ("/home/evamaria", False),
        ("/mnt/Freigabe Rathaus/x", True),
        ("/mnt/ssh/x", True),
        ("/mnt/stick/x", False),
        ("/var", False),
    ],
)
def test_the_innermost_mount_decides_whether_a_path_is_remote(path: str, expected: bool) -> None:
    assert on_remote_mount(PurePosixPath(path), MOUNTS) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"\\rathaus\daten", True),
        ("//rathaus/daten", True),
        (r"\\?\UNC\rathaus\daten", True),
        (r"\\?\C:\Users\eva", False),
        (r"\\.\pipe\x", False),
        (r"C:\Users\eva", False),
    ],
)
def test_a_unc_path_is_known_in_every_spelling(path: str, expected: bool) -> None:
    assert is_unc(path) is expected


def test_a_folder_of_this_computer_is_not_remote(tmp_path: Path) -> None:
    assert remote(tmp_path) is False
    assert remote(tmp_path / "not" / "there") is False


def test_a_folder_a_cloud_copies_is_recognised() -> None:
    assert synchronised(PureWindowsPath(r"C:\Users\eva\OneDrive - Gemeinde\AmtDesk"))
    assert synchronised(PurePosixPath("/home/eva/Nextcloud/AmtDesk"))
    assert not synchronised(PureWindowsPath(r"C:\Users\eva\AppData\Local\AmtDesk"))
