"""Goes the way to a server step by step and says where it ends. Sends nothing but what opens a connection."""

import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from amtdesk.domain.reach import Reach, Stop
from amtdesk.system.network import proxy_for

#: Seconds for each step.
PATIENCE = 6.0
#: What OpenSSL and Windows say of a certificate that has run out (or is not valid yet) or is made out to another name.
_EXPIRED = frozenset({9, 10, 0x800B0101, 0x800B0101 - 2**32})
_OTHER_NAME = frozenset({62, 63, 64, 0x800B010F, 0x800B010F - 2**32})
#: id-at-commonName; the issuer stands before the holder.
_COMMON_NAME = b"\x06\x03\x55\x04\x03"
_LARGEST = 16_384

Way = Callable[[str], str | None]
Trust = Callable[[], ssl.SSLContext]


def of_this_computer() -> ssl.SSLContext:
    """What the operating system trusts, the certificates of the house included."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def of_the_public() -> ssl.SSLContext:
    """What everybody trusts; nothing the house has added."""
    from importlib.util import find_spec
    from pathlib import Path

    # comes with requests; never used to decide whom to trust, only to notice who looks in
    found = find_spec("certifi")
    if found is None or found.origin is None:
        raise FileNotFoundError("no list of public certificates")
    return ssl.create_default_context(cafile=str(Path(found.origin).parent / "cacert.pem"))


class Explorer:
    """Knows the way out of this network (`way`) and whom it trusts."""

    def __init__(
        self,
        way: Way = proxy_for,
        trust: Trust = of_this_computer,
        public: Trust = of_the_public,
        patience: float = PATIENCE,
    ) -> None:
        self._way = way
        self._trust = trust
        self._public = public
        self._patience = patience

    def explore(self, url: str, others: Iterable[str] = ()) -> Reach:
        """How far one gets; `others` are addresses of servers that may answer where this one does not."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            host, port = "", 0
        if not host:
            return Reach(url, Stop.ADDRESS)
        proxy = self._way(url) or ""
        shown = _without_login(proxy)
        try:
            if proxy and not proxy.lower().startswith("http"):
                # a SOCKS proxy is left to the call itself
                return Reach(host, None, shown)
            # without encryption the proxy is asked for the page itself and opens no line
            line = self._line(proxy if parts.scheme == "https" else "", *_first(proxy, parts.scheme, host, port))
        except _Stopped as stopped:
            return Reach(host, self._meant(stopped, list(others)), shown, detail=stopped.detail)
        if parts.scheme != "https":
            line.close()
            return Reach(host, None, shown)
        return self._secured(line, proxy, host, port)

    def _meant(self, stopped: "_Stopped", others: list[str]) -> Stop:
        """What it means that a server does not answer or has no name, by what the others do."""
        if stopped.stop not in (Stop.SILENT, Stop.NAME_UNKNOWN):
            return stopped.stop
        if not others:
            return Stop.NO_NETWORK if stopped.no_answer else stopped.stop
        if not self._any(others):
            return Stop.NO_NETWORK
        return Stop.BLOCKED if stopped.stop is Stop.SILENT else stopped.stop

    def _any(self, others: Iterable[str]) -> bool:
        for url in list(others)[:4]:
            parts = urlsplit(self._way(url) or url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            with (
                suppress(OSError, UnicodeError),
                socket.create_connection((parts.hostname or "", port), self._patience),
            ):
                return True
        return False

    def _direct(self, host: str, port: int) -> socket.socket:
        try:
            socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            silent = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            raise _Stopped(Stop.NAME_UNKNOWN, f"{host}: {error}", no_answer=silent) from error
        try:
            return socket.create_connection((host, port), self._patience)
        except OSError as error:
            raise _Stopped(Stop.SILENT, f"{host}:{port}: {error}") from error

    def _through(self, proxy: str, host: str, port: int) -> socket.socket:
        parts = urlsplit(proxy)
        try:
            line = socket.create_connection((parts.hostname or "", parts.port or 8080), self._patience)
        except (OSError, UnicodeError) as error:
            raise _Stopped(Stop.PROXY_SILENT, f"{_without_login(proxy)}: {error}") from error
        try:
            line.sendall(_connect(host, port, parts.username, parts.password))
            first = _head(line).partition("\r\n")[0]
        except OSError as error:
            line.close()
            raise _Stopped(Stop.PROXY_SILENT, f"{_without_login(proxy)}: {error}") from error
        status = first.split(" ")[1] if first.count(" ") else ""
        if status.startswith("2"):
            return line
        line.close()
        stop = Stop.PROXY_LOGIN if status == "407" else Stop.PROXY_REFUSES
        raise _Stopped(stop, f"{_without_login(proxy)}: {first[:200]}")

    def _secured(self, line: socket.socket, proxy: str, host: str, port: int) -> Reach:
        shown = _without_login(proxy)
        refused = _handshake(self._trust(), line, host)
        if refused is not None:
            stop = _tls(refused)
            issuer = self._issuer(proxy, host, port) if stop is Stop.NOT_TRUSTED else ""
            return Reach(host, stop, shown, issuer=issuer, detail=f"{host}: {refused}")
        with suppress(OSError, _Stopped):
            public = _handshake(self._public(), self._line(proxy, host, port), host)
            if public is not None and _tls(public) is Stop.NOT_TRUSTED:
                return Reach(host, None, shown, inspected=True, issuer=self._issuer(proxy, host, port))
        return Reach(host, None, shown)

    def _issuer(self, proxy: str, host: str, port: int) -> str:
        """Who issued the certificate the server shows; nothing is sent to it. Empty when it cannot be read."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with (
            suppress(OSError, _Stopped),
            self._line(proxy, host, port) as line,
            context.wrap_socket(line, server_hostname=host) as secured,
        ):
            return _name_in(secured.getpeercert(binary_form=True) or b"")
        return ""

    def _line(self, proxy: str, host: str, port: int) -> socket.socket:
        return self._through(proxy, host, port) if proxy else self._direct(host, port)


def _first(proxy: str, scheme: str, host: str, port: int) -> tuple[str, int]:
    """Whom to connect to: the server, or for a page without encryption the proxy that fetches it."""
    parts = urlsplit(proxy)
    return (parts.hostname or "", parts.port or 8080) if proxy and scheme != "https" else (host, port)


class _Stopped(Exception):
    """`no_answer`: nobody was there to ask for a name."""

    def __init__(self, stop: Stop, detail: str, *, no_answer: bool = False) -> None:
        super().__init__(detail)
        self.stop, self.detail, self.no_answer = stop, detail, no_answer


def _handshake(context: ssl.SSLContext, line: socket.socket, host: str) -> OSError | None:
    """What went wrong; the line is closed afterwards."""
    try:
        with line, context.wrap_socket(line, server_hostname=host):
            return None
    except OSError as error:
        return error


def _tls(error: OSError) -> Stop:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return Stop.NO_TLS
    if error.verify_code in _EXPIRED:
        return Stop.EXPIRED
    if error.verify_code in _OTHER_NAME:
        return Stop.OTHER_NAME
    return Stop.NOT_TRUSTED


def _name_in(certificate: bytes) -> str:
    """The first common name in a certificate (DER)."""
    _, found, rest = certificate.partition(_COMMON_NAME)
    if not found or len(rest) < 2 or rest[1] > 127:
        return ""
    return rest[2 : 2 + rest[1]].decode("utf-8", "replace")


def _connect(host: str, port: int, name: str | None, password: str | None) -> bytes:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    login = ""
    if name:
        pair = f"{unquote(name)}:{unquote(password or '')}".encode()
        login = f"Proxy-Authorization: Basic {b64encode(pair).decode('ascii')}\r\n"
    return f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{login}\r\n".encode(
        "idna" if not place.isascii() else "ascii"
    )


def _head(line: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received and len(received) < _LARGEST:
        piece = line.recv(4096)
        if not piece:
            break
        received += piece
    return received.decode("latin-1")


def _without_login(proxy: str) -> str:
    parts = urlsplit(proxy)
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
