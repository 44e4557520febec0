"""Room on a drive, and whether a folder takes files."""

import os
from pathlib import Path


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
