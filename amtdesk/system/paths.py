"""Where things lie on this computer, and what kind of drive that is."""

import os
import sys
from pathlib import Path, PurePath
from typing import NamedTuple

from amtdesk.system.policy import DATA_FOLDER, policy

#: File systems that live on another computer; WAL needs all processes on one host.
_REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "davfs", "lustre"}
)
_REMOTE_FUSE = frozenset(
    {"fuse.sshfs", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "fuse.curlftpfs", "fuse.smbnetfs"}
)
#: Folders that another program copies file by file, while we write.
_SYNCHRONISED = ("onedrive", "dropbox", "nextcloud", "owncloud", "google drive", "googledrive", "icloud")
_DRIVE_REMOTE = 4


class Paths(NamedTuple):
    """The data directory and what lies in it."""

    data: Path

    @classmethod
    def find(cls, data: str | None = None) -> "Paths":
        """The directory asked for, else AMTDESK_DATA, the policy, the user's own local one (never roaming)."""
        wish = data or os.environ.get("AMTDESK_DATA") or policy(DATA_FOLDER)
        if wish:
            return cls(Path(wish).expanduser().absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("AmtDesk", appauthor=False, roaming=False))

    @property
    def database(self) -> Path:
        """The one SQLite file."""
        return self.data / "amtdesk.sqlite"

    @property
    def media(self) -> Path:
        """Pictures, named by hash."""
        return self.data / "media"

    @property
    def practice(self) -> Path:
        """What the Übungskanal published."""
        return self.data / "uebungskanal"

    @property
    def backups(self) -> Path:
        """Copies of the file."""
        return self.data / "sicherungen"

    @property
    def second(self) -> Path:
        """Where the second folder of the backups is noted; beside the file, to be known when the file is broken."""
        return self.data / "zweiter-ordner.json"

    def used(self) -> bool:
        """Whether somebody worked here before: an empty file is a lost one then, not a new one."""
        return any(
            next(folder.iterdir(), None) is not None
            for folder in (self.media, self.backups, self.logs)
            if folder.is_dir()
        )

    @property
    def logs(self) -> Path:
        """Log and crash reports."""
        return self.data / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one running instance."""
        return self.data / "amtdesk.lock"

    def make(self) -> None:
        """Create the folders, for this user alone where the system knows that. Raises OSError."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.media, self.practice, self.backups, self.logs):
            folder.mkdir(mode=0o700, exist_ok=True)


def remote(path: Path) -> bool:
    """Whether the path lies on another computer (UNC, mapped drive, network file system)."""
    if sys.platform == "win32":
        resolved = str(path.absolute())
        if is_unc(resolved):
            return True
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == _DRIVE_REMOTE)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return on_remote_mount(path.resolve(), mounts)


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names a server: `\\server\share` or `\\?\UNC\server\share`."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def on_remote_mount(path: PurePath, mountinfo: str) -> bool:
    """Whether the innermost mount above `path` is a network file system; `mountinfo` as Linux writes it."""
    found, depth = "", -1
    for line in mountinfo.splitlines():
        fields, dash, rest = line.partition(" - ")
        columns = fields.split()
        if not dash or len(columns) < 5 or not rest:
            continue
        point = PurePath(_unescaped(columns[4]))
        if path.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = rest.split()[0], len(point.parts)
    return found in _REMOTE or found in _REMOTE_FUSE


def _unescaped(field: str) -> str:
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, char)
    return field


def synchronised(path: PurePath) -> bool:
    """Whether the path looks like a folder that a cloud program copies, which damages a database in use."""
    return any(part.casefold().startswith(_SYNCHRONISED) for part in path.parts)
