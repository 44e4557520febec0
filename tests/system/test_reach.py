"""How far one gets: every place where the way ends, on loopback."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from amtdesk.domain.reach import Reach, Stop
from amtdesk.system import reach
from amtdesk.system.reach import Explorer
from tests.channels.servers.loopback import Loopback


class Certificates:
    """An authority of the house and what it issued; made now, a kept one would run out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.house = folder / "house.pem"
        self._run("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Haus-Pruefstelle", "house.key", "house.pem")

    def context(
        self, names: str = "DNS:localhost,IP:127.0.0.1", *, days: int = 2, alone: bool = False
    ) -> ssl.SSLContext:
        """A server's context with a certificate for these names."""
        number = str(len(list(self._folder.iterdir())))
        key, made, request = (self._folder / f"{number}.{end}" for end in ("key", "pem", "csr"))
        if alone:
            self._run(
                f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=allein -addext subjectAltName={names}", key, made
            )
        else:
            self._run("req -newkey rsa:2048 -nodes -subj /CN=server", key, request)
            extra = self._folder / f"{number}.ext"
            extra.write_text(f"subjectAltName={names}\n")
            signs = f"x509 -req -in {request} -CA {self.house} -CAkey {self._folder / 'house.key'} -CAcreateserial"
            self._openssl(f"{signs} -days {days} -extfile {extra} -out {made}")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made, key)
        return context

    def _run(self, words: str, key: Path | str, out: Path | str) -> None:
        self._openssl(f"{words} -keyout {self._folder / key} -out {self._folder / out}")

    @staticmethod
    def _openssl(words: str) -> None:
        try:
            subprocess.run(["openssl", *words.split()], check=True, capture_output=True)
        except FileNotFoundError:
            pytest.skip("no openssl on this computer")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"))


def direct(_url: str) -> str | None:
    return None


