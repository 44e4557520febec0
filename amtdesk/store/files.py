"""Files that are there completely or not at all, also after a power cut."""

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20


def write_whole(path: Path, content: bytes) -> None:
    """Write, bring to the disk, then put in place; on any error the old file stays and nothing else is left."""
    part = part_of(path)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        discard(part)
        raise
    sync_folder(path.parent)


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file nobody writes to, piece by piece; returns the SHA-256 of what was copied."""
    part = part_of(target)
    digest = hashlib.sha256()
    try:
        with source.open("rb") as reader, part.open("wb") as writer:
            while piece := reader.read(_CHUNK):
                digest.update(piece)
                writer.write(piece)
            writer.flush()
            os.fsync(writer.fileno())
        part.replace(target)
    except BaseException:
        discard(part)
        raise
    sync_folder(target.parent)
    return digest.hexdigest()


def part_of(path: Path) -> Path:
    """The unfinished neighbour of `path`; one a process."""
    return path.with_name(f"{path.name}.{os.getpid()}.part")


def discard(path: Path) -> None:
    """Take a file away if that works."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Bring a finished file to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # some network file systems refuse this and order names themselves
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
