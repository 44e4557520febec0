"""Below `Http`: connections that keep one total deadline and know whether anything has left this computer."""

import io
import socket
import ssl
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_PIECE = 65_536


@dataclass(slots=True)
class Call:
    """One call under way: when it must have ended, whether a byte of the request was handed to the network."""

    ends: float
    sent: bool = False
    #: its connection was made for it and had not been kept from an earlier call
    fresh: bool = False

    def left(self) -> float:
        """Seconds left, above 0; raises `TimeoutError` at the deadline."""
        seconds = self.ends - monotonic()
        if seconds <= 0:
            raise TimeoutError("the total deadline has passed")
        return seconds


#: Connections come out of a pool that knows no call; the thread's own context does.
CALL: ContextVar[Call] = ContextVar("call")


class _Reader(io.RawIOBase):
    """What the socket receives. A socket's own time-out starts anew with every byte, so a drip would never end."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        # the socket counts its open files: it closes only when this one is closed too
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(CALL.get().left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Timed:
    """A connected socket under the deadline of the call it serves."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def settimeout(self, value: float | None) -> None:
        """Refused: the call's deadline counts."""

    def sendall(self, content: Any) -> None:
        call = CALL.get()
        call.sent = True
        rest = memoryview(content).cast("B")
        while rest:
            self._sock.settimeout(call.left())
            rest = rest[self._sock.send(rest[:_PIECE]) :]

    def makefile(self, _mode: str = "rb", _buffering: int | None = None) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock))


class _Plain(HTTPConnection):
    def connect(self) -> None:
        CALL.get().fresh = True
        super().connect()
        self.sock: Any = _Timed(self.sock)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        CALL.get().fresh = True
        # tunnel and TLS handshake run inside: until they are through nothing of the request was sent
        super().connect()
        self.sock: Any = _Timed(self.sock)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Adapter(HTTPAdapter):
    """Connections of ours, this computer's own list of trusted authorities, no repeats."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=2, pool_maxsize=2, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        self.poolmanager = _ours(
            PoolManager(num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._context, **options)
        )

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        return _ours(super().proxy_manager_for(proxy, ssl_context=self._context, **options))

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing: requests would add its own list of authorities to the context."""


def _ours(manager: PoolManager) -> PoolManager:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return manager


def trusted() -> ssl.SSLContext:
    """The certificates this computer trusts, the office's own among them."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
