"""Room on a drive, and whether a folder takes files."""

import os
from collections.abc import Mapping
from pathlib import Path

from amtdesk.domain.errors import Problem
from amtdesk.system.paths import remote, synchronised

#: What cloud programs leave in the folder they copy (Nextcloud and ownCloud; Dropbox).
_TRACES = (".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log", ".dropbox", ".dropbox.cache")
#: Where OneDrive says which folder it copies.
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def free_space(path: Path) -> int | None:
    """Bytes this user may still write where `path` lies or will lie; None when the drive does not answer."""
    from shutil import disk_usage

    for folder in (path, *path.parents):
        try:
            return disk_usage(folder).free
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return None
    return None


def writable(folder: Path) -> bool:
    """Whether a file can really be made there; asking for permissions says too little on Windows and on shares."""
    probe = folder / f".amtdesk-{os.getpid()}.probe"
    try:
        with probe.open("xb") as file:
            file.write(b"\0")
        probe.unlink()
    except OSError:
        return False
    return True


def bad_place(folder: Path, environment: Mapping[str, str]) -> Problem | None:
    """Why a file in use must not lie here: on another computer, or where a cloud program copies it meanwhile."""
    if remote(folder):
        return Problem.FILE_REMOTE
    return Problem.FILE_SYNCHRONISED if _cloud_copies(folder, environment) else None


def _cloud_copies(folder: Path, environment: Mapping[str, str]) -> bool:
    if synchronised(folder):
        return True
    places = (folder, *folder.parents)
    if any(Path(root) in places for name in _ONEDRIVE if (root := environment.get(name))):
        return True
    try:
        return any(next(place.glob(trace), None) is not None for place in places for trace in _TRACES)
    except OSError:
        return False
