"""One window per data directory: a second start brings the first one forward."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWER = 1500


class Instance(QObject):
    """Holds the lock of a data directory and listens for second starts."""

    asked = Signal()

    def __init__(self, data: PurePath, session: Callable[[], int] = lambda: 0, parent: QObject | None = None) -> None:
        """`session` says which logon on this computer this is: another one's windows cannot be seen here."""
        super().__init__(parent)
        self._session = session
        self._lock = QLockFile(str(data / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._data = data
        self._server: QLocalServer | None = None

    @property
    def _name(self) -> str:
        import hashlib

        # per user by the path itself: the data directory lies in the user's own profile
        return "amtdesk-" + hashlib.sha256(str(self._data).encode()).hexdigest()[:24]

    def first(self) -> bool:
        """Whether this is the only one; a lock left by a process that died is taken over."""
        return self._lock.tryLock(100)

    def listen(self) -> None:
        """Answer second starts by `asked`. QtNetwork is imported here, after the first paint."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        if not server.listen(self._name):
            return

        def greet() -> None:
            while server.hasPendingConnections():
                caller = server.nextPendingConnection()
                caller.disconnected.connect(caller.deleteLater)
                caller.write(f"{self._session()}\n".encode())
                caller.flush()
                caller.disconnectFromServer()
            self.asked.emit()

        server.newConnection.connect(greet)
        self._server = server

    def call_first(self) -> int | None:
        """Ask the first one to come forward; its session, or None when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER):
            return None
        if not socket.waitForReadyRead(ANSWER):
            return None
        said = bytes(socket.readAll().data()).strip()
        return int(said) if said.isdigit() else None

    def release(self) -> None:
        """Give the data directory free."""
        if self._server is not None:
            # it goes with this object; deleted later, after this object, Qt would crash
            self._server.close()
            self._server = None
        self._lock.unlock()
