"""A small threaded HTTP server on loopback that can fail in every way a platform or the network does."""

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in; header names in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    #: path and query as they came, percent-encoded
    target: str = ""

    @property
    def step(self) -> str:
        return f"{self.method} {self.path}"

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Reply:
    """One answer; a body that is not bytes goes out as JSON."""

    status: int = 200
    body: Any = b""
    headers: dict[str, str] = field(default_factory=dict)

    def wire(self) -> bytes:
        body, headers = self.body, dict(self.headers)
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json; charset=utf-8")
        headers.setdefault("Content-Length", str(len(body)))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} X\r\n{head}\r\n".encode("latin-1") + body


class How(Enum):
    """How an exchange goes wrong after the request has been read."""

    CLOSED = auto()
    RESET = auto()
    SILENT = auto()
    HALF = auto()
    DRIP = auto()
    HEADER_DRIP = auto()
    ENDLESS = auto()
    CUT_JSON = auto()
    LATIN_1 = auto()
    NOT_HTTP = auto()
    REPLY = auto()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes wrong; `accepted` says whether the server has done what was asked all the same."""

    how: How
    accepted: bool = False
    reply: Reply | None = None


def answers(status: int, body: Any = b"", *, accepted: bool = False, **headers: str) -> Trouble:
    """A server that answers something else."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Trouble(How.REPLY, accepted, Reply(status, body, named))


LOGIN_PAGE = b"<!doctype html><html><title>Anmeldung</title><form>\xc3\x84mter</form></html>"


class Loopback:
    """Listens on 127.0.0.1; what it answers is in `respond`. Use as a context manager."""

    def __init__(
        self,
        respond: Callable[[Request], Reply] | None = None,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self._respond = respond or (lambda _request: Reply(200, {"id": "1"}))
        self._tls = tls
        self.requests: list[Request] = []
        #: said with every answer
        self.headers: dict[str, str] = {}
        #: what becomes of each answer before it goes out
        self.twist: Callable[[Reply], Reply] = lambda reply: reply
        self._troubles: dict[str, list[Trouble]] = {}
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        #: set as soon as a request in trouble was read; what it asked for is done by then, if it is accepted
        self.in_trouble = threading.Event()
        self._listener = socket.create_server((host, 0))
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def respond(self, request: Request) -> Reply:
        """What the platform does and says."""
        return self._respond(request)

    def fail(self, step: str, trouble: Trouble, times: int = 1) -> None:
        """Let the next `times` requests of a step (`POST /path`, or a beginning of it) go wrong."""
        with self._lock:
            self._troubles.setdefault(step, []).extend([trouble] * times)

    def recover(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._troubles.clear()
            self.twist = lambda reply: reply

    def seen(self, step: str) -> list[Request]:
        """All requests of a step so far."""
        with self._lock:
            return [request for request in self.requests if request.step.startswith(step)]

    def __enter__(self) -> Any:
        self._run(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with self._lock:
            _shut(self._listener)
            for connection in self._open:
                _shut(connection)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _run(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            self._run(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with self._lock:
                self._open.add(connection)
            with connection.makefile("rb") as incoming:
                while not self._stopping.is_set() and self._exchange(connection, incoming):
                    pass
        except (OSError, ValueError):
            pass
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _exchange(self, connection: socket.socket, incoming: Any) -> bool:
        request = _read(incoming)
        if request is None:
            return False
        with self._lock:
            self.requests.append(request)
            trouble = self._trouble(request.step)
            reply = self.respond(request) if trouble is None or trouble.accepted else Reply(500)
            reply = self.twist(replace(reply, headers={**self.headers, **reply.headers}))
        if trouble is not None:
            self.in_trouble.set()
            self._spoil(connection, trouble, reply, with_body=request.method != "HEAD")
            return False
        connection.sendall(reply.wire() if request.method != "HEAD" else _head(reply))
        return request.headers.get("connection", "").lower() != "close"

    def _trouble(self, step: str) -> Trouble | None:
        for beginning, waiting in self._troubles.items():
            if step.startswith(beginning) and waiting:
                return waiting.pop(0)
        return None

    def _spoil(self, connection: socket.socket, trouble: Trouble, reply: Reply, *, with_body: bool) -> None:
        body = reply.wire().partition(b"\r\n\r\n")[2]
        match trouble.how:
            case How.RESET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case How.SILENT:
                self._stopping.wait(60)
            case How.REPLY if trouble.reply is not None:
                # said aloud, as real servers do: who sends on a connection closed in silence may find it reset
                trouble.reply.headers.setdefault("Connection", "close")
                connection.sendall(trouble.reply.wire() if with_body else _head(trouble.reply))
            case How.ENDLESS | How.DRIP | How.HEADER_DRIP as how:
                start, piece, every = _FLOWS[how]
                connection.sendall(b"HTTP/1.1 200 OK\r\n" + start)
                self._pour(connection, piece, every)
            case how:
                connection.sendall(_wrong(how, body))

    def _pour(self, connection: socket.socket, piece: bytes, every: float) -> None:
        for _ in range(1000):
            connection.sendall(piece)
            if self._stopping.wait(every):
                return


_FLOWS = {
    How.ENDLESS: (b"Content-Length: 52428800\r\n\r\n", b"x" * 65_536, 0.0),
    How.DRIP: (b"Content-Length: 1000\r\n\r\n", b" ", 0.05),
    How.HEADER_DRIP: (b"X-Long: ", b"a", 0.05),
}


def _wrong(how: How, body: bytes) -> bytes:
    """What is sent instead of the answer; nothing when the connection is just closed."""
    match how:
        case How.HALF:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + body[: len(body) // 2]
        case How.CUT_JSON:
            return Reply(200, body[: len(body) // 2]).wire()
        case How.LATIN_1:
            return Reply(200, '{"id":"Straße"}'.encode("latin-1")).wire()
        case How.NOT_HTTP:
            return b"SSH-2.0-OpenSSH_9.2\r\n"
        case _:
            return b""


def _head(reply: Reply) -> bytes:
    return reply.wire().partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _read(incoming: Any) -> Request | None:
    first = incoming.readline(65_536).decode("latin-1").split()
    # the first bytes of TLS may look like three words
    if len(first) != 3 or not first[2].startswith("HTTP/"):
        return None
    headers: dict[str, str] = {}
    while True:
        line = incoming.readline(65_536).decode("latin-1").strip()
        if not line:
            break
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = incoming.read(int(headers.get("content-length", "0")))
    target = urlsplit(first[1])
    return Request(first[0], unquote(target.path), dict(parse_qsl(target.query, True)), headers, body, first[1])