def explorer(certificates: Certificates | None = None, way: Callable[[str], str | None] = direct) -> Explorer:
    """Trusts the house, of whom the public knows nothing."""

    def trust() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificates.house)) if certificates else reach.of_this_computer()

    return Explorer(way, trust, patience=2.0)


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that refuses."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@contextmanager
def proxy(status: str, *, login: str = "") -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers CONNECT with a status, or really connects."""
    asked: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = listener.accept()
                threading.Thread(target=one, args=(line,), daemon=True).start()

    def one(line: socket.socket) -> None:
        with suppress(OSError), line:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = line.recv(4096)
                if not piece:
                    return
                head += piece
            asked.append(head.decode())
            if login and f"Basic {login}" not in head.decode():
                line.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                return
            line.sendall(f"HTTP/1.1 {status}\r\n\r\n".encode())
            if status.startswith("2"):
                host, _, port = head.split()[1].decode().rpartition(":")
                with socket.create_connection((host, int(port))) as far:
                    back = threading.Thread(target=pump, args=(far, line), daemon=True)
                    back.start()
                    pump(line, far)

    def pump(one_end: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one_end.recv(65_536):
                other.sendall(piece)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    finally:
        listener.close()


def test_a_server_that_answers_is_reached() -> None:
    with Loopback() as server:
        assert explorer().explore(server.url) == Reach("127.0.0.1")
        assert server.requests == []


def test_who_is_trusted_only_by_the_house_is_reached_and_named(certificates: Certificates) -> None:
    with Loopback(tls=certificates.context()) as server:
        found = explorer(certificates).explore(server.url)
    assert found == Reach("127.0.0.1", inspected=True, issuer="Haus-Pruefstelle")


def test_who_everybody_trusts_is_not_called_inspected(certificates: Certificates) -> None:
    def house() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificates.house))

    with Loopback(tls=certificates.context()) as server:
        assert Explorer(direct, house, house).explore(server.url) == Reach("127.0.0.1")


@pytest.mark.parametrize(
    ("names", "alone", "stop", "issuer"),
    [
        ("DNS:localhost,IP:127.0.0.1", True, Stop.NOT_TRUSTED, "allein"),
        ("DNS:other.example", False, Stop.OTHER_NAME, ""),
    ],
)
def test_certificates_are_told_apart(
    certificates: Certificates, names: str, alone: bool, stop: Stop, issuer: str
) -> None:
    with Loopback(tls=certificates.context(names, alone=alone)) as server:
        found = explorer(certificates).explore(server.url)
    assert (found.stop, found.issuer, found.inspected) == (stop, issuer, False)
    assert "127.0.0.1" in found.detail


def test_inspection_this_computer_does_not_know_names_who_issued_it(certificates: Certificates) -> None:
    with Loopback(tls=certificates.context()) as server:
        found = explorer(None).explore(server.url)
    assert (found.stop, found.issuer) == (Stop.NOT_TRUSTED, "Haus-Pruefstelle")


def test_a_certificate_that_has_run_out_is_said_as_such(certificates: Certificates) -> None:
    with Loopback(tls=certificates.context(days=-1)) as server:
        assert explorer(certificates).explore(server.url).stop is Stop.EXPIRED


@pytest.mark.parametrize("code", [0x800B0101, 0x800B0101 - 2**32])
def test_windows_says_it_with_numbers_of_its_own(code: int) -> None:
    error = ssl.SSLCertVerificationError("run out")
    error.verify_code = code
    assert reach._tls(error) is Stop.EXPIRED


def test_a_server_without_encryption_where_there_should_be_one() -> None:
    with Loopback() as server:
        assert explorer().explore(f"https://127.0.0.1:{server.port}").stop is Stop.NO_TLS


def test_a_closed_port_is_a_firewall_only_when_another_server_answers() -> None:
    with closed_port() as port, closed_port() as second, Loopback() as server:
        url, other = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{second}"
        assert explorer().explore(url).stop is Stop.SILENT
        assert explorer().explore(url, [other]).stop is Stop.NO_NETWORK
        assert explorer().explore(url, [other, server.url]).stop is Stop.BLOCKED


def test_a_server_that_takes_no_connection_in_time_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback() as server, closed_port() as port:
        real = socket.create_connection

        def swallowed(place: tuple[str, int], *rest: float) -> socket.socket:
            if place[1] == port:
                raise TimeoutError("timed out")
            return real(place, *rest)

        monkeypatch.setattr(socket, "create_connection", swallowed)
        assert explorer().explore(f"http://127.0.0.1:{port}", [server.url]).stop is Stop.BLOCKED


def test_a_name_nobody_knows() -> None:
    with Loopback() as server, closed_port() as port:
        assert explorer().explore("https://social.invalid").stop is Stop.NAME_UNKNOWN
        assert explorer().explore("https://social.invalid", [server.url]).stop is Stop.NAME_UNKNOWN
        # without any answer it is the network that is missing, not the name
        assert explorer().explore("https://social.invalid", [f"http://127.0.0.1:{port}"]).stop is Stop.NO_NETWORK


def test_nobody_to_ask_for_a_name_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    assert explorer().explore("https://social.invalid").stop is Stop.NO_NETWORK


@pytest.mark.parametrize("url", ["", "https://", "http://[::1", "https://a:b"])
def test_what_is_no_address(url: str) -> None:
    assert explorer().explore(url).stop is Stop.ADDRESS


@pytest.mark.parametrize(
    ("status", "stop"),
    [
        ("407 Proxy Authentication Required", Stop.PROXY_LOGIN),
        ("403 Forbidden", Stop.PROXY_REFUSES),
        ("502 Bad Gateway", Stop.PROXY_REFUSES),
        ("", Stop.PROXY_REFUSES),
    ],
)
def test_a_proxy_that_does_not_let_through(status: str, stop: Stop) -> None:
    with proxy(status) as (url, _):
        with_login = url.replace("http://", "http://name:geheim@")
        found = explorer(way=lambda _: with_login).explore("https://town.test")
    assert found.stop is stop and found.proxy == url.removeprefix("http://")
    assert "geheim" not in repr(found)


def test_a_proxy_that_is_not_there() -> None:
    with closed_port() as port:
        found = explorer(way=lambda _: f"http://127.0.0.1:{port}").explore("https://town.test")
    assert found.stop is Stop.PROXY_SILENT


def test_through_the_proxy_with_its_login(certificates: Certificates) -> None:
    with Loopback(tls=certificates.context()) as server, proxy("200 OK", login="bmFtZTpnZWhlaW0=") as (url, asked):
        with_login = url.replace("http://", "http://name:geheim@")
        found = explorer(certificates, lambda _: with_login).explore(server.url)
    assert found == Reach("127.0.0.1", None, url.removeprefix("http://"), inspected=True, issuer="Haus-Pruefstelle")
    assert asked[0].startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1")


def test_a_page_without_encryption_asks_the_proxy_for_no_line() -> None:
    with proxy("200 OK") as (url, asked):
        assert explorer(way=lambda _: url).explore("http://town.test").stop is None
    assert asked == []


def test_the_lists_of_trust_are_there() -> None:
    assert reach.of_the_public().get_ca_certs()
    assert reach.of_this_computer().check_hostname
