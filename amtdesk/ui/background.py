"""The one way to run something in the background and come back to the GUI thread."""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

log = logging.getLogger(__name__)


class Background(QObject):
    """Two lanes: `order` keeps the order of what the user did (writing), `side` is for what takes long (network)."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order = QThreadPool(self)
        self._order.setMaxThreadCount(1)
        self._order.setExpiryTimeout(-1)
        self._side = QThreadPool(self)
        self._side.setMaxThreadCount(3)
        # from a thread of a pool it is queued by itself
        self._done.connect(self._call)
        # deleting a pool waits for its work with Python's lock held, and the work needs the lock: neither ever ends.
        # Waiting from Python lets the lock go
        self.destroyed.connect(partial(_let_end, self._order, self._side))

    def run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        side: bool = False,
    ) -> None:
        """Run `work` off the GUI thread; `then(result)` or `failed(error)` follow on it. No widget in `work`."""
        (self._side if side else self._order).start(_Job(work, then, failed, self._done))

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Let what is under way end, at the end of the program."""
        return self._order.waitForDone(milliseconds) and self._side.waitForDone(milliseconds)

    @Slot(object, object)
    def _call(self, what: Callable[[Any], None], value: Any) -> None:
        try:
            what(value)
        except Exception as error:
            # of a widget that is gone PySide6 says so in words only
            gone = isinstance(error, RuntimeError) and "deleted" in str(error)
            log.log(logging.DEBUG if gone else logging.ERROR, "after background work", exc_info=True)


def _let_end(order: QThreadPool, side: QThreadPool, *_gone: object) -> None:
    order.waitForDone()
    side.waitForDone()


class _Job:
    # no QRunnable: PySide6 keeps one for ever when its work ends before `start` has returned (measured with 6.11)
    def __init__(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        done: Any,
    ) -> None:
        self._work, self._then, self._failed, self._done = work, then, failed, done

    def __call__(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            if self._failed is None:
                log.exception("background work")
            else:
                self._bring(self._failed, error)
        else:
            if self._then is not None:
                self._bring(self._then, result)

    def _bring(self, what: Callable[[Any], None], value: Any) -> None:
        # a window that gave way to another one is gone
        with suppress(RuntimeError):
            self._done.emit(what, value)
