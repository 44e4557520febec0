"""The one news upward: which kind of thing changed."""

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

log = logging.getLogger(__name__)


class Kind(StrEnum):
    """What may change."""

    POSTS = "posts"
    DELIVERIES = "deliveries"
    ACCOUNTS = "accounts"
    OFFICE = "office"
    TEXT_MODULES = "text_modules"
    INQUIRIES = "inquiries"
    WORKER = "worker"
    BACKUPS = "backups"
    UPDATES = "updates"


class Changes:
    """Tells listeners; they may be called from any thread and must be quick."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Kind], None]] = []
        self._turn = threading.Lock()

    def listen(self, listener: Callable[[Kind], None]) -> Callable[[], None]:
        """Call `listener` with every news until the returned function is called."""
        with self._turn:
            self._listeners.append(listener)

        def stop() -> None:
            with self._turn:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def tell(self, *kinds: Kind) -> None:
        """Say that things of these kinds changed."""
        with self._turn:
            listeners = list(self._listeners)
        for listener in listeners:
            for kind in kinds:
                try:
                    listener(kind)
                except Exception:
                    log.exception("listener failed on %s", kind)
