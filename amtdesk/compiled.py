"""Compiled once: PySide6 brings its support modules as sources in a zip and compiles them anew at each start.

What comes out is kept beside the compiled files of this program, under the rules Python has for those: nothing is
written where it may not be, and what belongs to other sources or to another Python is not used.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any
from zlib import crc32

Key = tuple[str, int, int]


class Compiled:
    """Code by name, length and checksum of its source; `place` is the file it is kept in."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._kept: dict[Key, CodeType] = {}
        self._new = False

    @contextmanager
    def used(self) -> Iterator[None]:
        """What is compiled inside is taken from the file where it is there."""
        self._kept = self._read()
        ours: Any = builtins
        plain = ours.compile

        def compile_once(source: Any, name: Any, mode: str, *rest: Any, **options: Any) -> Any:
            # what lies in no folder only looks whether the others are unpacked already, as they are in an installed one
            if rest or options or not isinstance(source, bytes) or "/" not in str(name):
                return plain(source, name, mode, *rest, **options)
            key = str(name), len(source), crc32(source)
            if key not in self._kept:
                self._kept[key], self._new = plain(source, name, mode), True
            return self._kept[key]

        ours.compile = compile_once
        try:
            yield
        finally:
            ours.compile = plain

    def keep(self) -> None:
        """Write what was new; the next start has it."""
        if not self._new or sys.dont_write_bytecode:
            return
        # a second window may start at the same moment
        mine = self.place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self.place.parent.mkdir(exist_ok=True)
            mine.write_bytes(marshal.dumps(self._kept))
            mine.replace(self.place)
        # still there where it could not take its place
        with suppress(OSError):
            mine.unlink(missing_ok=True)
        self._new = False

    def _read(self) -> dict[Key, CodeType]:
        try:
            kept = marshal.loads(self.place.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return kept if isinstance(kept, dict) else {}


def beside(file: str) -> Compiled:
    """What is kept beside the compiled form of a source file, as `name.cpython-311.support`."""
    return Compiled(Path(cache_from_source(file)).with_suffix(".support"))
