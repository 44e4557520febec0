"""Errors nobody caught: written to a report without secrets, shown once, the program goes on."""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from amtdesk.system.logs import redact

log = logging.getLogger(__name__)

#: So many reports stay on disk; so many different errors are reported in one run.
MOST_REPORTS = 20
_NATIVE = "absturz.txt"


class Crashes:
    """Catches what nobody else does. `show(words, path)` may be called from any thread; path None: not written."""

    def __init__(self, folder: Path, version: str, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._version = version
        self._now = now
        self.show: Callable[[str, Path | None], None] | None = None
        self._seen: set[tuple[Any, ...]] = set()
        self._before: tuple[Any, Any, Any] | None = None
        self._native: IO[str] | None = None

    def install(self) -> None:
        """Take over the hooks of Python, its threads and destructors; faults of C code go to a file of their own."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._main
        threading.excepthook = self._thread
        sys.unraisablehook = self._unraisable
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._native = (self._folder / _NATIVE).open("a", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._native, all_threads=True)

    def remove(self) -> None:
        """Put everything back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def report(self, error: BaseException, where: str = "") -> str:
        """Write and show a report; the same error at the same place only once a run. Returns its words, redacted."""
        place = tuple((frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)[-3:])
        key = (type(error), *place)
        words = self._words(error, where)
        if key in self._seen or len(self._seen) >= MOST_REPORTS:
            return words
        self._seen.add(key)
        log.error("not caught%s", f" in {where}" if where else "", exc_info=error)
        path = self._write(words)
        if self.show is not None:
            try:
                self.show(words, path)
            except Exception:
                # the window itself may be what is broken
                log.exception("report could not be shown")
        return words

    def _words(self, error: BaseException, where: str) -> str:
        lines = [
            f"AmtDesk {self._version}",
            # never the platform module: it asks WMI, which can hang on locked-down PCs
            f"Python {sys.version.split()[0]}, {sys.platform}",
            f"{self._now():%Y-%m-%d %H:%M:%S%z}",
            where,
            "",
            "".join(traceback.format_exception(error)),
        ]
        return redact("\n".join(lines))

    def _write(self, words: str) -> Path | None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            name = f"bericht-{self._now():%Y-%m-%d-%H%M%S}-{len(self._seen)}.txt"
            path = self._folder / name
            path.write_text(words, encoding="utf-8", errors="backslashreplace")
            for old in sorted(self._folder.glob("bericht-*.txt"))[:-MOST_REPORTS]:
                old.unlink(missing_ok=True)
        except OSError:
            return None
        return path

    def _main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None or isinstance(args.exc_value, SystemExit):
            return
        self.report(args.exc_value, f"thread {args.thread.name}" if args.thread else "thread")

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, args.err_msg or "destructor")
