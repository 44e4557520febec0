"""Brings news from any thread to the GUI thread, gathered for 50 ms."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from amtdesk.services.changes import Changes, Kind

GATHER = 50


class Bridge(QObject):
    """Emits `changed` with the set of kinds that changed."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds: set[Kind] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER)
        self._timer.timeout.connect(self._emit)
        self._heard.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self.stop: Callable[[], None] = changes.listen(self._hear)

    def _hear(self, kind: Kind) -> None:
        self._heard.emit(kind)

    @Slot(object)
    def _gather(self, kind: Kind) -> None:
        self._kinds.add(kind)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _emit(self) -> None:
        kinds, self._kinds = self._kinds, set()
        self.changed.emit(frozenset(kinds))
