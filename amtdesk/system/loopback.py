"""Takes the one answer a browser brings back to this computer (RFC 8252), on 127.0.0.1 and nowhere else."""

import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hmac import compare_digest
from urllib.parse import parse_qsl, urlsplit

from amtdesk.domain.errors import Problem, SignInEnded

_HERE = "127.0.0.1"
#: Where the browser ends up: its address holds nothing of the answer.
_CLEAN = "/fertig"
#: Seconds: between two looks whether somebody cancelled; for one request; for the clean page after the answer.
_SLICE, _PATIENCE, _FAREWELL = 0.1, 10.0, 2.0
#: Bytes of a request; connections at once (browsers open some to no purpose).
_LARGEST, _MOST = 16_384, 32

_PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>AmtDesk</title><style>body{{font:17px/1.5 sans-serif;margin:15vh auto;max-width:30em;padding:0 1em}}</style>
<h1>{title}</h1><p>{words}</p></html>"""
_DONE = ("Zurück zu AmtDesk", "Diese Seite können Sie schließen. Weiter geht es im Fenster von AmtDesk.")
_OVER = ("Schon angekommen", "Die Antwort ist bereits in AmtDesk. Diese Seite können Sie schließen.")
_STRAY = ("Das gehört nicht zu dieser Anmeldung", "Bitte in AmtDesk auf die Schaltfläche zum Anmelden klicken.")
_REASONS = {200: "OK", 303: "See Other", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Not Allowed"}


@dataclass(slots=True)
class _Incoming:
    """A connection whose request is not whole yet."""

    ends: float
    received: bytearray = field(default_factory=bytearray)


class Loopback:
    """Listens from the moment it is made; `wait` returns the query of the first answer that knows `state`."""

    def __init__(self, ports: Sequence[int] = (), path: str = "/callback") -> None:
        """Take the first free one of `ports`, or any when there are none.

        Raises `SignInEnded` with `Problem.SIGN_IN_PORT_TAKEN`.
        """
        self._path = path
        self._listener = _listener(ports)
        self.port: int = self._listener.getsockname()[1]
        self._cancelled = False
        self._answer: dict[str, str] | None = None
        self._seen = False

    @property
    def redirect(self) -> str:
        """The address the platform sends the browser to."""
        return f"http://{_HERE}:{self.port}{self._path}"

    def cancel(self) -> None:
        """End `wait`, from any thread."""
        self._cancelled = True

    def close(self) -> None:
        """Listen no more; may be repeated."""
        self._listener.close()

    def wait(self, state: str, seconds: float, steady: Callable[[], float] = time.monotonic) -> dict[str, str]:
        """The query of the answer, without `state`; whatever does not know it is refused and changes nothing.

        Raises `SignInEnded` when somebody cancelled or `seconds` have passed. Listens no more afterwards.
        """
        ends = steady() + seconds
        with self._watched() as selector:
            while self._answer is None:
                if self._cancelled:
                    raise SignInEnded(Problem.SIGN_IN_CANCELLED)
                if steady() >= ends:
                    raise SignInEnded(Problem.SIGN_IN_TIMED_OUT)
                self._serve(selector, state, steady)
            farewell = steady() + _FAREWELL
            while not self._seen and not self._cancelled and steady() < farewell:
                self._serve(selector, state, steady)
        return self._answer

    @contextmanager
    def _watched(self) -> Iterator[selectors.BaseSelector]:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            try:
                yield selector
            finally:
                for key in list(selector.get_map().values()):
                    selector.unregister(key.fileobj)
                    _socket(key).close()

    def _serve(self, selector: selectors.BaseSelector, state: str, steady: Callable[[], float]) -> None:
        for key, _ in selector.select(_SLICE):
            if key.fileobj is self._listener:
                self._accept(selector, steady())
            elif (request := _received(key)) is not None:
                selector.unregister(key.fileobj)
                with _socket(key) as connection, suppress(OSError):
                    connection.settimeout(_SLICE * 10)
                    connection.sendall(self._reply(request, state))
        waiting = [key for key in selector.get_map().values() if key.data is not None]
        for place, key in enumerate(sorted(waiting, key=lambda one: one.data.ends, reverse=True)):
            if key.data.ends <= steady() or place >= _MOST:
                selector.unregister(key.fileobj)
                _socket(key).close()

    def _accept(self, selector: selectors.BaseSelector, now: float) -> None:
        with suppress(OSError):
            connection, _peer = self._listener.accept()
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ, _Incoming(now + _PATIENCE))

    def _reply(self, request: bytes, state: str) -> bytes:
        first, *lines = request.decode("latin-1").split("\r\n")
        method, _, rest = first.partition(" ")
        hosts = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")]
        if hosts not in ([f"{_HERE}:{self.port}"], [f"localhost:{self.port}"]):
            # a page on the web that got this computer's address for its own name; LinkedIn wants `localhost`
            return _page(403, _STRAY)
        if method != "GET":
            return _page(405, _STRAY)
        try:
            target = urlsplit(rest.partition(" ")[0])
            query = parse_qsl(target.query, keep_blank_values=True, max_num_fields=30)
        except ValueError:
            return _page(400, _STRAY)
        if target.path == _CLEAN and self._answer is not None:
            self._seen = True
            return _page(200, _DONE)
        if target.path != self._path:
            return _page(404, _STRAY)
        return self._take(query, state)

    def _take(self, query: list[tuple[str, str]], state: str) -> bytes:
        if self._answer is not None:
            return _page(200, _OVER)
        answer = dict(query)
        given = answer.pop("state", "")
        if len(answer) + 1 != len(query) or not compare_digest(given.encode(), state.encode()):
            return _page(400, _STRAY)
        self._answer = answer
        return _page(303, _DONE, f"Location: {_CLEAN}\r\n")


def _listener(ports: Sequence[int]) -> socket.socket:
    for port in ports or (0,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if sys.platform == "win32":
                # there, the usual option would let another program listen on the same port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((_HERE, port))
            listener.listen()
            listener.setblocking(False)
        except OSError:
            listener.close()
        else:
            return listener
    raise SignInEnded(Problem.SIGN_IN_PORT_TAKEN, ", ".join(map(str, ports)))


def _received(key: selectors.SelectorKey) -> bytes | None:
    """The whole head of a request; empty when there will be none; None while it is still coming."""
    incoming: _Incoming = key.data
    try:
        piece = _socket(key).recv(_LARGEST)
    except BlockingIOError:
        return None
    except OSError:
        return b""
    incoming.received += piece
    if b"\r\n\r\n" in incoming.received:
        return bytes(incoming.received.partition(b"\r\n\r\n")[0])
    return b"" if not piece or len(incoming.received) > _LARGEST else None


def _socket(key: selectors.SelectorKey) -> socket.socket:
    assert isinstance(key.fileobj, socket.socket)
    return key.fileobj


def _page(status: int, words: tuple[str, str], extra: str = "") -> bytes:
    body = _PAGE.format(title=words[0], words=words[1]).encode()
    head = (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"
        f"X-Content-Type-Options: nosniff\r\nConnection: close\r\n{extra}\r\n"
    )
    return head.encode("ascii") + body
