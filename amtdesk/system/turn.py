"""One publisher at a time per data directory, across processes; the operating system frees it when a process dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turn:
    """A lock file; `take` says whether it is ours."""

    def __init__(self, path: Path, patience: float = 0.0) -> None:
        self._path = path
        self._patience = patience

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Hold the lock inside the block; False when somebody else had it for `patience` seconds."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path, thread_local=False)
        try:
            lock.acquire(timeout=self._patience)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()
