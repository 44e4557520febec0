"""Told to end by Ctrl+C in a terminal or by a computer that goes down; on Windows the window itself is asked."""

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class ToldToEnd(QObject):
    """Calls `end` in Qt's loop. Python alone would look at a signal only when the next line of its own runs."""

    def __init__(self, end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._end = end
        self._read, write = os.pipe()
        for one in (self._read, write):
            os.set_blocking(one, False)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._told)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for name in SIGNALS:
            # what does nothing is no default any more, which would end the process in the middle of a sentence
            signal.signal(getattr(signal, name), lambda _number, _frame: None)

    def _told(self) -> None:
        os.read(self._read, 64)
        self._end()
